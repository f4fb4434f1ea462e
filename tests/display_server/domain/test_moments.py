"""Whether something is recent."""

from datetime import timedelta

import pytest

from display_server.domain.moments import is_within
from tests.display_server.domain.journal import at

TEN_SECONDS = timedelta(seconds=10)


@pytest.mark.parametrize(
    ("now", "recent"), [("09:00", True), ("09:00:10", True), ("09:00:11", False), ("08:59:59", False)]
)
def test_ten_seconds_are_recent_and_what_is_yet_to_come_is_not(now: str, recent: bool) -> None:
    assert is_within(TEN_SECONDS, at("09:00"), at(now)) is recent
