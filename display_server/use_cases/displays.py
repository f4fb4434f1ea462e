"""Which display shows what, as the hall's manager has set it; and who should get ready."""

from collections import defaultdict

from display_server.domain.coming_up import OpenCounter, coming_up
from display_server.domain.counter import CounterState
from display_server.domain.display_plan import DisplayPlan, DisplaySetting, Layout
from display_server.domain.events import DisplayArranged
from display_server.domain.refusals import NotFound, NotValid
from display_server.domain.ticket import Ticket
from display_server.store.change import Change
from display_server.store.queries.queues import FIRST_FEW
from display_server.store.reading import Reading


def displays(reading: Reading) -> tuple[DisplayPlan, ...]:
    """Every display of the hall, by name: those of its file, those that were paired, each as it was set last."""
    planned = {each.name: each for each in reading.plan.displays}
    settings = reading.devices.display_settings()
    names = sorted({*planned, *settings, *reading.devices.display_names()})
    return tuple(_as_set(planned.get(name, DisplayPlan(name)), settings.get(name)) for name in names)


def _as_set(plan: DisplayPlan, setting: DisplaySetting | None) -> DisplayPlan:
    return DisplayPlan(plan.name, setting or plan.setting, plan.directions)


def arrange(change: Change, name: str, setting: DisplaySetting) -> None:
    """Has a display show something else from now on, without anybody touching its screen.

    Raises NotFound for a display that the hall has not, NotValid for what it cannot show.
    """
    known = {each.name: each for each in displays(change)}
    if name not in known:
        raise NotFound("This hall has no display %(display)s.", display=name)
    _must_be_possible(change, setting)
    if known[name].setting == setting:
        return
    change.save_display(name, setting)
    change.record(
        DisplayArranged(at=change.now, display=name, layout=setting.layout, zone=setting.zone, counter=setting.counter)
    )


def _must_be_possible(reading: Reading, setting: DisplaySetting) -> None:
    zones = {zone.slug for zone in reading.plan.zones if not zone.retired}
    counters = {counter.number for counter in reading.plan.counters if not counter.retired}
    if setting.zone is not None and setting.zone not in zones:
        raise NotValid("zone", "This hall has no zone %(zone)s.", zone=setting.zone)
    if setting.counter is not None and setting.counter not in counters:
        raise NotValid("counter", "This hall has no counter %(counter)s.", counter=setting.counter)
    if setting.layout is Layout.ZONE and setting.zone is None:
        raise NotValid("zone", "Say which zone this display shows.")
    if (setting.layout is Layout.COUNTER) != (setting.counter is not None):
        raise NotValid("counter", "Name a counter for the sign of one counter, and only for that.")
    if setting.zone is not None and setting.layout not in (Layout.ZONE, Layout.TOTEM):
        raise NotValid("zone", "Name a zone for the display of one zone or a totem, and only for these.")


def get_ready(reading: Reading) -> dict[str, list[Ticket]]:
    """By zone, the next few who will be called, by the order in which its open counters would call them."""
    counters: defaultdict[str, list[OpenCounter]] = defaultdict(list)
    sent = reading.queues.all_sent
    for counter in reading.counters.all.values():
        if counter.state is CounterState.OPEN:
            tiers = reading.plan.counter(counter.number).tiers
            counters[counter.zone].append(OpenCounter(tiers, sent.get(counter.number, ())))
    queues = reading.queues.callable
    helped = {each for own in counters.values() for one in own for tier in one.tiers[1:] for each in tier}
    long_waited = reading.queues.long_waited(helped & queues.keys())
    return {zone: coming_up(own, queues, long_waited, FIRST_FEW) for zone, own in counters.items()}
