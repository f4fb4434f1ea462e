"""Gives a counter services beside its own for a while, and takes them back. Whom it has called stays there."""

from collections.abc import Collection

from display_server.domain.events import ServicesGiven, ServicesTakenBack
from display_server.domain.given_services import GivenFor, GivenService, ends_at
from display_server.domain.refusals import NotAllowed
from display_server.store.change import Change
from display_server.store.reading import Reading


def give_services(change: Change, number: int, services: Collection[str], given_for: GivenFor, by: str) -> None:
    """From now on the counter calls visitors of these services as of its own. What it was given before may be given
    for longer or shorter.

    Raises NotFound for what the hall has not, NotAllowed for what is the counter's own, NotValid where noon is over.
    """
    change.counters.numbered(number)
    wanted = tuple(dict.fromkeys(services))
    for service in wanted:
        if change.plan.service(service).retired:
            raise NotAllowed("The service %(service)s is not offered any more.", service=service)
        if service in change.plan.counter(number).services:
            raise NotAllowed("Counter %(counter)s takes %(service)s already.", counter=number, service=service)
    until = ends_at(given_for, change.plan.calendar, change.now)
    new = [GivenService(number, service, until, by) for service in wanted]
    new = [each for each in new if each not in change.counters.given]
    for each in new:
        change.save_given(each)
    if new:
        change.record(
            ServicesGiven(at=change.now, counter=number, services=tuple(each.service for each in new), until=until)
        )


def take_back_services(change: Change, number: int, services: Collection[str]) -> None:
    """The counter calls nobody of them any more; what it was not given is left alone. Raises NotFound for a counter
    that the hall has not."""
    change.counters.numbered(number)
    _take_back(change, number, [each for each in change.counters.given if each.service in services], by_clock=False)


def is_over(reading: Reading) -> bool:
    """Whether something was given for a time that is over."""
    return any(not each.lasts(reading.now) for each in reading.counters.given)


def end_given(change: Change) -> None:
    """Tells what was given for a time that is over: the counters call nobody of it since then."""
    over = [each for each in change.counters.given if not each.lasts(change.now)]
    for number in sorted({each.counter for each in over}):
        _take_back(change, number, over, by_clock=True)


def _take_back(change: Change, number: int, some: Collection[GivenService], *, by_clock: bool) -> None:
    taken = [each for each in some if each.counter == number]
    for each in taken:
        change.drop_given(each)
    if taken:
        services = tuple(each.service for each in taken)
        change.record(ServicesTakenBack(at=change.now, counter=number, services=services, by_clock=by_clock))
