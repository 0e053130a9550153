"""The generated set: real tiles repeated, 13 boxes each, everything drawn from one seed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from make_samples import make_samples
from plans import Plan, plans

import lunette as ln


def make(planned: Iterable[Plan], pictures: list[Path]) -> Iterator[ln.Sample]:
    """The samples of plans."""
    return make_samples(ln, planned, pictures)


def samples(count: int, pictures: list[Path], seed: int = 51) -> Iterator[ln.Sample]:
    """``count`` samples of the generated set."""
    return make(plans(count, len(pictures), seed), pictures)
