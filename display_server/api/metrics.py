"""The halls as numbers for Prometheus, as the managers' page has them: one definition for both."""

from collections.abc import Iterable, Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from display_server import views
from display_server.contract import HallNow
from display_server.domain.counter import CounterState
from display_server.web.asking import hall_called

GOING_ON = ("waiting", "called", "serving", "parked")
OF_TODAY = ("issued", "served", "no_shows", "cancelled")


def exposition(slugs: Iterable[str]) -> bytes:
    """These halls at this moment, in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(_OfHalls(slugs))
    return generate_latest(registry)


class _OfHalls:
    def __init__(self, slugs: Iterable[str]) -> None:
        self._slugs = slugs

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand: the registry need not ask the halls twice."""
        return ()

    def collect(self) -> Iterator[Metric]:
        halls = [(_now(slug)) for slug in self._slugs]
        yield _gauge("open", "1 while the hall is open.", (), [((hall.hall,), hall.open) for hall, _ in halls])
        yield _gauge("tickets", "Tickets that are now in this state.", ("state",), _states(halls, GOING_ON))
        yield _gauge("tickets_today", "Tickets of today that came to this.", ("came_to",), _states(halls, OF_TODAY))
        yield _gauge(
            "waiting",
            "Who waits for a service.",
            ("service",),
            [((hall.hall, each.service), each.waiting) for hall, _ in halls for each in hall.services],
        )
        yield _gauge("longest_wait_seconds", "For how long the one who waits longest has waited.", (), _longest(halls))
        yield _gauge("calls_last_hour", "Calls within the last hour.", (), [((hall.hall,), of) for hall, of in halls])
        yield _gauge("counters", "Counters in this state.", ("state",), _counters(halls))
        yield _gauge(
            "kiosk_condition",
            "1 for the condition in which the kiosk and its printer are.",
            ("kiosk", "condition"),
            [((hall.hall, each.name, each.condition), 1) for hall, _ in halls for each in hall.devices],
        )
        yield _gauge(
            "kiosk_tickets_left",
            "Tickets on the paper roll, where the kiosk knows.",
            ("kiosk",),
            [
                ((hall.hall, each.name), each.tickets_left)
                for hall, _ in halls
                for each in hall.devices
                if each.tickets_left is not None
            ],
        )
        yield _gauge(
            "kiosk_not_handed_in",
            "Tickets that the kiosk issued alone and has not handed in.",
            ("kiosk",),
            [((hall.hall, each.name), each.not_handed_in) for hall, _ in halls for each in hall.devices],
        )
        yield _gauge("not_printed", "Slips that did not come out.", (), [((h.hall,), h.not_printed) for h, _ in halls])
        yield _gauge(
            "messages_not_sent",
            "Messages before a call that do not get out.",
            (),
            [((hall.hall,), hall.messages_not_sent) for hall, _ in halls],
        )
        yield _gauge(
            "announcements",
            "What a zone's loudspeaker says now or has yet to say.",
            ("zone",),
            [((hall.hall, zone), count) for hall, _ in halls for zone, count in _announcements(hall)],
        )


def _now(slug: str) -> tuple[HallNow, int]:
    """The hall, and its calls of the last hour."""
    with hall_called(slug).reading() as reading:
        return views.manager.hall_now(reading), sum(reading.journal.recent_calls.values())


Halls = list[tuple[HallNow, int]]
Samples = list[tuple[tuple[str, ...], float]]


def _gauge(name: str, told: str, labels: tuple[str, ...], samples: Samples) -> Metric:
    family = GaugeMetricFamily(f"motcua_{name}", told, labels=("hall", *labels))
    for values, value in samples:
        family.add_metric(values, value)
    return family


def _states(halls: Halls, states: Iterable[str]) -> Samples:
    return [((hall.hall, state), getattr(hall, state)) for hall, _ in halls for state in states]


def _longest(halls: Halls) -> Samples:
    return [((hall.hall,), _longest_wait(hall)) for hall, _ in halls]


def _longest_wait(hall: HallNow) -> float:
    began = [each.longest_since for each in hall.services if each.longest_since is not None]
    return max(0.0, (hall.at - min(began)).total_seconds()) if began else 0.0


def _counters(halls: Halls) -> Samples:
    return [
        ((hall.hall, state), sum(counter.state is state for counter in hall.counters))
        for hall, _ in halls
        for state in CounterState
    ]


def _announcements(hall: HallNow) -> Iterator[tuple[str, int]]:
    zones = [each.zone for each in hall.announcements]
    for zone in dict.fromkeys(zones):
        yield zone, zones.count(zone)
