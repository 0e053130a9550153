"""A line that says how far the making of a dataset is."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

__all__ = ["BuildProgress"]

_WIDTH = 24


class BuildProgress:
    """Shows steps: in a terminal as one line that changes in place, in a notebook as one output
    that changes in place, elsewhere as one line at the beginning and one at the end.

    Args:
        what: what is made
        steps: how many steps there are
    """

    def __init__(self, what: str, steps: int) -> None:
        self._what = what
        self._steps = steps
        self._done = 0
        self._start = time.monotonic()
        self._line = _line()

    def __enter__(self) -> BuildProgress:
        self._line.begin(self._text(""), f"Making {self._what} …")
        return self

    def step(self, name: str) -> None:
        """One more step is done.

        Args:
            name: what was done in it
        """
        self._done += 1
        self._line.change(self._text(name))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        seconds = time.monotonic() - self._start
        result = "Made" if kind is None else "Could not make"
        self._line.end(f"{result} {self._what} ({seconds:.0f} s)")

    def _text(self, name: str) -> str:
        share = min(self._done / self._steps, 1.0)
        full = round(share * _WIDTH)
        bar = "█" * full + "·" * (_WIDTH - full)
        return f"Making {self._what} {bar} {share:4.0%} {name}"


class _Log:
    """Standard error that goes into a file: what was written stays."""

    def begin(self, text: str, plain: str) -> None:
        sys.stderr.write(f"{plain}\n")
        sys.stderr.flush()

    def change(self, text: str) -> None:
        """Nothing: a file shall not hold every step."""

    def end(self, text: str) -> None:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


class _Terminal:
    """Standard error of a terminal: the line is written over."""

    def begin(self, text: str, plain: str) -> None:
        self.change(text)

    def change(self, text: str) -> None:
        sys.stderr.write(f"\r{text:<79.79}")
        sys.stderr.flush()

    def end(self, text: str) -> None:
        self.change(text)
        sys.stderr.write("\n")
        sys.stderr.flush()


class _Output:
    """An output of a cell. Written-over lines would all stay in the saved notebook."""

    def __init__(self) -> None:
        self._handle: Any = None

    def begin(self, text: str, plain: str) -> None:
        from IPython import display as untyped

        show: Any = untyped.display
        self._handle = show({"text/plain": text}, raw=True, display_id=True)

    def change(self, text: str) -> None:
        self._handle.update({"text/plain": text}, raw=True)

    def end(self, text: str) -> None:
        self.change(text)


def _line() -> _Log | _Terminal | _Output:
    # In a kernel, standard error is what ipykernel sends to the cell.
    if type(sys.stderr).__module__.startswith("ipykernel"):
        return _Output()
    return _Terminal() if sys.stderr.isatty() else _Log()
