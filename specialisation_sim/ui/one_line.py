"""What the server's log says: one line for what a visitor does, and not one for each time."""

from __future__ import annotations

import logging
import warnings
from time import monotonic

FRAMEWORK = ("Comm", "traitlets", "ipywidgets", "reacton", "solara", "uvicorn.error", "asyncio")
"""Loggers that write a traceback, or a line a visit, for what a visitor sends."""


class Sparing(logging.Filter):
    """At most some lines in some seconds; the next one says how many were left out.

    Parameters
    ----------
    most : int
        Lines.
    seconds : float
        In so many seconds.
    """

    def __init__(self, most: int = 5, seconds: float = 10.0) -> None:
        super().__init__()
        self.most, self.seconds = most, seconds
        self._begun, self._number, self._left_out = monotonic(), 0, 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line is written."""
        if monotonic() - self._begun > self.seconds:
            self._begun, self._number = monotonic(), 0
        self._number += 1
        if self._number > self.most:
            self._left_out += 1
            return False
        if self._left_out:
            record.msg, record.args = f"{record.getMessage()} (and {self._left_out:,} lines like this)", ()
            self._left_out = 0
        return True


class OneLine(logging.Filter):
    """An error in one line: what went wrong and where, in place of its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten a record; it is always written."""
        text = record.getMessage()
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        if error is not None:
            trace = error.__traceback__
            while trace is not None and trace.tb_next is not None:
                trace = trace.tb_next
            raised_at = f" ({trace.tb_frame.f_code.co_filename}:{trace.tb_lineno})" if trace else ""
            text = f"{text} {type(error).__name__}: {error}{raised_at}"
        record.msg, record.args = " ".join(text.split())[:400], ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def keep_log_short() -> None:
    """Let the framework write one line where it would write a traceback, and no more lines than one can read."""
    warnings.filterwarnings("ignore", module=r"solara\.")
    handler = logging.StreamHandler()
    handler.addFilter(OneLine())
    handler.addFilter(Sparing(20))
    for name in FRAMEWORK:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.WARNING)
    logging.getLogger("solara.server.fastapi").setLevel(logging.ERROR)  # it warns of each visitor without a cookie
