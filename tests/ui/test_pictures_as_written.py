"""Every story's picture at its start, on the way and later: its words, its shapes, and sums by which the rest is known.

Where a picture is another, ``UPDATE_WRITTEN=1 pytest tests/ui/test_pictures_as_written.py`` writes the texts anew, to
be looked at: pictures in a browser.
"""

import re
from collections import Counter
from pathlib import Path

import pytest
from as_written import same_as_written
from quick import QUICK
from visited import known_by

from specialisation_sim.ui.runner import Runner
from specialisation_sim.ui.stories import find, names

WRITTEN = Path(__file__).parent / "written"
FEW = {
    "people": 7,
    "samples": 40,
    "foragers": 3,
    "workers": 6,
    "generators": 3,
    "users": 5,
    "firms": 5,
    "listeners": 20,
}
"""Sizes at which a picture shows more than one of a thing, and takes a moment."""
LARGE = {"island": {"foragers": 30}, "labour": {"workers": 60}, "generator": {"generators": 40}, "band": {"bands": 5}}
"""Where there is no room for all."""


LATER = {"band": (20,)}
"""Steps further on, where the oldest things are no longer shown."""
LONG = {"music-lab-2006", "autoencoder", "text"}
"""Whose worlds take a second; their kinds of pictures are those of others."""


def seen(runner):
    """A picture in some lines."""
    text = runner.look.draw(runner.snapshot)
    words = [word.strip() for word in re.findall(r">([^<]+)<", text) if word.strip()]
    shapes = Counter(re.findall(r"<(\w+)", text))
    colours = Counter(re.findall(r"(?:fill|stroke)=\"(#\w+)\"", text))
    yield f"time {runner.snapshot.time}: {len(words)} words: {' | '.join(words[:30])}"
    yield f"  {dict(shapes)} {dict(colours.most_common(6))} {known_by([text])}"


def small(kind, sizes):
    """A story's defaults, but for sizes that it has and may take."""
    changed = {name: value for name, value in (QUICK | sizes).items() if name in kind.Parameters.model_fields}
    try:
        return kind.Parameters(**changed)
    except ValueError:
        return kind.Parameters(**{name: value for name, value in changed.items() if name in QUICK})


@pytest.mark.parametrize("name", [name for name in names() if name not in LONG])
def test_a_picture_shows_the_same_on_the_way(name):
    kind = find(name)
    lines = []
    for sizes in (FEW, LARGE.get(name)):
        if sizes is not None:
            runner = Runner(kind, small(kind, sizes), 5)
            lines += [f"{name} {small(kind, sizes).model_dump(exclude_defaults=True)}", *seen(runner)]
            for steps in (1, 4, *LATER.get(name, ())):
                runner.step(steps)
                lines += seen(runner)
    same_as_written(WRITTEN / f"seen_{name}.txt", "\n".join(lines) + "\n")
