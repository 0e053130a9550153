"""One request on its way: what was asked, where it stands, what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from lunette._bridge_connection import Connection
from lunette._bridge_errors import BridgeError

__all__ = ["READ_ATTEMPTS", "Call"]

# A read that ends the bridge each time must not restart it forever.
READ_ATTEMPTS = 3

# Requests that change something: not repeated once the bridge may have them. Those about sessions
# may be: at worst an empty session is left.
_WRITES = frozenset(
    {
        "bridge.stop",
        "dataset.add_fields",
        "dataset.create",
        "dataset.delete",
        "dataset.export",
        "dataset.import",
        "dataset.update",
        "labels.tag",
        "samples.add",
        "samples.delete",
        "samples.tag",
        "samples.update",
    }
)


class Call:
    """A request and its answer.

    Attributes:
        id: number of the request on the wire
        method: name of the request
        params: its parameters
        done: set when `result` and `payload`, or `error`, are there
        connection: on which it was or is being sent; None while it waits for one
        sending: a thread is sending it right now
        attempts: how often it was sent
    """

    def __init__(
        self,
        id: int,
        method: str,
        params: dict[str, Any],
        payload: bytes | None,
        on_progress: Callable[[int, int | None], None] | None,
        on_done: Callable[[Call], None] | None,
    ) -> None:
        self.id = id
        self.method = method
        self.params = params
        self.request_payload = payload
        self.on_progress = on_progress
        self.on_done = on_done
        self.done = threading.Event()
        self.result: Any = None
        self.payload: bytes | None = None
        self.error: BridgeError | None = None
        self.connection: Connection | None = None
        self.sending = False
        self.attempts = 0

    @property
    def is_read(self) -> bool:
        """Whether doing it twice is as good as once."""
        return self.method not in _WRITES

    def message(self) -> dict[str, Any]:
        """The request as it travels."""
        return {"kind": "request", "id": self.id, "method": self.method, "params": self.params}

    def begin(self, connection: Connection) -> None:
        """A thread is going to send it on `connection`."""
        self.connection = connection
        self.sending = True
        self.attempts += 1

    def take(self, reply: dict[str, Any], payload: bytes | None) -> None:
        """The bridge's reply came; `finish` makes it known."""
        if reply.get("error") is not None:
            self.error = BridgeError.from_body(reply["error"])
        else:
            self.result = reply.get("result")
            self.payload = payload

    def fail(self, error: BridgeError) -> None:
        """There will be no reply."""
        self.error = error
        self.finish()

    def lost_error(self) -> BridgeError:
        """What to say if the bridge ended while it had the request."""
        if self.is_read:
            return BridgeError(
                "internal",
                f"The bridge ended {self.attempts} times while it worked on “{self.method}”. "
                "`lunette bridge logs` shows why.",
            )
        return BridgeError(
            "internal",
            f"The connection to the bridge broke while “{self.method}” was under way, so it is "
            "unknown whether it was done. Look whether it was, then try again.",
        )

    def finish(self) -> None:
        """Gives the result or the error to whoever waits."""
        # The payload of a large write need not live as long as its answer.
        self.request_payload = None
        if self.on_done is not None:
            self.on_done(self)
        self.done.set()
