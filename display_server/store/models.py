"""The tables, as SQLAlchemy typed mappings. No behaviour: `change` writes them, `reading` reads them.

Slugs and counter numbers are the keys, as people know them; only tickets, ratings and accounts have numbers of the
database's own. What must never be is forbidden here once more: a number twice, two tickets at one counter, two ratings
of one visit, a gap in the journal's order.
"""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from display_server.domain.handled import MOST_DONG


class Instant(TypeDecorator[datetime]):
    """A UTC instant: timestamptz where the database has it, naive UTC where it has not (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy's own form)
        datetime: Instant,
        dict[str, str]: JSON,
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[list[str]]: JSON,
    }


Key = String(63)
BigId = BigInteger().with_variant(Integer, "sqlite")


class HallRow(Base):
    """`seq` is the hall's lock, version and order: every change begins by counting it up."""

    __tablename__ = "halls"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(Key, unique=True)
    name: Mapped[dict[str, str]]
    timezone: Mapped[str] = mapped_column(String(64))
    languages: Mapped[list[str]]
    hotline: Mapped[str | None] = mapped_column(String(40))
    dossier_code_pattern: Mapped[str | None] = mapped_column(Text)
    opening_hours: Mapped[dict[str, Any]]
    calendar: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    """The country of its holidays, and its special days."""
    numbering: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    rules: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    kiosk_look: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    kiosks: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    """The place of each kiosk, by the name of its token, in every language."""
    ticket_layout: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    retention: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    """For how many days what names people is kept, where that is not the usual."""
    displays: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    """By name."""
    voice: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    rating: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    dossiers: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    """What is asked of the dossiers of a visit when it ends."""
    alerts: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    """From when on something is an alert, where that is not the usual."""
    reports: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    """What it sends by itself, by slug."""
    seq: Mapped[int] = mapped_column(BigInteger, default=0)
    plan_version: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime | None]
    """The time of the last change: none is earlier, though the machine's clock be put back."""


class ZoneRow(Base):
    __tablename__ = "zones"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(Key, primary_key=True)
    name: Mapped[dict[str, str]]
    position: Mapped[int]
    retired: Mapped[bool] = mapped_column(default=False)


class ZoneVoiceRow(Base):
    """How far the loudspeaker of a zone has come: which announcement was begun last, by whom, and until when."""

    __tablename__ = "zone_voices"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    zone: Mapped[str] = mapped_column(Key, primary_key=True)
    said_seq: Mapped[int] = mapped_column(BigInteger)
    """Nothing up to this change of the hall is to be said any more."""
    speaker: Mapped[str | None] = mapped_column(String(64))
    rank: Mapped[int] = mapped_column(server_default=text("0"))
    began_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]


class DepartmentRow(Base):
    __tablename__ = "departments"
    __table_args__ = (ForeignKeyConstraint(["hall_id", "zone"], ["zones.hall_id", "zones.slug"]),)

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(Key, primary_key=True)
    zone: Mapped[str] = mapped_column(Key)
    name: Mapped[dict[str, str]]
    position: Mapped[int]
    retired: Mapped[bool] = mapped_column(default=False)
    fee_module: Mapped[bool] = mapped_column(server_default=true())
    post_office: Mapped[bool] = mapped_column(server_default=false())


class ServiceRow(Base):
    __tablename__ = "services"
    __table_args__ = (ForeignKeyConstraint(["hall_id", "department"], ["departments.hall_id", "departments.slug"]),)

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(Key, primary_key=True)
    department: Mapped[str] = mapped_column(Key)
    name: Mapped[dict[str, str]]
    prefix: Mapped[str] = mapped_column(String(3))
    expected_seconds: Mapped[int]
    target_wait_seconds: Mapped[int]
    daily_cap: Mapped[int | None]
    next_stops: Mapped[list[str]] = mapped_column(server_default=text("'[]'"))
    guidance: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    """Papers to bring, and the way online."""
    position: Mapped[int]
    retired: Mapped[bool] = mapped_column(default=False)


class PriorityClassRow(Base):
    __tablename__ = "priority_classes"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(Key, primary_key=True)
    name: Mapped[dict[str, str]]
    head_start_seconds: Mapped[int]
    from_age: Mapped[int | None]
    position: Mapped[int]
    retired: Mapped[bool] = mapped_column(default=False)


class CounterRow(Base):
    __tablename__ = "counters"
    __table_args__ = (
        ForeignKeyConstraint(["hall_id", "zone"], ["zones.hall_id", "zones.slug"]),
        CheckConstraint("(state = 'closed') = (officer IS NULL)", "closed_has_no_officer"),
    )

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    zone: Mapped[str] = mapped_column(Key)
    services: Mapped[list[str]]
    afterwards: Mapped[list[list[str]]] = mapped_column(server_default=text("'[]'"))
    """Which of the services come second, third and so on in preference."""
    helps: Mapped[list[str]] = mapped_column(server_default=text("'[]'"))
    state: Mapped[str] = mapped_column(String(10), default="closed")
    officer: Mapped[str | None] = mapped_column(String(200))
    pause_reason: Mapped[str | None] = mapped_column(String(200))
    back_at: Mapped[datetime | None]
    help_wanted_at: Mapped[datetime | None]
    helper: Mapped[str | None] = mapped_column(String(200))
    officer_called_at: Mapped[datetime | None]
    officer_called_by: Mapped[str | None] = mapped_column(String(200))
    officer_call: Mapped[str | None] = mapped_column(String(200))
    since: Mapped[datetime | None]
    retired: Mapped[bool] = mapped_column(default=False)


class NumberSeriesRow(Base):
    """The numbers given per prefix and local day: from the first to the last, and a stretch apart for leases."""

    __tablename__ = "number_series"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    prefix: Mapped[str] = mapped_column(String(3), primary_key=True)
    last: Mapped[int]
    first: Mapped[int] = mapped_column(server_default=text("1"))
    leased_from: Mapped[int | None]
    leased_to: Mapped[int | None]


class NumberLeaseRow(Base):
    """Numbers of a series that one kiosk alone may print while it cannot reach the server."""

    __tablename__ = "number_leases"
    __table_args__ = (Index("ix_number_leases_day", "hall_id", "day", "prefix"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"))
    day: Mapped[date]
    prefix: Mapped[str] = mapped_column(String(3))
    first: Mapped[int]
    next: Mapped[int]
    last: Mapped[int]
    holder: Mapped[str] = mapped_column(String(420))
    granted_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    reclaimed_at: Mapped[datetime | None]


class TicketRow(Base):
    """The present state of a ticket; how it came there is in the journal."""

    __tablename__ = "tickets"
    __table_args__ = (
        UniqueConstraint("hall_id", "day", "number"),
        ForeignKeyConstraint(["hall_id", "service"], ["services.hall_id", "services.slug"]),
        ForeignKeyConstraint(["hall_id", "counter"], ["counters.hall_id", "counters.number"]),
        ForeignKeyConstraint(["hall_id", "priority_class"], ["priority_classes.hall_id", "priority_classes.slug"]),
        CheckConstraint("state NOT IN ('called', 'serving') OR counter IS NOT NULL", "at_a_counter"),
        Index(
            "ix_tickets_waiting",
            *("hall_id", "day", "service", "rank", "id"),
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_tickets_counter",
            *("hall_id", "day", "counter"),
            sqlite_where=text("counter IS NOT NULL"),
            postgresql_where=text("counter IS NOT NULL"),
        ),
        Index(
            "ix_tickets_calls",
            *("hall_id", "day", "call_seq"),
            sqlite_where=text("call_seq IS NOT NULL"),
            postgresql_where=text("call_seq IS NOT NULL"),
        ),
        Index(
            "ix_tickets_parked",
            *("hall_id", "day"),
            sqlite_where=text("state = 'parked'"),
            postgresql_where=text("state = 'parked'"),
        ),
        Index(
            "ix_tickets_missed",
            *("hall_id", "day", "ended_at"),
            sqlite_where=text("state = 'no_show'"),
            postgresql_where=text("state = 'no_show'"),
        ),
        Index(
            "ix_tickets_for_counter",
            *("hall_id", "day", "for_counter", "rank", "id"),
            sqlite_where=text("state = 'waiting' AND for_counter IS NOT NULL"),
            postgresql_where=text("state = 'waiting' AND for_counter IS NOT NULL"),
        ),
        Index(
            "ix_tickets_served",
            *("hall_id", "day"),
            sqlite_where=text("state = 'served'"),
            postgresql_where=text("state = 'served'"),
        ),
        Index(
            "uq_tickets_one_at_a_counter",
            *("hall_id", "counter"),
            unique=True,
            sqlite_where=text("state IN ('called', 'serving')"),
            postgresql_where=text("state IN ('called', 'serving')"),
        ),
        Index(
            "uq_tickets_key",
            *("hall_id", "key"),
            unique=True,
            sqlite_where=text("key IS NOT NULL"),
            postgresql_where=text("key IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"))
    day: Mapped[date]
    prefix: Mapped[str] = mapped_column(String(3))
    sequence: Mapped[int]
    number: Mapped[str] = mapped_column(String(12))
    service: Mapped[str] = mapped_column(Key)
    priority_class: Mapped[str | None] = mapped_column(Key)
    language: Mapped[str] = mapped_column(String(10))
    dossiers: Mapped[int]
    token: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(10))
    issued_at: Mapped[datetime]
    rank: Mapped[datetime]
    counter: Mapped[int | None]
    calls: Mapped[int] = mapped_column(default=0)
    called_at: Mapped[datetime | None]
    call_seq: Mapped[int | None] = mapped_column(BigInteger)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    stop: Mapped[int] = mapped_column(server_default=text("1"))
    queued_at: Mapped[datetime | None]
    next_stops: Mapped[list[str]] = mapped_column(server_default=text("'[]'"))
    for_counter: Mapped[int | None]
    for_officer: Mapped[str | None] = mapped_column(String(200))
    sent_by: Mapped[int | None]
    sent_from: Mapped[str | None] = mapped_column(Key)
    not_before: Mapped[datetime | None]
    park_reason: Mapped[str | None] = mapped_column(String(200))
    back_at: Mapped[datetime | None]
    late_returns: Mapped[int] = mapped_column(server_default=text("0"))
    paper: Mapped[str | None] = mapped_column(String(14))
    """What became of its slip."""
    key: Mapped[str | None] = mapped_column(String(200))
    """The idempotency key of the request that led to it."""
    request: Mapped[str | None] = mapped_column(String(64))
    """The digest of what was asked with that key."""


class DayKeyRow(Base):
    """The key that turns cards into marks on one day. Thrown away with the day and the visits that outlast it."""

    __tablename__ = "day_keys"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    key: Mapped[bytes]


class PersonRow(Base):
    """The mark of whoever showed a card for a ticket, by the key of the `day`. Thrown away with it, or the visit."""

    __tablename__ = "people"
    __table_args__ = (Index("ix_people_hall_id", "hall_id", "mark"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"))
    mark: Mapped[str] = mapped_column(String(64))
    day: Mapped[date]


class ReminderRow(Base):
    """A message that a ticket's holder wants before the call; the address only until it is sent, or given up."""

    __tablename__ = "reminders"
    __table_args__ = (Index("ix_reminders_hall_id", "hall_id", "state"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    way: Mapped[str] = mapped_column(String(10), primary_key=True)
    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"))
    day: Mapped[date]
    """The ticket's."""
    address: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]


class AppointmentRow(Base):
    """A time that a visitor was promised; `ticket_id` once they have come, unless they gave up before any call."""

    __tablename__ = "appointments"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    service: Mapped[str] = mapped_column(Key)
    at: Mapped[datetime]
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))


class JournalRow(Base):
    """What happened, numbered per hall: `seq` is the change, `nth` the event within it."""

    __tablename__ = "journal"
    __table_args__ = (
        Index("ix_journal_ticket_id", "ticket_id"),
        Index("ix_journal_event", "hall_id", "event", "at", "service"),
        Index("ix_journal_day", "hall_id", "day", "counter", "seq", "nth"),
    )

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    nth: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    day: Mapped[date]
    event: Mapped[str] = mapped_column(String(40))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))
    counter: Mapped[int | None]
    service: Mapped[str | None] = mapped_column(Key)
    actor: Mapped[str] = mapped_column(String(200))
    facts: Mapped[dict[str, Any]]
    link: Mapped[str | None] = mapped_column(String(64))
    """Its place in the hash chain (`domain.chain`); none in what was written before there was one."""
    seals: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The salted hashes of what names people."""
    salt: Mapped[str | None] = mapped_column(String(32))
    """Of the names; none where they were erased."""
    salts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Of what is kept for another time than names, as long as it is kept."""


class SecurityLogRow(Base):
    """Who came in, who could not, and who changed what others may do: a hash chain of its own, numbered from 1."""

    __tablename__ = "security_log"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(250))
    address: Mapped[str | None] = mapped_column(String(64))
    about: Mapped[str | None] = mapped_column(String(250))
    hall: Mapped[str | None] = mapped_column(Key)
    facts: Mapped[dict[str, Any]]
    link: Mapped[str] = mapped_column(String(64))
    """Its place in the hash chain (`domain.security_log`)."""
    seal: Mapped[str] = mapped_column(String(64))
    """The salted hash of the address."""
    seals: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Those of the names; none in what was written while they stood in the chain as they are."""
    salt: Mapped[str | None] = mapped_column(String(32))


class ErasureRow(Base):
    """Until which day a class of personal data was erased, and when that was."""

    __tablename__ = "erasures"

    hall_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """0 is what belongs to no hall."""
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    until: Mapped[date]
    at: Mapped[datetime]
    erased: Mapped[int] = mapped_column(BigInteger)
    """How many entries it were."""


class CheckpointRow(Base):
    """How far a chain had come, signed; what was handed to a file elsewhere has the time of that."""

    __tablename__ = "checkpoints"

    hall_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """0 is the security log, which belongs to no hall."""
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    link: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    key: Mapped[str] = mapped_column(String(64))
    """The public key, in hexadecimal."""
    signature: Mapped[str] = mapped_column(String(128))
    handed_at: Mapped[datetime | None]


class RatingRow(Base):
    __tablename__ = "ratings"
    __table_args__ = (
        CheckConstraint("score BETWEEN 1 AND 4", "four_faces"),
        Index("ix_ratings_rated_at", "hall_id", "rated_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), unique=True)
    score: Mapped[int]
    reasons: Mapped[list[str]]
    indicators: Mapped[dict[str, Any]]
    comment: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(10))
    rated_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    """When its citizen took it back; it counts no more."""
    seconds_after: Mapped[int | None]
    """After the end of the visit, by the device on which the face was touched; None of older ratings."""


class HandledDossierRow(Base):
    """One dossier of a visit, as it is noted now; who noted and who corrected it is in the journal."""

    __tablename__ = "handled_dossiers"
    __table_args__ = (
        ForeignKeyConstraint(["hall_id", "department"], ["departments.hall_id", "departments.slug"]),
        CheckConstraint(f"fee BETWEEN 0 AND {MOST_DONG} AND charge BETWEEN 0 AND {MOST_DONG}", "whole_dong"),
        # All that the headline counts: ten months of a province are read from it alone, in a tenth of a second.
        Index(
            "ix_handled_dossiers_figures",
            *("hall_id", "day", "department", "outcome", "due_on", "received_on", "return_by", "received_for"),
            *("fee", "charge"),
        ),
        Index(
            "ix_handled_dossiers_code",
            *("hall_id", "code", "id"),
            sqlite_where=text("code IS NOT NULL"),
            postgresql_where=text("code IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},  # no id twice: the journal names a dossier by it
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"))
    day: Mapped[date]
    seq: Mapped[int] = mapped_column(BigInteger)
    """Of the change that ended the visit, or its stop."""
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    stop: Mapped[int]
    counter: Mapped[int]
    officer: Mapped[str | None] = mapped_column(String(200))
    service: Mapped[str] = mapped_column(Key)
    department: Mapped[str] = mapped_column(Key)
    """Whose dossier it is: of a result, whoever received it."""
    outcome: Mapped[str] = mapped_column(String(12))
    code: Mapped[str | None] = mapped_column(String(64))
    due_on: Mapped[date | None]
    fee: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    charge: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    receipt: Mapped[str | None] = mapped_column(String(30))
    return_by: Mapped[str | None] = mapped_column(String(8))
    received_for: Mapped[str | None] = mapped_column(Key)
    received_id: Mapped[int | None] = mapped_column(ForeignKey("handled_dossiers.id"), index=True)
    """Of a result: where the hall received its dossier, and on which day."""
    received_on: Mapped[date | None]


class OneStopProgressRow(Base):
    """How far the one-stop system has been told of a hall's dossiers, and how it goes."""

    __tablename__ = "one_stop_progress"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    told_seq: Mapped[int] = mapped_column(BigInteger)
    """The journal's event that was told last, or passed over."""
    told_nth: Mapped[int]
    told_at: Mapped[datetime]
    """The time of that event."""
    tries: Mapped[int] = mapped_column(server_default=text("0"))
    """In vain, of the next one."""
    next_try_at: Mapped[datetime | None]
    fault: Mapped[str | None] = mapped_column(String(300))
    failing_since: Mapped[datetime | None]


class OneStopRefusalRow(Base):
    """News that the one-stop system does not take: somebody has to look at it."""

    __tablename__ = "one_stop_refusals"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    nth: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    why: Mapped[str] = mapped_column(String(300))


class ReportDeliveryRow(Base):
    """One scheduled report of one period to one of those who get it."""

    __tablename__ = "report_deliveries"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    report: Mapped[str] = mapped_column(Key, primary_key=True)
    first_day: Mapped[date] = mapped_column(primary_key=True)
    to: Mapped[str] = mapped_column(String(200), primary_key=True)
    tries: Mapped[int]
    next_try_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    fault: Mapped[str | None] = mapped_column(String(300))
    """Why the last try failed."""


class RollUpRow(Base):
    """What became of some visits of a day or a month, added up (`statistics.sums`); made from the journal alone."""

    __tablename__ = "roll_ups"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    grain: Mapped[str] = mapped_column(String(5), primary_key=True)
    """day, month"""
    scope: Mapped[str] = mapped_column(Key, primary_key=True)
    """A department's slug; empty for the whole hall."""
    dimension: Mapped[str] = mapped_column(String(16), primary_key=True)
    first_day: Mapped[date] = mapped_column(primary_key=True)
    group: Mapped[str] = mapped_column(String(200), primary_key=True)
    sums: Mapped[dict[str, Any]]


class CounterTimeRow(Base):
    """How much of a day's opening hours a counter spent at what, with whom; made from the journal alone."""

    __tablename__ = "counter_times"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    counter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    officer: Mapped[str] = mapped_column(String(200), primary_key=True)
    """Empty where nobody sat there, or the name is kept no more."""
    spent: Mapped[str] = mapped_column(String(20), primary_key=True)
    reason: Mapped[str] = mapped_column(String(200), primary_key=True)
    """Why it was paused; empty otherwise."""
    microseconds: Mapped[int] = mapped_column(BigInteger)


class RolledPeriodRow(Base):
    """A day or month of which there are roll-ups, or of which something was written since they were made."""

    __tablename__ = "rolled_periods"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    grain: Mapped[str] = mapped_column(String(5), primary_key=True)
    first_day: Mapped[date] = mapped_column(primary_key=True)
    stale: Mapped[bool]


class RollUpProgressRow(Base):
    """Up to which change of a hall's journal it was looked for days that something was written of."""

    __tablename__ = "roll_up_progress"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)


class TokenRow(Base):
    """A device's or program's bearer token, as its SHA-256 only."""

    __tablename__ = "tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(10))
    hall: Mapped[str | None] = mapped_column(Key)
    counter: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class DeviceRow(Base):
    """How a kiosk was when it was heard of last: by its token. Only a change of its condition is in the journal."""

    __tablename__ = "devices"

    token_id: Mapped[int] = mapped_column(ForeignKey("tokens.id"), primary_key=True)
    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), index=True)
    heard_at: Mapped[datetime]
    condition: Mapped[str] = mapped_column(String(20))
    health: Mapped[dict[str, Any]]
    help_wanted_at: Mapped[datetime | None]


class DisplaySettingRow(Base):
    """What a manager has had a hall display show, by its name; what the hall's file says of it stands aside."""

    __tablename__ = "display_settings"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    layout: Mapped[str] = mapped_column(String(10))
    zone: Mapped[str | None] = mapped_column(Key)
    counter: Mapped[int | None]


class AlertRow(Base):
    """What somebody should look at now, as long as it lasts; that it began and ended is in the journal."""

    __tablename__ = "alerts"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    place: Mapped[str] = mapped_column(String(200), primary_key=True)
    """A service, a counter, a kiosk's name; empty for what is of the whole hall."""
    since: Mapped[datetime]
    count: Mapped[int]
    acknowledged_by: Mapped[str | None] = mapped_column(String(200))
    acknowledged_at: Mapped[datetime | None]


class AlertDeliveryRow(Base):
    """What became of telling somebody outside that an alert began or ended: its place in the journal, and to whom."""

    __tablename__ = "alert_deliveries"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    nth: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    to: Mapped[str] = mapped_column(String(500), primary_key=True)
    at: Mapped[datetime]
    tries: Mapped[int]
    next_try_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    fault: Mapped[str | None] = mapped_column(String(300))


class ScreenRow(Base):
    """When a display or a rating tablet was last connected, to the minute."""

    __tablename__ = "screens"

    token_id: Mapped[int] = mapped_column(ForeignKey("tokens.id"), primary_key=True)
    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), index=True)
    heard_at: Mapped[datetime]


class StoppedServiceRow(Base):
    """A service for which no tickets are given on this day, because somebody has said so."""

    __tablename__ = "stopped_services"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    service: Mapped[str] = mapped_column(Key, primary_key=True)
    day: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200))


class GivenServiceRow(Base):
    """A service that a counter takes for a while beside those of the hall's plan."""

    __tablename__ = "given_services"
    __table_args__ = (
        ForeignKeyConstraint(["hall_id", "counter"], ["counters.hall_id", "counters.number"]),
        ForeignKeyConstraint(["hall_id", "service"], ["services.hall_id", "services.slug"]),
    )

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    counter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    service: Mapped[str] = mapped_column(Key, primary_key=True)
    until: Mapped[datetime | None]
    """None: until it is taken back."""
    given_by: Mapped[str] = mapped_column(String(200))


class DayNoteRow(Base):
    """What managers are to know of a day when they look at its figures; who wrote what before is in the journal."""

    __tablename__ = "day_notes"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    note: Mapped[str] = mapped_column(String(500))
    by: Mapped[str | None] = mapped_column(String(200))
    """None where the name is not kept any more."""
    at: Mapped[datetime]


class SavedViewRow(Base):
    """What somebody asks of the history again and again, by a name, and who else may open it."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("hall_id", "owner_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    filters: Mapped[dict[str, str]]
    audience: Mapped[str] = mapped_column(String(12))
    department: Mapped[str | None] = mapped_column(Key)


class OrderedFileRow(Base):
    """A file that is made beside the server, or was; itself it stands in the data folder, by its id."""

    __tablename__ = "ordered_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), index=True)
    what: Mapped[str] = mapped_column(String(12))
    file_format: Mapped[str] = mapped_column(String(8))
    first_day: Mapped[date]
    last_day: Mapped[date]
    group_by: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(10))
    departments: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """None: of the whole hall."""
    by: Mapped[str] = mapped_column(String(200))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(8))
    tries: Mapped[int]
    days_done: Mapped[int]
    beat_at: Mapped[datetime | None]
    """When whoever makes it said last that they still do."""
    fault: Mapped[str | None] = mapped_column(String(300))
    ended_at: Mapped[datetime | None]
    size: Mapped[int | None] = mapped_column(BigInteger)


class PlaylistItemRow(Base):
    """What displays show between calls. The files of pictures and videos stand in the data folder, by these names."""

    __tablename__ = "playlist_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), index=True)
    position: Mapped[int]
    """From 0, without gaps."""
    kind: Mapped[str] = mapped_column(String(10))
    words: Mapped[dict[str, str]]
    media: Mapped[str | None] = mapped_column(String(80))
    zones: Mapped[list[str]]
    days: Mapped[list[str]]
    begins: Mapped[time | None]
    ends: Mapped[time | None]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    seconds: Mapped[int]
    with_sound: Mapped[bool]
    is_on: Mapped[bool]


class PairingRow(Base):
    """A device that waits to be approved: its own token's SHA-256, and the code on its screen."""

    __tablename__ = "pairings"

    code: Mapped[str] = mapped_column(String(6), primary_key=True)
    role: Mapped[str] = mapped_column(String(10))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]


class UserRow(Base):
    """A person's account."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    hall: Mapped[str | None] = mapped_column(Key)
    departments: Mapped[list[str]] = mapped_column(server_default=text("'[]'"))
    """What a supervisor sees and may act on."""
    password_hash: Mapped[str] = mapped_column(String(300))
    must_change_password: Mapped[bool] = mapped_column(server_default=false())
    """Somebody else knows the password: it is good for choosing another one only."""
    second_factor: Mapped[str | None] = mapped_column(String(64))
    """The secret that this person's authenticator app shares (RFC 6238), once it has proved that it has it."""
    last_step: Mapped[int | None] = mapped_column(BigInteger)
    """The 30 seconds whose code was used last: none is good twice."""
    created_at: Mapped[datetime]
    last_sign_in_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]


class EstimatorRow(Base):
    """What a night's training has come to: JSON that is looked through as it is read, never executed."""

    __tablename__ = "estimators"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    judged_until: Mapped[date]
    """The last day that it was judged by."""
    learnt_until: Mapped[date | None]
    """The last day that it has seen."""
    trained_at: Mapped[datetime]
    figures: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    """Its own on the days that it was judged by, and those of the one that was in use until then."""
    model: Mapped[str | None] = mapped_column(Text)
    """None where the one in use was as good."""
    in_use: Mapped[bool] = mapped_column(server_default=false())


class PhonePromiseRow(Base):
    """What a phone's page told of a wait, where that was not what its holder had been told before."""

    __tablename__ = "phone_promises"

    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    promise: Mapped[dict[str, Any]]


class RecoveryCodeRow(Base):
    """A code that stands in once for the authenticator app, as its SHA-256 only."""

    __tablename__ = "recovery_codes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)


class SessionRow(Base):
    """A browser that is signed in, as a person or as a device: the SHA-256 of its cookie. It ends by being deleted."""

    __tablename__ = "sessions"
    __table_args__ = (CheckConstraint("(user_id IS NULL) <> (token_id IS NULL)", "somebodys"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    token_id: Mapped[int | None] = mapped_column(ForeignKey("tokens.id"), index=True)
    with_password: Mapped[bool] = mapped_column(server_default=true())
    """False where another system, by OpenID Connect, has said who it is."""
    created_at: Mapped[datetime]
    used_at: Mapped[datetime]
    """To the minute."""
    expires_at: Mapped[datetime] = mapped_column(index=True)


class AccessRow(Base):
    """One row that counts how often somebody's way in ended: every process looks whether it has moved.

    `logged` numbers the security log, as a hall's `seq` its journal: who counts it up has the log's end to himself.
    """

    __tablename__ = "access"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    changes: Mapped[int] = mapped_column(BigInteger)
    logged: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
