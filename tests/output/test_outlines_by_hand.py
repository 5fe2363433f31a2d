"""What is said of stories and scenarios before they are loaded, where the table and the files do not say the same."""

import pytest

from specialisation_sim import Island, UserError, load_scenario
from specialisation_sim.output import outlines

OWN = '''
"""Own."""

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import final

scenario = Scenario(
    title="Mine",
    question="Is it so?",
    passage="it is so",
    story="island",
    steps=70,
    replicates=9,
    variants={"plain": {}, "steep": {"exponent": 1.0, "need": 0.2}},
    claims=(Claim("It is", final("store"), of="steep", versus="plain", above=0.5),),
)
'''


@pytest.fixture
def table(monkeypatch):
    """A table of our own in place of the file's."""
    made = {"worlds": {}, "scenarios": {}}
    monkeypatch.setattr(outlines, "_table", lambda: made)
    return made


def test_a_scenario_of_ones_own_says_all_that_is_in_its_file(tmp_path):
    (tmp_path / "own.py").write_text(OWN, encoding="utf-8")
    found = outlines.outline(tmp_path / "own.py")
    assert (found.title, found.question, found.passage, found.story) == ("Mine", "Is it so?", "it is so", "island")
    assert (found.data, found.runs, found.steps) == ("", 9, 70)
    assert found.variants == (("plain", "defaults"), ("steep", "exponent = 1.0, need = 0.2"))
    bound = "steep minus plain:\nfood stored, mean of those still alive (meals), at the end\nmean above 0.5"
    assert found.claims == (("It is", bound),)


def test_a_scenario_is_loaded_where_the_table_does_not_know_its_file(table):
    scenario = load_scenario("island-slack")
    for written in ("another", outlines.declarations(outlines.Path(outlines.resolve("island-slack").module))):
        row = {
            "written": written,
            "outline": {"name": "x", "title": "T", "question": "Q", "passage": "P", "story": "s"},
        }
        row["outline"] |= {"data": "", "runs": 1, "steps": 2, "variants": [["a", "b"]], "claims": [["c", "d"]]}
        table["scenarios"]["island-slack"] = row
        found = outlines.outline("island-slack")
        if written == "another":
            assert (found.title, found.runs, found.steps) == (scenario.title, scenario.replicates, scenario.steps)
            assert [name for name, _ in found.variants] == list(scenario.variants)
            assert [sentence for sentence, _ in found.claims] == [claim.sentence for claim in scenario.claims]
        else:
            assert (found.title, found.variants, found.claims) == ("T", (("a", "b"),), (("c", "d"),))
    del table["scenarios"]["island-slack"]
    assert outlines.outline("island-slack").title == scenario.title


def test_an_audit_of_a_record_has_its_data_and_no_runs(table):
    found = outlines.outline("audit-open-philanthropy")
    assert found.data
    assert (found.runs, found.steps) == (0, 0)


def test_what_functions_do_is_no_declaration(tmp_path):
    file = tmp_path / "one.py"

    def checksum(text):
        file.write_text(text, encoding="utf-8")
        return outlines.declarations(file)

    first = checksum("A = 1\ndef f(x):\n    y = x\n    return y\nB = 2\n")
    assert len(first) == 16
    assert checksum("A = 1\ndef f(x):\n    y = 2\n    return 3\nB = 2\n") == first
    for other in (
        "A = 1\ndef f(z):\n    y = x\n    return y\nB = 2\n",
        "A = 1\ndef f(x):\n    y = x\n    return y\nB = 3\n",
        "A = 2\ndef f(x):\n    y = x\n    return y\nB = 2\n",
    ):
        assert checksum(other) != first


def test_the_table_is_written_anew_and_a_damaged_one_is_refused(tmp_path, monkeypatch):
    made = {"worlds": {"a": {"written": "1"}, "b": {"written": "2"}}, "scenarios": {"c": {"written": "3"}}}
    monkeypatch.setattr(outlines, "made_anew", lambda: made)
    file = tmp_path / "table.json"
    monkeypatch.setattr(outlines, "TABLE", file)
    outlines._table.cache_clear()
    try:
        assert outlines._table() == {"worlds": {}, "scenarios": {}}
        outlines.write_outlines(file)
        assert outlines._table() == made
        assert file.read_text(encoding="utf-8").count("\n") == 7
        file.write_text("{", encoding="utf-8")
        outlines._table.cache_clear()
        with pytest.raises(UserError, match=r"table\.json is damaged"):
            outlines._table()
    finally:
        outlines._table.cache_clear()


def test_what_the_table_does_not_know_is_read_from_its_class(table):
    assert outlines.world_outline("island") == outlines.outline_of("island", Island)
    assert not table["worlds"]
