"""A line that says how far the making of a dataset is."""

from __future__ import annotations

import sys
import time
from types import TracebackType

__all__ = ["BuildProgress"]

_WIDTH = 24


class BuildProgress:
    """Shows steps on standard error: one line that changes in place in a terminal and in a
    notebook, else one line at the beginning and one at the end.

    Args:
        what: what is made
        steps: how many steps there are
    """

    def __init__(self, what: str, steps: int) -> None:
        self._what = what
        self._steps = steps
        self._done = 0
        self._start = time.monotonic()
        self._in_place = sys.stderr.isatty() or _in_notebook()

    def __enter__(self) -> BuildProgress:
        if self._in_place:
            self._show("")
        else:
            sys.stderr.write(f"Making {self._what} …\n")
        return self

    def step(self, name: str) -> None:
        """One more step is done.

        Args:
            name: what was done in it
        """
        self._done += 1
        if self._in_place:
            self._show(name)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        seconds = time.monotonic() - self._start
        end = "made" if kind is None else "not made"
        text = f"{self._what} {end} ({seconds:.0f} s)"
        sys.stderr.write(f"\r{text:<79}\n" if self._in_place else f"{text}\n")
        sys.stderr.flush()

    def _show(self, name: str) -> None:
        share = min(self._done / self._steps, 1.0)
        full = round(share * _WIDTH)
        bar = "█" * full + "·" * (_WIDTH - full)
        text = f"Making {self._what} {bar} {share:4.0%} {name}"
        sys.stderr.write(f"\r{text:<79.79}")
        sys.stderr.flush()


def _in_notebook() -> bool:
    """Whether standard error is shown in the output of a cell, where a line can be rewritten."""
    return type(sys.stderr).__module__.startswith("ipykernel")
