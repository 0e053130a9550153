"""Which classes there are for stored documents: ours, and those that users wrote.

Classes that users wrote are found again in other programs if ``lunette.config.module_path`` (the
environment variable ``LUNETTE_MODULE_PATH``) names the modules that define them.
"""

from __future__ import annotations

import warnings
from importlib import import_module
from typing import TYPE_CHECKING

from lunette.core.library_config import config

if TYPE_CHECKING:
    from lunette.core.document import EmbeddedDocument

__all__ = ["add_document_class", "find_document_class"]

_classes: dict[str, type[EmbeddedDocument]] = {}
#: Modules that were asked for already.
_imported: set[str] = set()


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
    for name in config.module_path or ():
        if name in _imported:
            continue
        _imported.add(name)
        try:
            import_module(name)
        except ImportError as error:
            warnings.warn(
                f"The module {name!r} of lunette.config.module_path cannot be imported: {error}. "
                "Documents of its classes are read as free-form ones.",
                stacklevel=2,
            )
