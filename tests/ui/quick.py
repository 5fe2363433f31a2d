"""Parameters with which any story and any chain takes a moment."""

QUICK = {"hidden": 8, "updates": 20, "blocks": 40}
"""Networks of few units that train for a moment, and a short text."""


def quick(kind):
    """A story's defaults, but for what would take long."""
    return kind.Parameters(**{name: value for name, value in QUICK.items() if name in kind.Parameters.model_fields})
