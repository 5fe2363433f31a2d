"""Work for the process beside the server, in a module that is there at once."""

import os
import time

from specialisation_sim.base.errors import UserError
from specialisation_sim.ui import turns


def toil(seconds, step=0.02):
    """Work that reports its progress."""
    begun = time.monotonic()
    while (done := time.monotonic() - begun) < seconds:
        time.sleep(step)
        turns.breathe(done / seconds)
    return os.getpid()


def refuse():
    raise UserError("n = 3 is too many")
