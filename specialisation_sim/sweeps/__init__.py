"""Many parameter sets: designs, the store of a kept sweep, engines, merging, summaries, sensitivity."""
