"""Closed forms of adversarial games."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

SLOPE = 0.5
"""f'(0) of the logistic loss."""


def dirac_eigenvalues(penalty: float) -> npt.NDArray[np.complex128]:
    """Eigenvalues -g/2 +- sqrt(g^2/4 - f'^2) of the Dirac GAN with gradient penalty g (Mescheder et al. 2018)."""
    root = np.sqrt(complex(penalty**2 / 4.0 - SLOPE**2))
    return np.array([-penalty / 2.0 + root, -penalty / 2.0 - root])


def dirac_update(step: float, turns: str, penalty: float = 0.0, unrolled: int = 0) -> npt.NDArray[np.float64]:
    """Matrix of one update of (generator, critic)."""
    flow = np.array([[-2.0 * unrolled * step * SLOPE**2, -SLOPE], [SLOPE, -penalty]])
    identity = np.eye(2)
    if turns == "alternating":
        generator_first = identity + step * np.array([flow[0], [0.0, 0.0]])
        return (identity + step * np.array([[0.0, 0.0], flow[1]])) @ generator_first
    if turns == "extragradient":
        return identity + step * flow @ (identity + step * flow)
    return identity + step * flow


def growth(update: npt.NDArray[np.float64]) -> float:
    """Largest modulus of an update's eigenvalues: what the distance grows by.

    Dirac GAN: sqrt(1 + h^2 f'^2) at once, exactly 1 in turns, sqrt(1 - h^2 f'^2 + h^4 f'^4) by extragradient.
    """
    return float(np.abs(np.linalg.eigvals(update)).max())


def tabular_growth(
    modes: int, step: float, critic_speed: float = 1.0, decay: float = 0.0, entropy: float = 0.0
) -> float:
    """Growth of a small deviation in the table of K balanced modes, simultaneous updates.

    Per mode, log-chance x and weight w: x' = x + h (w - e x), w' = w - h c (x / K + g w).
    """
    flow = np.array([[-entropy, 1.0], [-critic_speed / modes, -critic_speed * decay]])
    return growth(np.eye(2) + step * flow)
