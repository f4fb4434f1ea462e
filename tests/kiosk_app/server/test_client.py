"""The kiosk's way to the hall's server: one ticket at most, whatever the line does, and words for every failure."""

import socket
import time
from collections.abc import Callable, Iterator

import pytest

from display_server.contract import Condition, IssueTicket, KioskHealth
from kiosk_app.server.client import HELP_LIMITS, AccessDenied, Declined, HallServer, Issued, Silent, Unreachable
from tests.kiosk_app.hall_stand_in import TOKEN, HallStandIn, Mood, a_hall_stands_in

REQUEST = IssueTicket(service="lltp", language="vi", priority_class="elderly")
KIOSK = "kiosk-of-this-test-alone"
HEALTH = KioskHealth(
    condition=Condition.WELL, tickets_left=None, not_handed_in=0, last_print_at=None, screen="Welcome", version="1"
)


@pytest.fixture
def hall() -> Iterator[HallStandIn]:
    with a_hall_stands_in() as hall:
        yield hall


@pytest.fixture
def server(hall: HallStandIn) -> Iterator[HallServer]:
    server = HallServer(hall.url, TOKEN, "dong-nai", pause=at_once)
    yield server
    server.close()


def at_once(seconds: float) -> None:
    """No test waits between two tries."""


def nobody_there() -> str:
    with socket.create_server(("127.0.0.1", 0)) as briefly:
        return f"http://127.0.0.1:{briefly.getsockname()[1]}"


def test_the_catalogue_comes_whole(hall: HallStandIn, server: HallServer) -> None:
    assert server.catalogue() == hall.catalogue


def test_the_token_tells_its_hall(hall: HallStandIn) -> None:
    server = HallServer.of_token(hall.url, TOKEN)

    assert server.catalogue().hall == "dong-nai"
    server.close()


def test_a_ticket_is_asked_for_in_the_citizens_language(hall: HallStandIn, server: HallServer) -> None:
    outcome = server.issue(REQUEST, "key-1")

    assert outcome == Issued(hall.tickets["key-1"])
    assert hall.asked == [("key-1", "vi", REQUEST)]


@pytest.mark.parametrize("mood", [Mood.HANGING_UP, Mood.BROKEN])
def test_an_answer_that_was_lost_is_asked_for_again_with_the_same_key(
    hall: HallStandIn, server: HallServer, mood: Mood
) -> None:
    hall.moods = [mood, mood]

    assert server.issue(REQUEST, "key-1") == Issued(hall.tickets["key-1"])
    assert len(hall.tickets) == 1
    assert [key for key, _, _ in hall.asked] == ["key-1"] * 3


def test_a_refusal_comes_in_the_servers_words(hall: HallStandIn, server: HallServer) -> None:
    hall.moods = [Mood.REFUSING]

    assert server.issue(REQUEST, "key-1") == Declined("Thủ tục này đã hết số hôm nay.")


def test_a_wish_that_the_server_cannot_grant_is_refused_at_once_and_not_silence(
    hall: HallStandIn, server: HallServer
) -> None:
    hall.moods = [Mood.WITHOUT_THE_SERVICE]

    assert server.issue(REQUEST, "key-1") == Declined("Trung tâm không có thủ tục này.")
    assert len(hall.asked) == 1


def test_a_kiosk_that_was_put_out_is_told_so_and_not_silence(hall: HallStandIn, server: HallServer) -> None:
    hall.lets_in = False

    with pytest.raises(AccessDenied, match="it was revoked"):
        server.issue(REQUEST, "key-1")
    with pytest.raises(AccessDenied, match="it was revoked"):
        server.lease(KIOSK, 20, ("N",))
    assert server.catalogue() == hall.catalogue


def test_a_server_that_stays_broken_is_silent(hall: HallStandIn, server: HallServer) -> None:
    hall.moods = [Mood.BROKEN] * 3

    assert server.issue(REQUEST, "key-1") == Silent()


def test_nobody_there_is_known_within_seconds() -> None:
    server = HallServer(nobody_there(), TOKEN, "dong-nai", pause=at_once)
    began = time.monotonic()

    assert server.issue(REQUEST, "key-1") == Silent(arrived=False)
    with pytest.raises(Unreachable, match="mend --server"):
        server.catalogue()
    assert time.monotonic() - began < 4
    server.close()


def test_a_foreign_token_is_told_how_to_get_a_right_one(hall: HallStandIn) -> None:
    with pytest.raises(AccessDenied, match="motcua token create --role kiosk"):
        HallServer.of_token(hall.url, "foreign")


def test_a_ticket_can_be_given_back(hall: HallStandIn, server: HallServer) -> None:
    outcome = server.issue(REQUEST, "key-1")
    assert isinstance(outcome, Issued)
    server.cancel(outcome.ticket)

    assert hall.cancelled == [outcome.ticket.token]


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("status", [200, 302, 401, 403, 404, 407, 409, 429, 503, 511])
def test_a_page_of_something_else_at_the_servers_address_is_no_answer(
    hall: HallStandIn, server: HallServer, status: int, encoding: str
) -> None:
    """A router, a proxy or a portal: it says nothing of tickets, of staff, or of whether the kiosk is let in."""
    ticket = server.issue(REQUEST, "key-1")
    assert isinstance(ticket, Issued)
    hall.page = (status, b"<html><body>Sign in</body></html>", encoding)

    assert server.issue(REQUEST, "key-2") == Silent()
    assert not server.cancel(ticket.ticket)
    assert server.state_of(ticket.ticket) is None
    assert not server.call_staff(KIOSK)
    asked: list[Callable[[], object]] = [
        server.catalogue,
        server.ticket_layout,
        lambda: server.lease(KIOSK, 20, ("N",)),
        lambda: server.hand_in(KIOSK, ()),
        lambda: server.report_slips(()),
        lambda: server.report_health(HEALTH),
        lambda: server.appointment("ABCDEFGH", "vi"),
        lambda: server.dossier("000.00.19.H19-181130-0042", "vi"),
        lambda: HallServer.of_token(hall.url, TOKEN),
    ]
    for ask in asked:
        with pytest.raises(Unreachable):
            ask()


def test_an_answer_that_drips_is_waited_for_no_longer_than_one_that_does_not_come(
    hall: HallStandIn, server: HallServer
) -> None:
    hall.page, hall.drips_every_seconds = (200, bytes(200), "identity"), 0.2
    began = time.monotonic()

    assert not server.call_staff(KIOSK)
    assert time.monotonic() - began < (HELP_LIMITS.read or 0) + 1
