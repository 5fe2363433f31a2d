"""The corpus of the text chain: Python's own manual, from the standard library's `pydoc_data.topics`.

Rules of tables and underlines are taken out: left in, they are one token in eight, easy to foretell, and make a
collapse of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pydoc_data.topics import topics

import numpy as np

from ...laws.arrays import Indices

BLOCK = 64
"""Tokens of a block, as in the source."""

RULE = re.compile(r"[-=+*~^|]{3,}")
TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|[.,:()]")


@cache
def blocks(vocabulary: int) -> Indices:
    """The corpus as numbers of tokens, ``(blocks, 64)``; 0 stands for all tokens outside of the vocabulary."""
    token_number = {token: index for index, token in enumerate(words(vocabulary)) if index}
    coded = np.array([token_number.get(token, 0) for token in _tokens()], dtype=np.int64)
    whole = coded[: len(coded) // BLOCK * BLOCK].reshape(-1, BLOCK)
    whole.flags.writeable = False
    return whole


@cache
def words(vocabulary: int) -> tuple[str, ...]:
    """The tokens that numbers stand for, the commonest first after the one for all others."""
    return ("…", *(token for token, _ in Counter(_tokens()).most_common(vocabulary - 1)))


@cache
def _tokens() -> list[str]:
    lines = (line for name in sorted(topics) for line in topics[name].splitlines() if not RULE.search(line))
    return TOKEN.findall(" ".join(lines).lower())
