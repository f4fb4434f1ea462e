"""One change of a hall: everything in one transaction, numbered by the hall's `seq`, told in the journal."""

from datetime import date, datetime

from sqlalchemy import Connection

from display_server.domain.alerts import Alert, StandingAlert
from display_server.domain.announcing import ZoneVoice
from display_server.domain.appointment import Appointment
from display_server.domain.chain import proof_code
from display_server.domain.counter import Counter
from display_server.domain.day_note import DayNote
from display_server.domain.device import Health
from display_server.domain.display_plan import DisplaySetting
from display_server.domain.events import Event
from display_server.domain.given_services import GivenService
from display_server.domain.hall_plan import HallPlan
from display_server.domain.lease import Lease
from display_server.domain.playlist import PlaylistItem
from display_server.domain.reminder import MessageState, Reminder
from display_server.domain.ticket import Ticket, TicketId
from display_server.store.hall_memory import HallMemory
from display_server.store.journal import to_row
from display_server.store.queries import (
    alerts,
    appointments,
    counters,
    day_notes,
    devices,
    dossiers,
    journal,
    numbers,
    playlist,
    reminders,
    tickets,
    voices,
)
from display_server.store.reading import Reading


class Change(Reading):
    """A reading that may also write. What it does becomes visible to others as a whole, or not at all."""

    def __init__(
        self,
        connection: Connection,
        hall_id: int,
        plan: HallPlan,
        seq: int,
        now: datetime,
        memory: HallMemory,
        actor: str,
    ) -> None:
        super().__init__(connection, hall_id, plan, seq, now, memory)
        self._actor = actor
        self._events = 0

    @property
    def is_empty(self) -> bool:
        """Nothing happened, so nothing is to be kept."""
        return self._events == 0

    def record(self, event: Event) -> None:
        """Writes what happened into the journal."""
        journal.add_event(self.moment, self._events, self._actor, to_row(event))
        self.estimates.happened(event)
        self._events += 1

    def proof_code(self) -> str | None:
        """Of the event that was recorded last, as a ticket carries it; None where this change has recorded none."""
        last = self.moment.memory.link
        return proof_code(self.seq, last[1]) if self._events and last is not None else None

    def issued_by_actor(self, device: int | None, since: datetime) -> int:
        """How many tickets whoever makes this change has given since, with this device of those that share a name."""
        return self.journal.issued_by(self._actor, device, since)

    # --- tickets ---

    def add_ticket(self, new: tickets.NewTicket) -> Ticket:
        """Stores a new ticket and gives it its id."""
        return tickets.add_ticket(self.moment, new)

    def save(self, ticket: Ticket) -> Ticket:
        """Stores where the ticket has come to."""
        tickets.save_ticket(self.moment, ticket)
        return ticket

    def add_rating(self, ticket: TicketId, rating: tickets.NewRating) -> None:
        """Stores the one rating of a served visit."""
        tickets.add_rating(self.moment, ticket, rating)

    def withdraw_rating(self, ticket: TicketId) -> None:
        """Marks the rating of a visit as taken back by its citizen."""
        tickets.withdraw_rating(self.moment, ticket)

    def add_dossier(self, new: dossiers.NewDossier) -> int:
        """Stores one dossier of a visit; its id."""
        return dossiers.add_dossier(self.moment, new)

    def save_dossier(self, dossier: dossiers.HandledDossier) -> None:
        """Stores what is said of a dossier from now on."""
        dossiers.save_dossier(self.moment, dossier)

    def strike_dossier(self, handled: int) -> None:
        """Forgets a dossier of a visit; what the journal tells of it stays."""
        dossiers.strike_dossier(self.moment, handled)

    def drop_dossiers_of(self, ticket: TicketId, seq: int) -> None:
        """Forgets the dossiers that were noted in a change that is undone."""
        dossiers.drop_dossiers_of(self.moment, ticket, seq)

    def settle_reminder(self, reminder: Reminder, state: MessageState) -> None:
        """Stores what has become of a message."""
        reminders.settle(self.moment, reminder, state)

    def forget_reminders(self) -> None:
        """Throws the messages of days away whose visits are over."""
        reminders.forget_past(self.moment, self.lasting)

    # --- numbers ---

    def next_number(self, prefix: str) -> int | None:
        """Takes the next number of a prefix on the hall's local day; None where they have run out."""
        number, after = self.numbers.series(prefix, self.today).give()
        if number is not None:
            numbers.save_series(self.moment, prefix, self.today, after)
        return number

    def numbers_to_lease(self, prefix: str, wanted: int, day: date) -> range:
        """Takes numbers of a prefix and day for a kiosk; fewer, or none, where they run out."""
        taken, after = self.numbers.series(prefix, day).lease(wanted)
        if taken:
            numbers.save_series(self.moment, prefix, day, after)
        return taken

    def numbers_that_can_be_leased(self, prefix: str, wanted: int) -> range:
        """The numbers that `numbers_to_lease` would take today; takes none."""
        return self.numbers.series(prefix, self.today).lease(wanted)[0]

    def step_over(self, prefix: str, day: date, forgotten: int) -> range:
        """Gives none of the next so many numbers, nor any that was leased; which they are."""
        before = self.numbers.series(prefix, day)
        after = before.stepped_over(forgotten)
        numbers.save_series(self.moment, prefix, day, after)
        return range(before.last + 1, after.last + 1)

    def add_lease(self, new: numbers.NewLease) -> Lease:
        """Stores a new lease and gives it its id."""
        return numbers.add_lease(self.moment, new)

    def save_lease(self, lease: Lease) -> Lease:
        """Stores what has become of a lease."""
        numbers.save_lease(self.moment, lease)
        return lease

    # --- counters, devices, appointments ---

    def save_counter(self, counter: Counter) -> Counter:
        """Stores a counter's state and officer."""
        counters.save_counter(self.moment, counter)
        return counter

    def save_given(self, given: GivenService) -> None:
        """Stores that a counter takes a service for a while."""
        counters.save_given(self.moment, given)

    def drop_given(self, given: GivenService) -> None:
        """Stores that a counter does not take a service any more that it was given."""
        counters.drop_given(self.moment, given)

    def save_device(self, device: int, health: Health) -> None:
        """Stores a kiosk that is in another condition than before."""
        devices.save_device(self.moment, device, health)

    def save_display(self, name: str, setting: DisplaySetting) -> None:
        """Stores what a hall display shows."""
        devices.save_display(self.moment, name, setting)

    def save_alert(self, standing: StandingAlert) -> None:
        """Stores an alert that begins, that has happened again, or that somebody has seen."""
        alerts.save_alert(self.moment, standing)

    def drop_alert(self, alert: Alert) -> None:
        """Forgets an alert that has ended."""
        alerts.drop_alert(self.moment, alert)

    def stop_service(self, service: str, reason: str) -> None:
        """Stores that a service gives no tickets today."""
        alerts.stop_service(self.moment, service, reason)

    def reopen_service(self, service: str) -> None:
        """Stores that a service gives tickets again."""
        alerts.reopen_service(self.moment, service)

    def save_day_note(self, note: DayNote) -> None:
        """Stores what is to be known of a day."""
        day_notes.save_note(self.moment, note)

    def drop_day_note(self, day: date) -> None:
        """Forgets the note to a day; what it said is in the journal."""
        day_notes.drop_note(self.moment, day)

    def add_playlist_item(self, item: PlaylistItem) -> PlaylistItem:
        """Stores a new item of the playlist, behind the others, and gives it its id."""
        return playlist.add_item(self.moment, item)

    def save_playlist_item(self, item: PlaylistItem) -> None:
        """Stores an item that has changed."""
        playlist.save_item(self.moment, item)

    def drop_playlist_item(self, item: int) -> None:
        """Forgets an item; its file goes where no other needs it."""
        playlist.drop_item(self.moment, item)

    def save_playlist_order(self, items: tuple[int, ...]) -> None:
        """Stores in which order the items are shown."""
        playlist.save_order(self.moment, items)

    def lose_device(self, device: int) -> None:
        """Stores that nothing was heard of a kiosk for too long."""
        devices.lose_device(self.moment, device)

    def note_help_wanted(self, device: int) -> bool:
        """Stores that staff are called to a kiosk; False where nothing was ever heard of it."""
        return devices.note_help_wanted(self.moment, device)

    def save_voice(self, voice: ZoneVoice) -> None:
        """Stores how far a zone's loudspeaker has come."""
        voices.save_voice(self.moment, voice)

    def add_appointment(self, appointment: Appointment) -> Appointment:
        """Stores a new appointment."""
        appointments.add_appointment(self.moment, appointment)
        return appointment

    def drop_appointment(self, code: str) -> None:
        """Forgets an appointment; that there was one is in the journal."""
        appointments.drop_appointment(self.moment, code)

    def use_appointment(self, code: str, ticket: TicketId) -> None:
        """Binds an appointment to the ticket that its holder took."""
        appointments.use_appointment(self.moment, code, ticket)

    def free_appointment(self, ticket: TicketId) -> None:
        """Lets the holder of the appointment that this ticket was taken for, if any, come for it again."""
        appointments.free_appointment(self.moment, ticket)
