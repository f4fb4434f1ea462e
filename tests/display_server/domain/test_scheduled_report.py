"""Which days a scheduled report tells of."""

from datetime import date, timedelta

import pytest

from display_server.domain.scheduled_report import Every, last_period, try_again_after


@pytest.mark.parametrize(
    ("every", "today", "first", "last"),
    [
        (Every.DAILY, date(2026, 12, 1), date(2026, 11, 30), date(2026, 11, 30)),
        (Every.WEEKLY, date(2026, 11, 23), date(2026, 11, 16), date(2026, 11, 22)),
        (Every.WEEKLY, date(2026, 11, 29), date(2026, 11, 16), date(2026, 11, 22)),
        (Every.MONTHLY, date(2026, 12, 31), date(2026, 11, 1), date(2026, 11, 30)),
        (Every.MONTHLY, date(2027, 1, 1), date(2026, 12, 1), date(2026, 12, 31)),
        (Every.MONTHLY, date(2028, 3, 1), date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_a_report_tells_of_the_last_period_that_is_over(every: Every, today: date, first: date, last: date) -> None:
    assert last_period(every, today) == (first, last)


def test_what_does_not_get_out_is_tried_again_after_a_minute_and_at_least_every_hour() -> None:
    waits = [try_again_after(tries) for tries in range(1, 10_000)]

    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=1)
