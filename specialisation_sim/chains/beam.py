"""Beam search through a trigram model: the likeliest continuation, as far as five candidates see."""

from __future__ import annotations

import numpy as np

from ..laws.arrays import Array, Indices
from .trigram import Table, Trigram

WIDTH = 5
"""Candidates kept, as in the source."""

AT_ONCE = 100
"""Prompts searched at once, so that chances of all tokens fit in memory."""


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
    parts = [prompts[first : first + AT_ONCE] for first in range(0, len(prompts), AT_ONCE)]
    return np.concatenate([_search(model, part, number, penalty) for part in parts])


def chances(model: Trigram, u: Indices, v: Indices) -> Array:
    """P(w | u, v) of all tokens, ``(contexts, vocabulary)``."""
    below = np.broadcast_to(model.single, (len(u), model.vocabulary))
    pair = _spread(model.pairs, v, below, model)
    return _spread(model.triples, u * model.vocabulary + v, pair, model)


def _spread(table: Table, context: Indices, below: Array, model: Trigram) -> Array:
    """Chances of all tokens after each context, given those after the shorter one."""
    spot, known = table.place(context)
    count = np.where(known, table.count[spot], 1.0)
    kinds = np.where(known, table.kinds[spot], 0.0)
    rest = np.where(known, model.discount * kinds / count, 1.0)
    found = below * rest[:, None]
    number = kinds.astype(np.int64)
    rows = np.repeat(np.arange(len(context)), number)
    entry = np.repeat(table.first[spot] - np.concatenate([[0], np.cumsum(number)[:-1]]), number) + np.arange(len(rows))
    found[rows, table.keys[entry] % model.vocabulary] += table.left[entry] / count[rows]
    return found


def _search(model: Trigram, prompts: Indices, number: int, penalty: float) -> Indices:
    size, width = len(prompts), WIDTH
    text = np.repeat(np.pad(prompts, ((0, 0), (0, number)))[:, None], width, axis=1)
    score = np.full((size, width), -np.inf)
    score[:, 0] = 0.0  # all candidates begin alike, so only one may branch
    seen = np.zeros((size * width, model.vocabulary), dtype=bool) if penalty > 1 else None
    rows = np.arange(size)[:, None]
    for place in range(2, number + 2):
        u, v = text[:, :, place - 2].ravel(), text[:, :, place - 1].ravel()
        logs = np.log(chances(model, u, v))
        if seen is not None:
            np.multiply(logs, penalty, out=logs, where=seen)
        total = (score[..., None] + logs.reshape(size, width, -1)).reshape(size, -1)
        best = np.argpartition(-total, width, axis=1)[:, :width]
        score = total[rows, best]
        parent, token = np.divmod(best, model.vocabulary)
        text = text[rows, parent]
        text[:, :, place] = token
        if seen is not None:
            seen = seen.reshape(size, width, -1)[rows, parent].reshape(size * width, -1)
            seen[np.arange(size * width), token.ravel()] = True
    return text[np.arange(size), score.argmax(axis=1), 2:]
