"""Beam search through a trigram model: the likeliest continuation, as far as five candidates see.

Of the tokens that may follow a context only the likeliest can come into the beam: as many as there are candidates, and
with a penalty, which makes tokens that were written less likely, as many more as may have been written. So these few
are worked out once for each context that the search meets, and the rest of the vocabulary is never looked at again.
"""

from __future__ import annotations

import numpy as np

from ...laws.arrays import Array, Indices
from .trigram import TokenCounts, Trigram

WIDTH = 5
"""Candidates kept, as in the source."""

AT_ONCE = 500
"""Contexts whose chances of all tokens are in memory at once."""


def searched(model: Trigram, prompts: Indices, number: int, penalty: float = 1.0) -> Indices:
    """So many tokens after each prompt of two.

    Parameters
    ----------
    model : Trigram
        The model.
    prompts : array of int, shape (prompts, 2)
        Last two tokens before.
    number : int
        Tokens to write.
    penalty : float
        What the log-chance of a token already written is multiplied by (Keskar et al. 2019); 1 for none.

    Returns
    -------
    array of int, shape (prompts, number)
        The likeliest of the candidates in the end.
    """
    likely = Likeliest(model, WIDTH + number * (penalty > 1))
    size, rows = len(prompts), np.arange(len(prompts))[:, None]
    text = np.repeat(np.pad(prompts, ((0, 0), (0, number)))[:, None], WIDTH, axis=1)
    score = np.full((size, WIDTH), -np.inf)
    score[:, 0] = 0.0  # all candidates begin alike, so only one may branch
    for index in range(2, number + 2):
        token, logs = likely.after(text[:, :, index - 2], text[:, :, index - 1])
        if penalty > 1:
            written = (token[..., None] == text[:, :, None, 2:index]).any(axis=-1)
            logs = np.where(written, penalty * logs, logs)
        total = (score[..., None] + logs).reshape(size, -1)
        best = np.argpartition(-total, WIDTH - 1, axis=1)[:, :WIDTH]
        score = total[rows, best]
        text = text[rows, best // likely.number]
        text[:, :, index] = token.reshape(size, -1)[rows, best]
    return np.asarray(text[np.arange(size), score.argmax(axis=1), 2:])


class Likeliest:
    """The likeliest tokens after each context and their log-chances, worked out when a context is first met.

    Parameters
    ----------
    model : Trigram
        The model.
    number : int
        How many tokens; all if there are fewer.
    """

    def __init__(self, model: Trigram, number: int) -> None:
        self.model, self.number = model, min(number, model.vocabulary)
        self.row = np.full(model.vocabulary**2, -1, dtype=np.int32)
        self.tokens = np.empty((0, self.number), dtype=np.int64)
        self.logs = np.empty((0, self.number))

    def after(self, u: Indices, v: Indices) -> tuple[Indices, Array]:
        """Tokens and log-chances, ``(..., number)``, for contexts of any shape."""
        context = u * self.model.vocabulary + v
        new = np.unique(context[self.row[context] < 0])
        for first in range(0, len(new), AT_ONCE):
            self._meet(new[first : first + AT_ONCE])
        row = self.row[context]
        return self.tokens[row], self.logs[row]

    def _meet(self, context: Indices) -> None:
        """Work out contexts that were not met before."""
        every = chances(self.model, *np.divmod(context, self.model.vocabulary))
        tokens = np.argpartition(-every, self.number - 1, axis=1)[:, : self.number]
        self.row[context] = len(self.tokens) + np.arange(len(context))
        self.tokens = np.concatenate([self.tokens, tokens])
        with np.errstate(divide="ignore"):  # a word that never follows is infinitely unlikely
            self.logs = np.concatenate([self.logs, np.log(np.take_along_axis(every, tokens, axis=1))])


def chances(model: Trigram, u: Indices, v: Indices) -> Array:
    """P(w | u, v) of all tokens, ``(contexts, vocabulary)``."""
    below = np.broadcast_to(model.single, (len(u), model.vocabulary))
    pair = _spread(model.pairs, v, below, model)
    return _spread(model.triples, u * model.vocabulary + v, pair, model)


def _spread(table: TokenCounts, context: Indices, below: Array, model: Trigram) -> Array:
    """Chances of all tokens after each context, given those after the shorter one."""
    spot, is_seen = table.row_of(context)
    count = np.where(is_seen, table.count[spot], 1.0)
    kinds = np.where(is_seen, table.kinds[spot], 0.0)
    rest = np.where(is_seen, model.discount * kinds / count, 1.0)
    chances = below * rest[:, None]
    kinds_of_context = kinds.astype(np.int64)
    rows = np.repeat(np.arange(len(context)), kinds_of_context)
    entry = np.repeat(
        table.first[spot] - np.concatenate([[0], np.cumsum(kinds_of_context)[:-1]]), kinds_of_context
    ) + np.arange(len(rows))
    chances[rows, table.keys[entry] % model.vocabulary] += table.left[entry] / count[rows]
    return chances
