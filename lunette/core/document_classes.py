"""Which classes there are for stored documents: ours, and those that users wrote.

Classes that users wrote are found again in other programs if the modules that define them are named
by the environment variable ``LUNETTE_MODULE_PATH``, separated by commas.
"""

from __future__ import annotations

import os
import warnings
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lunette.core.document import EmbeddedDocument

__all__ = ["add_document_class", "find_document_class", "module_path"]

_VARIABLE = "LUNETTE_MODULE_PATH"

_classes: dict[str, type[EmbeddedDocument]] = {}
#: Modules that were asked for already.
_imported: set[str] = set()


def module_path() -> list[str]:
    """Names of the modules that define document classes."""
    return [name.strip() for name in os.environ.get(_VARIABLE, "").split(",") if name.strip()]


def add_document_class(cls: type[EmbeddedDocument]) -> None:
    """Notes a class under its name; a class that a notebook defines again takes the place.

    Raises:
        ValueError: if the name is that of one of our classes
    """
    known = _classes.get(cls.__name__)
    if known is not None and _is_ours(known) and not _is_ours(cls):
        raise ValueError(
            f"Lunette has a document class {cls.__name__!r} already; give yours another name."
        )
    _classes[cls.__name__] = cls


def find_document_class(name: str) -> type[EmbeddedDocument] | None:
    """The class of that name, looked for in the user's modules too; None if there is none."""
    if name not in _classes:
        _import_modules()
    return _classes.get(name)


def _is_ours(cls: type[EmbeddedDocument]) -> bool:
    return cls.__module__.partition(".")[0] == "lunette" and ".tests." not in cls.__module__


def _import_modules() -> None:
    for name in module_path():
        if name in _imported:
            continue
        _imported.add(name)
        try:
            import_module(name)
        except ImportError as error:
            warnings.warn(
                f"The module {name!r} named by {_VARIABLE} cannot be imported: {error}. Documents "
                "of its classes are read as free-form ones.",
                stacklevel=2,
            )
