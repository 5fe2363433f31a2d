"""Sentences of the essay as claims in each of a story's settings."""

import pytest

from specialisation_sim import Plane
from specialisation_sim.claims.claim import Verdict
from specialisation_sim.claims.essay import in_each, in_settings
from specialisation_sim.claims.readings import final
from specialisation_sim.model.settings import settings_of


def test_each_setting_is_a_variant_with_and_without_changes():
    settings = settings_of("island")
    names = list(settings)
    assert names == ["essay", "literature", "neutral"]
    assert in_settings("island") == {name: dict(settings[name]) for name in names}
    found = in_settings("island", {"crash": {"crash_day": 7}, "rich": {"slack_cap": 1.0}})
    assert list(found) == [*names, *(f"{name}, crash" for name in names), *(f"{name}, rich" for name in names)]
    for name in names:
        assert found[f"{name}, crash"] == {**settings[name], "crash_day": 7}
        assert found[f"{name}, rich"] == {**settings[name], "slack_cap": 1.0}


@pytest.mark.parametrize(
    ("options", "of", "versus"),
    [
        ({}, "{}", None),
        ({"where": "crash"}, "{}, crash", None),
        ({"where": "crash", "versus": "rich"}, "{}, crash", "{}, rich"),
        ({"where": "crash", "versus": ""}, "{}, crash", "{}"),
    ],
)
def test_a_sentence_is_a_claim_in_each_setting(options, of, versus):
    plane = Plane("need", (0.1, 0.2), "sunny", (0.6, 0.9))
    expected = ("HOLDS", "FAILS", "UNDECIDED")
    claims = in_each("It is so", final("store"), "q", expected, plane=plane, above=0.5, **options)
    names = ("essay", "literature", "neutral")
    assert [claim.sentence for claim in claims] == [f"It is so ({name})" for name in names]
    assert [claim.of for claim in claims] == [of.format(name) for name in names]
    assert [claim.versus for claim in claims] == [versus and versus.format(name) for name in names]
    assert [claim.kind for claim in claims] == ["essay", "essay", "control"]
    assert [claim.expected for claim in claims] == [Verdict(verdict) for verdict in expected]
    assert [claim.where for claim in claims] == [plane, None, None]
    assert {(claim.above, claim.answers) for claim in claims} == {(0.5, "q")}
