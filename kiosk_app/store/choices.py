"""How often each service was chosen at this kiosk, by the hour of the day."""

from collections import Counter
from collections.abc import Collection, Mapping

from kiosk_app.store.connection import Connection


class Choices:
    """Every call may raise StoreFails."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, service: str, hour: int) -> None:
        """One more visitor chose this service at this hour of the day."""
        self._connection.write(
            "INSERT INTO choices VALUES (?, ?, 1) ON CONFLICT (service, hour) DO UPDATE SET count = count + 1",
            service, hour,
        )  # fmt: skip

    def at(self, hours: Collection[int]) -> Mapping[str, int]:
        """How often each service was chosen at these hours of the day."""
        counts: Counter[str] = Counter()
        for service, hour, count in self._connection.rows("SELECT service, hour, count FROM choices"):
            counts[service] += count if hour in hours else 0
        return +counts
