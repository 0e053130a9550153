"""A line that shows how far a long operation is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TypeAlias

from lunette.core.library_config import config

__all__ = ["Progress", "ProgressOption"]

#: True always shows it, None only if it takes long, False never; a function is called instead.
ProgressOption: TypeAlias = "bool | Callable[[Progress], None] | None"

_PATIENCE = 1.0
_INTERVAL = 0.2
_WIDTH = 24


class Progress:
    """Shows progress on standard error, in place.

    Attributes:
        done: how many are done
        total: how many there are, or None if that is not known

    Args:
        total: how many there are, or None
        option (None): see :data:`ProgressOption`
        what ("samples"): what is counted
    """

    def __init__(
        self, total: int | None, option: ProgressOption = None, what: str = "samples"
    ) -> None:
        self.done = 0
        self.total = total
        self._what = what
        self._callback = option if callable(option) else None
        self._start = time.monotonic()
        self._next = self._start + (0.0 if option is True else _PATIENCE)
        self._enabled = config.show_progress_bars if option is None else option is not False
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            self._show()
            sys.stderr.write("\n")
            sys.stderr.flush()

    def update(self, count: int = 1) -> None:
        """``count`` more are done."""
        self.done += count
        if not self._enabled:
            return
        if self._callback is not None:
            self._callback(self)
            return
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _INTERVAL
            self._shown = True
            self._show()

    def _show(self) -> None:
        elapsed = max(time.monotonic() - self._start, 1e-9)
        rate = f"{self.done / elapsed:,.0f} {self._what}/s, {elapsed:.1f} s"
        if self.total:
            share = min(self.done / self.total, 1.0)
            full = round(share * _WIDTH)
            bar = "█" * full + "·" * (_WIDTH - full)
            text = f"{share:5.0%} {bar} {self.done:,} of {self.total:,} ({rate})"
        else:
            text = f"{self.done:,} {self._what} ({rate})"
        sys.stderr.write(f"\r{text:<79}")
        sys.stderr.flush()
