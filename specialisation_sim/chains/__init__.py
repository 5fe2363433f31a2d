"""Chains of machine learning, by name: generations that are trained on what the one before produced."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ..base.errors import unknown

if TYPE_CHECKING:
    from .loop import Chain

CHAINS = {
    "discrete": ("discrete", "DiscreteChain"),
    "gaussian": ("gaussian", "GaussianChain"),
    "noisy": ("noisy", "NoisyChain"),
    "mixture": ("mixture", "MixtureChain"),
    "text": ("text", "TextChain"),
    "autoencoder": ("autoencoder", "AutoencoderChain"),
    "tilt": ("tilt", "TiltChain"),
    "linear-autoencoder": ("linear", "LinearAutoencoderChain"),
    "regression": ("linear", "RegressionChain"),
    "flow": ("flow", "FlowChain"),
    "ring-flow": ("ring_flow", "RingFlowChain"),
    "dirac": ("adversarial", "DiracChain"),
    "tabular": ("adversarial", "TabularChain"),
    "gan": ("ring_gan", "GanChain"),
    "verification": ("verification", "VerificationChain"),
}
"""Name of each chain, its module and its class."""


def chain(name: str) -> type[Chain]:
    """A chain by name; importing it imports Mesa, so it waits until one is asked for.

    Raises
    ------
    UserError
        If there is no such chain.
    """
    if name not in CHAINS:
        raise unknown("chain", name, CHAINS)
    module, kind = CHAINS[name]
    found: type[Chain] = getattr(import_module(f".{module}", __name__), kind)
    return found
