"""What stories say of their events, and which of their parameters do nothing beside which values of others.

See `World.event_words` and `World.idle`.
"""

from __future__ import annotations

from .events import EventWords
from .monitor import Monitored
from .practice import PracticeWorld
from .world import Idle

ISLAND_EVENTS: EventWords = {
    "crash": ("the game crashes", "the game crashes"),
    "death": ("a forager starves", "{count} foragers starve"),
}
ISLAND_IDLE: Idle = {
    **PracticeWorld.idle,
    "crash_loss": (lambda p: not (p.crash_day or p.crash_rate), "no crash comes"),
}
FOUNDATION_EVENTS: EventWords = {
    **Monitored.event_words,
    "departure": ("a grant-maker leaves", "{count} grant-makers leave"),
    "hire": ("a grant-maker is hired", "{count} grant-makers are hired"),
}
FOUNDATION_IDLE: Idle = {
    "tail": (lambda p: p.domains == 2, "there are two domains"),
    "outside_every": (lambda p: not (p.outside or p.watch), "no outside data come"),
    "back": (lambda p: not p.watch, "nobody watches"),
    "raised": (lambda p: not p.watch, "nobody watches"),
}
BAND_EVENTS: EventWords = {
    "lessons": ("the band learns the new genre", "{count} bands learn the new genre"),
    "break-up": ("the band breaks up", "{count} bands break up"),
}
LABOUR_IDLE: Idle = {
    **PracticeWorld.idle,
    "substitution": (lambda p: p.market == "equal pay", "pay is equal whatever is made"),
    "taste": (lambda p: p.market == "equal pay", "pay is equal whatever is made"),
    "adjustment": (lambda p: p.market == "equal pay", "pay is equal whatever is made"),
}
SPECIES_EVENTS: EventWords = {
    "sneeze": ("{task} sneezes", "{task} sneezes"),
    "recovery": ("{task} feeds again", "{task} feeds again"),
    "host gone": ("{task} is gone for good", "{task} is gone for good"),
    "extinction": ("a lineage dies out", "{count} lineages die out"),
}
SPECIES_IDLE: Idle = {
    "sneeze_host": (lambda p: not p.sneeze_year, "no host sneezes in a year of its own"),
    "sneeze_length": (lambda p: not (p.sneeze_year or p.sneeze_rate), "no host sneezes"),
    "accustom": (lambda p: not p.coupling, "hosts do not live by visits"),
    "regrowth": (lambda p: not p.coupling, "hosts do not live by visits"),
    "host_least": (lambda p: not p.coupling, "hosts do not live by visits"),
}
GENERATOR_EVENTS: EventWords = {
    "class gone": ("{task} is all but gone", "{task} is all but gone from {count} generators"),
    "class back": ("{task} is back", "{task} is back in {count} generators"),
}
GENERATOR_IDLE: Idle = {
    "tail": (lambda p: p.classes == 2, "there are two classes"),
    "kin": (lambda p: not p.shared, "classes share nothing"),
}
