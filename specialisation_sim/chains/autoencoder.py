"""The autoencoder chain: a model of handwritten digits, trained on the digits that the model before it drew.

What happens: a variational autoencoder learns real scans of handwritten digits and then makes as many images as it saw.
The next one learns from those. The encoder of generation 0 looks at all of them with the same eyes.

Notice: with a low price of information images that are drawn pixel by pixel move to the middle of what the first
encoder knows: the tails go first, and in the end one blurred shape is left. Half real images, or keeping all that was
ever made, holds the spread: what was lost there was lost to sampling. Passing on the decoder's means instead loses
spread by a bias, and a tenth of real data does not save it, nor does keeping everything.

Try: `beta = 1` with means; a quarter real; `regime=accumulate`.

Sources: Shumailov et al. (2023), Figures 8 and 9; the linear case in closed form: `chains/theory/linear.py`.
"""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from ..laws.arrays import Array
from ..model.parameters import parameter
from ..model.world import observable
from .learners.digits import PIXELS, digits, effective_digits
from .learners.nets import OneThread
from .learners.vae import Vae, fit_vae
from .trained import TrainedChain, TrainedParameters

HIGGINS = "Higgins et al. 2017; 1: Kingma & Welling 2014"

LATENT, FAR = 2, 2.0
"""Latent dimensions, and the distance from their middle that Figure 8 shows to empty."""


class AutoencoderParameters(TrainedParameters):
    """The scans, the autoencoder, and what is passed on."""

    samples: int = parameter(
        1500,
        "number of real scans that a run uses, and of images that each model generates",
        unit="images",
        symbol="M",
        low=20,
        high=1797,
        fixes_shape=True,
    )
    pixels: Literal["drawn", "means"] = parameter(
        "drawn",
        "whether each pixel is drawn as ink or none, or its mean is passed on",
        unit="name",
        group="environment",
        key=True,
    )
    beta: float = parameter(
        0.2,
        "price of information in the loss",
        unit="nats of image per nat of place",
        source=HIGGINS,
        low=0,
        high=100,
        group="pressure",
        key=True,
    )
    hidden: int = parameter(
        64, "hidden units of encoder and decoder", unit="units", low=1, high=1024, group="learning", fixes_shape=True
    )
    updates: int = parameter(
        700, "training steps of a generation", unit="steps of Adam", low=1, high=1_000_000, fixes_shape=True
    )
    batch: int = parameter(64, "images in a step of training", unit="images", low=1, high=1797, fixes_shape=True)
    rate: float = parameter(0.02, "learning rate at first; it falls to zero", unit="1", above=0, high=1)

    @property
    def work(self) -> int:
        """Weights of a run."""
        return self.hidden * (2 * PIXELS + 3 * LATENT)

    @property
    def effort(self) -> int:
        """Weights times images that a generation is trained on, in the size of an agent's step."""
        return self.work * self.updates * self.batch // 500


class AutoencoderChain(OneThread, TrainedChain):
    """Images of each run, ``(images, pixels)``; `models` is one `Vae` for all runs, `eye` that of generation 0."""

    Parameters = AutoencoderParameters
    p: AutoencoderParameters
    bulk = "work"
    effort = "effort"
    generations, replicates = 20, 8
    phases: ClassVar[tuple[str, ...]] = (*TrainedChain.phases, "look")
    headline = "beyond"
    shades: Array
    """Chance of ink in what was made last, before it was drawn."""
    models: Vae
    first_models: Vae

    def real_data(self, rng: np.random.Generator) -> Array:
        """Some of the scans; as ink or none, drawn anew, where pixels are drawn."""
        ink = digits()[0]
        some = ink[rng.permutation(len(ink))[: self.p.samples]]
        return inked_pixels(some, rng) if self.p.pixels == "drawn" else some

    def produce(self) -> None:
        """Draw points in latent space, and an image from each."""
        rngs, size = self.draws.each("sample"), (self.p.samples, LATENT)
        self.shades = self.models.means(np.stack([rng.standard_normal(size, dtype=np.float32) for rng in rngs]))
        if self.p.pixels == "drawn":
            self.output = [inked_pixels(shade, rng) for shade, rng in zip(self.shades, rngs, strict=True)]
        else:
            self.output = list(self.shades)

    def train(self) -> None:
        """Fit new autoencoders to the data."""
        start = Vae.drawn(PIXELS, self.p.hidden, LATENT, self.draws.each("weights"))
        self.models = fit_vae(
            start,
            np.stack(self.data),
            self.draws.each("fit"),
            self.row(self.p.beta),
            self.p.updates,
            self.p.batch,
            self.row(self.p.rate),
        )

    def instruments(self, reference: list[Array]) -> None:
        """Fix the eye: the encoder of generation 0."""
        self.eye = self.first_models
        self.look()

    def look(self) -> None:
        """Measure where the newest images lie in latent space, and how badly the newest models redraw the scans."""
        self.seen = np.asarray(self.eye.places(np.stack(self.output)), dtype=float)
        real = np.broadcast_to(digits()[0], (self.runs, *digits()[0].shape))
        self.lost = self.models.redrawn(real)

    @observable(
        "share of images", "images made last whose latent place, to the first encoder, is more than 2 from the middle"
    )
    def beyond(self) -> Array:
        return np.array([(np.hypot(*places.T) > FAR).mean() for places in self.seen])

    @observable("1", "spread of the newest images in the first encoder's latent space (root of the mean variance)")
    def latent_spread(self) -> Array:
        return np.array([np.sqrt(places.var(axis=0).mean()) for places in self.seen])

    @observable("digits", "effective number of digits among images made last (order 1), by the nearest mean scan")
    def effective_numerals(self) -> Array:
        return np.array([effective_digits(images) for images in self.output])

    @observable("ink squared", "variance of images made last, all pixels together")
    def image_variance(self) -> Array:
        return np.array([images.var(axis=0, dtype=float).sum() for images in self.output])

    @observable("nats an image", "loss of the newest model when it redraws real scans")
    def real_loss(self) -> Array:
        return self.lost


def inked_pixels(ink: Array, rng: np.random.Generator) -> Array:
    """Ink or none in each pixel, drawn with the chance that `ink` gives."""
    return (rng.random(ink.shape, dtype=np.float32) < ink).astype(np.float32)
