"""The stories, one file each. They do not import each other."""

STORIES = {
    "island": "Island",
    "foundation": "Foundation",
    "band": "Band",
    "labour": "Labour",
    "species": "Species",
    "generator": "Generator",
}
"""Name of each story and of its class; the class is in the module of the story's name."""
