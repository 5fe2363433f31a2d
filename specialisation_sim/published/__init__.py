"""Published models of others, written like the stories, so that their published findings can be asked for again."""

DOCKED = {"march-1991": ("march_1991", "MutualLearning")}
"""Name of each model, its module and its class."""
