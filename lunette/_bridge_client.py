"""A client of the bridge that heals itself: requests, reconnection, dataset changes."""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lunette._bridge_call import READ_ATTEMPTS, Call
from lunette._bridge_connection import CLOSE_GOING_AWAY, CLOSE_VERSION, Connection
from lunette._bridge_errors import BridgeError, BridgeStartError, ConnectionLost
from lunette._bridge_notices import BridgeNotices
from lunette._bridge_process import ensure_bridge, running_bridge
from lunette._bridge_runtime import data_home
from lunette._bridge_watches import WatchedDatasets

__all__ = ["BridgeClient"]

# Waits between attempts in seconds: quick after a restart of the bridge, then slower.
_RETRY_DELAYS = (0.0, 0.05, 0.15, 0.3, 0.6, 1.0, 2.0, 4.0, 10.0)
# Attempts on behalf of a waiting request before it is told why there is no connection.
_CONNECT_ATTEMPTS = 4


class BridgeClient(BridgeNotices):
    """A connection to the bridge that heals itself; safe to use from any thread.

    One background thread keeps the socket. If the connection breaks, the bridge is started anew,
    reads that were under way are repeated and writes that had been sent are reported, because they
    may or may not have been done. A forked child makes a connection of its own.

    Args:
        home (None): the data home; by default that of this process
        kind ("kernel"): what this client is to the bridge: ``kernel``, ``cli`` or ``script``
    """

    def __init__(self, home: Path | None = None, kind: str = "kernel") -> None:
        super().__init__()
        self._home = home if home is not None else data_home()
        self._kind = kind
        self._next_id = 0
        self._reset()
        self._watched = WatchedDatasets()

    def _reset(self) -> None:
        self._condition = threading.Condition(threading.Lock())
        self._calls: dict[int, Call] = {}
        self._connection: Connection | None = None
        self._thread: threading.Thread | None = None
        self._closed = False
        # Stopped on purpose: then only a request starts it again.
        self._stopped = False
        self._kept_by: set[object] = set()
        # Opaque id of this client, kept over reconnections.
        self.subscription = secrets.token_hex(16)

    @property
    def home(self) -> Path:
        """The data home of the bridge."""
        return self._home

    @property
    def connected(self) -> bool:
        """Whether the connection is open now."""
        return self._connection is not None

    @property
    def bridge_version(self) -> str | None:
        """Version that the connected bridge says it is; None while there is no connection."""
        connection = self._connection
        return None if connection is None else str(connection.welcome.get("version"))

    def request(
        self,
        method: str,
        params: dict[str, Any] | None = None,
        payload: bytes | None = None,
        timeout: float | None = None,
        on_progress: Callable[[int, int | None], None] | None = None,
    ) -> tuple[Any, bytes | None]:
        """Asks the bridge and waits for the answer; starts the bridge if need be.

        An interrupt (Ctrl-C) or a timeout cancels the request in the bridge.

        Args:
            method: name of the request, such as ``view.count``
            params (None): its parameters, JSON-safe
            payload (None): bytes that go with it
            timeout (None): seconds to wait; None waits as long as it takes
            on_progress (None): called with what is done and the total (None if unknown) in the
                connection's thread, so it must be quick and must not ask the bridge

        Returns:
            the result, and the bytes that came with it or None

        Raises:
            BridgeError: what the bridge answered; code ``cancelled`` after a timeout
            BridgeStartError: there is no bridge and none can be started
        """
        call = self.start_request(method, params, payload, on_progress)
        return self.wait(call, timeout)

    def start_request(
        self,
        method: str,
        params: dict[str, Any] | None = None,
        payload: bytes | None = None,
        on_progress: Callable[[int, int | None], None] | None = None,
        on_done: Callable[[Call], None] | None = None,
    ) -> Call:
        """Sends a request without waiting; ``wait`` gives the answer.

        Args:
            on_done (None): called in the connection's thread when the answer is there
        """
        with self._condition:
            if self._closed:
                raise BridgeError("cancelled", "The connection to the bridge was closed.")
            call = Call(self._next_id, method, params or {}, payload, on_progress, on_done)
            self._next_id += 1
            self._calls[call.id] = call
            connection = self._connection
            if connection is None:
                self._wake()
            else:
                call.begin(connection)
        if connection is not None:
            self._transmit(call, connection)
        return call

    def wait(self, call: Call, timeout: float | None = None) -> tuple[Any, bytes | None]:
        """The answer to a request that was sent with ``start_request``. Raises as ``request``."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("The thread of the connection cannot wait for the bridge.")
        try:
            answered = call.done.wait(timeout)
        except BaseException:
            self.cancel(call)
            raise
        if not answered:
            self.cancel(call)
            raise BridgeError(
                "cancelled",
                f"The bridge did not answer “{call.method}” within {timeout:g} seconds. "
                "`lunette doctor` checks whether it works.",
            )
        if call.error is not None:
            raise call.error
        return call.result, call.payload

    def cancel(self, call: Call) -> None:
        """Tells the bridge that the answer is no longer wanted."""
        with self._condition:
            pending = self._calls.pop(call.id, None)
            connection = call.connection
        if pending is not None and connection is not None:
            with contextlib.suppress(ConnectionLost):
                connection.send({"kind": "cancel", "id": call.id})

    def send(self, message: dict[str, Any]) -> bool:
        """Sends a message that has no reply, if the connection is open. Returns whether it was."""
        connection = self._connection
        if connection is None:
            return False
        try:
            connection.send(message)
        except ConnectionLost:
            return False
        return True

    def keep_open(self, reason: object, wanted: bool = True) -> None:
        """Keeps the connection open, and reconnects by itself, as long as a reason stands."""
        with self._condition:
            if wanted:
                self._kept_by.add(reason)
                if self._connection is None and not self._closed:
                    self._wake()
            else:
                self._kept_by.discard(reason)

    def close(self) -> None:
        """Ends the connection; requests under way fail."""
        with self._condition:
            self._closed = True
            connection, thread = self._connection, self._thread
            self._condition.notify_all()
        if connection is not None:
            connection.close()
        if thread is not None and thread is not threading.current_thread():
            thread.join(2)

    # -- the background thread ---------------------------------------------------------------

    def _wake(self) -> None:
        """Makes the background thread look for work; the caller holds the condition."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="lunette-bridge", daemon=True)
            self._thread.start()
        self._condition.notify_all()

    def _run(self) -> None:
        attempt = 0
        while True:
            with self._condition:
                while not self._closed and not self._calls and not self._kept_by:
                    self._condition.wait()
                    attempt = 0
                if attempt > 0 and not (attempt == 1 and self._calls):
                    self._pause(_RETRY_DELAYS[min(attempt, len(_RETRY_DELAYS) - 1)])
                if self._closed:
                    break
                may_start = bool(self._calls) or not self._stopped
            try:
                connection = self._connect(may_start)
            except BridgeError as error:
                attempt += 1
                self._fail_waiting(error)
                continue
            except (OSError, ConnectionLost) as error:
                attempt += 1
                if attempt >= _CONNECT_ATTEMPTS:
                    self._fail_waiting(_no_answer(error))
                continue
            if connection is None:
                attempt += 1
                continue
            attempt = 0
            self._opened(connection)
            lost = self._receive_until_lost(connection)
            self._lost(connection, lost)
        self._fail_waiting(BridgeError("cancelled", "The connection to the bridge was closed."))

    def _pause(self, delay: float) -> None:
        """Waits until the next attempt is due or somebody asks; the caller holds the condition."""
        asked = len(self._calls)
        self._condition.wait_for(lambda: self._closed or len(self._calls) > asked, delay)

    def _connect(self, may_start: bool) -> Connection | None:
        path = ensure_bridge(self._home) if may_start else running_bridge(self._home)
        if path is None:
            return None
        try:
            return Connection(path, self._kind, self.subscription)
        except ConnectionLost as lost:
            if lost.code == CLOSE_VERSION:
                raise BridgeError("version", lost.reason) from None
            raise

    def _opened(self, connection: Connection) -> None:
        with self._condition:
            self._stopped = False
            self._connection = connection
            waiting = [call for call in self._calls.values() if call.connection is None]
            for call in waiting:
                call.begin(connection)
        for dataset in self._watched:
            self.start_request("dataset.watch", {"dataset": dataset})
        self._opened_again.emit(None)
        # The bridge may stop reading until this thread receives: it must not wait for large sends.
        large = [call for call in waiting if call.request_payload is not None]
        self._transmit_all([call for call in waiting if call not in large], connection)
        if large:
            sender = threading.Thread(
                target=self._transmit_all, args=(large, connection), daemon=True
            )
            sender.start()

    def _transmit_all(self, calls: list[Call], connection: Connection) -> None:
        for call in calls:
            self._transmit(call, connection)

    def _receive_until_lost(self, connection: Connection) -> ConnectionLost:
        while True:
            try:
                message, payload = connection.receive()
            except ConnectionLost as lost:
                return lost
            except ValueError as error:
                connection.close()
                return ConnectionLost(None, f"The bridge sent what cannot be read: {error}")
            self._dispatch(message, payload)

    def _dispatch(self, message: dict[str, Any], payload: bytes | None) -> None:
        kind = message.get("kind")
        if kind == "reply":
            with self._condition:
                call = self._calls.pop(message["id"], None)
            if call is not None:
                call.take(message, payload)
                if call.error is None:
                    self._watched.follow(call)
                call.finish()
        elif kind == "progress":
            call = self._calls.get(message["id"])
            if call is not None and call.on_progress is not None:
                call.on_progress(message["done"], message["total"])
        elif kind == "dataset_change":
            self._dataset_changed.emit(message)
        elif kind in ("event", "ack"):
            self._event_received.emit(message)

    # -- sending, and what becomes of it ------------------------------------------------------

    def _transmit(self, call: Call, connection: Connection) -> None:
        try:
            connection.send(call.message(), call.request_payload)
        except ConnectionLost:
            # The bridge did not get all of it, so nothing was done.
            with self._condition:
                call.connection = None
                call.sending = False
                if call.id in self._calls:
                    self._wake()
            return
        except (TypeError, ValueError):
            with self._condition:
                self._calls.pop(call.id, None)
            raise
        with self._condition:
            call.sending = False
            lost = self._connection is not connection
        if lost:
            self._sent_but_lost(call)

    def _lost(self, connection: Connection, lost: ConnectionLost) -> None:
        with self._condition:
            self._connection = None
            self._stopped = lost.code == CLOSE_GOING_AWAY
            # A call that is being sent is settled by the thread that sends it.
            calls = [
                call
                for call in self._calls.values()
                if call.connection is connection and not call.sending
            ]
        for call in calls:
            self._sent_but_lost(call)

    def _sent_but_lost(self, call: Call) -> None:
        """The bridge had the whole request and did not answer."""
        with self._condition:
            if call.id not in self._calls:
                return
            call.connection = None
            if call.is_read and call.attempts < READ_ATTEMPTS:
                self._wake()
                return
            del self._calls[call.id]
        call.fail(call.lost_error())

    def _fail_waiting(self, error: BridgeError) -> None:
        with self._condition:
            calls = [call for call in self._calls.values() if call.connection is None]
            if self._closed:
                calls = list(self._calls.values())
            for call in calls:
                del self._calls[call.id]
        for call in calls:
            call.fail(error)

    def reset_after_fork(self) -> None:
        """In a forked child: forgets the parent's socket and requests."""
        connection = self._connection
        if connection is not None:
            connection.abandon()
        kept_by = self._kept_by
        self._reset()
        self._kept_by = kept_by
        self._forked.emit(None)


def _no_answer(error: Exception) -> BridgeStartError:
    return BridgeStartError(
        f"The bridge does not answer ({error}). `lunette doctor` checks why; "
        "`lunette bridge stop` ends it, and the next request starts it anew."
    )
