"""Whoever rewrites the journal with all rights to the database is found: by link, by seal, by checkpoint."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.exc import DatabaseError

from display_server.audit.journal_key import public_key
from display_server.domain.outcome import VisitOutcome
from display_server.store.chain_audit import audit
from display_server.store.checkpoints import Checkpoints, SignedCheckpoint, every_checkpoint
from display_server.store.hall import Hall
from display_server.store.models import HallRow, JournalRow
from display_server.use_cases import counter
from display_server.use_cases.checkpoints import SIGN_EVERY, sign_if_due
from display_server.use_cases.held import Outcome
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from tests.halls import MovedClock, do
from tests.tampering import let_the_journal_be_rewritten

JOURNAL = JournalRow.__table__.columns


@pytest.fixture
def key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


@pytest.fixture
def checkpoints(engine: Engine, key: Ed25519PrivateKey) -> Checkpoints:
    return Checkpoints(engine, public_key(key), key.sign)


@pytest.fixture
def worked(hall: Hall, clock: MovedClock) -> Hall:
    """Two days of a hall: four came, and two were called."""
    for _ in range(2):
        do(hall, counter.open_counter, 2, "lan")
        for _ in range(2):
            do(hall, issue_ticket, TicketRequest("land"))
            clock.advance(minutes=3)
        do(hall, counter.call_next, 2)
        do(hall, counter.start, 2)
        do(hall, counter.finish, 2, Outcome(VisitOutcome.RECEIVED))
        do(hall, counter.close, 2)
        clock.advance(hours=24)
    return hall


def finding(engine: Engine, public: str | None = None, elsewhere: list[SignedCheckpoint] | None = None) -> str:
    (audited,) = audit(engine, public, elsewhere or [])
    return audited.finding or ""


def rewrite(engine: Engine, seq: int, **facts: object) -> None:
    let_the_journal_be_rewritten(engine)
    with engine.begin() as connection:
        connection.execute(update(JournalRow).where(JOURNAL.seq == seq).values(facts))


def seq_of(engine: Engine, event: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(select(func.min(JOURNAL.seq)).where(JOURNAL.event == event)).scalar_one())


@pytest.mark.usefixtures("worked")
def test_an_honest_journal_holds(engine: Engine) -> None:
    (audited,) = audit(engine, None)

    assert (audited.finding, audited.unchained) == (None, 0)
    assert audited.events > 12


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize("attempt", ["change", "delete"])
def test_the_database_itself_refuses_to_rewrite_it(engine: Engine, attempt: str) -> None:
    statement = update(JournalRow).values(actor="nobody") if attempt == "change" else delete(JournalRow)

    with pytest.raises(DatabaseError, match="written once"), engine.begin() as connection:
        connection.execute(statement)


@pytest.mark.usefixtures("worked")
def test_what_names_people_may_be_erased_and_the_chain_still_holds(engine: Engine) -> None:
    seq = seq_of(engine, "CounterOpened")

    with engine.begin() as connection:
        connection.execute(
            update(JournalRow).where(JOURNAL.seq == seq).values(actor="", facts={"taken_over": False}, salt=None)
        )

    assert finding(engine) == ""


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize(
    ("event", "facts", "told"),
    [
        ("TicketCalled", {"actor": "somebody else"}, "its actor is not what was written"),
        ("TicketCalled", {"counter": 1}, "it is not what was written"),
        ("TicketIssued", {"facts": {}}, "it is not what was written"),
        ("TicketIssued", {"link": "0" * 64}, "it is not what was written"),
        ("TicketIssued", {"link": None}, "it is no link of the chain"),
    ],
)
def test_a_row_that_was_rewritten_is_named(engine: Engine, event: str, facts: dict[str, object], told: str) -> None:
    seq = seq_of(engine, event)

    rewrite(engine, seq, **facts)

    assert f"change {seq}" in finding(engine)
    assert told in finding(engine)


@pytest.mark.usefixtures("worked")
def test_a_row_that_was_torn_out_is_missed(engine: Engine) -> None:
    seq = seq_of(engine, "TicketCalled")
    let_the_journal_be_rewritten(engine)

    with engine.begin() as connection:
        connection.execute(delete(JournalRow).where(JOURNAL.seq == seq))

    assert finding(engine) == f"hall hall: the changes {seq} to {seq} are missing"


def test_an_end_that_was_cut_off_is_missed_even_if_the_hall_agrees(
    worked: Hall, engine: Engine, checkpoints: Checkpoints, clock: MovedClock
) -> None:
    checkpoints.sign(worked.slug, clock())
    cut_off_the_end(engine, by=2)

    assert "its end is missing" in finding(engine)


def cut_off_the_end(engine: Engine, by: int) -> None:
    """So that the hall's row knows nothing of it either."""
    let_the_journal_be_rewritten(engine)
    with engine.begin() as connection:
        last = connection.execute(select(HallRow.seq)).scalar_one() - by
        connection.execute(delete(JournalRow).where(JOURNAL.seq > last))
        connection.execute(update(HallRow).values(seq=last))


def test_a_signature_of_another_key_is_forged(
    worked: Hall, engine: Engine, checkpoints: Checkpoints, key: Ed25519PrivateKey, clock: MovedClock
) -> None:
    thief = Ed25519PrivateKey.generate()
    Checkpoints(engine, public_key(thief), thief.sign).sign(worked.slug, clock())

    assert "signed with another key" in finding(engine, public_key(key))
    assert finding(engine, public_key(thief)) == ""


def test_a_signature_that_its_key_never_made_is_forged(worked: Hall, engine: Engine, clock: MovedClock) -> None:
    Checkpoints(engine, public_key(Ed25519PrivateKey.generate()), Ed25519PrivateKey.generate().sign).sign(
        worked.slug, clock()
    )

    assert "its signature is forged" in finding(engine)


def test_a_checkpoint_on_another_machine_finds_what_was_rewritten_as_a_whole(
    worked: Hall, engine: Engine, checkpoints: Checkpoints, clock: MovedClock
) -> None:
    checkpoints.sign(worked.slug, clock())
    kept = [SignedCheckpoint.from_line(each.line()) for each in every_checkpoint(engine)]
    cut_off_the_end(engine, by=1)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM checkpoints")

    assert finding(engine) == ""
    assert "its end is missing" in finding(engine, elsewhere=kept)


def test_the_chain_is_signed_every_few_minutes_and_at_closing(
    worked: Hall, engine: Engine, checkpoints: Checkpoints, clock: MovedClock
) -> None:
    sign_if_due(checkpoints, worked)
    do(worked, issue_ticket, TicketRequest("land"))
    sign_if_due(checkpoints, worked)
    assert len(every_checkpoint(engine)) == 1

    clock.advance(minutes=SIGN_EVERY / timedelta(minutes=1))
    sign_if_due(checkpoints, worked)
    sign_if_due(checkpoints, worked)

    assert len(every_checkpoint(engine)) == 2
    assert finding(engine) == ""
