"""Watch: each story as a few scenes that play in the browser.

`scenes` reads a story's table, `tape` records its runs, `moments` finds what is said and when, `stages` draw, `plan`
puts all of it into one JSON document, and `pages` makes pages of it: for the server (`site`) or as a file (`export`).
The player, `static/player.js`, is the same in both and knows no story.
"""
