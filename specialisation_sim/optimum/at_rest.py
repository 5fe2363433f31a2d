"""Where a forager who does what is best today comes to rest; it loads nothing, so that scenarios may name it."""

SETTLED = {
    "exponent": 1.0,
    "retention": 0.995,
    "hunt_practice": 185,
    "fish_practice": 15,
    "slack_cap": 20,
    "slack_start": 20,
    "crash_loss": 0.95,
    "regrowth": 0.02,
}
"""A forager who remembers 200 days and has come to rest where one who does not look ahead hunts."""
