"""Requests to the bridge, with its errors in their Python form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lunette.core.encoding import unpack
from lunette.core.errors import python_error

__all__ = ["Pending", "Row", "call", "call_payload", "chunks", "rows_of"]

#: A sample as it travels: id (12 bytes), values of its fields, encoded label fields.
Row = tuple[bytes, dict[str, Any], dict[str, bytes]]


def call_payload(
    method: str,
    params: dict[str, Any],
    payload: bytes | None = None,
    *,
    lookup: bool = False,
    dataset: bool = False,
    on_progress: Callable[[int, int | None], None] | None = None,
) -> tuple[Any, bytes | None]:
    """Asks the bridge; returns its result and payload.

    Args:
        method: name of the request
        params: its parameters
        payload (None): its bytes
        lookup (False): "not found" is a ``KeyError``
        dataset (False): "not found" is a ``DatasetNotFoundError``
        on_progress (None): called with what is done and the total, in another thread

    Raises:
        ValueError: if the bridge refuses the request
        LunetteError: if it cannot carry it out
    """
    from lunette._bridge import BridgeError, client

    try:
        result, data = client().request(method, params, payload, on_progress=on_progress)
    except BridgeError as caught:
        error = caught
    else:
        return result, data
    # Outside of the handler, so that the new error carries no trace of the old one.
    raise python_error(error, lookup=lookup, dataset=dataset)


class Pending:
    """A request under way: the caller goes on and comes back for the answer.

    Args:
        method: name of the request
        params: its parameters
        payload (None): its bytes
    """

    def __init__(self, method: str, params: dict[str, Any], payload: bytes | None = None) -> None:
        from lunette._bridge import BridgeError, client

        self._client = client()
        self._failure: type[BridgeError] = BridgeError
        self._call: Any = None
        self._error: BridgeError | None = None
        try:
            self._call = self._client.start_request(method, params, payload)
        except BridgeError as error:
            self._error = error

    def wait(self) -> tuple[Any, bytes | None]:
        """Result and payload; raises as :func:`call_payload`."""
        error: Exception | None = self._error
        if error is None:
            try:
                return self._client.wait(self._call)
            except self._failure as caught:
                error = caught
        raise python_error(error)

    def cancel(self) -> None:
        """The answer is no longer wanted."""
        if self._call is not None:
            self._client.cancel(self._call)


def call(method: str, params: dict[str, Any], *, dataset: bool = False) -> Any:
    """Asks the bridge; returns its result. See :func:`call_payload`."""
    return call_payload(method, params, dataset=dataset)[0]


def rows_of(payload: bytes | memoryview | None) -> list[Row]:
    """The samples of a payload."""
    rows: list[Row] = unpack(payload) if payload else []
    return rows


def chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of at most ``size`` items."""
    chunk: list[Any] = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
