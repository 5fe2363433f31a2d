"""What the chains' tests ask again and again."""

import numpy as np

from specialisation_sim import ensemble
from specialisation_sim.registry import story as chain


def ends(name, runs, steps, **parameters):
    """The frame of runs at their end."""
    kind = chain(name)
    return ensemble(kind, kind.Parameters(**parameters), runs, steps, every=steps, workers=1, progress=False).runs


def errors_from(values, exact):
    """How many standard errors the mean of the values lies from a number."""
    values = np.asarray(values, dtype=float)
    return abs(values.mean() - exact) / (values.std(ddof=1) / np.sqrt(len(values)))


def accepts(values, exact):
    """The simulation does not contradict the formula."""
    assert errors_from(values, exact) <= 4, (np.mean(values), exact)


def rejects(values, wrong):
    """The simulation contradicts the formula."""
    assert errors_from(values, wrong) > 5, (np.mean(values), wrong)
