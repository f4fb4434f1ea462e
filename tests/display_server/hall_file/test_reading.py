"""A hall file is read, or refused as a whole with line, key and mend of everything wrong."""

import random
import tomllib
import unicodedata
from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from display_server.domain.alerts import USUAL_ALERTS, AlertKind, AlertPlan
from display_server.domain.display_plan import Direction, DisplayPlan, DisplaySetting, Layout
from display_server.domain.opening_hours import Period
from display_server.domain.rating_plan import FACES_ALONE, RatingPlan, RatingReason
from display_server.domain.retention import DEFAULT_RETENTION
from display_server.domain.scheduled_report import Every, FileFormat, ScheduledReport
from display_server.hall_file.reading import Finding, HallFileRefused, parse_hall, read_hall_file
from display_server.store.hall import Halls

DONG_NAI = Path(__file__).parents[3] / "display_server" / "dong_nai_hall.toml"

SMALL = """\
[hall]
slug = "long-khanh"
name = { vi = "Long Khánh", en = "Long Khánh" }
timezone = "Asia/Ho_Chi_Minh"
languages = ["vi", "en"]
hotline = "1022"
dossier_code_pattern = '^H19-[0-9]{6}$'

[[hall.opening_hours]]
days = ["mon", "tue"]
periods = [["07:30", "11:30"], ["13:30", "17:00"]]

[[zones]]
slug = "khu-1"
name = { vi = "Khu 1", en = "Section 1" }

[[priority_classes]]
slug = "elderly"
name = { vi = "Người cao tuổi", en = "Elderly" }
head_start_minutes = 20

[[departments]]
slug = "tuphap"
zone = "khu-1"
name = { vi = "Tư pháp", en = "Justice" }

[[departments.services]]
slug = "lltp"
prefix = "N"
name = { vi = "Lý lịch tư pháp", en = "Criminal record" }
expected_minutes = 8
target_wait_minutes = 20

[[departments.services]]
slug = "hotich"
prefix = "1"
name = { vi = "Hộ tịch", en = "Civil status" }
expected_minutes = 12
target_wait_minutes = 30

[[departments]]
slug = "thue"
zone = "khu-1"
name = { vi = "Thuế", en = "Tax" }

[[departments.services]]
slug = "mst"
prefix = "V"
name = { vi = "Mã số thuế", en = "Tax code" }
expected_minutes = 10
target_wait_minutes = 20

[[counters]]
number = 1
zone = "khu-1"
departments = ["tuphap"]

[[counters]]
number = 2
zone = "khu-1"
departments = ["thue"]
services = ["lltp"]
"""


def findings(text: str) -> tuple[Finding, ...]:
    with pytest.raises(HallFileRefused) as refused:
        parse_hall(text)
    return refused.value.findings


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_reference_hall_is_read() -> None:
    plan = read_hall_file(DONG_NAI)

    services = [service for department in plan.departments for service in department.services]
    assert (len(plan.zones), len(plan.departments), len(services), len(plan.counters)) == (4, 24, 40, 48)
    assert plan.languages == ("vi", "en")
    assert plan.priority_classes[1].head_start == timedelta(minutes=30)
    assert plan.opening_hours.periods["fri"] == (Period(time(7, 30), time(11, 30)), Period(time(13, 30), time(17)))


def test_a_counter_takes_its_departments_services_first_then_the_single_ones() -> None:
    assert parse_hall(SMALL).counters[1].services == ("mst", "lltp")


@pytest.mark.parametrize("midnight", ["24:00", "00:00"])
def test_a_period_may_end_at_midnight(midnight: str) -> None:
    plan = parse_hall(changed('"17:00"', f'"{midnight}"'))

    assert plan.opening_hours.periods["mon"][1] == Period(time(13, 30), time(0))


def test_the_hotline_the_dossier_pattern_and_the_classes_may_be_left_out() -> None:
    lines = changed('hotline = "1022"\n', "").split("\n")
    begins = lines.index("[[priority_classes]]")
    plan = parse_hall("\n".join(line for line in lines[:begins] + lines[begins + 5 :] if "dossier_code" not in line))

    assert (plan.hotline, plan.dossier_code_pattern, plan.priority_classes) == (None, None, ())


def test_without_a_word_of_it_a_tablet_asks_the_four_faces_alone() -> None:
    assert parse_hall(SMALL).rating == FACES_ALONE


RATING = """
[rating]
indicators = true

[[rating.reasons]]
slug = "long-wait"
name = { vi = "Chờ lâu", en = "Long wait" }
"""


def test_a_hall_may_ask_its_own_reasons_and_the_indicators() -> None:
    reason = RatingReason("long-wait", {"vi": "Chờ lâu", "en": "Long wait"})

    assert parse_hall(SMALL + RATING).rating == RatingPlan((reason,), indicators=True, comment=False)
    at_kiosk = RATING.replace("indicators = true", "at_kiosk = true")
    assert parse_hall(SMALL + at_kiosk).rating == RatingPlan((reason,), at_kiosk=True)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (', en = "Long wait"', "", "rating.reasons[0].name.en"),
        ("indicators = true", 'indicators = "yes"', "rating.indicators"),
        ("indicators = true", "indicator = true", "rating.indicator"),
        ('slug = "long-wait"', 'slug = "Long wait"', "rating.reasons[0].slug"),
        ("[rating]", "[rating]\ncomment = 500", "rating.comment"),
    ],
)
def test_a_faulty_rating_is_told_with_its_key(old: str, new: str, key: str) -> None:
    found = findings(SMALL + RATING.replace(old, new, 1))

    assert [finding.key for finding in found] == [key]


def test_a_reason_is_named_once() -> None:
    twice = SMALL + RATING + RATING[RATING.index("[[") :]

    assert [finding.key for finding in findings(twice)] == ["rating.reasons[1].slug"]


def test_a_hall_says_from_when_on_its_managers_are_alerted() -> None:
    own = """
[alerts]
wait_minutes = 25
queue_length = 12
idle_minutes = 5
backup_hours = 48
disk_free_percent = 20
"""

    assert parse_hall(SMALL).alerts == USUAL_ALERTS
    assert parse_hall(SMALL + own).alerts == AlertPlan(
        timedelta(minutes=25), 12, timedelta(minutes=5), timedelta(hours=48), 20
    )
    (wrong,) = findings(SMALL + "[alerts]\nqueue_length = 0\n")
    assert (wrong.key, "from 1 to 999" in wrong.mend) == ("alerts.queue_length", True)


def test_a_hall_says_who_is_sent_which_alerts() -> None:
    own = """
[alerts]
silent_minutes = 10
mail_to = ["giam-doc@example.vn"]
webhook = "https://chat.example.vn/hook"
send = ["grave", "idle_counter"]
"""

    plan = parse_hall(SMALL + own).alerts

    assert plan.silent == timedelta(minutes=10)
    assert plan.targets == ("giam-doc@example.vn", "https://chat.example.vn/hook")
    sent = {kind for kind in AlertKind if plan.sends_out(kind)}
    assert AlertKind.LONG_WAIT in sent
    assert AlertKind.IDLE_COUNTER in sent
    assert AlertKind.LONG_QUEUE not in sent


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ('mail_to = ["nobody"]', "giam-doc@example.vn"),
        ('webhook = "http://chat.example.vn/hook"', "https:// address"),
        ('webhook = "https://user@chat.example.vn/hook"', "https:// address"),
        ('send = ["everything"]', "grave, all, or some of"),
        ("send = []", "grave, all, or some of"),
        ("silent_minutes = 0", "may be away"),
    ],
)
def test_where_alerts_cannot_be_sent_the_mend_is_named(line: str, mend: str) -> None:
    assert mend in findings(SMALL + f"[alerts]\n{line}\n")[0].mend


def test_a_counter_may_prefer_some_of_its_services() -> None:
    choosy = parse_hall(changed('services = ["lltp"]', 'afterwards = [["hotich"], ["lltp"]]')).counters[1]

    assert choosy.tiers == (("mst",), ("hotich",), ("lltp",), ())
    assert choosy.services == ("mst", "hotich", "lltp")


def test_who_is_put_off_by_every_counter_must_have_a_turn_by_waiting_long() -> None:
    put_off = changed('departments = ["tuphap"]', 'services = ["hotich"]').replace(
        'services = ["lltp"]', 'afterwards = [["lltp"]]'
    )

    (finding,) = findings(put_off)

    assert "may wait all day" in finding.wrong
    assert "help_after_minutes" in finding.mend
    parse_hall(put_off.replace("[[zones]]", "[hall.rules]\nhelp_after_minutes = 20\n\n[[zones]]", 1))


def test_letters_saved_in_pieces_are_composed(tmp_path: Path) -> None:
    file = tmp_path / "hall.toml"
    file.write_bytes(b"\xef\xbb\xbf" + unicodedata.normalize("NFD", SMALL).replace("\n", "\r\n").encode())

    assert read_hall_file(file).departments[0].name["vi"] == "Tư pháp"


WRONG = [
    ('zone = "khu-1"\nname = { vi = "Tư', 'zone = "khu1"\nname = { vi = "Tư', "departments[0].zone", "mean khu-1?"),
    ('number = 1\nzone = "khu-1"', 'number = 1\nzone = "x"', "counters[0].zone", "use one of: khu-1"),
    ('departments = ["thue"]', 'departments = ["thu"]', "counters[1].departments[0]", "mean thue?"),
    ('services = ["lltp"]', 'services = ["ltp"]', "counters[1].services[0]", "mean lltp?"),
    ('services = ["lltp"]', 'afterwards = ["lltp"]', "counters[1].afterwards[0]", "in lists"),
    ('services = ["lltp"]', 'afterwards = [["ltp"]]', "counters[1].afterwards[0][0]", "mean lltp?"),
    ("expected_minutes = 8", "expected_minuts = 8", "departments[0].services[0].expected_minuts", "expected_minutes?"),
    ("expected_minutes = 8", "", "departments[0].services[0].expected_minutes", "whole minutes from 1 to 480"),
    ("expected_minutes = 8", "expected_minutes = -8", "departments[0].services[0].expected_minutes", "from 1 to 480"),
    ("expected_minutes = 8", "expected_minutes = 9000", "departments[0].services[0].expected_minutes", "from 1 to 480"),
    ("expected_minutes = 8", 'expected_minutes = "8"', "departments[0].services[0].expected_minutes", "whole minutes"),
    ("head_start_minutes = 20", "head_start_minutes = 2.5", "priority_classes[0].head_start_minutes", "whole minutes"),
    ('prefix = "N"', 'prefix = "n"', "departments[0].services[0].prefix", "capital letters"),
    ('prefix = "N"', 'prefix = "ABCD"', "departments[0].services[0].prefix", "one to three"),
    ('prefix = "N"', 'prefix = "11"', "departments[0].services[0].prefix", "does not continue another one with digits"),
    ('prefix = "N"', 'prefix = "V2"', "departments[0].services[0].prefix", "does not continue another one with digits"),
    ('slug = "thue"', 'slug = "Thuế"', "departments[1].slug", "small letters, digits and hyphens"),
    ('slug = "thue"', 'slug = "tuphap"', "departments[1].slug", "give each its own"),
    ('slug = "mst"', 'slug = "lltp"', "departments[1].services[0].slug", "give each its own"),
    ("number = 2", "number = 1", "counters[1].number", "give each its own"),
    ("number = 2", "number = 0", "counters[1].number", "from 1 to 999"),
    ('departments = ["thue"]', "", "departments[1].services[0]", "add it or its department to a counter"),
    ('departments = ["tuphap"]', "", "counters[0]", "list the slugs"),
    ('[["07:30", "11:30"]', '[["11:30", "07:30"]', "hall.opening_hours[0].periods[0]", "pairs of times"),
    ('[["07:30", "11:30"]', '[["07:30", "14:30"]', "hall.opening_hours[0].periods[1]", "follow one another"),
    ('[["07:30", "11:30"]', '[["7:30", "11:30"]', "hall.opening_hours[0].periods[0][0]", "pairs of times"),
    ('[["07:30", "11:30"]', '[["07:30"]', "hall.opening_hours[0].periods[0]", "pairs of times"),
    ('days = ["mon", "tue"]', 'days = ["mon", "Tuesday"]', "hall.opening_hours[0].days[1]", "mon, tue"),
    ('days = ["mon", "tue"]', 'days = ["mon", "mon"]', "hall.opening_hours[0].days[1]", "name it once"),
    ("Asia/Ho_Chi_Minh", "Asia/Ho_Chi_Min", "hall.timezone", "mean Asia/Ho_Chi_Minh?"),
    ("Asia/Ho_Chi_Minh", "Hanoi", "hall.timezone", "it is Asia/Ho_Chi_Minh"),
    ("Asia/Ho_Chi_Minh", "Asia", "hall.timezone", "it is Asia/Ho_Chi_Minh"),
    (', en = "Tax"', "", "departments[1].name.en", 'en = "…"'),
    ('en = "Tax"', 'en = "Tax", fr = "Impôts"', "departments[1].name.fr", "use one of: vi, en"),
    ('en = "Tax"', 'en = " "', "departments[1].name.en", "1 to 200 characters"),
    ('en = "Tax"', 'en = "T\\u0000x"', "departments[1].name.en", "1 to 200 characters"),
    ("'^H19-[0-9]{6}$'", "'^H19-[0-9'", "hall.dossier_code_pattern", "regular expression"),
    ('hotline = "1022"', "hotline = 1022", "hall.hotline", "as a text"),
    ('"1022"', f'"{"1" * 41}"', "hall.hotline", "at most 40 characters"),
    ("[[zones]]", "[[zone]]", "zone", "mean zones?"),
    ('hotline = "1022"', 'hotline = "1022', "hall.hotline", "mend this line"),
    ('hotline = "1022"', "hotline = [[1022", "hall.hotline", "mend this line"),
]


@pytest.mark.parametrize(("old", "new", "key", "mend"), WRONG)
def test_a_wrong_value_is_refused_with_its_key_and_the_mend(old: str, new: str, key: str, mend: str) -> None:
    found = [finding for finding in findings(changed(old, new)) if finding.key == key]

    assert [finding for finding in found if mend in str(finding)]


@pytest.mark.parametrize(
    ("old", "new", "wrong_line"),
    [
        ("expected_minutes = 10", "expected_minutes = 0", "expected_minutes = 0"),
        ("number = 2", "# a comment\nnumber = 1", 'number = 1\nzone = "khu-1"\ndepartments = ["thue"]'),
        ("[[counters]]\nnumber = 2", '"🙂" = """\n\n"""\n[[counters]]\nnumber = 0', "number = 0"),
        ('departments = ["thue"]', 'departments = [\n  "thue", # tax\n]\nroom = 3', "room = 3"),
    ],
)
def test_a_finding_names_its_line(old: str, new: str, wrong_line: str) -> None:
    text = changed(old, new)

    assert line_of(text, wrong_line) in [finding.line for finding in findings(text)]


def test_what_is_missing_has_the_line_of_its_table() -> None:
    text = changed("expected_minutes = 10\n", "")

    assert [finding.line for finding in findings(text)] == [line_of(text, '[[departments.services]]\nslug = "mst"')]


def test_an_unclosed_text_is_found_where_it_begins() -> None:
    text = changed('hotline = "1022"', "hotline = '''1022")

    assert [(finding.line, finding.key) for finding in findings(text)] == [(6, "hall.hotline")]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file() -> None:
    text = changed('prefix = "N"', 'prefix = "n"').replace('zone = "khu-1"', 'zone = "khu-2"').replace("= 30", "= -3")

    keys = [finding.key for finding in findings(text)]

    assert keys == [
        "departments[0].zone",
        "departments[0].services[0].prefix",
        "departments[0].services[1].target_wait_minutes",
        "departments[1].zone",
        "counters[0].zone",
        "counters[1].zone",
    ]


def test_a_finding_reads_as_one_sentence() -> None:
    (finding,) = findings(changed('prefix = "N"', 'prefix = "n"'))

    assert str(finding) == (
        'line 29, departments[0].services[0].prefix: cannot be "n"; '
        "write one to three capital letters or digits, such as A"
    )


@pytest.mark.parametrize("content", [b"", b"\xff\xfe[hall]", b"hall = 3", b"x = " + b"[" * 3000, b"x = " + b"9" * 5000])
def test_what_is_no_hall_file_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "hall.toml"
    file.write_bytes(content)

    with pytest.raises(HallFileRefused) as refused:
        read_hall_file(file)

    assert refused.value.findings
    assert all(map(is_plain, refused.value.findings))


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(HallFileRefused, match="line 1, the file: cannot be read"):
        read_hall_file(tmp_path / "none.toml")


def findings_if_any(text: str) -> tuple[Finding, ...]:
    try:
        parse_hall(text)
    except HallFileRefused as refused:
        return refused.findings
    return ()


def is_plain(finding: Finding) -> bool:
    return bool(finding.line >= 1 and finding.key and finding.wrong and finding.mend)


NOISE = st.sampled_from(['"', "[", "]", "{", "}", "=", "\n", "'''", "0", "-", "a", "é", "\x00", "\r", "#", ".", ","])


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The small hall after a few slips of the hand: letters and lines lost, doubled or moved."""
    text = SMALL
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 40)))
        text = text[:start] + draw(st.one_of(st.just(""), NOISE, st.just(text[start:end] * 2))) + text[end:]
    if draw(st.booleans()):
        lines = text.split("\n")
        random.Random(draw(st.integers(0, 99))).shuffle(lines)
        text = "\n".join(lines)
    return text


@given(mutated())
def test_a_slip_of_the_hand_is_either_a_hall_or_named_by_line_and_key(text: str) -> None:
    assert all(map(is_plain, findings_if_any(text)))


VALUES = st.recursive(
    st.one_of(
        st.integers(),
        st.booleans(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.sampled_from(["", "khu-1", "A", "vi"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["slug", "vi", "name", "x y"]), inner, max_size=3)
    ),
    max_leaves=5,
)
ASSIGNMENTS = [line for line in SMALL.split("\n") if " = " in line]


@given(st.sampled_from(ASSIGNMENTS), VALUES)
def test_any_value_anywhere_is_either_right_or_named(assignment: str, value: object) -> None:
    key = assignment.partition(" = ")[0]
    text = changed(assignment, f"{key} = {toml(value)}")
    tomllib.loads(text)

    assert all(map(is_plain, findings_if_any(text)))


def toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "{" + ", ".join(f'"{key}" = {toml(inner)}' for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case str():
            return f'"{value}"'
        case _:
            return repr(value)


WITH_TICKET = (
    SMALL
    + """
[[kiosks]]
name = "Kiosk 1"
place = { vi = "cửa A", en = "door A" }

[ticket]
blocks = ["logo", "number", "note"]
narrow_blocks = ["number"]
logo = "logo.png"

[ticket.texts.note]
vi = "Chuẩn bị sẵn giấy tờ."
en = "Have your papers ready."
"""
)


def test_the_hall_lays_its_tickets_out_and_says_where_its_kiosks_stand(tmp_path: Path, halls: Halls) -> None:
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\nrest")
    (tmp_path / "hall.toml").write_text(WITH_TICKET, encoding="utf-8")
    plan = read_hall_file(tmp_path / "hall.toml")

    assert plan.kiosks == {"Kiosk 1": {"vi": "cửa A", "en": "door A"}}
    assert (plan.ticket_layout.blocks, plan.ticket_layout.narrow_blocks) == (("logo", "number", "note"), ("number",))
    assert plan.ticket_layout.logo == b"\x89PNG\r\n\x1a\nrest"
    halls.load(plan, actor="test")
    assert halls.load(plan, actor="test") == ()
    with halls["long-khanh"].reading() as reading:
        assert (reading.plan.ticket_layout, reading.plan.kiosks) == (plan.ticket_layout, plan.kiosks)


@pytest.mark.parametrize(
    ("old", "new", "key", "wrong"),
    [
        ('"number", "note"', '"number", "nota"', "ticket.blocks[2]", "no block is called"),
        ('blocks = ["logo", "number", "note"]', 'blocks = ["logo", "note"]', "ticket.blocks", "lacks the number"),
        ("texts.note", "texts.hotline", "ticket.texts.hotline", "print by themselves"),
        ('logo = "logo.png"', "", "ticket.logo", "is missing"),
        ('logo = "logo.png"', 'logo = "none.png"', "ticket.logo", "cannot be read"),
        ('logo = "logo.png"', 'logo = "hall.toml"', "ticket.logo", "is no PNG"),
        ('en = "Have your papers ready."', "", "ticket.texts.note.en", "is missing"),
        ('place = { vi = "cửa A", en = "door A" }', 'place = { vi = "cửa A" }', "kiosks[0].place.en", "is missing"),
    ],
)
def test_a_layout_that_cannot_be_printed_is_refused(tmp_path: Path, old: str, new: str, key: str, wrong: str) -> None:
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\nrest")
    assert old in WITH_TICKET
    (tmp_path / "hall.toml").write_text(WITH_TICKET.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(HallFileRefused) as refused:
        read_hall_file(tmp_path / "hall.toml")

    assert (key, True) in [(finding.key, wrong in finding.wrong) for finding in refused.value.findings]


# --- how long what names people is kept -------------------------------------------------------------------------------


def test_a_hall_keeps_what_names_people_for_the_days_it_says_and_else_for_the_usual() -> None:
    kept = parse_hall(SMALL + "\n[retention]\nnotes = 14\nofficers = 31\n").retention

    assert (kept.notes, kept.officers, kept.comments) == (14, 31, DEFAULT_RETENTION.comments)
    assert parse_hall(SMALL).retention == DEFAULT_RETENTION


@pytest.mark.parametrize(
    ("line", "wrong", "mend"),
    [
        ("note = 14", "is not a key of this table", "did you mean notes?"),
        ("notes = 0", "cannot be 0", "from 1 to 3650: nothing that names people is kept for ever"),
        ("comments = 4000", "cannot be 4000", "from 1 to 3650"),
        ("officers = 7", "cannot be 7", "at least 31 for the month's figures by officer"),
        ("security_log = 7", "cannot be 7", "at least 30"),
        ('sessions = "a day"', 'cannot be "a day"', "for how many days sessions"),
    ],
)
def test_days_that_cannot_be_are_refused_with_the_mend(line: str, wrong: str, mend: str) -> None:
    with pytest.raises(HallFileRefused) as refused:
        parse_hall(f"{SMALL}\n[retention]\n{line}\n")

    (finding,) = refused.value.findings
    assert (finding.key, finding.wrong) == (f"retention.{line.split(maxsplit=1)[0]}", wrong)
    assert mend in finding.mend


def test_the_days_are_stored_with_the_plan(halls: Halls) -> None:
    plan = parse_hall(SMALL + "\n[retention]\nnotes = 14\n")

    halls.load(plan, "test")

    with halls[plan.slug].reading() as reading:
        assert reading.plan.retention == plan.retention


WITH_DISPLAYS = (
    SMALL
    + """
[[displays]]
name = "Door"
layout = "totem"
zone = "khu-1"
arrows = { left = [1], upstairs = [2] }

[[displays]]
name = "Sign 1"
layout = "counter"
counter = 1
"""
)


def test_the_hall_says_what_its_displays_show_and_where_counters_lie(halls: Halls) -> None:
    plan = parse_hall(WITH_DISPLAYS)

    assert plan.displays == (
        DisplayPlan("Door", DisplaySetting(Layout.TOTEM, zone="khu-1"), {1: Direction.LEFT, 2: Direction.UPSTAIRS}),
        DisplayPlan("Sign 1", DisplaySetting(Layout.COUNTER, counter=1)),
    )
    halls.load(plan, actor="test")
    assert halls.load(plan, actor="test") == ()
    with halls[plan.slug].reading() as reading:
        assert reading.plan.displays == plan.displays


@pytest.mark.parametrize(
    ("old", "new", "key", "wrong"),
    [
        ('zone = "khu-1"\narrows', 'zone = "cellar"\narrows', "displays[0].zone", "no zone is called"),
        ('layout = "totem"', 'layout = "wall"', "displays[0].layout", "cannot be"),
        ('layout = "totem"', 'layout = "hall"', "displays[0]", "names a zone"),
        ('layout = "totem"\nzone = "khu-1"', 'layout = "zone"', "displays[0]", "does not say which zone"),
        ("left = [1]", "left = [9]", "displays[0].arrows.left[0]", "no counter has the number"),
        ("upstairs = [2]", "upstairs = [1]", "displays[0].arrows.upstairs[0]", "lies left already"),
        ("left = [1]", "beside = [1]", "displays[0].arrows.beside", "cannot be"),
        ('layout = "counter"\ncounter = 1', 'layout = "counter"', "displays[1]", "names a counter"),
        ("counter = 1\n", "counter = 9\n", "displays[1].counter", "no counter has the number"),
        ('name = "Sign 1"', 'name = "Door"', "displays[1].name", "is used already"),
    ],
)
def test_a_display_that_cannot_be_is_refused(old: str, new: str, key: str, wrong: str) -> None:
    assert old in WITH_DISPLAYS

    with pytest.raises(HallFileRefused) as refused:
        parse_hall(WITH_DISPLAYS.replace(old, new, 1))

    found = [(finding.key, finding.wrong) for finding in refused.value.findings]
    assert any(each == key and wrong in words for each, words in found), found


REPORTS = """
[[reports]]
slug = "thang"
every = "monthly"
format = "pdf"
group_by = "officer"
language = "en"
to = ["giam-doc@example.vn", "/srv/reports"]

[[reports]]
slug = "ngay"
every = "daily"
to = ["vp@example.vn"]
"""


def test_a_hall_says_what_goes_out_to_whom_by_itself(halls: Halls) -> None:
    plan = parse_hall(SMALL + REPORTS)
    halls.load(plan, actor="test")

    with halls["long-khanh"].reading() as reading:
        monthly, daily = reading.plan.reports
    assert (monthly, daily) == plan.reports
    whom = ("giam-doc@example.vn", "/srv/reports")
    assert monthly == ScheduledReport("thang", Every.MONTHLY, FileFormat.PDF, "officer", "en", whom)
    assert (daily.file_format, daily.group_by, daily.language) == (FileFormat.XLSX, "service", "vi")


@pytest.mark.parametrize(
    ("old", "new", "key", "mend"),
    [
        ('"monthly"', '"yearly"', "reports[0].every", "daily, weekly or monthly"),
        ('"pdf"', '"docx"', "reports[0].format", "csv, xlsx or pdf"),
        ('"officer"', '"banana"', "reports[0].group_by", "service, department, counter"),
        ('"en"', '"fr"', "reports[0].language", "vi, en"),
        ('"giam-doc@example.vn"', '"giam-doc"', "reports[0].to[0]", "giam-doc@example.vn"),
        ('"/srv/reports"', '"reports"', "reports[0].to[1]", "/srv/reports"),
        ('["vp@example.vn"]', "[]", "reports[1].to", "list who gets it"),
        ('"ngay"', '"thang"', "reports[1].slug", ""),
    ],
)
def test_a_report_that_could_not_go_out_is_refused_with_the_mend(old: str, new: str, key: str, mend: str) -> None:
    assert old in REPORTS

    found = findings(SMALL + REPORTS.replace(old, new, 1))

    assert [finding.key for finding in found] == [key]
    assert mend in str(found[0])
