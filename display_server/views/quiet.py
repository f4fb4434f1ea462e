"""A quiet hour as people are told it."""

from display_server import contract
from display_server.domain.quiet_hours import QuietHour


def quiet_time(hour: QuietHour) -> contract.QuietTime:
    return contract.QuietTime(
        begins=hour.begins, ends=hour.ends, minutes=round(hour.minutes), days=hour.days, shorter=hour.shorter
    )
