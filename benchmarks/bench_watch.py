"""Whether a class can watch: thirty pages opened at once, what the server does while they wait, and frames a second.

``uv run --extra ui python benchmarks/bench_watch.py`` (Chromium needed). The thirty are sockets that ask for what a
browser asks for, and one browser among them draws. Times are of this machine; the last line says how busy it was.
"""

import asyncio
import os
import re
import shutil
import statistics
import time
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bench_ui import FLAGS, served
from measuring import at_least, at_most, options, seconds_of, sized
from playwright.async_api import async_playwright

STORY = "/watch/island"
FRAMES = """seconds => new Promise(done => {
  let painted = 0, moved = 0, changed = false;
  new MutationObserver(() => { changed = true; })
    .observe(document.querySelector('.watch'), {attributes: true, childList: true, characterData: true, subtree: true});
  const end = performance.now() + 1000 * seconds;
  const look = () => {
    painted += 1; moved += changed; changed = false;
    if (performance.now() < end) requestAnimationFrame(look); else done([painted / seconds, moved / seconds]);
  };
  requestAnimationFrame(look);
})"""


async def fetched(url, path):
    """What the server sends for an address, over a connection of its own."""
    where = urlsplit(url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    head = f"GET {path} HTTP/1.1\r\nHost: {where.netloc}\r\nConnection: close\r\n\r\n"
    writer.write(head.encode())
    answer = await reader.read(-1)
    writer.close()
    assert b" 200 " in answer[:20], answer[:100]
    return answer


async def opened(url):
    """Seconds until a story and all files that it names are there."""
    begun = time.perf_counter()
    page = (await fetched(url, STORY)).decode()
    files = re.findall(r'(?:src|href)="(/watch/static/[^"]+)"', page)
    await asyncio.gather(*(fetched(url, file) for file in files))
    return time.perf_counter() - begun


async def drawn(page, url):
    """Seconds until a browser shows the first scene with its question."""
    begun = time.perf_counter()
    await page.goto(url + STORY)
    await page.locator(".watch[data-state=ask]").wait_for()
    return time.perf_counter() - begun


EVERY = 2.0
"""Seconds between two questions of a page that waits, as in ``start.js``."""


def settle(pid):
    """Wait until the server has prepared its pages, which takes it some seconds after it started."""
    busy = True
    while busy:
        before = seconds_of(pid, children=True)
        time.sleep(sized(2, 0.1))
        busy = seconds_of(pid, children=True) > before


async def waiting(url, until):
    """A page that is at the end of what the teacher has opened asks for more, as the page's script does."""
    while time.monotonic() < until:
        await fetched(url, f"/watch/scenes/{Path(STORY).name}?from=1")
        await asyncio.sleep(EVERY)


async def room(url, pid, visitors, seconds):
    """Thirty open at once, and then wait for the teacher."""
    async with browser() as page:
        await drawn(page, url)  # the server has read its scenes once
        firsts = []
        for _ in range(sized(5, 1)):
            firsts.append(max(await asyncio.gather(drawn(page, url), *(opened(url) for _ in range(visitors - 1)))))
        print(
            f"first scene, {visitors} at once: the last has it in {statistics.median(firsts):.2f} s at the median of "
            f"{len(firsts)}, in {max(firsts):.2f} s at most  (2 wanted; {at_most(max(firsts), 2)})"
        )
    settle(pid)
    before, until = seconds_of(pid, children=True), time.monotonic() + seconds
    await asyncio.gather(*(waiting(url, until) for _ in range(visitors)))
    share = (seconds_of(pid, children=True) - before) / seconds
    print(f"server while {visitors} wait for the teacher: {share:.1%} of a core  (2 wanted; {at_most(share, 0.02)})")


async def play(url, pid, seconds):
    """One plays by itself."""
    async with browser() as page:
        await drawn(page, url)
        settle(pid)
        for _ in range(3):  # the guess, the next scene, play
            await page.locator(".watch .go").click()
        before = seconds_of(pid, children=True)
        painted, moved = await page.evaluate(FRAMES, seconds)
        share = (seconds_of(pid, children=True) - before) / seconds
    print(f"frames a second: {painted:.1f}, in {moved:.1f} the picture moves  (45 wanted; {at_least(moved, 45)})")
    print(f"server while it plays: {share:.1%} of a core  ({at_most(share, 0.02)})")


@asynccontextmanager
async def browser():
    """A page of a browser, 1280 x 720."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield await chromium.new_page(viewport={"width": 1280, "height": 720})
        await chromium.close()


def main():
    parser = options(__doc__)
    parser.add_argument("--visitors", type=int, default=sized(30, 2))
    parser.add_argument("--seconds", type=int, default=sized(20, 1))
    asked = parser.parse_args()
    with served("--class") as (url, server):
        asyncio.run(room(url, server.pid, asked.visitors, asked.seconds))
    with served() as (url, server):
        asyncio.run(play(url, server.pid, sized(6, 1)))
    print(f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
