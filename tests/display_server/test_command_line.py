"""The `motcua` command: one line for every mistake, and what doctor, backup and restore promise."""

import sqlite3
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from display_server.statistics.roll_ups import RollUps
from display_server.store.database import connect
from display_server.store.hall import Halls, clock_ahead
from display_server.store.models import RollUpRow
from display_server.store.roll_ups import RollUpStore
from display_server.use_cases import counter, kiosk
from display_server.use_cases.hall import outline
from tests.command_line import motcua, motcua_process
from tests.halls import MovedClock, a_hall_plan, do
from tests.running_server import always_open_hall
from tests.tampering import let_the_journal_be_rewritten, let_the_security_log_be_rewritten


@pytest.fixture
def busy_database(sqlite_database: str) -> str:
    """A hall where a ticket waits, one is served, and one is at a counter."""
    engine = connect(sqlite_database)
    halls = Halls(engine)
    halls.load(a_hall_plan(), actor="test")
    hall = halls["hall"]
    for _ in range(3):
        do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    do(hall, counter.finish, 1, counter.Outcome())
    do(hall, counter.call_next, 1)
    engine.dispose()
    return sqlite_database


@pytest.mark.parametrize(
    ("arguments", "mend"),
    [
        (["dance"], "No such command"),
        (["serve", "--port", "many"], "is not a valid integer"),
        (["serve", "--hall", "nowhere.toml"], "nowhere.toml"),
        (["serve", "--database", "mysql://x/y"], "Use sqlite or postgresql"),
        (["serve", "--database", "nonsense"], "Write sqlite:///FILE"),
        (["token", "create", "--role", "king", "--name", "x"], "Choose one of: kiosk, display"),
        (["token", "create", "--role", "panel", "--name", "x", "--counter", "3"], "--counter needs --hall"),
        (["token", "create", "--role", "kiosk"], "--name"),
    ],
)
def test_wrong_usage_is_one_line_that_names_the_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], mend: str
) -> None:
    monkeypatch.setenv("MOTCUA_DATA_DIR", str(tmp_path))

    done = motcua_process(*arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert mend in done.stderr


def test_a_changed_hall_file_is_loaded_beside_the_server_and_a_wrong_one_changes_nothing(
    sqlite_database: str, tmp_path: Path
) -> None:
    file = always_open_hall(tmp_path)
    assert "service lltp" in motcua("load", str(file), database=sqlite_database).stdout
    halls = Halls(connect(sqlite_database))  # as the server has it
    before = outline(halls["dong-nai"])

    file.write_text(file.read_text().replace("Phiếu lý lịch tư pháp", "Lý lịch tư pháp"))
    assert motcua("load", str(file), database=sqlite_database).stdout == "service lltp\n"
    assert outline(halls["dong-nai"]) != before

    changed = outline(halls["dong-nai"])
    file.write_text(file.read_text().replace("Lý lịch tư pháp", "Lý lịch").replace('prefix = "N"', 'prefix = ""'))
    refused = motcua("load", str(file), database=sqlite_database)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "nothing was changed" in refused.stderr
    assert outline(halls["dong-nai"]) == changed


def test_a_new_token_is_all_that_is_printed(busy_database: str) -> None:
    done = motcua(
        "token", "create", "--role", "panel", "--hall", "hall", "--counter", "2", "--name", "x", database=busy_database
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.strip()) > 40
    assert len(done.stdout.split()) == 1


def test_a_token_is_not_made_for_a_hall_that_is_not_there(busy_database: str) -> None:
    done = motcua("token", "create", "--role", "kiosk", "--hall", "nowhere", "--name", "x", database=busy_database)

    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no hall nowhere here." in done.stderr


def test_an_account_takes_a_password_worth_the_name(busy_database: str) -> None:
    short = motcua(
        "user", "add", "lan", "--role", "officer", "--password-stdin", database=busy_database, stdin="1234\n"
    )
    good = motcua(
        "user",
        "add",
        "lan",
        "--role",
        "officer",
        "--password-stdin",
        database=busy_database,
        stdin="chín con diều đỏ\n",
    )
    again = motcua(
        "user",
        "add",
        "lan",
        "--role",
        "officer",
        "--password-stdin",
        database=busy_database,
        stdin="chín con diều đỏ\n",
    )

    assert (short.returncode, good.returncode, again.returncode) == (2, 0, 2)
    assert "at least 12 characters" in short.stderr
    assert "already an account lan" in again.stderr


def user(database: str, *arguments: str, stdin: str = "") -> str:
    """What `motcua user` says; what it complains of, where it does."""
    done = motcua("user", *arguments, database=database, stdin=stdin)
    return done.stdout if done.returncode == 0 else done.stderr


def test_an_account_has_a_life(busy_database: str) -> None:
    first = user(busy_database, "add", "lan", "--role", "officer", "--hall", "hall", "--make-password").strip()
    assert len(first) == 19
    (line,) = user(busy_database, "list").splitlines()
    assert line.split("\t") == ["lan", "officer", "hall", "new password", "never"]

    user(busy_database, "role", "lan", "supervisor", "--hall", "hall", "--department", "land")
    user(busy_database, "password", "lan", "--password-stdin", "--keep-password", stdin="chín con diều đỏ\n")
    assert user(busy_database, "list").split("\t")[1:4] == ["supervisor", "hall land", "enabled"]
    user(busy_database, "disable", "lan")
    assert user(busy_database, "list").split("\t")[3] == "disabled"
    user(busy_database, "enable", "lan")
    assert user(busy_database, "list").split("\t")[3] == "enabled"


@pytest.mark.parametrize(
    ("arguments", "mend"),
    [
        (["disable", "nobody"], "no account nobody"),
        (["add", "x", "--role", "kiosk", "--make-password"], "Choose one of: receptionist, officer"),
        (["add", "x", "--role", "supervisor", "--hall", "hall", "--make-password"], "one or more of: land, tax"),
        (["add", "x", "--role", "officer", "--hall", "nowhere", "--make-password"], "no hall nowhere"),
        (["add", "x", "--role", "officer", "--password-stdin"], "at least 12 characters"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_the_mend(
    busy_database: str, arguments: list[str], mend: str
) -> None:
    assert mend in user(busy_database, *arguments)


def test_a_healthy_hall_has_no_findings(busy_database: str) -> None:
    done = motcua("doctor", database=busy_database)

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        ("UPDATE tickets SET state = 'no_show' WHERE id = 1", "ticket A001 (id 1): its state is no_show"),
        ("DELETE FROM journal WHERE seq = 3", "hall hall: 9 changes, but the journal tells 8 of them"),
        ("UPDATE journal SET at = '2001-01-01 00:00:00' WHERE seq = 4", "is before that of the change before it"),
        ("UPDATE number_series SET last = 7", "number 4 is neither a ticket nor leased"),
        ("UPDATE journal SET actor = 'nobody' WHERE seq = 4", "its actor is not what was written"),
    ],
)
def test_the_doctor_names_every_damage(busy_database: str, damage: str, finding: str) -> None:
    let_the_journal_be_rewritten(engine := connect(busy_database))
    engine.dispose()
    with sqlite3.connect(busy_database.removeprefix("sqlite:///")) as connection:
        connection.execute(damage)
    connection.close()

    done = motcua("doctor", database=busy_database)

    assert done.returncode == 1
    assert finding in done.stdout


def test_figures_that_are_not_the_journals_are_named_and_added_up_anew(sqlite_database: str) -> None:
    engine = connect(sqlite_database)
    halls = Halls(engine, MovedClock())  # days ago
    halls.load(a_hall_plan(), actor="test")
    do(halls["hall"], kiosk.issue_ticket, kiosk.TicketRequest("land"))
    RollUps(RollUpStore(engine)).follow(Halls(engine)["hall"])
    with engine.begin() as connection:
        connection.execute(update(RollUpRow).values(sums={"issued": 99}))
    engine.dispose()

    assert "motcua statistics rebuild --hall hall" in motcua("doctor", database=sqlite_database).stdout

    assert "hall hall: 1 days added up" in motcua("statistics", "rebuild", database=sqlite_database).stdout
    assert motcua("doctor", database=sqlite_database).stdout == ""


def test_a_hall_whose_clock_was_ahead_is_named_and_put_right(busy_database: str) -> None:
    engine = connect(busy_database)
    do(Halls(engine, clock_ahead(timedelta(hours=2)))["hall"], kiosk.issue_ticket, kiosk.TicketRequest("land"))
    engine.dispose()
    mend = ("put-clock-right", "hall")

    ill = motcua("doctor", database=busy_database)
    assert (ill.returncode, " ".join(mend) in ill.stdout) == (1, True)
    refused = motcua(*mend, database=busy_database)
    assert (refused.returncode, "--end-day" in refused.stderr) == (2, True)
    assert "its time stood at" in motcua(*mend, "--end-day", database=busy_database).stdout

    well = motcua("doctor", database=busy_database)
    assert (well.returncode, well.stdout) == (0, "")
    assert "its time was right" in motcua(*mend, "--end-day", database=busy_database).stdout


def test_a_backup_says_where_the_pictures_and_videos_are_that_it_does_not_hold(
    busy_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_DATA_DIR", str(tmp_path))

    assert motcua("backup", str(tmp_path / "one.db"), database=busy_database).stdout == ""
    (tmp_path / "media").mkdir()
    assert str(tmp_path / "media") in motcua("backup", str(tmp_path / "two.db"), database=busy_database).stdout


def test_a_backup_is_the_whole_hall_and_never_overwrites(busy_database: str, tmp_path: Path) -> None:
    copy, elsewhere = tmp_path / "copy.db", tmp_path / "elsewhere.db"

    assert motcua("backup", str(copy), database=busy_database).returncode == 0
    assert motcua("backup", str(copy), database=busy_database).returncode == 2
    assert motcua("restore", str(copy), database=busy_database).returncode == 2
    assert motcua("restore", str(copy), database=f"sqlite:///{elsewhere}").returncode == 0
    assert motcua("doctor", database=f"sqlite:///{elsewhere}").stdout == ""
    engine = connect(f"sqlite:///{elsewhere}")
    with Halls(engine)["hall"].reading() as reading:
        assert sum(reading.tickets.tally().values()) == 3
    engine.dispose()


def test_a_torn_backup_is_not_restored(tmp_path: Path) -> None:
    torn, target = tmp_path / "torn.db", tmp_path / "new.db"
    torn.write_bytes(b"SQLite format 3\x00" + b"\x07" * 5000)

    done = motcua("restore", str(torn), database=f"sqlite:///{target}")

    assert done.returncode == 2
    assert "is not a whole database" in done.stderr
    assert not target.exists()


def test_the_security_log_is_printed_and_whoever_rewrites_it_is_named(busy_database: str) -> None:
    made = motcua("user", "add", "Lan", "--role", "officer", "--make-password", database=busy_database).stdout.strip()
    motcua("token", "create", "--role", "kiosk", "--name", "kiosk 1", database=busy_database)

    printed = motcua("audit", "log", database=busy_database).stdout
    whole = motcua("audit", "verify", database=busy_database)
    newest, of_lan, plan = (line.split("\t") for line in printed.splitlines())
    assert newest[2:6] == ["token_made", "administrator", "-", "kiosk 1"]
    assert of_lan[2:] == ["account_added", "admin: administrator", "-", "Lan", "-", "role=officer"]
    assert plan[2:4] == ["plan_changed", "test"]
    assert made not in printed
    assert motcua("audit", "log", "--person", "Lan", database=busy_database).stdout.count("\n") == 1
    assert (whole.returncode, whole.stdout.splitlines()[-1][:35]) == (0, "the security log: 3 entries hold; 0")

    engine = connect(busy_database)
    let_the_security_log_be_rewritten(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE security_log SET about = 'Thu' WHERE about = 'Lan'")
    engine.dispose()

    for command in (("audit", "verify"), ("doctor",)):
        found = motcua(*command, database=busy_database)
        assert (found.returncode, "the security log, entry 2" in found.stdout) == (1, True)


# --- what names people ------------------------------------------------------------------------------------------------


@pytest.fixture
def old_database(sqlite_database: str) -> str:
    """A hall where Lan wrote a note a hundred days ago."""
    engine = connect(sqlite_database)
    halls = Halls(engine, clock_ahead(timedelta(days=-100)))
    halls.load(a_hall_plan(), actor="test")
    hall = halls["hall"]
    do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))
    do(hall, counter.open_counter, 1, "Lan", actor="Lan")
    do(hall, counter.call_next, 1, actor="Lan")
    do(hall, counter.start, 1, actor="Lan")
    do(hall, counter.finish, 1, counter.Outcome(note="call back Hoa"), actor="Lan")
    do(hall, counter.close, 1, actor="Lan")
    engine.dispose()
    return sqlite_database


def bytes_of(database: str) -> bytes:
    file = Path(database.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in file.parent.iterdir() if each.name.startswith(file.name))


def test_what_was_kept_for_long_enough_is_erased_at_a_word_and_counted_before(old_database: str) -> None:
    would = motcua("retention", "run", "--dry-run", database=old_database)
    assert "hall hall: notes, until " in would.stdout
    assert ": 1 would be erased" in would.stdout
    assert b"call back Hoa" in bytes_of(old_database)

    done = motcua("retention", "run", database=old_database)

    assert (done.returncode, done.stderr) == (0, "")
    assert ": 1 erased" in done.stdout
    assert b"call back Hoa" not in bytes_of(old_database)
    notes = motcua("retention", "list", database=old_database).stdout.splitlines()[0].split("\t")
    assert (notes[:3], notes[4][:8]) == (["hall", "notes", "90 days"], "1 erased")
    for healthy in (("doctor",), ("audit", "verify")):
        assert motcua(*healthy, database=old_database).returncode == 0


def test_an_officer_who_left_is_forgotten_and_told_what_stays(old_database: str) -> None:
    motcua("user", "add", "Lan", "--role", "officer", "--make-password", database=old_database)
    refused = motcua("person", "forget", "--officer", "Lan", database=old_database)
    motcua("user", "disable", "Lan", database=old_database)

    forgotten = motcua("person", "forget", "--officer", "Lan", database=old_database)

    assert (refused.returncode, "motcua user disable Lan" in refused.stderr) == (2, True)
    assert forgotten.stdout.startswith("officers 5 erased; account deleted.\nKept: the security log's entries")
    assert motcua("user", "list", database=old_database).stdout == ""
    assert motcua("doctor", database=old_database).stdout == ""


def test_a_visit_is_forgotten_by_number_and_day(old_database: str) -> None:
    day = f"{clock_ahead(timedelta(days=-100))().astimezone(ZoneInfo('Asia/Ho_Chi_Minh')):%Y-%m-%d}"
    none = motcua("person", "forget", "--ticket", "A001", database=old_database)

    forgotten = motcua("person", "forget", "--ticket", "A001", "--day", day, database=old_database)

    assert (none.returncode, "this hall gave no number A001" in none.stderr) == (2, True)
    assert "not known today" in motcua("person", "forget", "--card", database=old_database, stdin="0750\n").stderr
    assert forgotten.stdout.startswith("1 visits: comments 0, notes 1, dossier_codes 0, appointments 0 erased")
    assert b"call back Hoa" not in bytes_of(old_database)


@pytest.mark.parametrize(
    ("asked", "mend"),
    [
        ([], "by one of --ticket A045, --card or --officer NAME"),
        (["--ticket", "A001", "--officer", "Lan"], "by one of --ticket A045, --card or --officer NAME"),
        (["--card", "--day", "2026-11-23"], "--day goes with --ticket"),
        (["--ticket", "A001", "--hall", "nowhere"], "There is no hall nowhere here"),
        (["--officer", "Nobody"], "Nothing tells of Nobody"),
    ],
)
def test_who_is_to_be_forgotten_must_be_said(old_database: str, asked: list[str], mend: str) -> None:
    done = motcua("person", "forget", *asked, database=old_database)

    assert (done.returncode, mend in done.stderr) == (2, True)
