"""Pages as visitors see and use them, without a browser: as text, with what is pressed, chosen and typed in them."""

import difflib
import hashlib
import json
import re

import solara
from as_written import rounded
from solara.routing import Router, router_context

from specialisation_sim.base.errors import UserError
from specialisation_sim.ui.jobs import Queue

COUNTED = re.compile(r"(?<![\w#.])-?\d+(?:\.\d+)?(?:e-?\d+)?(?!\w)")
KINDS = {
    "option": "Chart",
    "svg": "Picture",
    "groups": "Form",
    "rows": "Inspector",
    "query": "Address",
    "accept": "Upload",
    "moment": "Scrub",
    "options": "Choice",
    "items": "Save",
    "refused": "Entry",
}
"""Widgets of our own by a trait that no other has."""
QUIET = {
    "children",
    "comm",
    "keys",
    "layout",
    "log",
    "template",
    "components",
    "data",
    "methods",
    "css",
    "tag",
    "events",
}
"""What says nothing of the page."""
LONGEST, WIDEST, PICTURE = 8, 500, 80
"""Parts of a list, letters of a text, and letters of a picture, that are written out."""


class Visited:
    """A page that was opened at an address; `pushed` are the addresses it went to since."""

    def __init__(self, element, search=""):
        self.pushed = []

        @solara.component
        def Page():
            router_context.provide(Router(f"?{search}" if search else "", [], self.pushed.append))
            solara.Div(children=[element() if callable(element) else element])

        self.box, self.context = solara.render(Page(), handle_error=False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.context.close()

    def text(self):
        """Everything in it, a widget a line, indented by what holds it."""
        page = next(one for one in self.all() if kind(one) == "div")
        return rounded("\n".join(line for one in page.children for line in told(one, 0)))

    def all(self):
        """Its widgets, in order."""
        todo = [self.box]
        while todo:
            one = todo.pop(0)
            yield one
            todo = [child for child in getattr(one, "children", []) if not isinstance(child, str)] + todo

    def named(self, label):
        """Widgets with a label or with some words, or else of a kind."""
        found = [one for one in self.all() if label in (getattr(one, "label", ""), *getattr(one, "children", []))]
        return found or [one for one in self.all() if kind(one) == label]

    def shows(self, label):
        """Whether it has such a widget."""
        return bool(self.named(label))

    def find(self, label, place=0):
        """One of those of a name."""
        return self.named(label)[place]

    def press(self, label, place=0):
        """Click a button."""
        self.find(label, place).click()

    def send(self, label, event, given, place=0):
        """What a widget tells of: a choice, a number typed, a file."""
        getattr(self.find(label, place), f"vue_{event}")(given)


def kind(one):
    """What a widget is."""
    if type(one).__name__ == "VueWidgetSolaraSub":
        return next((name for trait, name in KINDS.items() if trait in one.traits()), "Keys")
    return getattr(one, "tag", None) or type(one).__name__


def told(one, depth):
    """Lines on a widget and on what it holds."""
    said = [kind(one)]
    for name in sorted(one.trait_names()):
        value = getattr(one, name)
        if name[0] != "_" and name not in QUIET and value and value != one.traits()[name].default_value:
            said.append(f"{name.rstrip('_')}={shortened(value)}")
    words = [child for child in getattr(one, "children", []) if isinstance(child, str)]
    yield "  " * depth + " ".join([*said, *map(repr, words)])
    for child in getattr(one, "children", []):
        if not isinstance(child, str):
            yield from told(child, depth + 1)


def shortened(value):
    """A trait as text; of long lists and texts a part, and a sum by which the rest is known."""
    if isinstance(value, str) and re.match(r'[\[{](["{\[\]}]|$)', value):
        value = json.loads(value)
    if isinstance(value, dict):
        some = {name: each for name, each in value.items() if each is not None and name != "number"}
        text = "{" + ", ".join(f"{name}: {shortened(each)}" for name, each in some.items()) + "}"
    elif isinstance(value, (list, tuple)):
        some = [str(shortened(one)) for one in value]
        if len(some) > LONGEST:
            some = [*some[:3], f"... {len(some)} {known_by(some)} ...", *some[-2:]]
        text = "[" + ", ".join(some) + "]"
    else:
        text = str(value)
    most = PICTURE if text.startswith("<svg") else WIDEST
    return text if len(text) <= most else f"{text[:most]} ... {len(text)} {known_by([text])}"


def known_by(some):
    """A short sum of words, and the mean of the numbers in them, the later ones counting more."""
    text = re.sub("#[0-9a-f]{6} ", "", " ".join(some))
    found = [float(number) for number in COUNTED.findall(text)]
    mean = sum(place * number for place, number in enumerate(found, 1)) / max(len(found) * (len(found) + 1) / 2, 1)
    return f"#{hashlib.sha256(COUNTED.sub('', text).encode()).hexdigest()[:6]} {mean:.6g}"


class InPlace(Queue):
    """A queue that does its jobs at once, in this process."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def add(self, job):
        """Do it all."""
        self.asked.append(job)
        job.tell("running")
        try:
            for call, given in job.units:
                job.results.append(call(*given))
            job.tell("done")
        except UserError as error:
            job.error = str(error)
            job.tell("failed")
        return job


GONE = 60
"""Letters that are written of a line that is gone."""


class AtOnce:
    """A thread that does what it has to do when it is started."""

    def __init__(self, target, daemon=True):
        self.start = target


class Diary:
    """What a page showed at first, and which lines were new, or gone, after each thing that was done in it."""

    def __init__(self, page):
        self.page, self.before = page, []
        self.lines = []
        self.note("opened")

    def note(self, words):
        """Write down what is new."""
        now = self.page.text().splitlines()
        self.lines.append(f"=== {words}")
        if self.before:
            changes = difflib.unified_diff(self.before, now, lineterm="", n=0)
            for line in changes:
                if line[:2] not in {"--", "++", "@@"}:
                    self.lines.append(line if line[0] == "+" else line[:GONE])
        else:
            self.lines += now
        self.lines += [f"went to {address}" for address in self.page.pushed]
        self.page.pushed.clear()
        self.before = now

    def text(self):
        """All of it."""
        return "\n".join(self.lines) + "\n"
