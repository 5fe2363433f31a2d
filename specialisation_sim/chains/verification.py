"""The verification chain: labels made by a model, of which a verifier keeps those that it takes to be right.

What happens: a classifier learns from labels of which a share is right. A verifier keeps right ones with one chance and
wrong ones with another; the next classifier is trained on what is kept, and its accuracy is the next share.

Notice: in many dimensions with much data there is a threshold at 1/(1 + phi/psi): above it the chain repairs itself,
below it the chain learns the opposite.

Assumption: wrong labels are spread evenly over the data, not along the classifier's own margin.

Source: Feng et al. (2024), Beyond model collapse: scaling up with synthesized data requires verification.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from ..laws.arrays import Array
from ..model.generation import Generation
from ..model.parameters import parameter
from ..model.world import observable
from .loop import Chain, ChainParameters

FENG = "Feng et al. 2024"


class VerificationParameters(ChainParameters):
    """The task, the first labels, and the verifier."""

    samples: int = parameter(
        20_000, "data that a generation labels", unit="data", symbol="n", low=10, high=10_000_000, group="learning"
    )
    dimensions: int = parameter(
        100, "features, each with noise 1", unit="features", symbol="d", low=2, high=1_000_000, group="environment"
    )
    margin: float = parameter(
        3.0, "distance of each class from the middle", unit="s.d. of noise", symbol="mu", above=0, high=100, key=True
    )
    accuracy: float = parameter(
        0.6,
        "first labels that are right",
        unit="share of labels",
        symbol="a",
        low=0,
        high=1,
        group="population",
        key=True,
    )
    keep_right: float = parameter(
        0.8,
        "chance that the verifier keeps a right label",
        unit="chance",
        symbol="phi",
        source=FENG,
        above=0,
        high=1,
        group="pressure",
        key=True,
    )
    keep_wrong: float = parameter(
        0.8,
        "chance that the verifier keeps a wrong label",
        unit="chance",
        symbol="psi",
        source=FENG,
        above=0,
        high=1,
        key=True,
    )


class VerificationChain(Chain):
    """Share of right labels, ``(runs,)``: two classes at plus and minus mu, fitted by the mean of label times features.

    By sufficient statistics: how many are kept and right (binomial), the mean along mu and across it (normal,
    chi-square).
    """

    Parameters = VerificationParameters
    p: VerificationParameters
    phases = ("verify", "train", "label")
    headline = "right"
    share = "right"
    generation = Generation(
        steps=1,
        lasts="a generation",
        share_of="right labels",
        learn=("label",),
        held={"keep_wrong": 0.4},
        force="a verifier",
        levers={"keep_wrong": (0.1, 1), "keep_right": (0.1, 1), "margin": (0.5, 5)},
        note="The map is close to a step: a crossing is known no better than the shares beside it; see --shares.",
    )

    def begin(self) -> None:
        """Start from the first labels."""
        self.correct = self.row(self.p.accuracy).copy()
        self.kept = self.row(self.p.samples).copy()
        self.kept_right = self.correct

    def start_at(self, share: Array, _seasoned: float) -> None:
        """Begin with labels of which this share is right."""
        self.correct = self.kept_right = share

    def verify(self) -> None:
        """Keep the labels that the verifier takes to be right."""
        right = self.correct * self.row(self.p.keep_right)
        wrong = (1.0 - self.correct) * self.row(self.p.keep_wrong)
        self.kept = np.maximum(self.draws.binomial("kept", self.row(self.p.samples), right + wrong), 1.0)
        self.kept_right = self.draws.binomial("right", self.kept, right / (right + wrong)) / self.kept

    def train(self) -> None:
        """Train the next model on what is kept, by averaging label times features."""
        noise = np.sqrt(self.kept)
        self.along = (2.0 * self.kept_right - 1.0) * self.row(self.p.margin) + self.draws.normal("along") / noise
        self.across = np.sqrt(self.draws.chi_square("across", self.row(self.p.dimensions) - 1.0)) / noise

    def label(self) -> None:
        """Label new data; a label is right if the model's margin exceeds the noise."""
        turn = self.along / np.hypot(self.along, self.across)
        self.correct = special.ndtr(self.row(self.p.margin) * turn)

    @observable("share of labels", "labels that are right")
    def right(self) -> Array:
        return self.correct

    @observable("share of labels kept", "labels kept that are right")
    def right_kept(self) -> Array:
        return self.kept_right
