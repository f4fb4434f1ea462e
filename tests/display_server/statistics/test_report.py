import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from display_server.contract import GroupBy, State, Statistics
from display_server.domain.rating_plan import Opinion
from display_server.hall_file.reading import read_hall_file
from display_server.statistics.export import to_csv
from display_server.statistics.report import report
from display_server.statistics.visit import Visit

PLAN = read_hall_file(Path(__file__).parents[3] / "display_server" / "dong_nai_hall.toml")
DAY = date(2026, 6, 1)
MONDAY_EIGHT = datetime(2026, 6, 1, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def minutes(value: float) -> timedelta:
    return timedelta(minutes=value)


def a_visit(
    service: str = "dkdn",
    department: str = "khdt",
    issued_at: datetime = MONDAY_EIGHT,
    waited: float = 10,
    served_for: float = 5,
    counter: int = 1,
    officer: str = "Lan",
    score: int | None = None,
    reasons: tuple[str, ...] = (),
) -> Visit:
    called_at = issued_at + minutes(waited)
    return Visit(
        service=service,
        department=department,
        state=State.SERVED,
        issued_at=issued_at,
        called_at=called_at,
        served=minutes(served_for),
        counter=counter,
        officer=officer,
        opinion=Opinion(score, reasons) if score else None,
    )


def a_visitor_who_never_came(**facts: object) -> Visit:
    return replace(a_visit(), state=State.NO_SHOW, served=None, **facts)  # type: ignore[arg-type]


def a_waiting_visitor(service: str = "dkdn") -> Visit:
    return Visit(service, "khdt", State.WAITING, MONDAY_EIGHT)


def the_report(visits: Sequence[Visit], group_by: GroupBy = "service") -> Statistics:
    return report(visits, PLAN, DAY, DAY, group_by)


def test_a_row_counts_what_became_of_the_visits() -> None:
    cancelled = replace(a_waiting_visitor(), state=State.CANCELLED)
    (row,) = the_report([a_visit(score=4), a_visit(), a_visitor_who_never_came(), a_waiting_visitor(), cancelled]).rows

    assert (row.issued, row.served, row.no_shows, row.cancelled, row.waiting) == (5, 2, 1, 1, 1)
    assert (row.waits.count, row.service_times.count, row.service_times.mean) == (3, 2, 5.0)
    assert (row.ratings.count, row.ratings.response_rate) == (1, 0.5)


def test_a_mixed_row_judges_each_wait_by_the_target_of_its_own_service() -> None:
    """Business registration promises 20 minutes, investment 30."""
    statistics = the_report([a_visit("dkdn", waited=25), a_visit("dautu", waited=25)], "department")

    assert statistics.rows[0].waits.within_target == 0.5


def test_service_times_have_no_target() -> None:
    assert the_report([a_visit()]).total.service_times.within_target is None


def test_services_stand_in_the_order_of_the_plan() -> None:
    statistics = the_report([a_visit("gone"), a_visit("buudien"), a_visit("dautu"), a_visit("dkdn")])

    assert [row.key for row in statistics.rows] == ["dkdn", "dautu", "buudien", "gone"]


def test_a_service_that_left_the_plan_is_named_by_its_slug_and_judged_by_no_target() -> None:
    (row,) = the_report([a_visit("gone")]).rows

    assert (row.name["vi"], row.waits.count, row.waits.within_target) == ("gone", 1, None)


def test_counters_stand_by_number_and_who_was_not_called_comes_last() -> None:
    statistics = the_report([a_waiting_visitor(), a_visit(counter=10), a_visit(counter=9)], "counter")

    assert [(row.key, row.name["en"]) for row in statistics.rows] == [
        ("9", "Counter 9"),
        ("10", "Counter 10"),
        ("", "Not called"),
    ]


def test_hours_and_days_are_those_of_the_hall_when_the_ticket_was_issued() -> None:
    """23:30 UTC on Sunday is half past six on Monday in Đồng Nai."""
    early = a_visit(issued_at=datetime(2026, 5, 31, 23, 30, tzinfo=ZoneInfo("UTC")), waited=60)

    assert the_report([early], "hour").rows[0].name["vi"] == "06:00–07:00"
    assert the_report([early], "day").rows[0].key == "2026-06-01"
    assert the_report([early], "weekday").rows[0].key == "mon"


def test_weekdays_run_from_monday() -> None:
    visits = [a_visit(issued_at=MONDAY_EIGHT + timedelta(days=days)) for days in (4, 0, 2)]

    assert [row.key for row in the_report(visits, "weekday").rows] == ["mon", "wed", "fri"]


def test_a_report_of_an_empty_day_has_a_total_of_nothing() -> None:
    statistics = the_report([])

    assert (statistics.rows, statistics.total.issued, statistics.total.waits.mean) == ((), 0, None)


VISITS = st.lists(
    st.builds(
        a_visit,
        service=st.sampled_from(["dkdn", "dautu", "gone"]),
        issued_at=st.integers(0, 10_000).map(lambda value: MONDAY_EIGHT + minutes(value)),
        waited=st.floats(0, 300),
        counter=st.integers(1, 60),
        officer=st.sampled_from(["Lan", "Minh"]),
        score=st.sampled_from([None, 1, 4]),
    )
    | st.builds(a_waiting_visitor)
    | st.builds(a_visitor_who_never_came),
    max_size=30,
)


@given(VISITS, st.sampled_from(get_args(GroupBy)))
def test_every_visit_is_in_exactly_one_row_and_in_the_total(visits: list[Visit], group_by: GroupBy) -> None:
    statistics = the_report(visits, group_by)
    total = statistics.total

    assert sum(row.issued for row in statistics.rows) == total.issued == len(visits)
    assert sum(row.waits.count for row in statistics.rows) == total.waits.count
    assert total.issued == total.served + total.no_shows + total.cancelled + total.waiting


def table(content: bytes, delimiter: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


def test_the_file_has_a_heading_the_rows_and_the_total() -> None:
    heading, row, total = table(to_csv(the_report([a_visit(score=3)]), "vi"))

    assert len(heading) == len(row) == len(total)
    assert row[:3] == ["Đăng ký doanh nghiệp", "1", "1"]


def test_the_file_tells_each_reason_and_each_indicator() -> None:
    visits = [a_visit(score=1, reasons=("attitude", "once-asked")), a_visit(score=4)]
    heading, _, total = table(to_csv(the_report(visits), "vi"))
    told = dict(zip(heading, total, strict=True))

    assert told["Lý do: Thái độ phục vụ chưa tốt"] == "1"
    assert told["Lý do: Chờ quá lâu"] == "0"
    assert told["Lý do: once-asked"] == "1"
    assert told["Chỉ số 7: Thái độ của cán bộ: số lượt"] == "0"
    assert told["Chỉ số 7: Thái độ của cán bộ: trung bình (0 đến 2)"] == ""


def test_every_word_of_the_file_has_its_vietnamese() -> None:
    statistics = the_report([a_visit()], "weekday")
    english, vietnamese = table(to_csv(statistics, "en"), ","), table(to_csv(statistics, "vi"))

    assert english[0][:2] == ["Group", "Issued"]
    assert not set(english[0]) & set(vietnamese[0])
    assert [row[0] for row in vietnamese[1:]] == ["Thứ Hai", "Tổng cộng"]


def test_excel_is_told_that_the_file_is_utf_8() -> None:
    assert to_csv(the_report([]), "vi").startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(("language", "parted_by", "written"), [("vi", ";", "12,5"), ("en", ",", "12.5")])
def test_spreadsheets_of_each_language_find_columns_and_decimals(language: str, parted_by: str, written: str) -> None:
    statistics = the_report([a_visit(waited=12.5)])

    heading, _, total = table(to_csv(statistics, language), parted_by)

    mean = heading.index("Wait: mean (min)" if language == "en" else "Chờ: trung bình (phút)")
    assert (total[mean], len(total)) == (written, len(heading))
    assert float(total[mean].replace(",", ".")) == statistics.total.waits.mean


def test_what_could_not_be_measured_stays_empty() -> None:
    heading, _, total = table(to_csv(the_report([a_waiting_visitor()]), "en"), ",")

    assert total[heading.index("Wait: mean (min)")] == ""


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "-2", "+84 251"])
def test_a_name_is_never_run_as_a_formula(name: str) -> None:
    _, row, _ = table(to_csv(the_report([a_visit(officer=name)], "officer"), "en"), ",")

    assert row[0] == f"'{name}"
