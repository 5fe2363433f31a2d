"""Closed forms that the chains must reproduce: each with equation, source and, where the source errs, its erratum.

`docs/errata.md` gives the errata with short derivations.
"""
