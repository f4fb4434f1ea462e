"""One hall at one moment, for whoever asks: what is asked of the database stands in `queries`, a module a subject."""

from collections import Counter as Tally
from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import Connection, Executable

from display_server.domain.capacity import Workload, free_in
from display_server.domain.hall_plan import HallPlan
from display_server.store.hall_memory import HallMemory
from display_server.store.journal import AnyRow
from display_server.store.queries.alerts import AlertQueries
from display_server.store.queries.appointments import AppointmentQueries
from display_server.store.queries.counters import CounterQueries, plan_with_given
from display_server.store.queries.day_notes import DayNoteQueries
from display_server.store.queries.devices import DeviceQueries
from display_server.store.queries.dossiers import DossierQueries
from display_server.store.queries.estimates import EstimateQueries
from display_server.store.queries.journal import JournalQueries
from display_server.store.queries.moment import Moment, found_once
from display_server.store.queries.numbers import NumberQueries
from display_server.store.queries.people import People
from display_server.store.queries.playlist import PlaylistQueries
from display_server.store.queries.promises import PromiseQueries
from display_server.store.queries.queues import QueueQueries
from display_server.store.queries.reminders import ReminderQueries
from display_server.store.queries.reports import ReportQueries
from display_server.store.queries.tickets import TicketQueries
from display_server.store.queries.voices import VoiceQueries


class Reading:
    """One hall as it is at one moment: `seq` says after which change, `now` when."""

    def __init__(
        self, connection: Connection, hall_id: int, plan: HallPlan, seq: int, now: datetime, memory: HallMemory
    ) -> None:
        self.moment = Moment(connection, hall_id, plan, seq, now, memory)
        self.plan = self.moment.plan = plan_with_given(self.moment)
        """The hall's plan, with the services that counters are given for a while."""
        self.seq = seq
        self.now = now
        self.tickets = TicketQueries(self.moment)
        self.queues = QueueQueries(self.moment)
        self.counters = CounterQueries(self.moment, self.queues)
        self.numbers = NumberQueries(self.moment)
        self.journal = JournalQueries(self.moment)
        self.devices = DeviceQueries(self.moment)
        self.alerts = AlertQueries(self.moment)
        self.day_notes = DayNoteQueries(self.moment)
        self.playlist = PlaylistQueries(self.moment)
        self.appointments = AppointmentQueries(self.moment)
        self.dossiers = DossierQueries(self.moment)
        self.reminders = ReminderQueries(self.moment)
        self.reports = ReportQueries(self.moment)
        self.voices = VoiceQueries(self.moment, self.counters)
        self.promises = PromiseQueries(self.moment)
        self.estimates = EstimateQueries(self.moment, self.counters, self.queues)

    @cached_property
    def people(self) -> People:
        """Who holds a ticket, without knowing who."""
        return People(self.moment.connection, self.moment.hall_id, self.lasting)

    # --- the day ---

    @property
    def today(self) -> date:
        """The hall's local day."""
        return self.moment.today

    @property
    def lasting(self) -> tuple[date, ...]:
        """The days whose visits go on, in order; the last is today."""
        return self.moment.lasting

    def lasts(self, day: date) -> bool:
        """Whether visits of this local day go on: today's, and yesterday's as long as the hall has not closed since."""
        return day in self.lasting

    @property
    def is_open(self) -> bool:
        return self.plan.calendar.is_open(self.now)

    # --- what several subjects tell together ---

    @found_once
    def workload(self) -> Workload:
        """What the counters have before them."""
        parked = self.queues.parked([service.slug for service in self.plan.services])
        visitors = Tally(self.queues.lengths) + Tally(ticket.service for ticket in parked) + self.queues.to_come()
        return Workload(visitors, free_in(self.plan, self.counters.all.values(), self.counters.tickets(), self.now))

    def ask(self, statement: Executable, **facts: object) -> Sequence[AnyRow]:
        """The rows of a statement that the statistics wrote; `hall_id` is bound to this hall."""
        return self.moment.rows(statement, **facts)
