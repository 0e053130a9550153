"""Errors that are meant for the person who caused them."""

from __future__ import annotations

__all__ = [
    "DatasetNotFoundError",
    "FieldNotFoundError",
    "LunetteError",
    "MediaTypeError",
    "SelectGroupSlicesError",
    "ValidationError",
    "python_error",
]


class LunetteError(Exception):
    """Something outside the caller's control failed: storage, the bridge, a file."""


class ValidationError(ValueError):
    """A value does not fit the field, label or parameter it was given for."""


class FieldNotFoundError(ValueError, AttributeError):
    """There is no field or attribute of that name, and none may be made."""


class MediaTypeError(TypeError):
    """A sample's media type does not fit its dataset."""


class SelectGroupSlicesError(ValueError):
    """Something works on samples of one kind, and these are groups: select a slice first."""


class DatasetNotFoundError(ValueError):
    """There is no dataset of that name."""


def python_error(error: Exception, *, lookup: bool = False, dataset: bool = False) -> Exception:
    """The Python form of an error that the bridge answered with.

    Args:
        error: a ``BridgeError`` (``code``, ``message``, ``details``); anything else is returned
        lookup (False): samples were looked up, so "not found" is a ``KeyError``
        dataset (False): a dataset was looked up, so "not found" is a ``DatasetNotFoundError``
    """
    code = getattr(error, "code", None)
    if code is None:
        return error
    message = str(getattr(error, "message", error))
    if code == "not_found":
        kind = DatasetNotFoundError if dataset else KeyError if lookup else ValueError
        return kind(message)
    if code == "wrong_type":
        return ValidationError(message)
    if code == "invalid" and "media_type" in (getattr(error, "details", None) or {}):
        return MediaTypeError(message)
    if code in ("invalid", "unknown_field", "conflict", "media"):
        return ValueError(message)
    return LunetteError(message)
