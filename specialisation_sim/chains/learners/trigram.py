"""A trigram model with interpolated absolute discounting (Ney, Essen & Kneser 1994), in whole arrays.

``P(w | u, v) = max(c(uvw) - d, 0) / c(uv) + d n(uv) / c(uv) * P(w | v)``, the same once more for pairs, and at the
bottom single tokens, discounted towards an even chance; n counts the different tokens that follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from ...laws.arrays import Array, Indices

LEAST = np.finfo(float).tiny
"""Chance of a token that, at the smallest discounts, is too small for a float."""


@dataclass(frozen=True)
class TokenCounts:
    """What follows each context, in order of context and token.

    Attributes
    ----------
    keys : array of int
        Context times vocabulary plus token, sorted.
    left : array
        Counts minus the discount.
    before : array
        Sum of `left` up to each entry, a zero first.
    contexts, first, count, kinds : arrays
        Each context, its first entry, how often it occurs, how many different tokens follow.
    """

    keys: Indices
    left: Array
    before: Array
    contexts: Indices
    first: Indices
    count: Array
    kinds: Array

    @classmethod
    def of(cls, context: Indices, token: Indices, vocabulary: int, discount: float) -> Self:
        """Count what follows what."""
        keys, counts = np.unique(context * vocabulary + token, return_counts=True)
        contexts, first, kinds = np.unique(keys // vocabulary, return_index=True, return_counts=True)
        left = counts - discount
        before = np.concatenate([[0.0], np.cumsum(left)])
        return cls(
            keys, left, before, contexts, first, np.add.reduceat(counts, first).astype(float), kinds.astype(float)
        )

    def row_of(self, context: Indices) -> tuple[Indices, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
        """Where contexts are, and whether they are known."""
        spot = np.minimum(np.searchsorted(self.contexts, context), len(self.contexts) - 1)
        return spot, self.contexts[spot] == context

    def chance(self, context: Indices, token: Indices, vocabulary: int, discount: float, below: Array) -> Array:
        """P(token | context), given that of the shorter context."""
        spot, is_seen = self.row_of(context)
        key = context * vocabulary + token
        entry = np.minimum(np.searchsorted(self.keys, key), len(self.keys) - 1)
        own = np.where(self.keys[entry] == key, self.left[entry], 0.0)
        count = self.count[spot]
        return np.where(is_seen, (own + discount * self.kinds[spot] * below) / count, below)

    def draw(self, context: Indices, uniform: Array, vocabulary: int) -> Indices:
        """A token for each context; -1 where the shorter context is to draw."""
        spot, is_seen = self.row_of(context)
        first = self.first[spot]
        end = first + self.kinds[spot].astype(np.int64)
        target = self.before[first] + uniform * self.count[spot]
        entry = np.clip(np.searchsorted(self.before, target, side="right") - 1, first, end - 1)
        return np.where(is_seen & (target < self.before[end]), self.keys[entry] % vocabulary, -1)


@dataclass(frozen=True)
class Trigram:
    """A fitted model."""

    vocabulary: int
    discount: float
    single: Array
    pairs: TokenCounts
    triples: TokenCounts

    @classmethod
    def fit(cls, blocks: Indices, vocabulary: int, discount: float) -> Self:
        """Fit blocks of tokens, ``(blocks, tokens)``."""
        u, v, w = blocks[:, :-2].ravel(), blocks[:, 1:-1].ravel(), blocks[:, 2:].ravel()
        counts = np.bincount(blocks.ravel(), minlength=vocabulary)
        even = discount * (counts > 0).sum() / vocabulary
        single = (np.maximum(counts - discount, 0.0) + even) / counts.sum()
        pairs = TokenCounts.of(blocks[:, :-1].ravel(), blocks[:, 1:].ravel(), vocabulary, discount)
        return cls(vocabulary, discount, single, pairs, TokenCounts.of(u * vocabulary + v, w, vocabulary, discount))

    def chance(self, u: Indices, v: Indices, w: Indices) -> Array:
        """P(w | u, v)."""
        pair = self.pairs.chance(v, w, self.vocabulary, self.discount, self.single[w])
        return self.triples.chance(u * self.vocabulary + v, w, self.vocabulary, self.discount, pair)

    def perplexity(self, blocks: Indices) -> float:
        """Perplexity of blocks: the inverse of the geometric mean chance of a token after its two predecessors."""
        return float(np.exp(np.log(self.perplexities(blocks)).mean()))

    def perplexities(self, blocks: Indices) -> Array:
        """The same of each block, ``(blocks,)``."""
        chance = self.chance(blocks[:, :-2].ravel(), blocks[:, 1:-1].ravel(), blocks[:, 2:].ravel())
        return np.exp(-np.log(np.maximum(chance, LEAST)).reshape(len(blocks), -1).mean(axis=1))

    def sample(self, prompts: Indices, number: int, rng: np.random.Generator) -> Indices:
        """So many tokens after each prompt of two, ``(prompts, number)``."""
        text = np.empty((len(prompts), number + 2), dtype=np.int64)
        text[:, :2] = prompts
        ends = np.cumsum(self.single)
        for index in range(2, number + 2):
            u, v = text[:, index - 2], text[:, index - 1]
            draws = rng.random((3, len(text)))
            token = self.triples.draw(u * self.vocabulary + v, draws[0], self.vocabulary)
            token = np.where(token < 0, self.pairs.draw(v, draws[1], self.vocabulary), token)
            lone = np.minimum(np.searchsorted(ends, draws[2] * ends[-1], side="right"), self.vocabulary - 1)
            text[:, index] = np.where(token < 0, lone, token)
        return text[:, 2:]
