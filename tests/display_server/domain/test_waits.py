"""How long somebody waited."""

from datetime import UTC, datetime, timedelta

from display_server.domain.waits import waited

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_wait_runs_from_the_queue_to_the_last_call() -> None:
    assert waited(NINE, NINE + timedelta(minutes=20)) == timedelta(minutes=20)


def test_who_was_not_called_is_still_waiting() -> None:
    assert waited(NINE, None) is None
