"""This process's copy of a session's state: ordered, acknowledged, healed after interruptions."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from lunette._bridge_call import Call
from lunette._bridge_client import BridgeClient
from lunette._bridge_errors import BridgeError
from lunette._bridge_listeners import Listeners
from lunette._bridge_reducer import reduce_session
from lunette._generated.events import Event, SessionState

__all__ = ["BridgeSession", "ReceivedEvent"]

# An id that no dataset has, for a request that only makes a round trip.
_NOTHING = "0" * 24
# Seconds without an acknowledgement after which the connection is looked at.
_PATIENCE = 2.0


@dataclass(frozen=True)
class ReceivedEvent:
    """An event of the session, already applied to its state.

    Attributes:
        name: its name on the wire
        data: its data
        seq: its number
        own: whether this process sent it
    """

    name: str
    data: dict[str, Any]
    seq: int
    own: bool


@dataclass
class _Sent:
    """An event of ours that the bridge has not acknowledged yet."""

    id: str
    name: str
    data: dict[str, Any]
    done: threading.Event = field(default_factory=threading.Event)
    error: BridgeError | None = None


class BridgeSession:
    """A session that this process has joined; safe to use from any thread.

    Made by ``BridgeSession.create`` and ``BridgeSession.join``.
    """

    def __init__(self, client: BridgeClient) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._id = ""
        self._seq = 0
        self._confirmed: SessionState | None = None
        self._state: SessionState | None = None
        self._app_count = 0
        self._joined = False
        self._closed = False
        # Event ids are unique among all of this client's.
        self._token = secrets.token_hex(6)
        self._sent_count = 0
        self._unacknowledged: list[_Sent] = []
        self._received = Listeners[ReceivedEvent]()
        self._stop_listening = (
            client.on_event(self._on_message),
            client.on_open(self._on_open),
            client.on_fork(self._on_fork),
        )

    @classmethod
    def create(cls, client: BridgeClient, state: dict[str, Any]) -> BridgeSession:
        """A new session.

        Args:
            client: the connection
            state: parts of the session state; the bridge fills in the rest

        Raises:
            BridgeError: the state is not possible, or there is no bridge
        """
        session = cls(client)
        session._enter("session.create", {"state": state})
        return session

    @classmethod
    def join(cls, client: BridgeClient, id: str) -> BridgeSession:
        """A session that exists.

        Raises:
            BridgeError: ``not_found``, or there is no bridge
        """
        session = cls(client)
        session._enter("session.join", {"session": id})
        return session

    @property
    def id(self) -> str:
        """The opaque id of the session."""
        return self._id

    @property
    def client(self) -> BridgeClient:
        """The connection."""
        return self._client

    @property
    def seq(self) -> int:
        """The number of the last event seen."""
        return self._seq

    @property
    def app_count(self) -> int:
        """How many Apps show the session, as far as heard."""
        return self._app_count

    @property
    def closed(self) -> bool:
        """Whether the session was closed, here or elsewhere."""
        return self._closed

    @property
    def known_state(self) -> SessionState:
        """The state as far as heard, with this process's own unacknowledged events applied."""
        return cast(SessionState, self._state)

    def state(self) -> SessionState:
        """The state with everything that the bridge has acknowledged to anybody before the call.

        Raises:
            BridgeError: there is no bridge, or the session is closed
        """
        self._check_open()
        if self._client.connected and self._joined:
            # Events come in order: with the answer, all that were sent before are here.
            self._client.request("dataset.watch", {"dataset": _NOTHING, "watch": False})
        if not self._joined:
            # Connecting joins again by itself; this waits for it and says why it fails.
            call = self._start_join()
            self._client.wait(call)
        return self.known_state

    def count_apps(self) -> int:
        """How many Apps show the session, asked now: an App that just came is not heard of yet.

        Raises:
            BridgeError: there is no bridge, or the session is closed
        """
        self._check_open()
        self._client.wait(self._start_join())
        return self._app_count

    def on_received(self, listener: Callable[[ReceivedEvent], None]) -> Callable[[], None]:
        """Calls `listener` after every event, own ones included. Returns the way to stop.

        Listeners run in the connection's thread: they must be quick and must not ask the bridge.
        """
        return self._received.add(listener)

    def send(self, event: Event) -> None:
        """Applies an event and waits until the bridge has stored it.

        If the connection breaks, the event is sent again, and applied once.

        Raises:
            BridgeError: the bridge refuses it (the state is then as without it), or there is none
        """
        self._check_open()
        with self._lock:
            self._sent_count += 1
            sent = _Sent(
                f"{self._token}-{self._sent_count}", event.get_event_name(), event.serialize()
            )
            self._unacknowledged.append(sent)
            self._update()
            joined = self._joined
        transmitted = joined and self._client.connected and self._transmit(sent)
        try:
            if not transmitted:
                self._client.wait(self._start_join())
            while not sent.done.wait(_PATIENCE):
                if not self._client.connected:
                    # Says why there is no bridge, if none can be had.
                    self._client.wait(self._start_join())
        except BaseException as error:
            # Nobody waits for it any more. If the bridge has it, its state follows with the join.
            self._forget(sent)
            if isinstance(error, BridgeError) and sent.done.is_set() and sent.error is None:
                return
            raise
        if sent.error is not None:
            raise sent.error

    def request(
        self, method: str, params: dict[str, Any] | None = None, timeout: float | None = None
    ) -> tuple[Any, bytes | None]:
        """A request about this session. Raises BridgeError."""
        return self._client.request(
            method, {"session": self._id, **(params or {})}, timeout=timeout
        )

    def start_request(self, method: str, params: dict[str, Any]) -> Call:
        """Sends a request about this session; the client's `wait` gives the answer."""
        return self._client.start_request(method, {"session": self._id, **params})

    def close(self) -> None:
        """Ends the session for everybody and deletes it. Raises BridgeError."""
        if self._closed:
            return
        try:
            self.request("session.close")
        except BridgeError as error:
            if error.code != "not_found":
                raise
        self._end()

    def leave(self) -> None:
        """Stops following the session, which goes on for others."""
        if not self._closed:
            self._end()
            if self._client.connected:
                self._client.start_request("session.leave", {"session": self._id})

    # -- joining -----------------------------------------------------------------------------

    def _enter(self, method: str, params: dict[str, Any]) -> None:
        try:
            self._client.wait(self._client.start_request(method, params, on_done=self._on_joined))
        except BaseException:
            self._end()
            raise
        self._client.keep_open(self)

    def _start_join(self) -> Call:
        params = {"session": self._id, "last_seq": self._seq}
        return self._client.start_request("session.join", params, on_done=self._on_joined)

    def _on_open(self, _: None) -> None:
        self._joined = False
        if self._id and not self._closed:
            self._start_join()

    def _on_joined(self, call: Call) -> None:
        """In the connection's thread: the bridge told the present state, or refused."""
        if call.error is not None:
            if self._id and call.error.code == "not_found":
                self._end(call.error)
            return
        joined = call.result
        with self._lock:
            self._id = joined["session"]
            self._joined = True
            self._app_count = joined["app_count"]
        for missed in joined.get("missed") or ():
            own = missed["subscription"] == self._client.subscription
            self._receive(missed["event"], missed["data"], missed["seq"], own)
        with self._lock:
            self._confirmed = joined["state"]
            self._seq = joined["seq"]
            self._update()
            waiting = tuple(self._unacknowledged)
        for sent in waiting:
            self._transmit(sent)

    def _on_fork(self, _: None) -> None:
        self._lock = threading.Lock()
        self._joined = False
        self._unacknowledged = []

    def _end(self, error: BridgeError | None = None) -> None:
        self._closed = True
        for stop in self._stop_listening:
            stop()
        self._client.keep_open(self, False)
        with self._lock:
            waiting, self._unacknowledged = self._unacknowledged, []
        for sent in waiting:
            sent.error = error or BridgeError("not_found", "The session was closed.")
            sent.done.set()

    def _check_open(self) -> None:
        if self._closed:
            raise BridgeError(
                "not_found", "This session was closed. Make a new one with `launch_app()`."
            )

    # -- events ------------------------------------------------------------------------------

    def _transmit(self, sent: _Sent) -> bool:
        return self._client.send(
            {
                "kind": "event",
                "session": self._id,
                "id": sent.id,
                "event": sent.name,
                "data": sent.data,
            }
        )

    def _on_message(self, message: dict[str, Any]) -> None:
        if message["session"] != self._id:
            return
        if message["kind"] == "ack":
            self._acknowledge(message)
        else:
            own = message["subscription"] == self._client.subscription
            self._receive(message["event"], message["data"], message["seq"], own)

    def _receive(self, name: str, data: dict[str, Any], seq: int, own: bool) -> None:
        with self._lock:
            if seq <= self._seq:
                return
            self._seq = seq
            self._confirmed = reduce_session(cast(SessionState, self._confirmed), name, data)
            if name == "app_count_update":
                self._app_count = data["count"]
            self._update()
        self._received.emit(ReceivedEvent(name, data, seq, own))
        if name == "close_session":
            self._end()

    def _acknowledge(self, message: dict[str, Any]) -> None:
        with self._lock:
            found = [sent for sent in self._unacknowledged if sent.id == message["id"]]
            if not found:
                return
            sent = found[0]
            self._unacknowledged.remove(sent)
            seq = int(message.get("seq") or 0)
            new = seq > self._seq
            if new:
                self._seq = seq
                # The bridge fills in defaults: what it applied counts.
                sent.data = message.get("data", sent.data)
                self._confirmed = reduce_session(
                    cast(SessionState, self._confirmed), sent.name, sent.data
                )
            self._update()
        if message.get("error") is not None:
            sent.error = BridgeError.from_body(message["error"])
        sent.done.set()
        if new:
            self._received.emit(ReceivedEvent(sent.name, sent.data, seq, True))

    def _forget(self, sent: _Sent) -> None:
        with self._lock:
            if sent in self._unacknowledged:
                self._unacknowledged.remove(sent)
                self._update()

    def _update(self) -> None:
        """Applies our own unacknowledged events; the caller holds the lock."""
        state = self._confirmed
        for sent in self._unacknowledged:
            if state is not None:
                state = reduce_session(state, sent.name, sent.data)
        self._state = state
