"""Many runs of a world: ensembles in blocks on all cores, probes, invariance, neighbourhoods, fingerprints."""
