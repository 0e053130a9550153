"""Groups: samples that belong together, such as the pictures of several cameras."""

from __future__ import annotations

from typing import Any, ClassVar

from lunette.core.document import FieldType
from lunette.core.instance import DocumentWithId
from lunette.core.object_ids import new_id

__all__ = ["Group"]


class Group(DocumentWithId):
    """Membership in a group: each sample of a grouped dataset is one slice of a group.

    Make one group and give each of its samples an element of it::

        group = ln.Group()
        ln.Sample("left.png", group=group.element("left"))
        ln.Sample("right.png", group=group.element("right"))

    Attributes:
        id: of the group, shared by its elements: 24 hexadecimal digits
        name: of the slice
    """

    _fields: ClassVar[dict[str, FieldType]] = {
        "id": FieldType("object_id"),
        "name": FieldType("string"),
    }

    def __init__(self, name: str | None = None, **attributes: Any) -> None:
        super().__init__(**attributes)
        # Fixed now: its elements must have the same.
        self.__dict__.setdefault("_id", new_id())
        if name is not None:
            self.name = name

    def element(self, name: str) -> Group:
        """The membership of one slice in this group."""
        element = type(self)(name=name)
        element.__dict__["_id"] = self.__dict__["_id"]
        return element
