"""Closed forms that the chains must reproduce, by topic: each with equation, source and, where a source is wrong, its erratum.

`docs/errata.md` gives the errata with short derivations.
"""
