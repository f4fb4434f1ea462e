"""What names people is gone from every byte once its days are over, or somebody asks; the journal's proof remains."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, String, Text, cast, insert, inspect, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from display_server.access.principals import Principal, Role
from display_server.access.signing_in import create_account
from display_server.contract import Statistics, StatisticsRow
from display_server.domain.fair_use import IdCardRule
from display_server.domain.handled import Handled
from display_server.domain.outcome import VisitOutcome
from display_server.domain.refusals import NotAllowed, NotFound
from display_server.domain.reminder import Contact, Way
from display_server.domain.retention import Kept, Retention
from display_server.domain.rules import Rules
from display_server.domain.security_log import Deed, Doer, Kind
from display_server.statistics.report import NO_LONGER_KNOWN
from display_server.statistics.roll_ups import RollUps, statistics
from display_server.store.accounts import Accounts
from display_server.store.chain_audit import audit, audit_security_log
from display_server.store.checkup import findings
from display_server.store.erasures import Erasures
from display_server.store.hall import Hall, Halls
from display_server.store.models import Base, JournalRow, RollUpRow, SecurityLogRow
from display_server.store.reminders import Reminders
from display_server.store.roll_ups import RollUpStore
from display_server.use_cases import appointments, counter, day, kiosk, retention, route, visitor
from display_server.use_cases.forgetting import Forgetting
from tests.halls import BY_DAY, MovedClock, a_hall_plan, do
from tests.tampering import let_the_journal_be_rewritten

OFFICER, NOTE, CODE, REASON, COMMENT = (
    "Lan-at-two",
    "call Hoa back",
    "H19.50-261123-0007",
    "Binh is unwell",
    "thank you Lan",
)
RECEIPT = "BL-0042-77"
LANS_CARD = "075090001234"
MONDAY = date(2026, 11, 23)
DAYS = Retention(notes=3, dossier_codes=5, comments=4, officers=40, appointments=6, security_log=50, sessions=1)
JOURNAL = JournalRow.__table__.columns


@pytest.fixture
def erasures(engine: Engine) -> Erasures:
    return Erasures(engine)


@pytest.fixture
def accounts(engine: Engine) -> Accounts:
    return Accounts(engine)


@pytest.fixture
def forgetting(erasures: Erasures, accounts: Accounts, halls: Halls, clock: MovedClock) -> Forgetting:
    return Forgetting(erasures, accounts, halls, clock, "administrator")


@pytest.fixture
def hall(halls: Halls, clock: MovedClock) -> Hall:
    """One Monday: A001 came by appointment, was served and rated, A002 was parked and gave up."""
    plan = replace(a_hall_plan(BY_DAY), retention=DAYS, rules=Rules(id_card=IdCardRule.WELCOME))
    halls.load(plan, actor="test")
    hall = halls["hall"]
    day.do_what_is_due(hall)
    promised = do(hall, appointments.make, "land", clock() + timedelta(minutes=5), actor=OFFICER)
    do(hall, counter.open_counter, 2, OFFICER, actor=OFFICER)
    asked = kiosk.TicketRequest("land", appointment=promised.code, card_number=LANS_CARD)
    served = do(hall, kiosk.issue_ticket, asked, "a key", at_kiosk=True)
    clock.advance(minutes=6)
    parked = do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))
    do(hall, counter.call_next, 2, actor=OFFICER)
    do(hall, counter.start, 2, actor=OFFICER)
    clock.advance(minutes=7)
    outcome = counter.Outcome(VisitOutcome.RECEIVED, 1, (CODE,), NOTE, (Handled(CODE, fee=1, receipt=RECEIPT),))
    do(hall, counter.finish, 2, outcome, actor=OFFICER)
    do(hall, visitor.rate_visit, served.token, visitor.Opinion(4, comment=COMMENT), "phone")
    do(hall, counter.call_chosen, 2, parked.id, REASON, actor=OFFICER)
    do(hall, route.park, 2, REASON, actor=OFFICER)
    do(hall, visitor.cancel, parked.token)
    do(hall, counter.close, 2, actor=OFFICER)
    return hall


@pytest.fixture
def code(engine: Engine, hall: Hall) -> str:
    """Of the appointment."""
    assert hall.slug == "hall"
    with engine.connect() as connection:
        return str(connection.execute(text("SELECT code FROM appointments")).scalar_one())


def nights_pass(hall: Hall, erasures: Erasures, clock: MovedClock, nights: int) -> None:
    """As the caretaker looks, once every night."""
    for _ in range(nights):
        is_past = clock.now.hour >= 17
        clock.now = clock.now.replace(hour=17, minute=5) + timedelta(days=is_past)  # after midnight in Đồng Nai
        day.do_what_is_due(hall)
        retention.erase_what_is_due(erasures, retention.due_in(erasures, hall))
        retention.erase_what_is_due(erasures, retention.due_in_all(erasures, clock()))


def weeks_pass(hall: Hall, erasures: Erasures, clock: MovedClock, nights: int) -> None:
    """As many nights, of which the caretaker saw the last two alone: what each single night erases is proven below."""
    clock.advance(days=nights - 2)
    nights_pass(hall, erasures, clock, 2)


def places(engine: Engine, what: str) -> list[str]:
    """Where it can be found: in the bytes of the database's files, or in the columns of PostgreSQL's tables."""
    if engine.dialect.name == "sqlite":
        file = Path(make_url(str(engine.url)).database or "")
        files = [each for each in sorted(file.parent.iterdir()) if each.name.startswith(file.name)]
        return [each.suffix for each in files if what.encode() in each.read_bytes()]
    found = []
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                holds = cast(column, Text).contains(what, autoescape=True)
                if connection.execute(select(column).where(holds).limit(1)).first() is not None:
                    found.append(str(column))
    return found


def wrong(engine: Engine) -> list[str]:
    """What `motcua doctor` would say."""
    audited = [*audit(engine, None), audit_security_log(engine, None)]
    return [*findings(engine), *(each.finding for each in audited if each.finding is not None)]


def events_of(engine: Engine, event: str) -> list[dict[str, object]]:
    with engine.connect() as connection:
        wanted = select(JOURNAL.facts).where(JOURNAL.event == event).order_by(JOURNAL.seq)
        return list(connection.execute(wanted).scalars())


# --- by night ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "nights"), [(NOTE, 4), (REASON, 4), (COMMENT, 5), (CODE, 6), (RECEIPT, 6), (OFFICER, 41)], ids=str
)
def test_what_names_people_is_gone_from_every_byte_the_night_after_its_days(
    hall: Hall, engine: Engine, erasures: Erasures, clock: MovedClock, what: str, nights: int
) -> None:
    nights_pass(hall, erasures, clock, nights - 1)
    assert places(engine, what) != []

    nights_pass(hall, erasures, clock, 1)

    assert places(engine, what) == []
    assert wrong(engine) == []


def test_an_appointments_code_goes_too(
    hall: Hall, engine: Engine, erasures: Erasures, clock: MovedClock, code: str
) -> None:
    nights_pass(hall, erasures, clock, 7)

    assert places(engine, code) == []
    assert wrong(engine) == []


def test_a_night_says_in_journal_and_log_how_much_it_erased_and_of_nobody(
    hall: Hall, engine: Engine, erasures: Erasures, clock: MovedClock
) -> None:
    nights_pass(hall, erasures, clock, 4)

    (told,) = events_of(engine, "PersonalDataErased")
    (logged,) = (each for each in erasures.log.page(10) if each.deed.kind is Kind.DATA_ERASED)
    assert told == {"asked_for": False, "erased": {"notes": 3}}
    assert (logged.deed.by.name, logged.deed.facts) == ("clock", {"erased": {"notes": 3}})


def test_a_night_with_nothing_to_erase_is_no_event(
    hall: Hall, engine: Engine, erasures: Erasures, clock: MovedClock
) -> None:
    nights_pass(hall, erasures, clock, 2)

    assert events_of(engine, "PersonalDataErased") == []


def of_visits(figures: Statistics) -> list[StatisticsRow]:
    """Without what counters did with the hours: those of Monday went on."""
    return [row.model_copy(update={"utilisation": None}) for row in figures.rows]


def test_the_figures_stay_as_they_were(hall: Hall, erasures: Erasures, clock: MovedClock) -> None:
    before = {group: statistics(hall, MONDAY, MONDAY, group) for group in ("service", "counter", "hour")}

    weeks_pass(hall, erasures, clock, 41)

    after = {group: statistics(hall, MONDAY, MONDAY, group) for group in ("service", "counter", "hour")}
    assert list(map(of_visits, after.values())) == list(map(of_visits, before.values()))


def test_who_called_is_no_longer_known_by_name_in_the_figures(
    hall: Hall, erasures: Erasures, clock: MovedClock
) -> None:
    weeks_pass(hall, erasures, clock, 41)

    rows = statistics(hall, MONDAY, MONDAY, "officer").rows

    assert [(row.name["en"], row.served) for row in rows] == [("Name no longer kept", 1)]


def test_who_called_is_no_longer_known_by_name_in_what_was_added_up(
    hall: Hall, engine: Engine, erasures: Erasures, clock: MovedClock
) -> None:
    roll_ups = RollUps(RollUpStore(engine))
    nights_pass(hall, erasures, clock, 38)  # into another month: the whole one is added up, too
    roll_ups.follow(hall)
    assert added_up_by_name(engine) == {OFFICER}

    nights_pass(hall, erasures, clock, 3)

    assert added_up_by_name(engine) == set()
    roll_ups.follow(hall)
    rows = statistics(hall, MONDAY, MONDAY + timedelta(days=20), "officer").rows
    assert [(row.name["en"], row.served) for row in rows] == [("Name no longer kept", 1)]
    assert added_up_by_name(engine) == {NO_LONGER_KNOWN}


def added_up_by_name(engine: Engine) -> set[str]:
    """Whom the figures kept of days and months name."""
    with engine.connect() as connection:
        return set(connection.execute(select(RollUpRow.group).where(RollUpRow.dimension == "officer")).scalars())


def test_a_hall_that_is_open_is_left_alone(hall: Hall, engine: Engine, erasures: Erasures, clock: MovedClock) -> None:
    nights_pass(hall, erasures, clock, 3)
    clock.advance(hours=10)

    assert retention.due_in(erasures, hall).until == {}
    assert places(engine, NOTE) != []


def test_counting_what_is_due_erases_nothing(hall: Hall, engine: Engine, erasures: Erasures, clock: MovedClock) -> None:
    clock.advance(days=4)

    counted = retention.count_due(erasures, retention.due_in(erasures, hall, at_once=True))

    assert (counted[Kept.NOTES], counted[Kept.OFFICERS]) == (3, 0)
    assert places(engine, NOTE) != []


def test_it_goes_on_where_a_night_was_cut_short(
    hall: Hall, engine: Engine, erasures: Erasures, clock: MovedClock
) -> None:
    clock.advance(days=50)
    found = retention.due_in(erasures, hall, at_once=True)
    erasures.erase("hall", Kept.NOTES, found.until[Kept.NOTES], found.ends[Kept.NOTES])

    erased = retention.erase_what_is_due(erasures, found)

    assert (erased[Kept.NOTES], erased[Kept.OFFICERS] > 10) == (0, True)
    assert places(engine, OFFICER) == []
    assert wrong(engine) == []


def test_of_two_servers_that_look_at_the_same_moment_each_entry_is_erased_by_one(
    hall: Hall, engine: Engine, erasures: Erasures, clock: MovedClock
) -> None:
    clock.advance(days=50)
    found = retention.due_in(erasures, hall, at_once=True)

    with ThreadPoolExecutor(4) as servers:
        done = [servers.submit(retention.erase_what_is_due, erasures, found) for _ in range(4)]
    erased = [each.result() for each in done]

    told = [facts["erased"] for facts in events_of(engine, "PersonalDataErased")]
    assert sum(each[Kept.NOTES] for each in erased) == 3
    assert sum(each.get("notes", 0) for each in told if isinstance(each, dict)) == 3
    assert wrong(engine) == []


def test_the_days_a_class_is_kept_and_the_last_erasing_can_be_read(
    hall: Hall, erasures: Erasures, clock: MovedClock
) -> None:
    nights_pass(hall, erasures, clock, 4)

    kept = {each.kind: each for each in retention.overview(erasures, hall)}

    notes, officers = kept[Kept.NOTES], kept[Kept.OFFICERS]
    assert (notes.days, notes.since, notes.last.erased if notes.last else None) == (3, date(2026, 11, 24), 3)
    assert (officers.days, officers.since) == (40, MONDAY)
    assert kept[Kept.SECURITY_LOG].days == 50


# --- what belongs to no hall ------------------------------------------------------------------------------------------


def test_the_security_log_loses_names_and_addresses_and_still_holds(
    hall: Hall, engine: Engine, erasures: Erasures, clock: MovedClock
) -> None:
    erasures.log.add(clock(), Deed(Kind.ROLE_CHANGED, Doer("Root-of-all", "192.0.2.77"), "Lan-herself"))

    weeks_pass(hall, erasures, clock, 52)

    assert [places(engine, each) for each in ("Root-of-all", "192.0.2.77", "Lan-herself")] == [[], [], []]
    assert wrong(engine) == []


def test_an_entry_of_an_older_version_loses_its_address_alone(
    hall: Hall, engine: Engine, erasures: Erasures, clock: MovedClock
) -> None:
    with engine.begin() as connection:
        old = {"id": 900, "at": clock(), "kind": "signed_in", "by": "Root", "address": "192.0.2.77", "facts": {}}
        connection.execute(insert(SecurityLogRow), {**old, "link": "0", "seal": "0", "salt": "0"})

    weeks_pass(hall, erasures, clock, 52)

    (left,) = (each.deed.by for each in erasures.log.page(100) if each.id == 900)
    assert left == Doer("Root", None)


def test_sessions_that_ran_out_do_not_stay(
    hall: Hall, engine: Engine, erasures: Erasures, accounts: Accounts, clock: MovedClock
) -> None:
    account = create_account(accounts, clock, Principal(Role.OFFICER, "Minh", "hall", is_person=True), "nine red kites")
    until, deed = clock() + timedelta(hours=12), Deed(Kind.SIGNED_IN, Doer("Minh"))
    accounts.sessions.open_for_account("d" * 64, account, clock(), until, deed, with_password=True)

    nights_pass(hall, erasures, clock, 3)

    assert places(engine, "d" * 64) == []


# --- proof afterwards -------------------------------------------------------------------------------------------------


def test_who_rewrites_a_name_after_others_were_erased_is_still_found(
    hall: Hall, engine: Engine, erasures: Erasures, clock: MovedClock
) -> None:
    nights_pass(hall, erasures, clock, 4)
    let_the_journal_be_rewritten(engine)

    with engine.begin() as connection:
        finished = update(JournalRow).where(JOURNAL.event == "ServiceFinished")
        connection.execute(finished.values(actor="somebody else"))

    assert [each for each in wrong(engine) if "its actor is not what was written" in each]


def test_who_writes_a_note_where_one_was_erased_is_found(
    hall: Hall, engine: Engine, erasures: Erasures, clock: MovedClock
) -> None:
    nights_pass(hall, erasures, clock, 4)
    (facts,) = events_of(engine, "ServiceFinished")
    let_the_journal_be_rewritten(engine)

    with engine.begin() as connection:
        finished = update(JournalRow).where(JOURNAL.event == "ServiceFinished")
        connection.execute(finished.values(facts={**facts, "note": "a bribe"}))

    assert [each for each in wrong(engine) if "its note is not what was written" in each]


@pytest.mark.parametrize(
    "rewritten",
    [
        {"actor": "somebody else", "salt": None},
        {"actor": ""},
        {"salt": "0" * 32},
        {"seals": {}, "salt": None},
        {"facts": {"outcome": "refused"}, "salt": None},
    ],
    ids=", ".join,
)
def test_the_database_lets_nothing_through_that_only_looks_like_erasing(
    hall: Hall, engine: Engine, rewritten: dict[str, object]
) -> None:
    assert hall.slug == "hall"
    finished = update(JournalRow).where(JOURNAL.event == "ServiceFinished")

    with pytest.raises(DatabaseError, match="written once"), engine.begin() as connection:
        connection.execute(finished.values(rewritten))


# --- what somebody asks for by law ------------------------------------------------------------------------------------


def test_a_visit_is_forgotten_by_its_number_and_its_times_stay(
    hall: Hall, engine: Engine, forgetting: Forgetting, code: str
) -> None:
    with hall.reading() as reading:
        visit = reading.tickets.numbered(MONDAY, "A001")
    before = statistics(hall, MONDAY, MONDAY, "service").rows

    forgotten = forgetting.ticket(hall, "A001", MONDAY)

    assert visit is not None
    assert [places(engine, each) for each in (NOTE, CODE, RECEIPT, COMMENT, code, visit.token)] == [[]] * 6
    assert {kind: count for kind, count in forgotten.erased.items() if count} == {
        Kept.COMMENTS: 1,
        Kept.NOTES: 1,
        Kept.DOSSIER_CODES: 2,
        Kept.APPOINTMENTS: 1,
    }
    assert statistics(hall, MONDAY, MONDAY, "service").rows == before
    assert wrong(engine) == []


def test_where_a_message_would_have_gone_goes_with_the_visit(
    hall: Hall, engine: Engine, forgetting: Forgetting
) -> None:
    with hall.reading() as reading:
        visit = reading.tickets.numbered(MONDAY, "A001")
    assert visit is not None
    Reminders(engine).keep(visit, Contact(Way.PHONE, "+84912345678"), "vi")
    assert places(engine, "+84912345678") != []

    forgetting.ticket(hall, "A001", MONDAY)

    assert places(engine, "+84912345678") == []


def test_why_a_visit_was_parked_goes_with_it(hall: Hall, engine: Engine, forgetting: Forgetting) -> None:
    forgetting.ticket(hall, "A002", None)

    assert places(engine, REASON) == []
    assert wrong(engine) == []


def test_a_request_is_told_without_saying_whose(
    hall: Hall, engine: Engine, erasures: Erasures, forgetting: Forgetting
) -> None:
    forgetting.ticket(hall, "A001", MONDAY)

    (told,) = events_of(engine, "PersonalDataErased")
    logged = erasures.log.page(1)[0].deed
    assert told == {"asked_for": True, "erased": {"comments": 1, "notes": 1, "dossier_codes": 2, "appointments": 1}}
    assert (logged.kind, logged.by.name, logged.about) == (Kind.PERSON_FORGOTTEN, "administrator", None)


def test_whoever_shows_their_card_on_the_day_is_forgotten_by_it(
    hall: Hall, engine: Engine, forgetting: Forgetting
) -> None:
    assert forgetting.card(hall, LANS_CARD).visits == 1

    assert places(engine, NOTE) == []
    with pytest.raises(NotFound, match="not known today"):
        forgetting.card(hall, LANS_CARD)


def test_a_visit_that_goes_on_is_ended_first(hall: Hall, forgetting: Forgetting) -> None:
    do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))

    with pytest.raises(NotAllowed, match="A003 still goes on"):
        forgetting.ticket(hall, "A003", None)


def test_an_officer_who_has_left_is_forgotten_everywhere_but_in_the_security_log(
    hall: Hall, engine: Engine, accounts: Accounts, forgetting: Forgetting, clock: MovedClock
) -> None:
    account = create_account(
        accounts, clock, Principal(Role.OFFICER, OFFICER, "hall", is_person=True), "nine red kites"
    )
    with pytest.raises(NotAllowed, match="can still sign in"):
        forgetting.officer(OFFICER)
    accounts.disable(account, clock())

    forgotten = forgetting.officer(OFFICER)

    assert (forgotten.had_account, forgotten.erased[Kept.OFFICERS] > 5) == (True, True)
    assert accounts.user(OFFICER) is None
    assert wrong(engine) == []
    with engine.connect() as connection:
        names = select(JOURNAL.actor, cast(JOURNAL.facts, String)).where(JOURNAL.hall_id == 1)
        assert OFFICER not in str(connection.execute(names).all())
    assert {each.deed.about for each in accounts.log.page(10)} >= {OFFICER}


def test_an_officer_at_a_counter_has_not_left(hall: Hall, forgetting: Forgetting) -> None:
    do(hall, counter.open_counter, 2, OFFICER, actor=OFFICER)

    with pytest.raises(NotAllowed, match="sits at counter 2"):
        forgetting.officer(OFFICER)


def test_of_whom_nothing_tells_nothing_is_forgotten(hall: Hall, forgetting: Forgetting) -> None:
    assert hall.slug == "hall"
    with pytest.raises(NotFound, match="Nothing tells of Nobody"):
        forgetting.officer("Nobody")


# --- what an older version wrote --------------------------------------------------------------------------------------


def test_an_event_that_one_salt_seals_loses_all_that_is_personal_with_its_note(
    hall: Hall, engine: Engine, erasures: Erasures, clock: MovedClock
) -> None:
    assert inspect(engine).has_table("erasures")
    with engine.begin() as connection:
        ends = {
            "at": clock(),
            "day": MONDAY,
            "event": "ServiceFinished",
            "ticket_id": 1,
            "counter": 2,
            "service": "land",
        }
        place = {"hall_id": 1, "seq": 0, "nth": 0, "actor": OFFICER}
        facts = {"outcome": None, "dossiers": None, "dossier_codes": [CODE], "note": NOTE, "forgotten": False}
        connection.execute(insert(JournalRow), {**place, **ends, "facts": facts})

    nights_pass(hall, erasures, clock, 4)

    with engine.connect() as connection:
        left = connection.execute(select(JOURNAL.actor, JOURNAL.facts).where(JOURNAL.seq == 0)).one()
    assert (left.actor, left.facts["note"], left.facts["dossier_codes"]) == ("", "", [])
