"""The text chain: a trigram model of Python's manual, trained on what it wrote itself.

What happens: text is cut into blocks of 64 tokens. A model continues each real block, by drawing or by searching for
the likeliest words; the continuations are the next generation's text, with or without some real blocks.

Notice: real text surprises every next model more, while what it writes looks ever likelier to the first model.

Try: a tenth of real blocks; beam search, which loops; a penalty on repetition.

Sources: Shumailov et al. (2023), section 5.2, with a trigram model in place of OPT-125m; corpus: `chains/corpus.py`.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from .. import measures
from ..laws.arrays import Array, Indices
from ..parameters import parameter
from ..world import observable
from .beam import searched
from .corpus import BLOCK, blocks
from .loop import CURSE, Chain, ChainParameters
from .trigram import Trigram


# fmt: off
class TextParameters(ChainParameters):
    """The text, the model, and how it writes."""

    blocks: int = parameter(1000, at_least=10, at_most=1100, group="learning", fixes_shape=True,
        unit="blocks of 64 tokens", source="nearly all that the corpus has", meaning="real blocks of which each run draws its own")
    vocabulary: int = parameter(2000, at_least=50, at_most=4000, group="environment", fixes_shape=True,
        unit="tokens", source="assumption", meaning="tokens told apart; the rarer ones are all one")
    discount: float = parameter(0.75, above=0, below=1, group="learning", symbol="d",
        unit="count", source="Ney et al. 1994", meaning="what each count gives to shorter contexts")
    decoding: Literal["sample", "beam"] = parameter("sample", group="learning",
        unit="name", source=f"{CURSE}: 5-way beam search", meaning="whether words are drawn or the likeliest are searched for")
    penalty: float = parameter(1.0, at_least=1, at_most=10, group="pressure",
        unit="1", source=f"{CURSE}: 2.0; 1: none", meaning="repetition penalty: in beam search, what the log-chance of a token already written is multiplied by")
    outside: float = parameter(0.0, at_least=0, at_most=1, group="learning", symbol="gamma",
        unit="share of blocks", source=f"{CURSE}: 10 %", meaning="real blocks among those trained on, drawn anew each generation")
# fmt: on

    @property
    def work(self) -> int:
        """Length of a run's longest array."""
        return self.blocks * BLOCK


class TextChain(Chain):
    """Texts of each run, ``(blocks, tokens)``. A run's state is a table of tens of thousands of entries, so runs are a loop."""

    Parameters = TextParameters
    bulk = "work"
    phases = ("write", "gather", "train")
    share = "perplexity"

    def begin(self) -> None:
        """Train the first model on real text; a tenth of the corpus is held out, the same for all runs."""
        corpus = blocks(self.p.vocabulary)
        places = np.arange(len(corpus))
        self.held_out = corpus[places % 10 == 9]
        known = places[(places % 10 != 9) & (places > 0)]
        size = min(self.p.blocks, len(known))
        chosen = [rng.permutation(known)[:size] for rng in self.draws.each("text")]
        self.real = [corpus[each] for each in chosen]
        self.prompts = [corpus[each - 1, -2:] for each in chosen]
        self.written = self.text = self.real
        self.train()
        self.first = self.models

    def write(self) -> None:
        """Continue each block's predecessor."""
        if self.p.decoding == "beam":
            penalty = self.row(self.p.penalty)
            self.written = [
                searched(model, prompts, BLOCK, float(cost))
                for model, prompts, cost in zip(self.models, self.prompts, penalty, strict=True)
            ]
        else:
            self.written = [
                model.sample(prompts, BLOCK, rng)
                for model, prompts, rng in zip(self.models, self.prompts, self.draws.each("words"), strict=True)
            ]

    def gather(self) -> None:
        """Put some real blocks back."""
        shares = self.row(self.p.outside)
        self.text = []
        for written, real, share, rng in zip(self.written, self.real, shares, self.draws.each("real"), strict=True):
            back = rng.permutation(len(written)) < np.rint(share * len(written))
            self.text.append(np.where(back[:, None], real, written))

    def train(self) -> None:
        """Fit the next model."""
        discounts = self.row(self.p.discount)
        self.models = [
            Trigram.fit(text, self.p.vocabulary, float(cut)) for text, cut in zip(self.text, discounts, strict=True)
        ]

    @observable("tokens", "perplexity of held-out real text under the newest model")
    def perplexity(self) -> Array:
        return np.array([model.perplexity(self.held_out) for model in self.models])

    @observable("tokens", "perplexity of what was written last under the first model")
    def first_perplexity(self) -> Array:
        return np.array([model.perplexity(text) for model, text in zip(self.first, self.written, strict=True)])

    @observable("tokens", "effective number of tokens in what was written last (order 1)")
    def effective_vocabulary(self) -> Array:
        counts = [np.bincount(text.ravel(), minlength=self.p.vocabulary) for text in self.written]
        return np.array([float(measures.hill_number(count)) for count in counts])

    @observable("share of triples", "different triples among all triples written last")
    def distinct_triples(self) -> Array:
        return np.array([distinct(text, self.p.vocabulary) for text in self.written])


def distinct(text: Indices, vocabulary: int) -> float:
    """Share of different triples of tokens in blocks."""
    triples = (text[:, :-2] * vocabulary + text[:, 1:-1]) * vocabulary + text[:, 2:]
    return len(np.unique(triples)) / triples.size
