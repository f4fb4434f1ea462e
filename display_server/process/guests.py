"""Who is connected to this process, by address, and who gives way where a place is needed. Knows sockets, not HTTP.

Whoever is being answered stays, and so does a web socket. A connection that has asked nothing yet gives way first, then
one that rests between two questions: the oldest of the address that has the most.
"""

import resource
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum

MOST = 10_000
"""In one process, whatever the system grants: each takes some tens of kilobytes."""
OWN_DESCRIPTORS = 64
"""For the database, the log and whatever else the server opens."""
DESCRIPTORS_EACH = 2
"""A web socket's connection is held twice (simple_websocket)."""
DESCRIPTORS_OF_TLS = 2
"""The encrypted connection itself, and the end of its pair that is not served."""
MOST_OF_ONE_ADDRESS = 3 / 4
"""Of all places: the rest is for others, however few there are."""


def places(*, encrypted: bool = False) -> int:
    """How many connections this process may hold, by what the system grants it."""
    granted, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    each = DESCRIPTORS_EACH + (DESCRIPTORS_OF_TLS if encrypted else 0)
    return min(MOST, max(1, (granted - OWN_DESCRIPTORS) // each))


def take_all_descriptors() -> None:
    """A process may open as many files as the system would grant it if it asked: so it asks."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class State(Enum):
    SILENT = "silent"
    """No question of it has come as a whole."""
    ANSWERED = "answered"
    """Its question is being answered, or it is a web socket."""
    RESTING = "resting"
    """Its last question is answered."""


@dataclass(eq=False, slots=True)
class Guest:
    connection: socket.socket
    address: str
    state: State = State.SILENT


@dataclass(slots=True)
class _OfAddress:
    count: int = 0
    waiting: dict[State, dict[Guest, None]] = field(
        default_factory=lambda: {State.SILENT: {}, State.RESTING: {}}  # the oldest first
    )


class Guests:
    """`most_of_address`: how many connections an address may hold; of those in `unlimited`, as many as there are."""

    def __init__(self, most: int, most_of_address: int, unlimited: Callable[[str], bool] = lambda _: False) -> None:
        self._most = most
        self._most_of_address = min(most_of_address, max(1, int(most * MOST_OF_ONE_ADDRESS)))
        self._unlimited = unlimited
        self._addresses: dict[str, _OfAddress] = {}
        self._count = 0

    @contextmanager
    def seat(self, connection: socket.socket, address: str) -> Iterator[Guest | None]:
        """Gives the connection a place while the block runs; None where nobody gives way to it."""
        if not self._has_place_for(address):
            yield None
            return
        guest = Guest(connection, address)
        of_address = self._addresses.setdefault(address, _OfAddress())
        of_address.count += 1
        of_address.waiting[State.SILENT][guest] = None
        self._count += 1
        try:
            yield guest
        finally:
            self._count -= 1
            of_address.count -= 1
            self._wait_no_more(guest)
            if not of_address.count:
                del self._addresses[address]

    def note(self, guest: Guest, state: State) -> None:
        self._wait_no_more(guest)
        guest.state = state
        if state is not State.ANSWERED:
            self._addresses[guest.address].waiting[state][guest] = None

    def _wait_no_more(self, guest: Guest) -> None:
        for waiting in self._addresses[guest.address].waiting.values():
            waiting.pop(guest, None)

    def _has_place_for(self, address: str) -> bool:
        own = self._addresses.get(address)
        if own is not None and own.count >= self._most_of_address and not self._unlimited(address):
            return self._one_gives_way([own])
        if self._count >= self._most:
            return self._one_gives_way(sorted(self._addresses.values(), key=lambda each: each.count, reverse=True))
        return True

    def _one_gives_way(self, among: Sequence[_OfAddress]) -> bool:
        for state in (State.SILENT, State.RESTING):
            for of_address in among:
                if of_address.waiting[state]:
                    guest = next(iter(of_address.waiting[state]))
                    del of_address.waiting[state][guest]
                    with suppress(OSError):  # it has just gone by itself
                        guest.connection.shutdown(socket.SHUT_RDWR)
                    return True
        return False
