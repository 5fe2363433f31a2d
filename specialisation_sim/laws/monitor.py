"""A monitor: when too little is left of what an instrument showed at first, outside data are raised until it is back.

Shapes: any one shape, such as ``(runs,)``.
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, Flags, Number


def alarmed(alarm: Flags, intact: Array, watch: Number, back: Number) -> Flags:
    """Whether a monitor gives the alarm: from the time at which a reading falls to one bound until it is above another.

    Two bounds, since at a single one an alarm flutters with every error of the reading.

    Parameters
    ----------
    alarm : array of bool
        Whether it gave the alarm before.
    intact : array
        How much of the instrument's start is left, 1 where nothing is lost. Where it is undefined (NaN), an alarm stays
        as it was.
    watch : float or array
        The alarm goes on at this much or less; at 0 there is no monitor.
    back : float or array
        The alarm goes off above this much; below `watch`, `watch` stands for it.

    Returns
    -------
    array of bool
        Always true for ``watch = 1`` and readings of at most 1.

    References
    ----------
    Shewhart, W. A. (1931). Economic Control of Quality of Manufactured Product: act when a reading leaves its limits.
    The second bound is the hysteresis of Schmitt, O. H. (1938). A thermionic trigger. J. Scientific Instruments 15.
    """
    on: Flags = np.where(alarm, ~(intact > np.maximum(watch, back)), intact <= watch)
    return on & (np.asarray(watch) > 0)


def outside_weight(time: float, outside: Number, every: Number, alarm: Flags, raised: Number) -> Array:
    """Weight of outside data: a constant one every so many steps, and no less than the raised one in an alarm.

    Parameters
    ----------
    time : float
        Number of the step, from 1.
    outside : float or array
        The constant weight.
    every : int or array
        Steps from one use of the constant weight to the next, the first after so many; 1 for each step.
    alarm : array of bool
        See `alarmed`.
    raised : float or array
        Weight in an alarm.

    Returns
    -------
    array
        The weight, 0 to 1.
    """
    usual = np.where(np.mod(time, every) == 0, outside, 0.0)
    return np.where(alarm, np.maximum(usual, raised), usual)
