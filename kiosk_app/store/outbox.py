"""What the server does not know yet: tickets to hand in, to cancel or to ask for once more, and news of their paper."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from display_server.contract import IssueTicket, SlipNews, Ticket
from kiosk_app.store.columns import read_paper, read_ticket, written_paper, written_time
from kiosk_app.store.connection import Connection
from kiosk_app.store.tickets import CANCELLED, TO_CANCEL


@dataclass(frozen=True, slots=True)
class OfflineTicket:
    """A ticket that the kiosk issued by itself, as the server has to know it."""

    key: str
    doubtful: bool
    """The server was asked under this key before, and may have issued another number that nobody holds."""
    request: IssueTicket
    lease: int
    ticket: Ticket
    holder: str
    """The name that the lease was granted to."""


@dataclass(frozen=True, slots=True)
class UnansweredRequest:
    """The server was asked and never answered: it may have issued a ticket that nobody holds."""

    key: str
    request: IssueTicket


class Outbox:
    """`holder` is this kiosk's name for leases. Every call may raise StoreFails."""

    def __init__(self, connection: Connection, holder: str) -> None:
        self._connection, self._holder = connection, holder

    # --- tickets to hand in -------------------------------------------------------------------------------------------

    def to_hand_in(self, most: int) -> tuple[OfflineTicket, ...]:
        """The first tickets, in the order of their issue, that the server does not know yet."""
        rows = self._connection.rows(
            "SELECT * FROM tickets WHERE source = 'kiosk' AND handed_in IS NULL ORDER BY issued_at, place LIMIT ?", most
        )
        return tuple(_offline_ticket(row, self._holder) for row in rows)

    def note_handed_in(self, answers: Mapping[str, str]) -> None:
        """Notes what the server said to the ticket of each key. Those cancelled meanwhile it is to be told of now."""
        with self._connection.writing() as db:
            db.executemany(
                "UPDATE tickets SET handed_in = CASE WHEN handed_in = ? THEN ? ELSE ? END, doubtful = FALSE"
                " WHERE key = ?",
                [(CANCELLED, TO_CANCEL, said, key) for key, said in answers.items()],
            )

    def count_to_hand_in(self) -> int:
        return self._connection.count("SELECT count(*) FROM tickets WHERE source = 'kiosk' AND handed_in IS NULL")

    def count_refused(self) -> int:
        """How many tickets on paper the server would not take."""
        return self._connection.count("SELECT count(*) FROM tickets WHERE handed_in LIKE 'refused%'")

    # --- tickets that nobody holds ------------------------------------------------------------------------------------

    def never_printed(self, *, but_run: str) -> tuple[Ticket, ...]:
        """Tickets of earlier starts of the kiosk that nobody ever saw: it was killed before it printed them."""
        rows = self._connection.rows(
            "SELECT ticket FROM tickets WHERE paper = 'not printed' AND ticket IS NOT NULL"
            " AND handed_in IS NOT ? AND handed_in IS NOT ? AND substr(key, 1, ?) != ? ORDER BY place",
            CANCELLED, TO_CANCEL, len(but_run), but_run,
        )  # fmt: skip
        return tuple(map(read_ticket, rows))

    def to_cancel(self) -> tuple[Ticket, ...]:
        """What was taken back, and the server still holds a place for it."""
        rows = self._connection.rows("SELECT ticket FROM tickets WHERE handed_in = 'being given back' ORDER BY place")
        return tuple(map(read_ticket, rows))

    def note_cancelled(self, ticket: Ticket) -> None:
        """The server knows that nobody holds it."""
        self._connection.write("UPDATE tickets SET handed_in = ? WHERE token = ?", CANCELLED, ticket.token)

    def unanswered(self, *, since_asked: datetime, but_run: str) -> tuple[UnansweredRequest, ...]:
        """Requests whose citizen is gone: too old, of an earlier start, or of a number that was cancelled."""
        rows = self._connection.rows(
            "SELECT key, request FROM tickets WHERE doubtful AND (handed_in = ? OR"
            " source IS NULL AND (asked_at < ? OR substr(key, 1, ?) != ?)) ORDER BY place",
            CANCELLED, written_time(since_asked), len(but_run), but_run,
        )  # fmt: skip
        return tuple(UnansweredRequest(row["key"], IssueTicket.model_validate_json(row["request"])) for row in rows)

    # --- paper --------------------------------------------------------------------------------------------------------

    def slips_to_report(self, most: int) -> tuple[SlipNews, ...]:
        """The oldest news of paper that the server does not know; not of tickets that are to be handed in first."""
        rows = self._connection.rows(
            "SELECT token, paper, at FROM slips_to_tell WHERE token NOT IN"
            " (SELECT token FROM tickets WHERE source = 'kiosk' AND handed_in IS NULL) ORDER BY at LIMIT ?",
            most,
        )
        return tuple(
            SlipNews(token=row["token"], paper=read_paper(row["paper"]), at=datetime.fromisoformat(row["at"]))
            for row in rows
        )

    def note_slips_reported(self, slips: Iterable[SlipNews]) -> None:
        """Lets go of what the server knows now; what became of the paper since is still to be reported."""
        with self._connection.writing() as db:
            db.executemany(
                "DELETE FROM slips_to_tell WHERE token = ? AND paper = ? AND at = ?",
                [(slip.token, written_paper(slip.paper), written_time(slip.at)) for slip in slips],
            )


def _offline_ticket(row: sqlite3.Row, usual_holder: str) -> OfflineTicket:
    return OfflineTicket(
        key=row["key"],
        doubtful=bool(row["doubtful"]),
        request=IssueTicket.model_validate_json(row["request"]),
        lease=row["lease"],
        ticket=read_ticket(row),
        holder=row["holder"] or usual_holder,
    )
