"""A hall as its administrator describes it: zones, departments, services, counters, classes, hours. Pure.

Deliberately knows nothing of the file it was written in, nor of what happens in the hall during the day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from display_server.domain.alerts import USUAL_ALERTS, AlertPlan
from display_server.domain.calendar import Calendar
from display_server.domain.display_plan import DisplayPlan
from display_server.domain.handled import NOTHING_ASKED, DossierPlan
from display_server.domain.kiosk_plan import NO_GUIDANCE, USUAL_LOOK, Guidance, KioskLook
from display_server.domain.numbering import Numbering
from display_server.domain.opening_hours import OpeningHours
from display_server.domain.rating_plan import FACES_ALONE, RatingPlan
from display_server.domain.refusals import NotFound
from display_server.domain.retention import DEFAULT_RETENTION, Retention
from display_server.domain.rules import DEFAULT_RULES, Rules
from display_server.domain.scheduled_report import ScheduledReport
from display_server.domain.ticket_layout import USUAL_LAYOUT, TicketLayout
from display_server.domain.voice_plan import NO_VOICE, VoicePlan

_NUMBERING = Numbering()

Names = Mapping[str, str]
"""A name per language code."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A waiting area with its displays and counters."""

    slug: str
    name: Names
    retired: bool = False


@dataclass(frozen=True, slots=True)
class PriorityClass:
    """Visitors who rank as if they had come earlier by the head start."""

    slug: str
    name: Names
    head_start: timedelta
    retired: bool = False
    from_age: int | None = None
    """The age in years that alone gives it, which an ID card tells; None where it must be asked for."""


@dataclass(frozen=True, slots=True)
class Service:
    """What a visitor chooses; its prefix begins the number."""

    slug: str
    name: Names
    prefix: str
    expected: timedelta
    """How long serving one visitor is expected to take."""
    target_wait: timedelta
    retired: bool = False
    next_stops: tuple[str, ...] = ()
    """The services that every visit to this one goes on to, under the same number."""
    daily_cap: int | None = None
    """How many tickets a day may have at most."""
    guidance: Guidance = NO_GUIDANCE


@dataclass(frozen=True, slots=True)
class Department:
    slug: str
    name: Names
    zone: str
    services: tuple[Service, ...]
    retired: bool = False
    fee_module: bool = True
    """Whether its fees and charges are taken, and so noted, in the hall."""
    post_office: bool = False
    """Its counters are the post's, which brings dossiers and takes results along."""


@dataclass(frozen=True, slots=True)
class CounterPlan:
    """A numbered desk and the services it takes."""

    number: int
    zone: str
    services: tuple[str, ...]
    """Its own, whatever the tier of preference."""
    retired: bool = False
    helps: tuple[str, ...] = ()
    """Services of others with which it helps out: the last tier."""
    afterwards: tuple[tuple[str, ...], ...] = ()
    """The lower tiers among its own services: each for when nobody waits in those before, or when its own wait long."""

    given: tuple[str, ...] = ()
    """What it takes beside its own for a while, as if it were its own; no part of the hall's file."""

    @property
    def takes(self) -> tuple[str, ...]:
        return self.services + self.given + tuple(each for each in self.helps if each not in self.given)

    @property
    def tiers(self) -> tuple[tuple[str, ...], ...]:
        """What it takes in order of preference. Within a tier, visitors come by rank, whatever their service."""
        lower = {service for tier in self.afterwards for service in tier}
        first = (*(each for each in self.services if each not in lower), *self.given)
        return first, *self.afterwards, tuple(each for each in self.helps if each not in self.given)


@dataclass(frozen=True)
class HallPlan:
    """All of it. What the file no longer names stays here as retired, so that yesterday's tickets keep their words."""

    slug: str
    name: Names
    timezone: ZoneInfo
    languages: tuple[str, ...]
    hotline: str | None
    dossier_code_pattern: str | None
    opening_hours: OpeningHours
    zones: tuple[Zone, ...]
    priority_classes: tuple[PriorityClass, ...]
    departments: tuple[Department, ...]
    counters: tuple[CounterPlan, ...]
    numbering: Mapping[str, Numbering] = field(default_factory=dict)
    """Of the prefixes whose numbers do not simply run from 001."""
    rules: Rules = DEFAULT_RULES
    kiosk_look: KioskLook = USUAL_LOOK
    kiosks: Mapping[str, Names] = field(default_factory=dict)
    """Where each kiosk stands, by the name of its token."""
    ticket_layout: TicketLayout = USUAL_LAYOUT
    retention: Retention = DEFAULT_RETENTION
    displays: tuple[DisplayPlan, ...] = ()
    voice: VoicePlan = NO_VOICE
    rating: RatingPlan = FACES_ALONE
    dossiers: DossierPlan = NOTHING_ASKED
    alerts: AlertPlan = USUAL_ALERTS
    reports: tuple[ScheduledReport, ...] = ()
    """What it sends by itself."""

    def with_given(self, given: Mapping[int, tuple[str, ...]]) -> "HallPlan":
        """With what counters are given for a while beside their own services."""
        if not given:
            return self
        return replace(self, counters=tuple(_given(each, given.get(each.number, ()), self) for each in self.counters))

    def numbering_of(self, prefix: str) -> Numbering:
        return self.numbering.get(prefix, _NUMBERING)

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """Those of the services offered today, each once."""
        return tuple(dict.fromkeys(service.prefix for service in self.services))

    def service(self, slug: str) -> Service:
        """Raises NotFound for a service that this hall never had."""
        if slug not in self._services:
            raise NotFound("This hall has no service %(service)s.", service=slug)
        return self._services[slug]

    def department_of(self, service: str) -> Department:
        return self._departments[service]

    def department(self, slug: str) -> Department | None:
        """None for one that this hall never had."""
        return next((each for each in self.departments if each.slug == slug), None)

    def departments_at(self, counter: int) -> frozenset[str]:
        """Those whose services are this counter's own; where it only helps out, it is not theirs."""
        return frozenset(self.department_of(service).slug for service in self.counter(counter).services)

    def priority_class(self, slug: str) -> PriorityClass:
        """Raises NotFound for a class that this hall never had."""
        found = next((each for each in self.priority_classes if each.slug == slug), None)
        if found is None:
            raise NotFound("This hall has no priority class %(priority_class)s.", priority_class=slug)
        return found

    def zone(self, slug: str) -> Zone:
        """Raises NotFound for a zone that this hall never had."""
        found = next((each for each in self.zones if each.slug == slug), None)
        if found is None:
            raise NotFound("This hall has no zone %(zone)s.", zone=slug)
        return found

    def counter(self, number: int) -> CounterPlan:
        """Raises NotFound for a counter that this hall never had."""
        if number not in self._counters:
            raise NotFound("This hall has no counter %(counter)s.", counter=number)
        return self._counters[number]

    def counters_for(self, service: str) -> tuple[CounterPlan, ...]:
        """The counters whose own this service is, if only for a while."""
        return self._counters_for.get(service, ())

    @cached_property
    def _counters_taking(self) -> dict[str, frozenset[int]]:
        taking: dict[str, set[int]] = {}
        for counter in self.counters:
            for service in counter.takes if not counter.retired else ():
                taking.setdefault(service, set()).add(counter.number)
        return {service: frozenset(numbers) for service, numbers in taking.items()}

    def counters_taking(self, service: str) -> frozenset[int]:
        """The numbers of the counters that take this service, if only to help out."""
        return self._counters_taking.get(service, frozenset())

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """Those offered today, in the order of the plan."""
        return tuple(each for each in self._services.values() if not each.retired)

    @cached_property
    def calendar(self) -> Calendar:
        """Its days and when it is open on them."""
        return Calendar(self.opening_hours, self.timezone, self.rules.day_begins)

    def local(self, instant: datetime) -> datetime:
        """The same moment on the hall's own clock."""
        return instant.astimezone(self.timezone)

    def day(self, instant: datetime) -> date:
        """The hall's local day at this moment, never UTC's; it may begin some hours after midnight."""
        return self.calendar.day(instant)

    def day_ends(self, instant: datetime) -> datetime:
        """When the local day of this moment ends, as a UTC instant."""
        return self.day_bounds(self.day(instant))[1]

    def day_bounds(self, day: date) -> tuple[datetime, datetime]:
        """When a local day begins and when the next one does, as UTC instants."""
        return self.calendar.bounds(day)

    @cached_property
    def _services(self) -> dict[str, Service]:
        return {service.slug: service for department in self.departments for service in department.services}

    @cached_property
    def _departments(self) -> dict[str, Department]:
        return {service.slug: department for department in self.departments for service in department.services}

    @cached_property
    def _counters(self) -> dict[int, CounterPlan]:
        return {counter.number: counter for counter in self.counters}

    @cached_property
    def _counters_for(self) -> dict[str, tuple[CounterPlan, ...]]:
        taking: dict[str, tuple[CounterPlan, ...]] = {}
        for counter in self.counters:
            if not counter.retired:
                for service in (*counter.services, *counter.given):
                    taking[service] = (*taking.get(service, ()), counter)
        return taking


def _given(counter: CounterPlan, services: tuple[str, ...], plan: HallPlan) -> CounterPlan:
    """What has become its own meanwhile, or is offered no more, it is not given."""
    offered = {each.slug for each in plan.services}
    new = tuple(each for each in services if each in offered and each not in counter.services)
    return replace(counter, given=new) if new else counter
