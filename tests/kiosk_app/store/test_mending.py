"""A book on a disk that breaks: the kiosk starts all the same, hands in what can be read, and gives no number twice."""

import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from display_server.contract import Ticket
from kiosk_app.issuing.hall_clock import CLOCK
from kiosk_app.issuing.number_stock import FOLLOW
from kiosk_app.issuing.remembered_catalogue import CATALOGUE
from kiosk_app.issuing.ticket_issuer import TicketIssuer
from kiosk_app.printing.hall_layout import NOTE as TICKET_LAYOUT, HallLayout
from kiosk_app.printing.ticket_template import USUAL_TEMPLATE
from kiosk_app.server.client import Issued, Silent
from kiosk_app.server.machine import network_cards
from kiosk_app.store.connection import StoreFails
from kiosk_app.store.kiosk_store import KioskStore
from tests.faults.offline_kiosk import NoLine
from tests.kiosk_app.a_book import GIVEN, NOW, NUMBERS, PAGE, fill, overwrite
from tests.kiosk_app.a_line import REQUEST, Hall, Weather
from tests.kiosk_app.issuing.test_ticket_issuer import AKiosk

SECTOR = 512


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a kiosk that has given some of its numbers, and was closed."""
    file = tmp_path_factory.mktemp("book") / "kiosk.db"
    fill(file)
    return file


@pytest.fixture
def copy(book: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(book, tmp_path / "kiosk.db"))


def tickets_of(store: KioskStore) -> list[Ticket]:
    return [each.ticket for each in store.outbox.to_hand_in(NUMBERS)]


def zeroed_page(file: Path, dice: random.Random) -> None:
    overwrite(file, PAGE * dice.randrange(file.stat().st_size // PAGE), bytes(PAGE))


def zeroed_sector(file: Path, dice: random.Random) -> None:
    overwrite(file, SECTOR * dice.randrange(file.stat().st_size // SECTOR), bytes(SECTOR))


def nonsense_in_a_sector(file: Path, dice: random.Random) -> None:
    overwrite(file, SECTOR * dice.randrange(file.stat().st_size // SECTOR), dice.randbytes(SECTOR))


def another_page_in_its_place(file: Path, dice: random.Random) -> None:
    pages = file.stat().st_size // PAGE
    taken = file.read_bytes()[PAGE * (other := dice.randrange(pages)) : PAGE * (other + 1)]
    overwrite(file, PAGE * dice.randrange(pages), taken)


def cut_short(file: Path, dice: random.Random) -> None:
    size = dice.randrange(file.stat().st_size)
    with file.open("r+b") as opened:
        opened.truncate(size)


DAMAGES = (zeroed_page, zeroed_sector, nonsense_in_a_sector, another_page_in_its_place, cut_short)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_damaged_the_kiosk_starts_and_no_number_comes_twice(
    book: Path, copy: Path, damage: Callable[[Path, random.Random], None], seed: int
) -> None:
    with closing(KioskStore(book)) as whole:
        given, holder = {ticket.number: ticket for ticket in tickets_of(whole)}, whole.holder
    damage(copy, random.Random(seed))

    with closing(KioskStore(copy)) as store:
        issuer = TicketIssuer(NoLine(), store, "next")
        after = issuer.issue(REQUEST, "next-1")
        issuer.close()
        handed_in = store.outbox.to_hand_in(NUMBERS)
        read_everything(store)
        new = after.ticket.number if isinstance(after, Issued) else None
        assert store.is_well()
        assert {each.ticket.number for each in handed_in} - {new} <= set(given)
        assert {each.holder for each in handed_in if each.ticket.number != new} <= {holder, store.holder}
        assert new not in given


@pytest.mark.parametrize("of_a_ticket", [False, True])
def test_half_a_holders_name_costs_no_ticket(book: Path, copy: Path, of_a_ticket: bool) -> None:
    with closing(KioskStore(book)) as whole:
        holder = whole.holder
    content, name = copy.read_bytes(), holder.encode()
    note = content.index(b"kiosk" + name)  # the note's own name stands before what it says
    place = note + len("kiosk") if not of_a_ticket else next(at for at in places_of(name, content) if at != note + 5)
    overwrite(copy, place + len(name) - 2, bytes(2))

    with closing(KioskStore(copy)) as store:
        handed_in = store.outbox.to_hand_in(NUMBERS)

    assert len(handed_in) == GIVEN
    assert {each.holder for each in handed_in} == {holder}


def places_of(name: bytes, content: bytes) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(name), content)]


def read_everything(store: KioskStore) -> None:
    """None of these may raise."""
    store.tickets.latest(NUMBERS)
    store.outbox.never_printed(but_run="next")
    store.outbox.unanswered(since_asked=NOW, but_run="next")
    store.outbox.slips_to_report(NUMBERS)
    store.choices.at(range(24))
    store.tickets.busiest_days({"lltp": "N"})
    store.numbers.left(NOW)


def test_a_damaged_page_hides_its_own_tickets_and_no_others(book: Path, tmp_path: Path) -> None:
    """Of every page that there is, one after the other; but for the two that say where all the others are."""
    hidden = []
    for page in range(book.stat().st_size // PAGE):
        copy = Path(shutil.copy(book, tmp_path / f"{page}.db"))
        overwrite(copy, PAGE * page, bytes(PAGE))
        with closing(KioskStore(copy)) as store:
            hidden.append(GIVEN - store.outbox.count_to_hand_in())

    assert sum(tickets > 4 for tickets in hidden) <= 2


def test_what_is_not_checkpointed_yet_is_read_from_a_damaged_book_too(copy: Path, tmp_path: Path) -> None:
    with closing(KioskStore(copy)) as store:
        issuer = TicketIssuer(NoLine(), store, "late")
        late = issuer.issue(REQUEST, "late-1")
        issuer.close()
        switched_off = tmp_path / "switched off.db"
        for ending in ("", "-wal"):
            shutil.copy(f"{copy}{ending}", f"{switched_off}{ending}")
    assert isinstance(late, Issued)
    overwrite(switched_off, switched_off.stat().st_size // PAGE // 2 * PAGE, bytes(PAGE))

    with closing(KioskStore(switched_off)) as store:
        assert late.ticket in tickets_of(store)
        assert len(tickets_of(store)) < GIVEN + 1


def test_the_damaged_file_is_kept_whole_beside_the_new_one_and_the_next_beside_it(copy: Path) -> None:
    for start in (1, 2):
        overwrite(copy, 20 * PAGE, start * b"x")
        overwrite(copy, 21 * PAGE, bytes(PAGE))
        damaged = copy.read_bytes()
        with closing(KioskStore(copy)):
            assert copy.with_name(f"kiosk.db.damaged-{start}").read_bytes() == damaged
    with closing(KioskStore(copy)):
        assert sorted(file.name for file in copy.parent.glob("*.damaged-*")) == [
            "kiosk.db.damaged-1",
            "kiosk.db.damaged-2",
        ]


def test_a_mended_book_gives_no_number_that_it_had_and_leases_under_a_new_name(book: Path, copy: Path) -> None:
    with closing(KioskStore(book)) as whole:
        before = whole.holder
    overwrite(copy, 20 * PAGE, bytes(PAGE))

    with closing(KioskStore(copy)) as store:
        assert store.numbers.left(NOW) == {}
        assert {each.holder for each in store.outbox.to_hand_in(NUMBERS)} == {before}
        assert store.holder != before
        assert store.notes.get(FOLLOW) == "http://192.168.10.5:8000/t/{token}"
        assert store.choices.at(range(24)) == {REQUEST.service: GIVEN}
        mended = store.holder
    with closing(KioskStore(copy)) as again:
        assert again.holder == mended


def test_a_file_that_is_no_book_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.db"
    file.write_text("a letter" * 1000)

    with closing(KioskStore(file)) as store:
        assert store.is_well()
    assert (tmp_path / "kiosk.db.damaged-1").read_text() == "a letter" * 1000


def test_a_book_of_an_earlier_version_hands_in_under_its_name(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as db:
        db.execute("ALTER TABLE tickets DROP COLUMN holder")

    with closing(KioskStore(copy)) as store:
        assert {each.holder for each in store.outbox.to_hand_in(NUMBERS)} == {store.holder}
        assert len(tickets_of(store)) == GIVEN


def test_a_book_that_was_copied_to_another_machine_gives_no_number_of_the_first_ones(
    copy: Path, tmp_path: Path
) -> None:
    with closing(KioskStore(copy, {"52:54:00:00:00:01", "52:54:00:00:00:02"})) as first:
        holder, left = first.holder, first.numbers.left(NOW)
    cloned = Path(shutil.copy(copy, tmp_path / "cloned.db"))

    with closing(KioskStore(copy, {"52:54:00:00:00:02", "52:54:00:00:00:03"})) as with_another_card:
        assert (with_another_card.holder, with_another_card.numbers.left(NOW)) == (holder, left)
    with closing(KioskStore(copy)) as without_cards:
        assert without_cards.holder == holder
    with closing(KioskStore(cloned, {"52:54:00:00:00:04"})) as second:
        assert second.numbers.left(NOW) == {}
        assert second.holder != holder
        assert {each.holder for each in second.outbox.to_hand_in(NUMBERS)} == {holder}
        name = second.holder
    with closing(KioskStore(cloned, {"52:54:00:00:00:04"})) as again:
        assert again.holder == name


def test_a_machine_is_known_by_the_cards_that_are_built_in(tmp_path: Path) -> None:
    for name, address, kind, has_device in (
        ("eth0", "52:54:00:00:00:01", "0", True),
        ("wlan0", "fe:30:f1:61:67:f4", "1", True),
        ("lo", "00:00:00:00:00:00", "0", False),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "address").write_text(f"{address}\n")
        (tmp_path / name / "addr_assign_type").write_text(f"{kind}\n")
        if has_device:
            (tmp_path / name / "device").mkdir()

    assert network_cards(tmp_path) == {"52:54:00:00:00:01"}
    assert network_cards(tmp_path / "nothing") == frozenset()


@pytest.mark.parametrize("where", ["a folder", "a file/kiosk.db"])
def test_without_a_disk_the_server_gives_the_numbers_and_the_kiosk_none(tmp_path: Path, where: str) -> None:
    (tmp_path / "a folder").mkdir()
    (tmp_path / "a file").write_text("")
    hall = Hall()
    kiosk = AKiosk(hall, tmp_path / where)
    kiosk.connect()

    assert not kiosk.takes("1").offline
    assert not kiosk.store.is_well()
    kiosk.notices(Weather.CUT)
    assert kiosk.issuer.issue(REQUEST, "run1-2") == Silent(arrived=False)
    kiosk.close()
    assert hall.leases == {}


def test_a_note_that_cannot_be_read_keeps_no_kiosk_from_starting(tmp_path: Path) -> None:
    kiosk = AKiosk(Hall(), tmp_path / "kiosk.db")
    kiosk.connect()
    for note in (CATALOGUE, CLOCK, TICKET_LAYOUT):
        kiosk.store.notes.set(note, '{"half a')
    kiosk.restart()
    kiosk.connect()

    assert HallLayout(kiosk.store).template == USUAL_TEMPLATE
    kiosk.notices(Weather.CUT)
    assert kiosk.takes("1").offline
    kiosk.close()


def test_a_book_that_is_damaged_while_the_kiosk_runs_is_told_of_until_it_is_mended(tmp_path: Path) -> None:
    """Another's writing makes SQLite read its pages from the disk again."""
    hall, file = Hall(), tmp_path / "kiosk.db"
    kiosk = AKiosk(hall, file)
    kiosk.connect()
    kiosk.notices(Weather.CUT)
    given = [kiosk.takes(str(citizen)).ticket for citizen in range(40)]
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'open_tickets'").fetchone()
        overwrite(file, PAGE * (root - 1), bytes(PAGE))
        with db:
            db.execute("INSERT INTO notes VALUES ('another', 'writes')")
    with pytest.raises(StoreFails):
        kiosk.store.outbox.count_to_hand_in()

    assert not kiosk.store.is_well()
    kiosk.restart()
    assert kiosk.store.is_well()
    kiosk.connect()
    assert hall.handed_in == {ticket.token for ticket in given}
    kiosk.close()
