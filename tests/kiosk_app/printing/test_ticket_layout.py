"""The ticket on paper: everything a citizen needs, in their language, on wide and narrow paper."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from display_server.contract import QuietTime, RouteStop, StopState, WaitRange
from hardware.printers.address import open_printer
from hardware.printers.compose import compose
from hardware.printers.model import Model, model_of
from hardware.printers.paper import Line, Page, Pair, QrCode, Size
from kiosk_app.printing.ticket_layout import lay_out
from kiosk_app.printing.ticket_template import Template
from kiosk_app.words import speak, wait_in_words
from tests.kiosk_app.a_hall import ELDERLY, HALL_ZONE, a_ticket


def words_of(page: Page) -> str:
    lines = [
        element.text if isinstance(element, Line) else f"{element.label}: {element.value}"
        for element in page.elements
        if isinstance(element, Line | Pair)
    ]
    return "\n".join(lines)


def test_the_ticket_says_everything_in_vietnamese() -> None:
    ticket = a_ticket(priority_class=ELDERLY)
    page = lay_out(ticket, HALL_ZONE, "1022")
    said = words_of(page)

    for words in (
        "TRUNG TÂM HÀNH CHÍNH CÔNG TỈNH ĐỒNG NAI",
        "SỐ THỨ TỰ",
        "A045",
        "Cấp giấy chứng nhận đăng ký đầu tư",
        "Ưu tiên: Người cao tuổi (từ 60 tuổi)",
        "Khu vực chờ: Khu 1: Đầu tư",
        "Cơ quan: Kế hoạch và Đầu tư",
        "Số người chờ trước: 12",
        "Thời gian chờ dự kiến: khoảng 15–25 phút",
        "Giờ cấp số: 12:00  02/03/2026",
        "Quét mã để theo dõi lượt trên điện thoại",
        "Đường dây nóng: 1022",
    ):
        assert words in said
    assert [element.content for element in page.elements if isinstance(element, QrCode)] == [ticket.follow_url]
    assert [element.text for element in page.elements if isinstance(element, Line) and element.size is Size.HUGE] == [
        "A045"
    ]


def test_the_ticket_speaks_english_to_who_chose_english() -> None:
    said = words_of(lay_out(a_ticket(language="en"), HALL_ZONE, None))

    assert "Waiting area: Section 1: Investment" in said
    assert "Expected wait: about 15–25 min" in said
    assert "Hotline" not in said


QUIET = QuietTime(
    begins=datetime(2026, 3, 3, 7, 0, tzinfo=UTC),
    ends=datetime(2026, 3, 3, 8, 0, tzinfo=UTC),
    minutes=5,
    days=8,
    shorter=7,
)
WITH_QUIET_TIME = Template(blocks=("number", "quiet_time"), narrow=("number", "quiet_time"))


def test_a_layout_may_say_when_a_visit_is_quicker_and_how_sure_that_is() -> None:
    ticket = a_ticket().model_copy(update={"quiet_time": QUIET})
    english = ticket.model_copy(update={"language": "en"})

    said = words_of(lay_out(ticket, HALL_ZONE, None, template=WITH_QUIET_TIME))
    in_english = words_of(lay_out(english, HALL_ZONE, None, template=WITH_QUIET_TIME, narrow=True))

    assert "Lần sau nên đến: Thứ Ba 14:00–15:00" in said
    assert "chờ khoảng 5 phút; 7 trên 8 ngày như vậy chờ ngắn hơn bình thường" in said
    assert "For a quick visit next time: Tuesday 14:00–15:00" in in_english
    assert "about 5 min; shorter than usual on 7 of 8 such days" in in_english


def test_a_layout_without_that_block_and_a_ticket_without_that_hour_leave_it_out() -> None:
    known = a_ticket().model_copy(update={"quiet_time": QUIET})

    assert "Lần sau" not in words_of(lay_out(known, HALL_ZONE, None))
    assert words_of(lay_out(a_ticket(), HALL_ZONE, None, template=WITH_QUIET_TIME)) == "A045"


def test_a_visit_with_several_stops_has_its_way_on_paper() -> None:
    way = (
        a_stop("Nộp hồ sơ", "Submit the dossier", StopState.HERE, "5–8"),
        a_stop("Nộp phí", "Pay the fee", StopState.AHEAD, "21"),
        a_stop("Nhận kết quả", "Collect the result", StopState.AHEAD, ""),
    )
    ticket = a_ticket().model_copy(update={"route": way})

    said = words_of(lay_out(ticket, HALL_ZONE, None))
    english = words_of(lay_out(ticket.model_copy(update={"language": "en"}), HALL_ZONE, None))

    assert "Các bước hôm nay, cùng một số" in said
    assert "1. Nộp hồ sơ: Quầy 5–8 · Khu 2" in said
    assert "3. Nhận kết quả: Khu 2" in said
    assert "2. Pay the fee: Counter 21 · Section 2" in english
    assert "Các bước" not in words_of(lay_out(a_ticket(), HALL_ZONE, None))


def a_stop(vi: str, en: str, state: StopState, counters: str) -> RouteStop:
    zone = {"vi": "Khu 2", "en": "Section 2"}
    return RouteStop(service="s", name={"vi": vi, "en": en}, state=state, zone_name=zone, counters=counters)


def test_what_is_not_known_is_not_printed() -> None:
    ticket = a_ticket().model_copy(update={"wait": None, "people_ahead": None})
    said = words_of(lay_out(ticket, HALL_ZONE, "1022"))

    assert "Thời gian chờ" not in said
    assert "Ưu tiên" not in said


def test_a_ticket_given_without_the_server_says_what_nobody_knows_yet() -> None:
    ticket = a_ticket().model_copy(update={"wait": None, "people_ahead": None})
    said = words_of(lay_out(ticket, HALL_ZONE, "1022", offline=True))

    assert "Hệ thống đang mất kết nối nên chưa biết số người chờ trước. Số thứ tự của ông/bà vẫn có hiệu lực." in said
    assert "Quét mã để theo dõi lượt khi hệ thống có kết nối trở lại" in said


def test_only_a_ticket_that_is_printed_again_says_so_and_only_where_the_layout_has_it() -> None:
    ticket, without = a_ticket(), Template(("number", "service"))

    assert "PHIẾU IN LẠI" in words_of(lay_out(ticket, HALL_ZONE, "1022", reprint=True))
    assert "PHIẾU IN LẠI" not in words_of(lay_out(ticket, HALL_ZONE, "1022"))
    assert "PHIẾU IN LẠI" not in words_of(lay_out(ticket, HALL_ZONE, "1022", reprint=True, template=without))


@pytest.mark.parametrize(
    ("low", "high", "words"), [(15, 25, "khoảng 15–25 phút"), (5, 5, "khoảng 5 phút"), (0, 0, "chưa đến 1 phút")]
)
def test_a_wait_is_said_as_people_say_it(low: int, high: int, words: str) -> None:
    assert wait_in_words(WaitRange(low_minutes=low, high_minutes=high), speak("vi")) == words


@pytest.mark.parametrize(
    "model",
    [
        model_of("POS-5890", code_page_number=27, defines_letters=True),
        model_of("POS-5890", defines_letters=True),
        model_of(defines_letters=True),
    ],
    ids=["58 mm, CP1258", "58 mm, no page", "80 mm, no page"],
)
def test_a_full_ticket_in_defined_letters_takes_at_most_a_tenth_of_its_picture(model: Model) -> None:
    page = lay_out(a_ticket(priority_class=ELDERLY), HALL_ZONE, "1022")

    assert len(compose(page, model)) * 10 <= len(compose(page, model_of(model.profile)))


@pytest.mark.parametrize(
    "options", ["", "?profile=POS-5890", "?codepage=30", "?width=384&codepage=30", "?letters=defined"]
)
def test_the_ticket_prints_on_every_paper(tmp_path: Path, options: str) -> None:
    open_printer(f"virtual://{tmp_path}{options}").print(lay_out(a_ticket(priority_class=ELDERLY), HALL_ZONE, "1022"))

    with Image.open(tmp_path / "A045.png") as paper:
        assert 700 < paper.height < 1700


@pytest.mark.parametrize(
    "options", ["", "?profile=POS-5890", "?profile=TM-T88V", "?width=360", "?width=384&codepage=30", "?letters=defined"]
)
@pytest.mark.parametrize(
    "address", ["http://192.168.10.5:8000", "https://xep-hang.trung-tam-hanh-chinh-cong.dongnai.gov.vn"]
)
def test_a_phone_reads_the_code_on_every_paper(tmp_path: Path, options: str, address: str) -> None:
    ticket = a_ticket().model_copy(update={"follow_url": f"{address}/t/Zk3vQ8sT1xYbZk3vQ8sT1x"})
    open_printer(f"virtual://{tmp_path}{options}").print(lay_out(ticket, HALL_ZONE, "1022"))

    with Image.open(tmp_path / "A045.png") as paper:
        assert [code.text for code in zxingcpp.read_barcodes(paper)] == [ticket.follow_url]
