"""Who is let in where there is little room, and who gives way."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from display_server.process.guests import Guest, Guests, State


class Hall:
    def __init__(self, guests: Guests, stack: ExitStack) -> None:
        self.guests, self._stack = guests, stack

    def comes(self, address: str, state: State = State.SILENT) -> tuple[socket.socket, Guest | None]:
        """A connection as its own side sees it, and its place, if it has got one."""
        outside, inside = socket.socketpair()
        self._stack.callback(outside.close)
        self._stack.callback(inside.close)
        guest = self._stack.enter_context(self.guests.seat(inside, address))
        if guest is not None and state is not State.SILENT:
            self.guests.note(guest, state)
        return outside, guest


def is_hung_up(line: socket.socket) -> bool:
    line.setblocking(False)
    try:
        return line.recv(1) == b""
    except BlockingIOError:
        return False


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def test_of_an_address_with_too_many_the_oldest_that_has_asked_nothing_gives_way(stack: ExitStack) -> None:
    hall = Hall(Guests(most=100, most_of_address=3), stack)
    resting, _ = hall.comes("stranger", State.RESTING)
    silent, _ = hall.comes("stranger")
    hall.comes("stranger")

    _, newcomer = hall.comes("stranger")

    assert newcomer is not None
    assert (is_hung_up(silent), is_hung_up(resting)) == (True, False)


def test_who_is_being_answered_stays_and_the_next_is_not_let_in(stack: ExitStack) -> None:
    hall = Hall(Guests(most=100, most_of_address=2), stack)
    sockets = [hall.comes("stranger", State.ANSWERED)[0] for _ in range(2)]

    _, newcomer = hall.comes("stranger")
    _, neighbour = hall.comes("neighbour")

    assert newcomer is None
    assert neighbour is not None
    assert not any(is_hung_up(each) for each in sockets)


def test_where_the_hall_is_full_the_address_with_most_gives_way(stack: ExitStack) -> None:
    hall = Hall(Guests(most=5, most_of_address=4), stack)
    kiosk, _ = hall.comes("kiosk")
    strangers = [hall.comes("stranger")[0] for _ in range(3)]
    hall.comes("phone")

    _, newcomer = hall.comes("another phone")

    assert newcomer is not None
    assert [is_hung_up(each) for each in (kiosk, *strangers)] == [False, True, False, False]


def test_one_address_never_takes_all_places(stack: ExitStack) -> None:
    hall = Hall(Guests(most=8, most_of_address=1000), stack)
    for _ in range(6):
        assert hall.comes("stranger", State.ANSWERED)[1] is not None

    assert hall.comes("stranger")[1] is None
    assert hall.comes("kiosk")[1] is not None


def test_a_trusted_proxy_brings_as_many_as_there_is_room_for(stack: ExitStack) -> None:
    hall = Hall(Guests(most=100, most_of_address=2, unlimited=lambda address: address == "proxy"), stack)

    assert all(hall.comes("proxy", State.ANSWERED)[1] for _ in range(50))


def test_who_has_gone_leaves_the_place_to_the_next() -> None:
    guests = Guests(most=100, most_of_address=1)
    with ExitStack() as first:
        assert Hall(guests, first).comes("phone", State.ANSWERED)[1] is not None

    with ExitStack() as second:
        assert Hall(guests, second).comes("phone")[1] is not None
