"""What follows from each event: which screens are told, and what undoing makes of it."""

import inspect
from dataclasses import fields, is_dataclass
from datetime import date
from typing import get_args

import pytest

from display_server.domain import events
from display_server.domain.announcing import Kind
from display_server.domain.device import Condition
from display_server.domain.events import Touches, Undo
from display_server.domain.playlist import ItemKind, PlaylistDeed
from display_server.domain.ticket import Paper, TicketId
from tests.display_server.domain.journal import TODAY, Journal, at

A001 = TicketId(1)

ALL = {
    kind
    for family in (events.HallEvent, events.TicketEvent, events.CounterEvent, events.LeaseEvent)
    for kind in get_args(family)
}


def a_day() -> Journal:
    """One event of every kind that a ticket or a counter can have, at counter 1 unless nobody is there."""
    day = Journal()
    day.opened(1)
    day.issued("A001", "08:00")
    day.paper("A001", "08:00:05", Paper.PRINTED)
    day.postponed("A001", "08:01", until="08:10")
    day.reminded("A001", "08:09")
    day.called("A001", "08:10")
    day.recalled("A001", "08:11")
    day.started("A001", "08:12")
    day.noted("A001", "08:12:10", "a copy is missing")
    day.dossiers_corrected("A001", "08:12:20", 3)
    day.time_marked("A001", "08:12:30")
    day.stops_changed("A001", "08:13", ("tax",))
    day.undone("A001", "08:13:05", undone=day.seq)
    day.parked("A001", "08:14")
    day.called("A001", "08:20")
    day.returned("A001", "08:21")
    day.called("A001", "08:22")
    day.missed("A001", "08:24")
    day.came_late("A001", "08:30")
    day.called("A001", "08:31")
    day.started("A001", "08:32")
    day.transferred("A001", "08:40", to="tax", to_counter=3)
    day.direction_dropped("A001", "08:41", counter=3)
    day.direction_followed("A001", "08:41:30", counter=4)
    day.cancelled("A001", "08:42")
    day.handed_in("A002", "08:45", printed="08:05")
    day.called("A002", "08:46")
    day.started("A002", "08:47")
    day.finished("A002", "08:50")
    day.handled("A002", "08:50")
    day.rated("A002", "08:51")
    day.rating_withdrawn("A002", "08:51:30")
    day.issued("A003", "08:52")
    day.corrected("A002", "08:55")
    day.ended_alone("A003", "08:59", called="08:54", ended="08:57")
    day.paused(1, "09:00")
    day.closed(1, "11:00")
    return day


def happened(kind: type[events.Event]) -> events.Event:
    return next(event for _, _, event in a_day().told if type(event) is kind)


# --- no event is forgotten --------------------------------------------------------------------------------------------


def test_every_kind_of_event_is_one_that_the_journal_knows() -> None:
    written = {
        each
        for name, each in inspect.getmembers(events, inspect.isclass)
        if each.__module__ == events.__name__ and is_dataclass(each) and not name.startswith("_")
    }

    assert written - {Touches} == ALL


def test_the_day_of_these_tests_has_every_event_of_a_ticket_and_a_counter() -> None:
    told = {type(event) for _, _, event in a_day().told}

    assert told == {*get_args(events.TicketEvent), *get_args(events.CounterEvent)}


def test_every_event_says_when_it_was() -> None:
    assert all("at" in {field.name for field in fields(kind)} for kind in ALL)


# --- which screens are told -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "event",
    [
        events.HallPlanLoaded(at=at("07:00"), changed=("counter 1",)),
        events.DayBegun(at=at("00:00")),
        events.EstimatesLearnt(at=at("01:00"), version=2, learnt_until=date(2026, 11, 20)),
        events.ClockPutRight(at=at("08:00"), was=at("09:00")),
        events.PlaylistChanged(at=at("08:00"), item=1, kind=ItemKind.NOTICE, what=PlaylistDeed.ADDED),
        events.AnnouncementAsked(at=at("08:00"), kind=Kind.TEXT, texts=(("vi", "Xin chào"),)),
    ],
)
def test_a_new_plan_day_or_playlist_and_a_clock_put_right_are_news_to_every_screen(event: events.Event) -> None:
    assert event.touches == Touches(everything=True)


@pytest.mark.parametrize(
    "event",
    [
        events.DeviceChanged(at=at("08:00"), device="kiosk", condition=Condition.OUT_OF_PAPER, was=Condition.WELL),
        events.HelpWanted(at=at("08:00"), device="kiosk"),
        events.DayNoted(at=at("08:00"), of_day=TODAY, note="Mất điện 9–11 giờ"),
        events.AppointmentMade(at=at("08:00"), service="land", code="X", time=at("09:00")),
        events.AppointmentCancelled(at=at("08:00"), service="land", code="X"),
        events.PeopleForgotten(at=at("00:00"), marks=3),
        events.PersonalDataErased(at=at("00:00"), asked_for=False, erased={"notes": 3}),
        events.NumbersReclaimed(at=at("08:00"), lease=1, holder="kiosk", prefix="A", first=501, last=580),
        events.NumbersLeased(
            at=at("08:00"), lease=1, holder="kiosk", prefix="A", first=501, last=580, expires_at=at("23:00")
        ),
    ],
)
def test_kiosks_appointments_and_leases_are_for_managers_alone(event: events.Event) -> None:
    assert event.touches == Touches()


@pytest.mark.parametrize("kind", [events.AnnouncementBegun, events.AnnouncementDropped])
def test_what_a_loudspeaker_does_with_a_call_is_news_to_its_counter(kind: type[events.Event]) -> None:
    rest = {"speaker": "left", "seconds": 4.7, "times": 2} if kind is events.AnnouncementBegun else {"reason": "late"}

    def happened_at(counter: int | None) -> events.Event:
        return kind(at=at("08:00"), zone="east", announced=7, number="A001", at_counter=counter, **rest)  # type: ignore[call-arg]

    assert happened_at(3).touches == Touches(counters=(3,))
    assert happened_at(None).touches == Touches()


@pytest.mark.parametrize("kind", get_args(events.CounterEvent))
def test_a_counter_that_comes_or_goes_concerns_whoever_waits_for_what_it_takes(kind: type[events.Event]) -> None:
    assert happened(kind).touches == Touches(counters=(1,), all_services_of=(1,))


@pytest.mark.parametrize(
    "kind",
    [
        events.TicketIssued,
        events.TicketPostponed,
        events.LatecomerReturned,
    ],
)
def test_who_joins_or_leaves_a_queue_is_news_to_those_who_wait_in_it(kind: type[events.Event]) -> None:
    assert happened(kind).touches == Touches(services=("land",), tickets=(A001,))


def test_a_ticket_that_a_kiosk_hands_in_joins_its_queue() -> None:
    assert happened(events.TicketHandedIn).touches == Touches(services=("land",), tickets=(TicketId(2),))


@pytest.mark.parametrize("kind", [events.TicketCancelled, events.DirectionDropped])
def test_who_waits_for_another_service_by_then_is_news_there(kind: type[events.Event]) -> None:
    assert happened(kind).touches == Touches(services=("tax",), tickets=(A001,))


@pytest.mark.parametrize(
    "kind",
    [
        events.TicketCalled,
        events.TicketRecalled,
        events.ServiceStarted,
        events.NoShowMarked,
        events.TicketParked,
        events.TicketReturned,
        events.StopsChanged,
        events.NoteWritten,
        events.DossiersCorrected,
        events.TimeMarkedInaccurate,
    ],
)
def test_what_is_done_at_a_counter_is_shown_there_on_the_ticket_and_in_its_queue(kind: type[events.Event]) -> None:
    assert happened(kind).touches == Touches(services=("land",), counters=(1,), tickets=(A001,))


@pytest.mark.parametrize("kind", [events.ServiceFinished, events.VisitRated, events.RatingWithdrawn])
def test_the_end_of_a_visit_and_its_rating_are_shown_at_its_counter(kind: type[events.Event]) -> None:
    assert happened(kind).touches == Touches(services=("land",), counters=(1,), tickets=(TicketId(2),))


def test_who_was_called_without_the_server_is_news_to_the_counter_and_the_queue() -> None:
    assert happened(events.EndedAlone).touches == Touches(services=("land",), counters=(1,), tickets=(TicketId(3),))


def test_who_follows_an_officer_is_news_at_the_counter_that_they_wait_for() -> None:
    assert happened(events.DirectionFollowed).touches == Touches(services=("tax",), counters=(4,), tickets=(A001,))


@pytest.mark.parametrize(
    "event",
    [
        events.CounterHelpWanted(at=at("08:00"), counter=3, officer="Lan"),
        events.CounterHelpComes(at=at("08:01"), counter=3, officer="Hà"),
        events.CounterHelpEnded(at=at("08:05"), counter=3),
    ],
)
def test_help_at_a_counter_is_news_there_and_to_managers(event: events.Event) -> None:
    assert event.touches == Touches(counters=(3,))


def test_a_transfer_touches_the_queue_that_is_left_and_the_one_that_is_joined() -> None:
    sent = happened(events.TicketTransferred)

    assert sent.touches == Touches(services=("land", "tax"), counters=(1,), tickets=(A001,))


def test_an_undone_transfer_touches_both_queues_again() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10")
    day.transferred("A001", "08:20", to="tax")
    day.undone("A001", "08:20:05", undone=day.seq, service="land", left_service="tax")

    assert day.story("A001")[-1].event.touches == Touches(services=("land", "tax"), counters=(1,), tickets=(A001,))


def test_a_message_before_the_call_is_news_to_its_holder_and_moves_no_queue() -> None:
    assert happened(events.TicketReminded).touches == Touches(tickets=(A001,))


def test_news_of_a_slip_is_for_its_ticket_and_moves_no_queue() -> None:
    assert happened(events.PaperReported).touches == Touches(tickets=(A001,), slips=(A001,))


@pytest.mark.parametrize("kind", [events.DossierHandled, events.DossierCorrected])
def test_news_of_a_dossier_is_for_its_ticket_alone(kind: type[events.Event]) -> None:
    assert happened(kind).touches == Touches(tickets=(TicketId(2),))


# --- undoing ----------------------------------------------------------------------------------------------------------

TAKEN_BACK = {
    *(events.TicketCalled, events.TicketRecalled, events.ServiceStarted, events.ServiceFinished, events.NoShowMarked),
    *(events.TicketTransferred, events.TicketParked, events.TicketReturned, events.StopsChanged),
    *(events.LatecomerReturned, events.NoteWritten, events.DossiersCorrected, events.TimeMarkedInaccurate),
}
NO_DEED = {
    *(events.TicketIssued, events.TicketHandedIn, events.TicketPostponed, events.TicketCancelled),
    *(events.VisitRated, events.RatingWithdrawn, events.PaperReported, events.DirectionDropped),
    *(events.TicketReminded, events.DirectionFollowed, events.DossierHandled, events.DossierCorrected),
}
STAYS = (events.ActionUndone, events.EndedAlone)
"""Work that was handed in is no mis-click."""


@pytest.mark.parametrize("kind", sorted(TAKEN_BACK, key=str), ids=lambda kind: kind.__name__)
def test_whatever_an_officer_did_to_a_ticket_can_be_taken_back(kind: type[events.TicketEvent]) -> None:
    event = happened(kind)

    assert isinstance(event, events.TicketEvent)
    assert event.undo is Undo.TAKES_BACK


@pytest.mark.parametrize("kind", sorted(NO_DEED, key=str), ids=lambda kind: kind.__name__)
def test_what_visitors_kiosks_and_closing_counters_do_is_no_deed_of_the_officer(kind: type[events.TicketEvent]) -> None:
    assert kind.undo is Undo.LOOKS_PAST


@pytest.mark.parametrize("kind", [*get_args(events.CounterEvent), *STAYS], ids=lambda kind: kind.__name__)
def test_what_was_done_before_a_counter_changed_or_something_was_undone_stays(kind: type[events.ActionUndone]) -> None:
    assert kind.undo is Undo.STOPS_AT


def test_every_event_of_a_ticket_is_one_of_these() -> None:
    assert {*TAKEN_BACK, *NO_DEED, *STAYS} == set(get_args(events.TicketEvent))


def test_a_no_show_that_the_clock_marked_is_not_for_the_officer_to_take_back() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "08:10")
    day.missed("A001", "08:13", silent=True)

    assert day.story("A001")[-1].event.undo is Undo.STOPS_AT


def test_a_service_that_the_clock_ended_at_closing_time_is_not_for_the_officer_to_take_back() -> None:
    day = Journal()
    day.issued("A001", "08:00")
    day.called("A001", "16:50")
    day.started("A001", "16:51")
    day.finished("A001", "17:00", forgotten=True)

    assert day.story("A001")[-1].event.undo is Undo.STOPS_AT
