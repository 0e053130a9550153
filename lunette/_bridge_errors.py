"""What can go wrong between this process and the bridge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["BridgeError", "BridgeStartError", "ConnectionLost"]


class BridgeError(Exception):
    """The bridge refused or could not do what was asked.

    Attributes:
        code: ``not_found``, ``invalid``, ``unknown_field``, ``wrong_type``, ``conflict``,
            ``media``, ``storage``, ``cancelled``, ``unauthorized``, ``version`` or ``internal``
        message: one or two sentences for people
        details: what it is about: dataset, sample, field, file, stage index …
    """

    def __init__(self, code: str, message: str, details: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details: dict[str, Any] = dict(details or {})

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> BridgeError:
        """The error of a reply or an acknowledgement."""
        return cls(
            str(body.get("code", "internal")),
            str(body.get("message", "The bridge gave no reason.")),
            body.get("details"),
        )


class BridgeStartError(BridgeError):
    """The bridge could not be started, or it does not answer."""

    def __init__(self, message: str) -> None:
        super().__init__("internal", message)


class ConnectionLost(Exception):
    """The socket to the bridge ended.

    Attributes:
        code: close code of the bridge, or None if it ended without one
        reason: its sentence, or why the socket ended
    """

    def __init__(self, code: int | None, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
