"""How quick the browser app is: one visitor in a real browser, and a class of thirty on loopback.

``uv run --extra ui python benchmarks/bench_ui.py`` (Chromium needed); ``--class-only`` leaves the browser out. Times
are of this machine under its load; the last line says how busy it was.
"""

import asyncio
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from class_client import Visitor
from measuring import at_least, at_most, options, sized

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
FRAMES = """seconds => new Promise(done => {
  const told = () => document.querySelector('.clock').innerText;
  const end = performance.now() + 1000 * seconds;
  let frames = 0, last = told();
  const look = () => {  // counts what is painted: at most one frame a time that the browser paints
    if (told() !== last) { frames += 1; last = told(); }
    if (performance.now() < end) requestAnimationFrame(look); else done(frames / seconds);
  };
  requestAnimationFrame(look);
})"""
UNTIL_PAUSED = """() => new Promise(done => {
  const begun = performance.now();
  const button = [...document.querySelectorAll('button')].find(one => one.innerText.trim() === 'Pause');
  const watch = new MutationObserver(() => {
    if (![...document.querySelectorAll('button')].some(one => one.innerText.trim() === 'Play')) return;
    watch.disconnect();
    requestAnimationFrame(() => done(performance.now() - begun));
  });
  watch.observe(document.querySelector('.transport'), {childList: true, characterData: true, subtree: true});
  button.click();
})"""
UNTIL_REDRAWN = """value => new Promise((done, fail) => {
  const begun = performance.now();
  const told = () => [...document.querySelectorAll('.chart figcaption')].map(one => one.innerText).join();
  const before = told();
  const look = () => {
    const now = told();
    if (now && now !== before) requestAnimationFrame(() => done(performance.now() - begun));
    else if (performance.now() > begun + 30000) fail('no chart was redrawn within 30 s');
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const slider = document.getElementById('p-exponent');
  slider.value = value;
  slider.dispatchEvent(new Event('input'));
  slider.dispatchEvent(new Event('change'));
})"""


CELLS = sized(20, 3)
RUNS, STEPS = sized((200, 1000), (20, 100))
EXPONENTS = sized((0.5, 0.9, 1.3, 0.7, 1.1, 0.3, 1.5, 0.6, 1.0), (0.5,))


@contextmanager
def served(*options):
    """Address and process of a server that runs while the body does."""
    command = [sys.executable, "-m", "specialisation_sim", "ui", "--no-browser", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield re.search(r"http://\S+", server.stdout.readline())[0].rstrip("/"), server
        finally:
            server.terminate()
            server.wait()


def of_wanted(times, limit, unit=1):
    """Milliseconds at the median, and whether that is what was wanted; the longest besides."""
    middle, longest = unit * statistics.median(times), unit * max(times)
    return f"{middle:.0f} ms at the median, {longest:.0f} at most  ({limit} wanted; {at_most(middle, limit)})"


def memory(pid):
    """Resident megabytes of a process."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def one_visitor(url):
    """Frames, pause and slider in a browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        begun = time.monotonic()
        page.goto(f"{url}/gallery")
        page.locator(".app .body > *").first.wait_for(timeout=120_000)
        first = time.monotonic() - begun
        print(f"first page: {first:.1f} s  (3 wanted; {at_most(first, 3)})")
        page.goto(f"{url}/explore?story=island&foragers=100")
        page.locator(".chart canvas").nth(2).wait_for()
        page.get_by_label("Speed").select_option("100")
        page.get_by_role("button", name="Play").click()
        page.wait_for_timeout(sized(1000, 100))
        frames = page.evaluate(FRAMES, sized(6, 1))
        print(f"frames a second, 100 agents, three charts: {frames:.1f}  (15 wanted; {at_least(frames, 15)})")
        pauses = []
        for _ in range(sized(7, 1)):
            page.get_by_role("button", name="Reset", exact=True).click()  # a run that ends pauses by itself
            page.get_by_role("button", name="Play", exact=True).click()
            page.get_by_role("button", name="Pause").wait_for()
            page.wait_for_timeout(400)
            pauses.append(page.evaluate(UNTIL_PAUSED))
        print(f"pause: {of_wanted(pauses, 200)}")
        page.goto(f"{url}/compare?story=island&foragers=10&runs={RUNS}&steps={STEPS}")
        page.locator(".chart canvas").nth(3).wait_for()
        page.wait_for_timeout(500)
        times = [page.evaluate(UNTIL_REDRAWN, value) for value in EXPONENTS]
        print(f"slider to redrawn ensemble of {RUNS:,} x {STEPS:,} x 10: {of_wanted(times, 800)}")
        browser.close()


async def a_class(url, pid, number, seconds):
    """Thirty who play, one of whom draws a map; then each pauses, and steps."""
    first = Visitor(url, "/explore?story=island&foragers=10")
    await first.open()  # the app is loaded with its first page
    await asyncio.sleep(sized(5, 1))
    empty = memory(pid)
    begun = time.monotonic()
    visitors = [Visitor(url, "/explore?story=island&foragers=10") for _ in range(number)]
    await asyncio.gather(*(visitor.open() for visitor in visitors))
    print(f"{number} pages open in {time.monotonic() - begun:.1f} s; {(memory(pid) - empty) / number:.2f} MB each")
    mapper = Visitor(url, f"/map?story=island&map.cells={CELLS}&map.runs=40&map.steps=300")
    await mapper.open()
    await mapper.press("Draw the map")
    for visitor in visitors:
        await visitor.press("Play")
    await asyncio.sleep(seconds)
    frames = [visitor.frames / seconds for visitor in visitors]
    print(
        f"{number} play and one maps: {statistics.median(frames):.1f} frames a second each, {min(frames):.1f} at least"
    )
    print(f"memory after {seconds} s of play: {(memory(pid) - empty) / number:.2f} MB each")
    pauses = [await visitor.press("Pause", until="Play") for visitor in visitors[::3]]
    print(f"pause, while the others play: {of_wanted(pauses, 200, 1000)}")
    steps = [await visitor.press("Step", until="day") for _ in range(5) for visitor in visitors[::3]]
    print(f"step, while the others play: {of_wanted(steps, 100, 1000)}")
    for visitor in [*visitors, mapper, first]:
        await visitor.leave()
    await asyncio.sleep(3)
    left = Visitor(url, "/")
    print(f"after all left: {memory(pid) - empty:.0f} MB more than before; {await left.room()}")


def main():
    parser = options(__doc__)
    parser.add_argument("--class-only", action="store_true")
    parser.add_argument("--visitors", type=int, default=sized(30, 2))
    parser.add_argument("--seconds", type=int, default=sized(15, 1))
    asked = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    if not asked.class_only:
        with served() as (url, _):
            one_visitor(url)
    with served("--class") as (url, server):
        asyncio.run(a_class(url, server.pid, asked.visitors, asked.seconds))
    print(f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
