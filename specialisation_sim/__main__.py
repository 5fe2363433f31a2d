"""``python -m specialisation_sim`` is ``specialise``."""

from .cli import main

main()
