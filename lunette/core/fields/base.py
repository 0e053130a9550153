"""What all fields have in common."""

from __future__ import annotations

import copy as copying
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from lunette.core.checks import check_of

__all__ = ["Field"]


class Field:
    """A field of samples or of embedded documents; this class itself holds values of any type.

    Args:
        description (None): what it means
        info (None): a dict of further facts
        read_only (False): whether its values may not be edited
        created_at (None): when it was declared; the dataset says so
        required (False): for the fields of a document class: whether a document must have a value
        default (None): for the fields of a document class: the value of new documents; a function
            is called for each

    Attributes:
        name: its name, or None if it belongs to no schema
        path: its dotted path, or None
    """

    #: Its type on the wire, what is special about its values, and the Python types that need no
    #: further check.
    kind: ClassVar[str] = "any"
    form: ClassVar[str | None] = None
    exact: frozenset[type] = frozenset()
    #: Value of a document's field that is not set; a function makes it.
    empty: ClassVar[Any] = None
    #: What document classes recognize fields by, which they cannot import.
    _is_field: ClassVar[bool] = True

    def __init__(
        self,
        description: str | None = None,
        info: dict[str, Any] | None = None,
        read_only: bool = False,
        created_at: datetime | None = None,
        *,
        required: bool = False,
        default: Any = None,
    ) -> None:
        self.name: str | None = None
        self.path: str | None = None
        #: Gives what saves the facts of the field, as long as its dataset is there.
        self._saver: Callable[[], Callable[[Field], None] | None] | None = None
        self.description = description
        self.info = info
        self.read_only = read_only
        self.created_at = created_at
        self.required = required
        self.default = default

    def checked(self, value: Any, owner: str) -> Any:
        """``value`` as the field holds it.

        Args:
            value: any value but None
            owner: what a message calls it

        Raises:
            ValidationError: if it does not fit
        """
        return check_of(self.kind)(value, owner)

    def stored(self, value: Any) -> Any:
        """A checked value in the form that is stored, if its type alone does not say it."""
        return value

    def read(self, value: Any) -> Any:
        """The Python value of what :meth:`stored` made."""
        return value

    def validate(self, value: Any) -> None:
        """Raises a ValidationError if the field cannot hold ``value``."""
        if value is not None:
            self.checked(value, "The value" if self.name is None else f"The field {self.name!r}")

    if TYPE_CHECKING:
        # Documents have values where their class has fields.

        def __get__(self, document: Any, owner: Any) -> Any: ...

        def __set__(self, document: Any, value: Any) -> None: ...

    def get_default(self) -> Any:
        """The value of a new document's field: ``default``, or what stands for no value."""
        value = self.empty if self.default is None else self.default
        return value() if callable(value) else copying.deepcopy(value)

    def save(self) -> None:
        """Saves ``description``, ``info`` and ``read_only`` after they were edited.

        Raises:
            ValueError: if the field belongs to no dataset, or one of them is of a wrong type
        """
        save = None if self._saver is None else self._saver()
        if save is None:
            raise ValueError("This field belongs to no dataset, so it cannot be saved.")
        save(self)

    def copy(self) -> Field:
        """A copy that belongs to no schema."""
        twin = copying.deepcopy(self)
        twin.name = twin.path = None
        return twin

    def __deepcopy__(self, memo: dict[int, Any]) -> Field:
        twin = type(self).__new__(type(self))
        for name, value in self.__dict__.items():
            twin.__dict__[name] = None if name == "_saver" else copying.deepcopy(value, memo)
        return twin

    def same_type(self, other: Field) -> bool:
        """Whether what ``other`` declares may be declared where this field is."""
        return isinstance(other, type(self)) or isinstance(self, type(other))

    def __str__(self) -> str:
        return f"lunette.{type(self).__name__}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.path or 'no schema'}>"
