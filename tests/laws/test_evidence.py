from math import erfc, exp, log, pi, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from specialisation_sim import UserError, laws
from specialisation_sim.laws import evidence as law

shares = st.lists(st.floats(0.01, 1), min_size=2, max_size=6)
evidences = st.floats(0.05, 6)


def by_quad(weight, evidence, temperature, drawn, true):
    """The chance as an integral over the drawn class's own evidence."""
    spread = np.hypot(evidence, temperature)

    def integrand(z):
        product = exp(-z * z / 2) / sqrt(2 * pi)
        for other in range(len(weight)):
            if other != drawn:
                push = evidence**2 * ((drawn == true) - (other == true))
                product *= erfc(-((log(weight[drawn] / weight[other]) + push) / spread + z) / sqrt(2)) / 2
        return product

    return quad(integrand, -9, 9, epsabs=1e-12, epsrel=1e-11)[0]


@pytest.mark.parametrize(
    ("weight", "evidence", "temperature"),
    [
        ([0.7, 0.3], 1.5, 0.0),
        ([0.5, 0.3, 0.2], 0.3, 0.0),
        ([0.5, 0.3, 0.2], 1.5, 0.7),
        ([0.6, 0.39, 0.01], 3.0, 2.0),
        ([1e-9, 0.2, 0.5, 0.3], 1.0, 0.0),
        ([0.4, 0.2, 0.15, 0.1, 0.08, 0.05, 0.02], 2.0, 0.5),
    ],
)
def test_chances_are_those_of_adaptive_quadrature(weight, evidence, temperature):
    chances = laws.draw_chances(np.array(weight), evidence, temperature)
    for drawn in range(len(weight)):
        for true in range(len(weight)):
            expected = by_quad(weight, evidence, temperature, drawn, true)
            assert chances[drawn, true] == pytest.approx(expected, abs=1e-11)


@pytest.mark.parametrize("factors", [2, 3, 5, 7])
def test_error_of_the_quadrature_is_below_its_promise(factors, monkeypatch):
    """The nested rule with twice as many nodes agrees, and one with half as many is within what the bound says."""
    nodes, weights = law.normal_rule(factors)

    def integral(nodes, weights):
        shifts = np.linspace(-6, 6, 61)[:, None]
        return (norm.cdf(shifts + nodes) ** (factors - 1) * weights).sum(axis=-1)

    usual = integral(nodes, weights)
    monkeypatch.setattr(law, "DIGITS", 4 * law.DIGITS)
    twice = law.normal_rule(factors)
    assert len(twice[0]) > 1.9 * len(nodes)
    np.testing.assert_allclose(usual, integral(*twice), rtol=0, atol=1e-14)
    monkeypatch.setattr(law, "DIGITS", 34.0 / 4)
    coarse = np.abs(integral(*law.normal_rule(factors)) - usual).max()
    assert 1e-14 < coarse < 20 * np.exp(-34.0 / 4)


def test_chances_are_those_of_drawing_many_times():
    rng = np.random.default_rng(5)
    weight, evidence, whim = np.array([0.5, 0.3, 0.2]), 1.2, 0.6
    chances = laws.draw_chances(weight, evidence, whim)
    for true in range(3):
        seen = rng.standard_normal((400_000, 3)) + evidence * (np.arange(3) == true)
        score = np.log(weight) + evidence * seen + whim * rng.standard_normal(seen.shape)
        often = np.bincount(score.argmax(axis=1), minlength=3) / len(seen)
        np.testing.assert_allclose(chances[:, true], often, atol=5 * np.sqrt(0.25 / len(seen)))


@given(shares, evidences, st.floats(0, 3))
@settings(max_examples=80, deadline=None)
def test_some_class_is_drawn_and_recall_is_the_diagonal(weight, evidence, temperature):
    weight = np.array(weight)
    chances = laws.draw_chances(weight, evidence, temperature)
    np.testing.assert_allclose(chances.sum(axis=0), 1, rtol=0, atol=1e-12)
    assert (chances >= 0).all()
    np.testing.assert_array_equal(np.diag(laws.draw_chances(weight, evidence)), laws.recalls(weight, evidence))


@given(shares, evidences)
@settings(max_examples=50, deadline=None)
def test_two_names_may_be_swapped(weight, evidence):
    weight = np.array(weight)
    swapped = laws.recalls(weight[::-1], evidence)[::-1]
    np.testing.assert_allclose(laws.recalls(weight, evidence), swapped, rtol=0, atol=1e-13)


def test_two_classes_are_the_closed_form():
    d = np.sqrt(2) * 1.5
    first, second = laws.recalls(np.array([0.7, 0.3]), 1.5)
    lead = np.log(0.7 / 0.3) / d
    assert first == pytest.approx(norm.cdf(d / 2 + lead), rel=1e-14)
    assert second == pytest.approx(norm.cdf(d / 2 - lead), rel=1e-14)


def test_a_third_class_of_no_weight_leaves_the_two_as_they_are():
    two = laws.recalls(np.array([0.7, 0.3]), 1.5)
    np.testing.assert_allclose(laws.recalls(np.array([0.7, 0.3, 0.0]), 1.5), [*two, 0], rtol=0, atol=1e-13)


@pytest.mark.parametrize("classes", [2, 3, 6])
def test_without_evidence_the_weightiest_is_drawn_always_and_of_equals_each_as_often(classes):
    weight = np.linspace(1, 0.5, classes)
    np.testing.assert_allclose(laws.draw_chances(weight, 0.0)[0], 1, rtol=0, atol=1e-13)
    np.testing.assert_allclose(laws.draw_chances(np.ones(classes), 0.0), 1 / classes, rtol=0, atol=1e-9)


def test_clear_evidence_draws_what_is_wanted():
    weight = np.array([0.6, 0.3, 0.1])
    np.testing.assert_allclose(laws.draw_chances(weight, 12.0), np.eye(3), rtol=0, atol=1e-12)
    mix = np.array([0.2, 0.5, 0.3])
    np.testing.assert_allclose(laws.output_mix(mix, laws.draw_chances(weight, 12.0)), mix, atol=1e-12)


def test_a_great_whim_draws_anything():
    np.testing.assert_allclose(laws.draw_chances(np.array([0.6, 0.3, 0.1]), 1.0, 1e6), 1 / 3, atol=1e-5)


@given(shares, evidences)
@settings(max_examples=50, deadline=None)
def test_worth_rises_with_a_weight_as_the_recall_says(weight, evidence):
    """V is the support function of the ways to draw: its gradient in the weights is the recall."""
    weight = np.array(weight)
    step = 1e-6 * weight[0]
    up, down = (weight + sign * step * (np.arange(len(weight)) == 0) for sign in (1, -1))
    slope = sum(np.sum(w * laws.recalls(w, evidence)) * sign for w, sign in ((up, 1), (down, -1))) / (2 * step)
    assert slope == pytest.approx(laws.recalls(weight, evidence)[0], abs=1e-6)


def test_rules_of_drawing_are_checked():
    canvas = laws.Canvas(np.full((2, 3, 1), 0.5), np.full((2, 3, 1), 0.8))
    np.testing.assert_array_equal(laws.drawing_weights(laws.posterior_times_quality, canvas), np.full((2, 3, 1), 0.4))
    for wrong in (None, 0.5, np.ones((2, 3)), np.zeros((2, 3, 1)), -canvas.mix, canvas.mix * np.nan, canvas.mix > 0):
        with pytest.raises(UserError, match="the rule of drawing must return"):
            laws.drawing_weights(lambda _, wrong=wrong: wrong, canvas)
