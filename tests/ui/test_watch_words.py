"""No sentence of a story contradicts its picture: each number in words is read again off what is drawn at that moment.

The picture is read as the player draws it: rows that have appeared, figures in their colours, lines where a column puts
them. A number in words that no reading here accounts for fails the test, so that a new sentence brings its reading.
"""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter

import numpy as np
import pytest

from specialisation_sim.ui.watch.casts import DRAWN
from specialisation_sim.ui.watch.draw import COOL, WARM
from specialisation_sim.ui.watch.moments import tape_for
from specialisation_sim.ui.watch.plan import answer_of, plan_of
from specialisation_sim.ui.watch.scenes import story_scenes
from specialisation_sim.ui.watch.stages.band import NEW
from specialisation_sim.ui.watch.tape import begun, many

pytestmark = pytest.mark.xdist_group("watch")
LONG = pytest.mark.long("scenes whose worlds take seconds")
each_story = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[LONG] if name == "labour" else []) for name in DRAWN]
)
SVG = "{http://www.w3.org/2000/svg}"


class Shown:
    """A scene's picture at a step, for a wide page."""

    def __init__(self, story, scene, drawn, step, run):
        self.story, self.scene, self.step, self.run = story, scene, step, run
        self.tapes = {name: tape_for(story, name) for name in scene.runs}
        self.tree, self.binds = ET.fromstring(drawn["wide"]["svg"]), drawn["wide"]["bind"]

    def col(self, name, step=None, run=None):
        """A column at a step, now if none is named."""
        return float(self.tapes[run or self.run].columns[name][self.step if step is None else step])

    def all(self, start, run=None):
        """All columns whose names begin so, now."""
        tape = self.tapes[run or self.run]
        return np.array([tape.columns[name][self.step] for name in tape.columns if name.startswith(start)])

    def element(self, id):
        return next(each for each in self.tree.iter() if each.get("id") == id)

    def row(self, step):
        """Figures of a row, by name and colour; the row has to be on the picture by now."""
        id = next(f"{kind}-{self.run}-{step}" for kind in ("row", "album") if self.has(f"{kind}-{self.run}-{step}"))
        appears = next(bind["step"] for bind in self.binds if bind["kind"] == "appear" and bind["id"] == id)
        assert appears <= self.step
        return figures(self.element(id))

    def has(self, id):
        return any(each.get("id") == id for each in self.tree.iter())

    def said(self, id):
        """What a text of the picture says now."""
        bind = next(each for each in self.binds if each["kind"] == "text" and each["id"] == id)
        return bind["text"].replace(
            "{}", f"{self.col(bind['col'].partition('.')[2]):.{bind['format'].strip('.d') or 0}f}"
        )

    def moved_by(self, id, column):
        """That a column of this run moves an element."""
        assert f"{self.run}.{column}" in {bind["col"] for bind in self.binds if bind.get("id") == id}


def figures(element, color=""):
    """How often each figure stands in a part of a picture, with its colour."""
    found = Counter()
    color = element.get("color", color)
    if element.tag == SVG + "use":
        found[element.get("href"), color] += 1
    if element.tag == SVG + "rect":
        found["rect", element.get("fill")] += 1
    for child in element:
        found += figures(child, color)
    return found


def percent(value):
    return f"{value:.0%}".replace("%", " %")


def one(value):
    return f"{value:.1f}"


def whole(value):
    return str(round(value))


def envelopes(shown, step=None):
    """Of a year's grants, those that are blue and orange."""
    row = shown.row(shown.step if step is None else step)
    return row["#envelope", COOL], row["#envelope", WARM]


def blue(shown, step=None):
    step = shown.step if step is None else step
    large = shown.col("large", step)
    if shown.has(f"row-{shown.run}-{step}"):
        assert abs(envelopes(shown, step)[0] / sum(envelopes(shown, step)) - large) <= 0.5 / 20 + 1e-9
    return percent(large)


def heads(shown, step=None):
    """Of a generation's drawings, dogs and cats."""
    row = shown.row(shown.step if step is None else step)
    dogs = row["#head-0", ""]
    return dogs, sum(row.values()) - dogs


def cats(shown, step=None):
    step = shown.step if step is None else step
    share = 1 - shown.col("dogs", step)
    dogs, drawn = heads(shown, step)
    assert abs(drawn / (dogs + drawn) - share) <= 0.5 / (dogs + drawn) + 1e-9
    assert drawn > 0, "cats in words, and none in the picture"
    return percent(share)


def stripes(shown, step=None):
    row = shown.row(shown.step if step is None else step)
    return row["rect", COOL], row["rect", WARM], row["rect", NEW]


def nothing_new(shown):
    for step in range(1, shown.step + 1):
        assert shown.col("new", step) == 0
        if shown.has(f"album-{shown.run}-{step}"):
            assert stripes(shown, step)[2] == 0


def enough(shown):
    """Savings that a new genre takes: where the line stands beside the coins."""
    mark = shown.col("lacking", 1)
    assert mark == pytest.approx(shown.col("lacking", shown.step - 1), abs=0.05)
    return one(mark)


def ill(shown):
    return int((shown.all("ill_") > 0.5).sum())


def last_fished(shown):
    did = shown.tapes[shown.run].columns["did"][1 : shown.step + 1]
    return shown.step - (np.flatnonzero(did == 1.0)[-1] + 1)


def skills(shown):
    """How many times as well she hunts as she fishes, from the two numbers of the picture."""
    hunts, fishes = (float(re.search(r"[\d.]+", shown.said(f"{what}-{shown.run}"))[0]) for what in ("hunts", "fishes"))
    ratio = shown.col("hunt_skill") / shown.col("fish_skill")
    assert (hunts - 0.05) / (fishes + 0.05) <= ratio <= (hunts + 0.05) / (fishes - 0.05)
    return ratio


def line_at(shown):
    shown.moved_by(f"line-{shown.run}", "threshold")
    return percent(shown.col("threshold"))


def hunted_under(shown):
    assert shown.col("did") == 0
    assert shown.col("cloud") > shown.col("threshold", 0), "on day one she would have hunted too"
    return percent(shown.col("cloud"))


def true(check):
    """A reading without a number: it has to hold."""

    def read(shown):
        assert check(shown)
        return ()

    return read


def used_up(shown):
    """What a day takes, at the day that is shown."""
    return float(np.ravel(shown.tapes[shown.run].parameters.need)[0])


def used(shown):
    store = shown.tapes[shown.run].columns["store"]
    return whole(store[700] - store[700 : shown.step + 1].min())


READINGS = {
    "island": {
        r"(\d+ %) cloud, and she hunts\. On day one she would have fished": hunted_under,
        r"She hunts up to (\d+ %) cloud": line_at,
        r"line stands at (\d+ %)": line_at,
        r"hunts (\d+\.\d) times as well as she fishes": lambda shown: one(skills(shown)),
        r"hunts (\d+) times as well as she fishes": lambda shown: whole(skills(shown)),
        r"she does it (\d+) times as well": lambda shown: whole(skills(shown)),
        r"last fished (\d+) days ago": lambda shown: whole(last_fished(shown)),
        r"hunt die: (\d+ %) of them": lambda shown: percent(1 - shown.col("game") / shown.col("game", shown.step - 1)),
        r"needed food worth (\d\.\d) loaves": lambda shown: one(
            float(np.ravel(shown.tapes[shown.run].parameters.need)[0])
        ),
        r"caught (\d\.\d) and": lambda shown: one(shown.col("meals")),
        r"had (\d\.\d) in store": lambda shown: one(shown.col("store", shown.step - 1)),
        r"she starves": true(lambda shown: shown.col("alive", shown.step - 1) == 1 and shown.col("alive") == 0),
        r"fishes as well as the other": true(
            lambda shown: (
                shown.col("fish_skill", shown.step - 1)
                >= 0.95 * max(shown.col("fish_skill", shown.step - 1, run) for run in shown.tapes)
            )
        ),
        r"The other lives": true(
            lambda shown: shown.col("alive") == 1 and min(shown.col("alive", run=run) for run in shown.tapes) == 0
        ),
        r"cost (\d+) of her twenty": used,
        r"her larder is full again": true(lambda shown: shown.col("store") == 20),
        r"larder while fishing does not feed her yet: (\d+) loaves are left": lambda shown: (
            whole(shown.col("store")) if shown.col("meals") < used_up(shown) else "she is fed"
        ),
        r"her twenty loaves": true(lambda shown: shown.tapes[shown.run].parameters.slack_cap == 20),
        r"Both still fish often": true(
            lambda shown: all(
                tape.columns["did"][shown.scene.start + 1 : shown.step + 1].mean() > 0.25
                for tape in shown.tapes.values()
            )
        ),
        r"orange where she hunted, blue where she fished": true(
            lambda shown: [bind["colors"] for bind in shown.binds if bind["kind"] == "dots"] == [[WARM, COOL]]
        ),
    },
    "foundation": {
        r"(\d+ %) blue\.": lambda shown: blue(shown) if "hired" not in shown.text else blue(shown, shown.step - 1),
        r"(\d+ %) of grants are blue": blue,
        r"though (\d+ %) of proposals are": lambda shown: percent(shown.tapes[shown.run].parameters.large_share),
        r"seen (\d\.\d) times as sharply": lambda shown: one(shown.col("sharp_large") / shown.col("sharp_small")),
        r"(\d) people are hired": lambda shown: whole(
            sum(event.kind == "hire" and event.step == shown.step for event in shown.tapes[shown.run].events)
        ),
        r"cannot tell a good orange proposal": true(lambda shown: shown.col("sharp_small") < shown.col("sharp_large")),
        r"Not one orange grant": true(lambda shown: envelopes(shown)[1] == 0),
        r"(\d+ %) of grants are still orange": lambda shown: (
            percent(1 - shown.col("large")) if envelopes(shown)[1] > 0 else "none"
        ),
    },
    "band": {
        r"(\d+) pop, (\d+) prog": lambda shown: tuple(map(str, stripes(shown)[:2])),
        r": (\d+) pop\. The tour": lambda shown: (
            str(stripes(shown)[0]) if sum(stripes(shown)[1:]) == 0 else "others too"
        ),
        r"play pop (\d\.\d) times as well": lambda shown: one(shown.col("pop_skill") / shown.col("prog_skill")),
        r"(\d+) months saved": lambda shown: re.search(r"\d+", shown.said(f"saved-{shown.run}"))[0],
        r"left them savings for (\d+) months": lambda shown: re.search(r"\d+", shown.said(f"saved-{shown.run}"))[0],
        r"takes (\d+) months to learn": lambda shown: whole(float(shown.tapes[shown.run].parameters.study)),
        r"(?:recording take|learning takes) (\d+)": lambda shown: whole(
            shown.tapes[shown.run].parameters.study + shown.tapes[shown.run].parameters.recording
        ),
        r"(\d+) of twelve are of the new genre": lambda shown: str(stripes(shown)[2]),
        r"fill the savings again, to (\d+) months": lambda shown: (
            re.search(r"\d+", shown.said(f"saved-{shown.run}"))[0]
            if shown.col("savings") > shown.col("savings", shown.step - 1)
            else "less"
        ),
        r"label waits (\d+)": lambda shown: whole(shown.tapes[shown.run].parameters.deadline),
        r"within (\d+) months": lambda shown: whole(shown.tapes[shown.run].parameters.deadline),
        r"(?:need|takes) savings for (\d+\.\d) months": enough,
        r"and had (\d+\.\d)": lambda shown: one(shown.col("savings", shown.step - 1)),
        r"there are (\d+\.\d)": lambda shown: one(shown.col("savings", shown.step - 1)),
        r"a genre they had never played|One has the time to learn": true(
            lambda shown: stripes(shown)[2] > 0 and not any(shown.col("new", step) for step in range(shown.step))
        ),
        r"pop for ever": lambda shown: (nothing_new(shown), ())[1],
        r"bored and richer": true(
            lambda shown: (
                shown.col("savings") > max(shown.col("savings", run=run) for run in shown.tapes if run != shown.run)
            )
        ),
    },
    "labour": {
        r"(\d+) accountants, (\d+) trainers": lambda shown: tuple(
            whole(sum(colors))
            for colors in zip(*((color == COOL, color == WARM) for color in lines(shown)), strict=True)
        ),
        r"(\d+ %) (?:of all work|of the work|of a worker's weeks)": lambda shown: percent(
            np.maximum(shown.all("share_"), 1 - shown.all("share_")).mean()
        ),
        r"Without trade: (\d+ %)": lambda shown: percent(
            np.maximum(shown.all("share_"), 1 - shown.all("share_")).mean()
        ),
        r"A worker is (\d\.\d) times": lambda shown: one(shown.col("best") / shown.col("other")),
        r"both jobs pay the same": true(lambda shown: shown.run == "equal"),
    },
    "species": {
        r"has (?:on average )?(\d+ %) of its food": lambda shown: percent(shown.col("narrow")),
        r"Year \d+: (\d+ %)\. Nobody has been harmed": lambda shown: (
            percent(shown.col("narrow")) if shown.col("living") == shown.col("living", 0) else "some are gone"
        ),
        r"(\d+) of (\d+) (?:lineages are left|live)": lambda shown: (
            whole((shown.all("alive_") > 0.5).sum()),
            whole(sum(1 for each in shown.tree.iter(SVG + "circle") if each.get("r") == "9.5") / len(shown.scene.runs)),
        ),
        r"One host falls ill, for eight years": true(
            lambda shown: (
                ill(shown) == 1
                and shown.tapes[shown.run].columns["sneezing"][shown.step : shown.step + 9].tolist()
                == [1.0] * 8 + [0.0]
            )
        ),
        r"The early illness": true(lambda shown: shown.run == "short" and ill(shown) == 1),
        r"The late illness": true(lambda shown: shown.run == "long" and ill(shown) == 1),
        r"Where it came early": true(lambda shown: shown.run == "short"),
        r"lineages still have other threads": true(lambda shown: shown.col("narrow") < 0.8),
        r"(\d+) lineages are gone": lambda shown: whole((shown.all("alive_") < 0.5).sum()),
        r"late illness: |dies with it": true(
            lambda shown: shown.col("living") < shown.col("living", 0) == shown.col("living", shown.step - 1)
        ),
        r"far more than where the illness came early": true(
            lambda shown: shown.col("narrow") > shown.col("narrow", 30, "short") + 0.1
        ),
        r"The host is well again": true(lambda shown: ill(shown) == 0),
    },
    "generator": {
        r"draws them worse: (\d+ %)": lambda shown: percent(shown.col("cat_quality")),
        r"(\d+ %) dogs": lambda shown: percent(shown.col("dogs")) if cats(shown) else "",
        r"asked for a cat, it draws one (\d+ %) of the time": lambda shown: percent(shown.col("recall")),
        r"(\d+ %) cats are left": cats,
        r"still draws cats: (\d+ %)": cats,
        r"Only dogs|all dogs|dogs alone": true(lambda shown: heads(shown)[1] == 0),
        r"last model drew (\d+ %) cats": lambda shown: cats(shown, shown.step - 1),
        r"cats, (\d+ %) as well as can be": lambda shown: percent(shown.col("cat_quality", shown.step - 1)),
        r"at (\d+ %) and no longer": cats,
        r"no longer at (\d+ %)": lambda shown: cats(shown, 0),
    },
}
CLOCKS = {
    "island": "Day",
    "foundation": "Year",
    "band": "Album",
    "labour": "Year",
    "species": "Year",
    "generator": "Generation",
}


def main_job(shown):
    """Part of a worker's lines that is in the job she does more of, mean."""
    shares = shown.all("share_")
    return percent(np.maximum(shares, 1 - shares).mean())


def lines(shown):
    """Colours of the lines of workers."""
    return next(bind for bind in shown.binds if bind["kind"] == "trace")["colors"]


def checked(shown, text):
    """Each reading that a sentence gives cause to, held against the picture; what is left of the sentence."""
    shown.text, spans = text, []
    for match in re.finditer(rf"{CLOCKS[shown.story.name]} (\d+)", text):
        assert int(match[1]) == shown.step // shown.story.per, text
        spans.append(match.span())
    for pattern, read in READINGS[shown.story.name].items():
        for match in re.finditer(pattern, text):
            found = read(shown)
            said = tuple(group for group in match.groups() if group)
            assert said == ((found,) if isinstance(found, str) else tuple(found)), (text, pattern)
            spans.append(match.span())
    return "".join(letter for at, letter in enumerate(text) if not any(a <= at < b for a, b in spans))


@each_story
def test_no_sentence_contradicts_its_picture(name):
    story = story_scenes(name)
    for scene, drawn in zip(story.scenes, plan_of(name)["scenes"], strict=True):
        for moment in (*drawn["say"], *drawn["stop"]):
            shown = Shown(story, scene, drawn, moment["at"], moment["of"])
            for text in (moment[key] for key in ("title", "text") if key in moment):
                left = checked(shown, text)
                assert not re.search(r"\d", left), f"{name}, {scene.id}: nothing reads {left!r} off the picture"


@each_story
def test_words_hold_where_pictures_stand_one_below_the_other_too(name):
    """On a phone two runs are above and below, and not left and right."""
    for scene in plan_of(name)["scenes"]:
        if len(scene["runs"]) == 2:
            words = [scene["title"], scene["text"], *(one[key] for one in scene["stop"] for key in ("title", "text"))]
            words += [one["text"] for one in scene["say"]]
            assert not re.search(r"\b([Oo]n the (left|right)|[Ll]eft they|right each)\b", " ".join(words))


@each_story
def test_every_reading_is_of_a_sentence_that_is_said(name):
    texts = [
        moment[key]
        for drawn in plan_of(name)["scenes"]
        for moment in (*drawn["say"], *drawn["stop"])
        for key in ("title", "text")
        if key in moment
    ]
    unread = [pattern for pattern in READINGS[name] if not any(re.search(pattern, text) for text in texts)]
    assert unread == []


def test_what_a_question_says_is_on_its_picture():
    figure = {name: ET.fromstring(plan_of(name)["scenes"][0]["wide"]["svg"]) for name in DRAWN if name != "labour"}
    assert "Twenty-four lineages live on six hosts" in plan_of("species")["scenes"][0]["title"]
    assert sum(1 for each in figure["species"].iter(SVG + "circle") if each.get("r") == "9.5") == 24
    assert figures(figure["species"])["#host", "#EBD9B4"] == 6
    assert "Seven in ten are dogs" in plan_of("generator")["scenes"][0]["title"]
    photos = figures(next(each for each in figure["generator"].iter() if each.get("id") == "row-own-0"))
    assert photos["#head-0", ""] == 0.7 * sum(photos.values())
    assert "Seven pop songs, five of prog rock" in plan_of("band")["scenes"][0]["title"]
    first = figures(next(each for each in figure["band"].iter() if each.get("id") == "album-bored-1"))
    assert (first["rect", COOL], first["rect", WARM]) == (7, 5)
    assert "Seven in ten proposals are blue" in plan_of("foundation")["scenes"][0]["text"]
    row = figures(next(each for each in figure["foundation"].iter() if each.get("id") == "row-usual-0"))
    assert row["#envelope", COOL] == 0.7 * sum(row.values())


@each_story
def test_a_hundred_worlds_are_a_hundred_and_the_lever_bites(name):
    for scene in plan_of(name)["scenes"]:
        if scene["lever"]:
            for layout in ("wide", "narrow"):
                swarm = next(each for each in ET.fromstring(scene[layout]["svg"]).iter() if each.get("id") == "swarm")
                assert len(swarm) == 100
            left = [sum(end < 0 for end in ends) for ends in scene["lever"]["ends"].values()]
            assert all(len(ends) == 100 for ends in scene["lever"]["ends"].values())
            assert max(left) - min(left) >= 30
            assert all(end <= scene["lever"]["end"] for ends in scene["lever"]["ends"].values() for end in ends)


@each_story
def test_a_scene_that_plays_ends_in_words_on_its_last_moment(name):
    for scene in plan_of(name)["scenes"]:
        if scene["pace"] and not scene["lever"]:
            assert max(moment["at"] for moment in (*scene["say"], *scene["stop"])) == scene["pace"][-1][1], scene["id"]


@each_story
def test_what_a_lever_answers_is_what_its_worlds_did(name):
    for scene in plan_of(name)["scenes"]:
        if not scene["lever"]:
            continue
        stand = {
            float(value): sum((end < 0) != bool(scene["lever"].get("good")) for end in ends)
            for value, ends in scene["lever"]["ends"].items()
        }
        said = [
            float(number) for number in re.findall(r"\d+(?:\.\d+)?", scene["lever"]["answer"].replace("of 100", ""))
        ]
        value = said[0] / 100 if "%" in scene["lever"]["answer"] else said[0]
        few = "fewer than half" in scene["lever"]["answer"] or "more than half lose" in scene["lever"]["answer"]
        assert all((number < 50) == few for at, number in stand.items() if at >= value)
        assert all((number < 50) != few for at, number in stand.items() if at < value)
        assert said[1:] in ([], [stand[value]])


@pytest.mark.long("scenes whose worlds take seconds")
@each_story
def test_the_run_that_is_shown_is_no_odd_one_among_a_hundred(name):
    """What a question asks about lies in the middle eight tenths."""
    story = story_scenes(name)
    for scene in story.scenes:
        if scene.ask:
            run, column = scene.ask["what"].split(".")
            chosen = story.runs[run]
            world = begun(name, chosen.scenario, chosen.variant, tuple(range(100)), **json.loads(chosen.set or "{}"))
            values = many(name, world, chosen.end)[1][column][scene.ask["at"]]
            low, high = np.nanquantile(values, [0.1, 0.9])
            assert low <= answer_of(story, scene) <= high
