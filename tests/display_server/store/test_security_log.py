"""Whoever rewrites the security log with all rights to the database is found; its addresses may be erased."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, delete, update
from sqlalchemy.exc import DatabaseError

from display_server.audit.journal_key import public_key
from display_server.domain.security_log import SECURITY_LOG, Deed, Doer, Kind
from display_server.store.chain_audit import audit_security_log
from display_server.store.checkpoints import Checkpoints, every_checkpoint
from display_server.store.models import AccessRow, SecurityLogRow
from display_server.store.security_log import SecurityLog
from display_server.use_cases.checkpoints import SIGN_EVERY, sign_security_log_if_due
from tests.tampering import let_the_security_log_be_rewritten

LOG = SecurityLogRow.__table__.columns
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def checkpoints(engine: Engine) -> Checkpoints:
    key = Ed25519PrivateKey.generate()
    return Checkpoints(engine, public_key(key), key.sign)


@pytest.fixture
def log(engine: Engine) -> SecurityLog:
    """Of four deeds."""
    log = SecurityLog(engine)
    for minute in range(4):
        deed = Deed(Kind.ROLE_CHANGED, Doer("Root", "192.0.2.7"), "Lan", "hall", {"role": "manager"})
        log.add(NOW + timedelta(minutes=minute), deed)
    return log


def finding(engine: Engine) -> str:
    return audit_security_log(engine, None).finding or ""


@pytest.mark.usefixtures("log")
def test_an_honest_log_holds(engine: Engine) -> None:
    audited = audit_security_log(engine, None)

    assert (audited.events, audited.finding) == (4, None)


def test_many_who_log_at_once_write_one_chain(engine: Engine) -> None:
    log = SecurityLog(engine)

    with ThreadPoolExecutor(6) as people:
        done = [people.submit(log.add, NOW, Deed(Kind.SIGNED_IN, Doer(f"officer {n}"))) for n in range(30)]
    for each in done:
        each.result()

    audited = audit_security_log(engine, None)
    assert (audited.events, audited.finding) == (30, None)


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("attempt", ["change", "delete"])
def test_the_database_itself_refuses_to_rewrite_it(engine: Engine, attempt: str) -> None:
    statement = update(SecurityLogRow).values(by="nobody") if attempt == "change" else delete(SecurityLogRow)

    with pytest.raises(DatabaseError, match="written once"), engine.begin() as connection:
        connection.execute(statement)


NAMELESS = {"by": "", "about": None, "address": None, "salt": None}


@pytest.mark.usefixtures("log")
def test_who_it_was_may_be_erased_and_the_chain_still_holds(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(update(SecurityLogRow).where(LOG.id == 2).values(NAMELESS))

    assert finding(engine) == ""
    with pytest.raises(DatabaseError, match="written once"), engine.begin() as connection:
        connection.execute(update(SecurityLogRow).where(LOG.id == 2).values(address="192.0.2.8"))


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("rewritten", [{"by": "Minh"}, {"about": "Minh"}, {"salt": "0" * 32}, {"seals": {}}])
def test_the_database_refuses_another_name_where_one_may_be_erased(
    engine: Engine, rewritten: dict[str, object]
) -> None:
    with pytest.raises(DatabaseError, match="written once"), engine.begin() as connection:
        connection.execute(update(SecurityLogRow).where(LOG.id == 2).values({**NAMELESS, **rewritten}))


@pytest.mark.usefixtures("log")
def test_a_name_that_comes_back_after_it_was_erased_is_found(engine: Engine) -> None:
    let_the_security_log_be_rewritten(engine)
    with engine.begin() as connection:
        connection.execute(update(SecurityLogRow).where(LOG.id == 2).values({**NAMELESS, "by": "Minh"}))

    assert "entry 2: its doer is not what was written, or was erased and is there again" in finding(engine)


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"by": "nobody"}, "entry 2: its doer is not what was written"),
        ({"about": "nobody"}, "entry 2: its subject is not what was written"),
        ({"facts": {"role": "officer"}}, "entry 2: it is not what was written"),
        ({"kind": "signed_in"}, "entry 2: it is not what was written"),
        ({"kind": "slept"}, "entry 2: this version does not know such a slept"),
        ({"address": "192.0.2.8"}, "entry 2: its address is not what was written"),
        ({"id": 9}, "the entries 2 to 2 are missing"),
    ],
)
def test_an_entry_that_was_rewritten_is_named(engine: Engine, facts: dict[str, object], told: str) -> None:
    let_the_security_log_be_rewritten(engine)
    with engine.begin() as connection:
        connection.execute(update(SecurityLogRow).where(LOG.id == 2).values(facts))

    assert told in finding(engine)


@pytest.mark.usefixtures("log")
def test_an_end_that_was_cut_off_is_missed(engine: Engine, checkpoints: Checkpoints) -> None:
    let_the_security_log_be_rewritten(engine)
    with engine.begin() as connection:
        connection.execute(delete(SecurityLogRow).where(LOG.id > 3))
    assert "ends with entry 3, but there were 4" in finding(engine)

    checkpoints.sign(SECURITY_LOG, NOW)
    with engine.begin() as connection:
        connection.execute(delete(SecurityLogRow).where(LOG.id > 2))
        connection.execute(update(AccessRow).values(logged=2))

    assert "ends with entry 2, but there were 3" in finding(engine)


def test_a_log_that_was_written_anew_from_its_beginning_is_not_the_one_that_was_signed(
    log: SecurityLog, engine: Engine, checkpoints: Checkpoints
) -> None:
    checkpoints.sign(SECURITY_LOG, NOW)
    let_the_security_log_be_rewritten(engine)
    with engine.begin() as connection:
        connection.execute(delete(SecurityLogRow))
        connection.execute(update(AccessRow).values(logged=0))
    for _ in range(4):
        log.add(NOW, Deed(Kind.SIGNED_IN, Doer("Lan")))

    assert finding(engine) == "the security log: entry 4 is not the one that its checkpoint was signed for"


def test_it_is_signed_every_few_minutes_while_something_happens(log: SecurityLog, checkpoints: Checkpoints) -> None:
    sign_security_log_if_due(checkpoints, NOW)
    log.add(NOW, Deed(Kind.SIGNED_IN, Doer("Lan")))
    sign_security_log_if_due(checkpoints, NOW + timedelta(minutes=1))
    assert checkpoints.last_at(SECURITY_LOG) == (4, NOW)

    sign_security_log_if_due(checkpoints, NOW + SIGN_EVERY)
    sign_security_log_if_due(checkpoints, NOW + 3 * SIGN_EVERY)

    assert checkpoints.last_at(SECURITY_LOG) == (5, NOW + SIGN_EVERY)


@pytest.mark.usefixtures("log")
def test_its_checkpoints_are_kept_elsewhere_with_the_journals(engine: Engine, checkpoints: Checkpoints) -> None:
    checkpoints.sign(SECURITY_LOG, NOW)
    (signed,) = every_checkpoint(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM checkpoints")
    let_the_security_log_be_rewritten(engine)
    with engine.begin() as connection:
        connection.execute(delete(SecurityLogRow).where(LOG.id > 3))
        connection.execute(update(AccessRow).values(logged=3))

    assert signed.checkpoint.hall == SECURITY_LOG
    assert finding(engine) == ""
    assert "its end is missing" in (audit_security_log(engine, None, [signed]).finding or "")
