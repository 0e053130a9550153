"""What a stage was made with, as its attributes."""

from __future__ import annotations

import functools
import inspect
from typing import Any

__all__ = ["StageArguments"]


class StageArguments:
    """Remembers the arguments of the constructor, so that ``stage.field`` tells the field."""

    _wire: dict[str, Any]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "__init__" in cls.__dict__:
            cls.__init__ = _remembering(cls.__init__)  # type: ignore[method-assign]

    def __getattr__(self, name: str) -> Any:
        """An argument; one or several names are a list of them.

        Raises:
            AttributeError: if the constructor has no such parameter
        """
        arguments = {} if name[:1] == "_" else self.__dict__.get("_arguments", {})
        if name not in arguments:
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
        given = arguments[name]
        stored = self.__dict__.get("_wire", {}).get(name)
        # Names are kept as they were understood: "a" is ["a"].
        texts = isinstance(stored, list) and all(isinstance(item, str) for item in stored)
        return list(stored) if texts and given is not None else given

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.__dict__.get("_arguments", {})})


def _remembering(initialize: Any) -> Any:
    """The constructor, made to remember what it was called with."""
    signature = inspect.signature(initialize)

    @functools.wraps(initialize)
    def initialize_and_remember(self: Any, *args: Any, **kwargs: Any) -> None:
        # A constructor that calls that of its base class is the one that counts.
        if "_arguments" not in self.__dict__:
            try:
                bound = signature.bind(self, *args, **kwargs)
            except TypeError:
                bound = None
            if bound is not None:
                bound.apply_defaults()
                self.__dict__["_arguments"] = _named(bound, signature)
        initialize(self, *args, **kwargs)

    return initialize_and_remember


def _named(bound: inspect.BoundArguments, signature: inspect.Signature) -> dict[str, Any]:
    """Arguments by name, those of ``**kwargs`` among them, without the object itself."""
    found: dict[str, Any] = {}
    for name, value in list(bound.arguments.items())[1:]:
        if signature.parameters[name].kind is inspect.Parameter.VAR_KEYWORD:
            found.update(value)
        else:
            found[name] = value
    return found
