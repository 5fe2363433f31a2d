"""The bibliography: every source that the code or the docs name, from ``references.bib``.

A source is named by authors and year, as in ``Newell & Rosenbloom 1981``, ``Singer et al. (1993)`` or ``Wright, T. P.
(1936)``, by the number of an arXiv paper, or by the words in the entry's field `called`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pybtex.database import parse_file

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "references.bib"

_NAME = r"(?:van |de |von )?[A-Z][\w'\u2019]+(?:-[A-Z][\w'\u2019]+)*"
_AUTHOR = rf"{_NAME}(?:, [A-Z]\.(?:[- ]?[A-Z]\.)*)?"
_LIST = rf"{_AUTHOR}(?:(?:, & |, and |, | & | and ){_AUTHOR})*"
_CITATION = re.compile(rf"(?P<authors>{_LIST})(?P<others> et al\.)?,? \(?(?P<year>(?:1[5-9]|20)\d\d)\b")
_ARXIV = re.compile(r"arXiv[ :](\d{4}\.\d{5})")
_MONTHS = {
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December", "Oct"),
}
NO_AUTHORS = _MONTHS | {"Philanthropy", "Seattle"}
"""Words with a capital that stand before a year and are nobody."""


class Citation(NamedTuple):
    """Surnames and year as they stand in a text; `others` says that there are more authors than are named."""

    authors: tuple[str, ...]
    others: bool
    year: str


def citations(text: str) -> set[Citation]:
    """All citations by authors and year in a text."""
    found = set()
    for match in _CITATION.finditer(" ".join(text.split())):
        names = re.split(r", & |, and | & | and |, (?![A-Z]\.)", match["authors"])
        surnames = tuple(re.sub(r",.*", "", name) for name in names)
        cited = Citation(surnames, bool(match["others"]), match["year"])
        # March is a month and an author: a date has no ampersand, and is nobody's work.
        if surnames[-1] not in NO_AUTHORS or "&" in match["authors"] or key_of(cited):
            found.add(cited)
    return found


def preprints(text: str) -> set[str]:
    """Numbers of arXiv papers in a text."""
    return set(_ARXIV.findall(text))


@cache
def entries() -> dict[str, Any]:
    """The entries of the bibliography by key."""
    return dict(parse_file(str(FILE)).entries.items())


def plain(name: str) -> str:
    """A name without accents, braces and apostrophes, for comparing."""
    letters = unicodedata.normalize("NFKD", name.replace("ö", "oe").replace("ü", "ue"))
    return re.sub(r"[^a-z -]", "", letters.lower())


def surnames(entry: Any) -> list[str]:
    """Surnames of an entry's authors, with what stands before them."""
    authors = entry.persons.get("author", ())
    return [" ".join([*one.prelast_names, *one.last_names]).strip("{}") for one in authors]


def key_of(citation: Citation) -> str | None:
    """The entry that a citation names: same year, and its authors in order; none if there is no such."""
    for key, entry in entries().items():
        names = [plain(name) for name in surnames(entry)]
        cited = [plain(name) for name in citation.authors]
        alike = names[: len(cited)] == cited if citation.others else names == cited
        if alike and entry.fields.get("year") == citation.year:
            return key
    return None


def keys_in(text: str) -> set[str]:
    """Entries that a text names, in whatever way."""
    found = {key for citation in citations(text) if (key := key_of(citation))}
    numbers = preprints(text)
    for key, entry in entries().items():
        called = entry.fields.get("called", "")
        if (called and called in text) or entry.fields.get("eprint") in numbers:
            found.add(key)
    return found


def sources() -> Iterator[tuple[str, str]]:
    """Files that may name sources, and their text: the package, scenarios, the notes on data, and the docs."""
    for folder in ("specialisation_sim", "scenarios", "data", "docs", "notebooks", "benchmarks", "tests/closed_forms"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in {".py", ".md"} or "assets" in path.parts or path.name == "bibliography.md":
                continue
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8").replace("\n#", "\n")


def as_markdown() -> str:
    """All entries as a list, each with the files that name it."""
    where: dict[str, list[str]] = {key: [] for key in entries()}
    for name, text in sources():
        if name == "docs/bibliography.py":
            continue
        for key in keys_in(text):
            where[key].append(name.removeprefix("specialisation_sim/"))
    lines = []
    for key, entry in entries().items():
        in_code = [name for name in where[key] if not name.startswith("docs/")]
        lines.append(f"- {reference(entry)}  \n  <small>{', '.join(in_code or where[key])}</small>")
    return "\n".join(sorted(lines, key=plain))


def reference(entry: Any) -> str:
    """An entry in words, as Markdown."""
    fields = {name: value.replace("{", "").replace("}", "") for name, value in entry.fields.items()}
    names = [_written(one) for one in entry.persons.get("author", ())]
    authors = " & ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
    year = f"({fields['year']})" if "year" in fields else ""
    title = fields["title"].rstrip(".")
    outer = fields.get("journal") or fields.get("booktitle") or ""
    words = [f"{authors} {year}".strip(), f"*{title}*" if not outer else title]
    if outer:
        volume = f" {fields['volume']}" if "volume" in fields else ""
        issue = f"({fields['number']})" if "number" in fields else ""
        within = f", {fields['pages'].replace('--', '\N{EN DASH}')}" if "pages" in fields else ""
        words.append(f"{'In ' if 'booktitle' in fields else ''}*{outer}*{volume}{issue}{within}")
    words += [fields[name] for name in ("school", "publisher", "note") if name in fields]
    if "eprint" in fields:
        words.append(f"arXiv {fields['eprint']}")
    return ". ".join(word for word in words if word) + "."


def _written(person: Any) -> str:
    last = " ".join([*person.prelast_names, *person.last_names]).replace("{", "").replace("}", "")
    return ", ".join(part for part in (last, " ".join([*person.first_names, *person.middle_names])) if part)
