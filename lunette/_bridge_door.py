"""The door that this process asked the bridge for: a port through which a browser gets in."""

from __future__ import annotations

import threading
import weakref
from dataclasses import dataclass

from lunette._bridge_client import BridgeClient

__all__ = ["Door", "DoorKeeper", "keeper_of"]


@dataclass(frozen=True)
class Door:
    """An open door.

    Attributes:
        address: where it listens
        port: where it listens
        key: opens it as long as it stands
        ticket: opens it once, within ten minutes
    """

    address: str
    port: int
    key: str
    ticket: str


class DoorKeeper:
    """Asks for a door, and for the same one again when the bridge was started anew.

    Args:
        client: the connection to the bridge
    """

    def __init__(self, client: BridgeClient) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._doors: dict[tuple[str, int], tuple[Door, bool]] = {}
        client.on_open(lambda _: self._open_again())

    def open(self, address: str, port: int, remote: bool) -> Door:
        """Opens a door, or finds the one that is open, with a ticket of its own.

        Args:
            address: where to listen
            port: where to listen; 0 for any free port
            remote: whether browsers come through a forwarded port

        Raises:
            BridgeError: the port is taken, or the address may not be used
        """
        with self._lock:
            known = next(
                (door for (at, _), (door, _) in self._doors.items() if at == address), None
            )
        params = {
            "address": address,
            "port": port,
            "remote": remote,
            "key": None if known is None else known.key,
        }
        opened, _ = self._client.request("bridge.open_door", params)
        door = Door(opened["address"], opened["port"], opened["key"], opened["ticket"])
        with self._lock:
            self._doors[(address, door.port)] = (door, remote)
        return door

    def _open_again(self) -> None:
        """In the connection's thread. The pages find their way back, if the port is still free."""
        with self._lock:
            doors = tuple(self._doors.values())
        for door, remote in doors:
            params = {"address": door.address, "port": door.port, "remote": remote, "key": door.key}
            self._client.start_request("bridge.open_door", params)


_keepers: weakref.WeakKeyDictionary[BridgeClient, DoorKeeper] = weakref.WeakKeyDictionary()
_lock = threading.Lock()


def keeper_of(client: BridgeClient) -> DoorKeeper:
    """The keeper of a client's doors."""
    with _lock:
        keeper = _keepers.get(client)
        if keeper is None:
            keeper = _keepers[client] = DoorKeeper(client)
        return keeper
