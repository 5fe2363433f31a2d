"""Return maps, bifurcations, observed maps, tilt and lock-in."""
