"""A kiosk that is killed hundreds of times: every ticket on paper is in its book, and no number is there twice."""

import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from display_server.contract import NumberLease, Paper
from kiosk_app.store.kiosk_store import KioskStore
from tests.faults.offline_kiosk import prepare
from tests.kiosk_app.a_hall import the_catalogue

STARTS, NUMBERS = 300, 10_000
ENOUGH = 30
"""So many slips at least, so that something was tried: a busy machine prints few between two kills."""

WHOLE_SLIP = re.compile(r"(N\d{5}) ([\w-]{22})")


def test_a_kiosk_that_is_killed_three_hundred_times_stores_what_it_prints_and_gives_no_number_twice(
    tmp_path: Path,
) -> None:
    now = datetime.now(UTC)
    numbers = tuple(f"N{number:05}" for number in range(1, NUMBERS + 1))
    lease = NumberLease(id=1, prefix="N", day=now.date(), numbers=numbers, expires_at=now + timedelta(hours=10))
    prepare(tmp_path / "kiosk.db", the_catalogue(), lease)

    subprocess.run([sys.executable, "-m", "tests.faults.offline_kiosk", str(tmp_path), str(STARTS)], check=True)

    # A kill may tear the line that is just being written, and the next one follows on it: half a slip of paper.
    lines = (WHOLE_SLIP.fullmatch(line) for line in (tmp_path / "paper").read_text().splitlines())
    printed = [line.groups() for line in lines if line]
    store = KioskStore(tmp_path / "kiosk.db")
    stored = [each.ticket for each in store.outbox.to_hand_in(NUMBERS)]
    assert len(printed) > ENOUGH
    assert set(printed) <= {(ticket.number, ticket.token) for ticket in stored}
    assert not [number for number, times in Counter(number for number, _ in printed).items() if times > 1]
    assert [ticket.number for ticket in stored] == list(numbers[: len(stored)])
    assert [ticket.issued_at for ticket in stored] == sorted(ticket.issued_at for ticket in stored)
    unsure = [paper for _, paper in store.tickets.latest(NUMBERS) if paper is not Paper.PRINTED]
    assert len(unsure) <= STARTS
    store.close()
