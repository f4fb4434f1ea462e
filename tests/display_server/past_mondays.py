"""Three Mondays of the small hall, from which it is known when its service `land` is quiet."""

from datetime import UTC, datetime, time, timedelta

from display_server.store.hall import Hall
from display_server.use_cases import counter, day
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from tests.halls import MovedClock, do


def live_three_mondays(hall: Hall, clock: MovedClock) -> None:
    """On each one visitor waits half an hour from 09:00, and one waits a minute from 14:00. A fourth begins."""
    for _ in range(3):
        for hour, minutes in ((2, 30), (7, 1)):
            clock.now = datetime.combine(clock.now.date(), time(hour), UTC)
            do(hall, counter.open_counter, 1, "lan")
            do(hall, issue_ticket, TicketRequest("land"))
            clock.advance(minutes=minutes)
            do(hall, counter.call_next, 1)
            do(hall, counter.start, 1)
            do(hall, counter.finish, 1, counter.Outcome())
            do(hall, counter.close, 1)
        clock.now = datetime.combine(clock.now.date() + timedelta(days=7), time(), UTC)
        do(hall, day.begin_day)
