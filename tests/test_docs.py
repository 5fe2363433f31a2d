"""What the docs say by themselves is what the code says now, and every source they name is in the bibliography."""

import inspect
import re

import bibliography
import pytest
import regions
import update

import specialisation_sim
from specialisation_sim import laws, measures
from specialisation_sim.claims.catalogue import load_scenario, scenario_names
from specialisation_sim.model.parameters import Parameters
from specialisation_sim.published import DOCKED
from specialisation_sim.registry import WORLDS, story
from specialisation_sim.stories import STORIES

DOCS = regions.ROOT / "docs"
PAGES = [pytest.param(page, id=page.relative_to(regions.ROOT).as_posix()) for page in regions.pages()]
OURS = ("assumption", "essay", "nearly all", "scikit-learn's default")
"""How a source begins that is no publication."""


@pytest.mark.parametrize("doc", PAGES)
def test_written_regions_are_up_to_date(doc):
    text = doc.read_text(encoding="utf-8")
    assert regions.rendered(text) == text, "run: uv run python docs/update.py --text"


@pytest.mark.parametrize("doc", PAGES)
def test_every_region_ends(doc):
    text = doc.read_text(encoding="utf-8")
    assert text.count("<!-- write: ") == text.count("<!-- end -->") == len(regions.REGION.findall(text))


@pytest.mark.parametrize("doc", PAGES)
def test_no_line_begins_with_a_region_in_a_sentence(doc):
    # Where pages are read on their own, as on a code host, what follows on such a line would be shown as it is.
    assert re.findall(r"^ *<!-- write: .+? -->(?!\n).*", doc.read_text(encoding="utf-8"), flags=re.MULTILINE) == []


@pytest.mark.parametrize("name", [*STORIES, "index"])
def test_numbers_in_the_prose_of_stories_are_written(name):
    text = regions.REGION.sub("", (DOCS / "stories" / f"{name}.md").read_text(encoding="utf-8"))
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    assert re.findall(r"\d+\.\d+|\d+(?= ?%)", re.sub("80 % progress ratio|95 % interval", "", text)) == []


@pytest.mark.parametrize("name", WORLDS)
def test_models_are_described_with_their_parameters_and_observables(name):
    place = (
        f"docking_{name.replace('-', '_')}.md" if name in DOCKED else f"odd/{name if name in STORIES else 'chains'}.md"
    )
    page = (DOCS / place).read_text(encoding="utf-8")
    for table in ("parameters", "observables", "phases"):
        assert f"<!-- write: {table} {name} -->" in page


@pytest.mark.parametrize("name", STORIES)
def test_a_story_has_a_page_with_its_claims(name):
    page = (DOCS / "stories" / f"{name}.md").read_text(encoding="utf-8")
    for heading in ("What happens", "What to notice", "What to try", "Claims"):
        assert f"\n## {heading}\n" in page
    assert f"<!-- write: claims {name} " in page


def test_the_reference_has_every_public_name():
    text = "".join(page.read_text(encoding="utf-8") for page in (DOCS / "reference").glob("*.md"))
    parts = re.findall(r"^::: (\S+)\n(?:    options:\n      members: \[(.*)\])?", text, flags=re.MULTILINE)
    shown = {name: members.split(", ") if members else None for name, members in parts}
    for package in (specialisation_sim, laws, measures):
        for one in (getattr(package, name) for name in package.__all__):
            # A story's own set of parameters is in its model description.
            if inspect.isroutine(one) or (inspect.isclass(one) and not issubclass(one, Parameters)):
                whole = one.__module__ in shown and one.__name__ in (shown[one.__module__] or [one.__name__])
                assert whole or f"{one.__module__}.{one.__name__}" in shown, one


def test_figures_of_scenarios_that_pages_show_are_there():
    for scenario, files in update.FIGURES.items():
        figures = load_scenario(scenario).figures
        for figure, file in files.items():
            assert figure in figures
            assert (DOCS / "img" / f"{file}.png").is_file()


def test_known_findings_are_those_of_the_claims_in_their_order():
    claims = {name: [claim.sentence for claim in load_scenario(name).claims] for name in scenario_names()}
    assert {name: list(found) for name, found in regions.findings().items()} == claims


def test_a_claim_that_was_never_weighed_is_named():
    with pytest.raises(KeyError, match=r"island-slack: 'Nobody starves' is not in claims.json; run docs/update.py"):
        regions.finding("island-slack", "Nobody starves")


@pytest.mark.parametrize(
    ("text", "authors", "others", "year"),
    [
        ("Wright 1936: 80 %", ("Wright",), False, "1936"),
        ("after Argote, Beckman & Epple (1990)", ("Argote", "Beckman", "Epple"), False, "1990"),
        ("Singer et al. 1993", ("Singer",), True, "1993"),
        ("Egas, M., Dieckmann, U. & Sabelis, M. W. (2004).", ("Egas", "Dieckmann", "Sabelis"), False, "2004"),
        ("Metz, J. A. J. & van Heerwaarden, J. S. (1996)", ("Metz", "van Heerwaarden"), False, "1996"),
    ],
)
def test_citations_are_found(text, authors, others, year):
    assert bibliography.citations(text) == {bibliography.Citation(authors, others, year)}


def test_dates_are_no_citations():
    assert bibliography.citations("from January 2012 to 31 October 2024, 2,000 runs of 1,500") == set()


def test_every_citation_is_in_the_bibliography():
    missing = {
        (name, cited)
        for name, text in bibliography.sources()
        for cited in bibliography.citations(text)
        if bibliography.key_of(cited) is None
    }
    assert missing == set()


def test_every_preprint_is_in_the_bibliography():
    known = {entry.fields.get("eprint") for entry in bibliography.entries().values()}
    assert {
        (name, number)
        for name, text in bibliography.sources()
        for number in bibliography.preprints(text)
        if number not in known
    } == set()


@pytest.mark.parametrize("name", WORLDS)
def test_every_source_of_a_parameter_is_our_own_or_in_the_bibliography(name):
    for row in story(name).Parameters.table():
        source = row["source"]
        assert source.startswith(OURS) or bibliography.keys_in(source), f"{row['name']}: {source}"


def test_nothing_is_in_the_bibliography_that_nobody_names():
    named = {key for name, text in bibliography.sources() for key in bibliography.keys_in(text)}
    assert set(bibliography.entries()) <= named


def test_entries_say_what_and_whose_they_are():
    for key, entry in bibliography.entries().items():
        assert entry.fields.get("title"), key
        assert ("year" in entry.fields and entry.persons.get("author")) or {"called", "eprint"} & set(entry.fields), key
