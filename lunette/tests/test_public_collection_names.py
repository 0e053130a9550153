"""Names and parameters that code written for datasets, views, stages and functions counts on.

They stand in ``public_collection_names.txt``, below the classes that have them, and below
``lunette`` those of the library. Parameters are those that come first, with their defaults; there
may be more behind them.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest

import lunette as ln

NAMES = Path(__file__).parent / "public_collection_names.txt"


def entries() -> list[tuple[str, str]]:
    """(owner, name or name with parameters) of every line."""
    found: list[tuple[str, str]] = []
    owners: list[str] = []
    for line in NAMES.read_text().splitlines():
        if not line.startswith(" "):
            owners = line.split()
        elif "(" in line:
            found += [(owner, line.strip()) for owner in owners]
        else:
            found += [(owner, name) for owner in owners for name in line.split()]
    return found


def parameters(function: Any) -> list[str]:
    """Parameters with their defaults, without types and without private ones."""
    return [
        str(parameter.replace(annotation=inspect.Parameter.empty))
        for parameter in inspect.signature(function).parameters.values()
        if parameter.name not in ("self", "cls") and not parameter.name.startswith("_")
    ]


@pytest.mark.parametrize(("owner", "entry"), entries(), ids=lambda text: text.partition("(")[0])
def test_every_name_is_there_with_its_parameters(owner: str, entry: str) -> None:
    name, call, rest = entry.partition("(")
    holder = ln if owner == "lunette" else getattr(ln, owner)
    assert hasattr(holder, name)
    wanted = rest.removesuffix(")")
    if call and wanted:
        given = ", ".join(parameters(getattr(holder, name)))
        assert f"{given}, ".startswith(f"{wanted}, ")
