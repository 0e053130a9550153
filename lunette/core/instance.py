"""Documents with an id, and the objects that several labels show."""

from __future__ import annotations

from typing import Any, ClassVar

from lunette.core.document import EmbeddedDocument, FieldType
from lunette.core.object_ids import id_of_hex, new_id

__all__ = ["DocumentWithId", "Instance"]


class DocumentWithId(EmbeddedDocument):
    """A document with an id of its own.

    Attributes:
        id: 24 hexadecimal digits, given when the document is made
    """

    _fields: ClassVar[dict[str, FieldType]] = {"id": FieldType("object_id")}

    @property
    def id(self) -> str:
        """The document's id: 24 hexadecimal digits."""
        own: bytes | None = self.__dict__.get("_id")
        if own is None:
            own = self.__dict__["_id"] = new_id()
        return own.hex()

    @id.setter
    def id(self, value: str) -> None:
        self.__dict__["_id"] = id_of_hex(value)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "id":
            object.__setattr__(self, name, value)
        else:
            super().__setattr__(name, value)


class Instance(DocumentWithId):
    """An object that several labels show, in other frames or slices: they share its id.

    Copies of an instance are the same object, so they keep the id.
    """

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        # Fixed now: a copy that is made before the id is asked for must have the same.
        self.__dict__.setdefault("_id", new_id())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Instance) and other.id == self.id

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(self.id)
