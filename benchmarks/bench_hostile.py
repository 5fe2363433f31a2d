"""What one hostile participant costs the others: memory, waiting, and a server that must still be gone when told to.

``uv run --extra ui python benchmarks/bench_hostile.py`` (Linux; no browser); name one or more parts to run only these.
"""

import asyncio
import base64
import contextlib
import io
import os
import signal
import statistics
import time
import zipfile
from itertools import count
from pathlib import Path

from bench_ui import served
from class_client import Visitor
from measuring import at_most, options, seconds_of, sized

EXPLORE = "/explore?story=island&foragers=10"
LONG = "/compare?story=island&foragers=100&runs=900&steps=1000"
"""As much work as one may ask for in a class."""
MANY = "/compare?story=island&runs=75000&steps=3"
"""As many runs as there is memory for; a hundred thousand are refused before they begin."""


def status(pid, name):
    """Kilobytes of a process, by their name in the system's table."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def helpers_of(pid):
    """Processes that the server started."""
    files = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for file in files for child in file.read_text().split()]


async def sessions(url, server):
    """Two hundred visitors come, play and go, and two hundred more."""

    async def come_and_go(number):
        for _ in range(number // 10):
            some = [Visitor(url, EXPLORE) for _ in range(10)]
            await asyncio.gather(*(one.open() for one in some))
            await asyncio.gather(*(one.press("Play") for one in some))
            await asyncio.sleep(0.2)
            await asyncio.gather(*(one.leave() for one in some))
        return status(server, "VmHWM") / 1000

    number = sized(200, 10)
    first = await come_and_go(number)
    second = await come_and_go(number)
    print(
        f"{number} sessions come and go: a peak of {first:.0f} MB; {number} more: {second:.0f}, "
        f"{second / first:.3f} times  (1.1 wanted; {at_most(second / first, 1.1)})"
    )


def bombs():
    """Files that are small and would be large, deep or slow once they are read."""
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as book:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
            book.writestr(name, b" " * sized(50_000_000, 1_000_000))
    rows = "".join(f"{1 + number % 28}/{1 + number % 12}/20{number % 24:02},{number}\n" for number in range(90_000))
    texts = {"deep.json": "[" * 1_400_000, "quotes.csv": '"' * 1_400_000, "commas.csv": "," * 1_400_000}
    files = {"book.xlsx": zipped.getvalue(), "rows.csv": f"date,kind\n{rows}".encode()}
    files |= {name: text.encode() for name, text in texts.items()}
    return {name: base64.b64encode(content).decode() for name, content in files.items()}


async def again(seconds, do, *given):
    """Do something again and again, for so long, whatever comes of it; how many times."""
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        with contextlib.suppress(Exception):
            await asyncio.wait_for(do(*given), max(end - time.monotonic(), 0.01))
            number += 1
        await asyncio.sleep(0.01)
    return number


async def hostile(url, files, seconds):
    """One browser with all the pages that it may have: floods, storms of cancels, bombs, and pages that come and go."""
    cookie = "hostile"
    flooder, stormer, uploader = (
        Visitor(url, path, cookie) for path in (EXPLORE, "/compare?story=island&runs=300&steps=1000", "/records")
    )
    for one in (flooder, stormer, uploader):
        await one.open()
    values = count()

    async def storm():
        value = 0.3 + 0.001 * (next(values) % 1000)
        await stormer.tell(lambda state: "starts" in state, "change", ["exponent", value])

    async def upload():
        for name, content in files.items():
            await uploader.tell(lambda state: "accept" in state, "file", [name, content])
            await asyncio.sleep(0.5)

    async def bomb():
        one = Visitor(url, EXPLORE, cookie)
        await one.open()
        await one.socket.send(b"\x1d\xcd\x65\x00" + b"\0" * 8)
        await one.socket.wait_closed()

    async def visit():
        one = Visitor(url, LONG, cookie)
        await one.open()
        await one.leave()

    async def flood():
        await asyncio.gather(*(flooder.press("Step") for _ in range(50)))

    kinds = {"floods of 50": flood, "changes that cancel": storm, "rounds of bombs": upload, "bad frames": bomb}
    kinds |= {"visits": visit}
    numbers = await asyncio.gather(*(again(seconds, do) for do in kinds.values()))
    return ", ".join(f"{number} {name}" for name, number in zip(kinds, numbers, strict=True))


async def room(url, server):
    """Thirty play; ten of them step, before somebody attacks and while he does."""
    files, some = bombs(), [Visitor(url, EXPLORE) for _ in range(sized(30, 3))]
    await asyncio.gather(*(one.open() for one in some))
    for one in some:
        await one.press("Play", until="Pause")
    stepping = some[::3]
    for one in stepping:
        await one.press("Pause", until="Play")

    async def steps(seconds):
        end, times = time.monotonic() + seconds, []
        while time.monotonic() < end:
            for one in stepping:
                times.append(await one.press("Step", until="day"))
            await asyncio.sleep(0.2)
        return times

    seconds = sized(20, 1)
    quiet = statistics.median(await steps(seconds / 2))
    used = seconds_of(server)
    attack = asyncio.create_task(hostile(url, files, seconds))
    times, begun = [], time.monotonic()
    while not attack.done():
        times += await steps(0.5)
    said, used = await attack, (seconds_of(server) - used) / (time.monotonic() - begun)
    middle, late = statistics.median(times), sorted(times)[int(0.95 * len(times))]
    print(
        f"{len(some)} play and {len(stepping)} of them step: {1000 * quiet:.0f} ms at the median; beside an attack "
        f"{1000 * middle:.0f} ms, {1000 * late:.0f} at 95 %  (100 wanted; {at_most(middle, 0.1)})"
    )
    print(
        f"  the attack: {said}; the server used {used:.2f} of a core, at most {status(server, 'VmHWM') / 1000:.0f} MB"
    )
    for one in some:
        await one.leave()


async def leaving(url, server):
    """Somebody asks for much and leaves, while somebody else waits."""
    for path in (MANY, LONG):
        left = []
        for _ in range(sized(5, 1)):
            greedy, end = Visitor(url, path), time.monotonic() + 20
            await greedy.open()
            while not (words := [one for one in greedy.said("Running") if "% done" in one]) and time.monotonic() < end:
                await asyncio.sleep(0.02)
            await greedy.leave()
            begun = time.monotonic()
            helpers = helpers_of(server)
            used, still = sum(map(seconds_of, helpers)), begun
            while time.monotonic() - begun < 2.0:
                await asyncio.sleep(0.05)
                now = sum(map(seconds_of, helpers))
                if now > used:
                    used, still = now, time.monotonic()
            left.append(still - begun)
        kept = at_most(max(left), 1)
        how, latest = words[-1] if words else "done at once", max(left)
        print(f"{path} ({how}): its work ended {latest:.2f} s after its page had left, at most  (1 wanted; {kept})")


async def stopping():
    """Thirty play and one compares: how long the server takes from the signal to its end."""
    taken = []
    for _ in range(sized(20, 1)):
        with served("--class") as (url, server):
            some = [Visitor(url, EXPLORE) for _ in range(sized(30, 3))]
            await asyncio.gather(*(one.open() for one in some))
            for one in some:
                await one.press("Play")
            one = Visitor(url, LONG)
            await one.open()
            await asyncio.sleep(0.5)
            os.kill(server.pid, signal.SIGTERM)
            begun = time.monotonic()
            await asyncio.to_thread(server.wait, 60)
            taken.append(time.monotonic() - begun)
            print(f"  {taken[-1]:.2f} s", flush=True)
            for each in [*some, one]:
                each.reader.cancel()
    print(
        f"{len(taken)} servers end after the signal in {statistics.median(taken):.2f} s at the median, "
        f"{max(taken):.2f} at most  (5 wanted; {at_most(max(taken), 5)})"
    )


PARTS = {"sessions": sessions, "room": room, "leaving": leaving}


def main():
    parser = options(__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, "stopping", []], help="all if none is named")
    asked = parser.parse_args().parts or [*PARTS, "stopping"]
    for name, part in PARTS.items():
        if name in asked:
            with served("--class") as (url, server):
                asyncio.run(part(url, server.pid))
    if "stopping" in asked:
        asyncio.run(stopping())
    print(f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
