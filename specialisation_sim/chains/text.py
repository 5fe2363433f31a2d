"""The text chain: a trigram model of Python's manual, trained on what it wrote itself.

What happens: text is cut into blocks of 64 tokens. A model continues each real block, by drawing or by searching for
the likeliest words; the continuations are the next generation's text, with or without some real blocks.

Notice: real text surprises every next model more, while what it writes looks ever likelier to the first model.

Try: a tenth of real blocks; beam search, which loops; a penalty on repetition.

Sources: Shumailov et al. (2023), section 5.2, with a trigram model in place of OPT-125m; corpus:
`chains/learners/corpus.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .. import measures
from ..laws.arrays import Array, Indices
from ..model.parameters import parameter
from ..model.world import observable
from .learners.beam import searched
from .learners.corpus import BLOCK, blocks
from .learners.trigram import Trigram
from .loop import CURSE
from .trained import TrainedChain, TrainedParameters

NEY = "Ney et al. 1994"
CURSE_BEAM = f"{CURSE}: 5-way beam search"
CURSE_PENALTY = f"{CURSE}: 2.0"


class TextParameters(TrainedParameters):
    """The text, the model, and how it writes."""

    blocks: int = parameter(
        1000, "real blocks that each run draws", unit="blocks of 64 tokens", low=10, high=1100, fixes_shape=True
    )
    vocabulary: int = parameter(
        2000,
        "number of different tokens; all rarer ones count as one",
        unit="tokens",
        low=50,
        high=4000,
        group="environment",
        fixes_shape=True,
    )
    discount: float = parameter(
        0.75,
        "how much of each count is given to shorter contexts (discount)",
        unit="count",
        symbol="d",
        source=NEY,
        above=0,
        below=1,
        group="learning",
    )
    decoding: Literal["sample", "beam"] = parameter(
        "sample",
        "whether words are drawn at random or the likeliest text is searched for",
        unit="name",
        source=CURSE_BEAM,
        key=True,
    )
    penalty: float = parameter(
        1.0,
        "repetition penalty: in beam search, what the log-chance of a token already written is multiplied by",
        unit="1",
        source=CURSE_PENALTY,
        low=1,
        high=10,
        group="pressure",
        key=True,
    )

    @property
    def work(self) -> int:
        """Length of a run's longest array."""
        return self.blocks * BLOCK


@dataclass(frozen=True)
class Writer:
    """A model that continues prompts; `penalty` is None where words are drawn."""

    model: Trigram
    prompts: Indices
    penalty: float | None

    def sample(self, number: int, rng: np.random.Generator) -> Indices:
        """So many blocks, one a prompt."""
        prompts = np.resize(self.prompts, (number, 2))
        if self.penalty is not None:
            return searched(self.model, prompts, BLOCK, self.penalty)
        return self.model.sample(prompts, BLOCK, rng)


class TextChain(TrainedChain):
    """Texts of each run, ``(blocks, tokens)``; a tenth of the corpus is held out, the same for all runs."""

    Parameters = TextParameters
    p: TextParameters
    bulk = "work"
    generations, replicates = 9, 10
    headline = "perplexity"

    def begin(self) -> None:
        """Part the corpus, give each run the ends of real blocks as prompts, and train."""
        self.corpus = blocks(self.p.vocabulary)
        places = np.arange(len(self.corpus))
        self.held_out = self.corpus[places % 10 == 9]
        self.known = places[places % 10 != 9]
        self.prompts = [self.real_data(rng)[:, -2:] for rng in self.draws.each("prompts")]
        super().begin()

    def real_data(self, rng: np.random.Generator) -> Indices:
        """Real blocks that are not held out."""
        return self.corpus[rng.permutation(self.known)[: self.p.blocks]]

    def fit(self, data: Indices, rng: np.random.Generator, run: int) -> Writer:
        """Count."""
        penalty = float(self.row(self.p.penalty)[run]) if self.p.decoding == "beam" else None
        model = Trigram.fit(data, self.p.vocabulary, float(self.row(self.p.discount)[run]))
        return Writer(model, self.prompts[run], penalty)

    @observable("tokens", "perplexity of held-out real text under the newest model")
    def perplexity(self) -> Array:
        return np.array([fitted.model.perplexity(self.held_out) for fitted in self.models])

    @observable("tokens", "perplexity of the newest text under the first model")
    def first_perplexity(self) -> Array:
        return np.array(
            [fitted.model.perplexity(text) for fitted, text in zip(self.first_models, self.output, strict=True)]
        )

    @observable("tokens", "perplexity under the first model that 95 % of the newest text's blocks exceed")
    def likely_block(self) -> Array:
        return self._block(0.05)

    @observable("tokens", "perplexity under the first model of the median block of the newest text")
    def median_block(self) -> Array:
        return self._block(0.5)

    @observable("tokens", "perplexity under the first model that 5 % of the newest text's blocks exceed")
    def unlikely_block(self) -> Array:
        return self._block(0.95)

    def _block(self, rank: float) -> Array:
        """Quantile of the blocks' perplexities under the first model."""
        return np.array(
            [
                np.quantile(fitted.model.perplexities(text), rank)
                for fitted, text in zip(self.first_models, self.output, strict=True)
            ]
        )

    @observable("tokens", "effective number of tokens in the newest text (order 1)")
    def effective_vocabulary(self) -> Array:
        counts = [np.bincount(text.ravel(), minlength=self.p.vocabulary) for text in self.output]
        return np.array([float(measures.hill_number(count)) for count in counts])

    @observable("share of triples", "different triples among all triples of words in the newest text")
    def distinct_triples(self) -> Array:
        return np.array([distinct(text, self.p.vocabulary) for text in self.output])


def distinct(text: Indices, vocabulary: int) -> float:
    """Share of different triples of tokens in blocks."""
    triples = (text[:, :-2] * vocabulary + text[:, 1:-1]) * vocabulary + text[:, 2:]
    return len(np.unique(triples)) / triples.size
