"""How values stand in the store's columns. Text and instants that an older kiosk has written are read as well."""

import sqlite3
from datetime import UTC, datetime
from typing import assert_never

from display_server.contract import IssueTicket, Paper, Ticket

NOT_PRINTED = "not printed"


def written_time(at: datetime) -> str:
    """Instants as text that sorts by time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def written_request(request: IssueTicket) -> str:
    """Without the ID card's number: that is for the server, at once or never."""
    return request.model_dump_json(exclude={"card_number"})


def read_ticket(row: sqlite3.Row) -> Ticket:
    return Ticket.model_validate_json(row["ticket"])


def written_paper(paper: Paper) -> str:
    """What became of a ticket's paper."""
    match paper:
        case Paper.NOT_COLLECTED:
            return "not collected"
        case Paper.PRINTING | Paper.PRINTED | Paper.FAILED:
            return paper.value
        case _:
            assert_never(paper)


PAPER_AS_WRITTEN = {written_paper(paper): paper for paper in Paper}


def read_paper(written: str) -> Paper:
    """Raises ValueError for what no kiosk has written."""
    if written not in PAPER_AS_WRITTEN:
        raise ValueError(f"no state of a ticket's paper: {written}")
    return PAPER_AS_WRITTEN[written]


def read_ticket_paper(written: str) -> Paper | None:
    """None before anything was sent to the printer. Raises ValueError."""
    return None if written == NOT_PRINTED else read_paper(written)
