"""Make a thing once, however many ask for it at the same time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock


def once[**P, T](make: Callable[P, T]) -> Callable[P, T]:
    """Keep what a function made, the last 64; a cache alone would make it thirty times when thirty ask at once."""
    kept: OrderedDict[object, T] = OrderedDict()
    locks: dict[object, Lock] = {}
    guard = Lock()

    @wraps(make)
    def get(*args: P.args, **more: P.kwargs) -> T:
        key = (args, tuple(sorted(more.items())))
        with guard:
            if key in kept:
                kept.move_to_end(key)
                return kept[key]
            lock = locks.setdefault(key, Lock())
        with lock:
            with guard:
                if key in kept:
                    return kept[key]
            try:
                value = make(*args, **more)
                with guard:
                    kept[key] = value
                    while len(kept) > 64:
                        kept.popitem(last=False)
            finally:  # what cannot be made leaves nothing behind either
                with guard:
                    locks.pop(key, None)
        return value

    return get
