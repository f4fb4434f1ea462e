"""Between calls, in a real browser: a manager hands files in, displays show them, and a call interrupts."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from tests.browser import DESK_SCREEN, HALL_SCREEN, Visit, sign_in
from tests.running_server import HALL, RunningServer
from tests.videos import recorded

PASSWORD = "một cửa liên thông"
ZONE = "dau-tu"
SHOWN = re.compile("between")


@pytest.fixture(scope="module")
def server(module_server: RunningServer) -> RunningServer:
    module_server.add_user("lan", "manager", PASSWORD)
    return module_server


@pytest.fixture(scope="module")
def admin(server: RunningServer) -> httpx.Client:
    return server.client("admin")


@pytest.fixture(autouse=True)
def an_empty_playlist(admin: httpx.Client) -> Iterator[None]:
    yield
    for item in admin.get("/playlist").json()["items"]:
        admin.delete(f"/playlist/{item['id']}").raise_for_status()


def a_picture(folder: Path, name: str = "loi-vao.png") -> Path:
    picture = Image.new("RGB", (1920, 1080), "#0b4f8a")
    ImageDraw.Draw(picture).ellipse((660, 240, 1260, 840), fill="#ffc93d")
    picture.save(folder / name)
    return folder / name


def handed_in(admin: httpx.Client, content: bytes) -> str:
    answer = admin.post("/media", content=content)
    assert answer.status_code == 201, answer.text
    name: str = answer.json()["media"]
    return name


def arrange(admin: httpx.Client, kind: str, text: str, **options: object) -> int:
    item = {"kind": kind, "words": {"vi": text, "en": f"{text} (en)"}, **options}
    answer = admin.post("/playlist", json=item)
    assert answer.status_code == 201, answer.text
    number: int = answer.json()["id"]
    return number


def calls(admin: httpx.Client, counter: int = 3) -> str:
    admin.post("/tickets", json={"service": "dkdn"}).raise_for_status()
    if admin.get(f"/counters/{counter}").json()["state"] == "closed":
        admin.post(f"/counters/{counter}/open", json={"officer": "Nguyễn Thị Ánh"}).raise_for_status()
    number: str = admin.post(f"/counters/{counter}/call-next").raise_for_status().json()["ticket"]["number"]
    return number


def office(server: RunningServer, visit: Visit) -> Page:
    page = visit(f"{server.url}/manager/{HALL}", DESK_SCREEN)
    sign_in(page, "lan", PASSWORD)
    expect(page.locator(".playlist")).to_be_visible()
    return page


def test_a_picture_goes_from_the_managers_page_onto_the_displays(
    server: RunningServer, visit: Visit, tmp_path: Path
) -> None:
    screen = visit(f"{server.url}/display/{HALL}/cong-an", HALL_SCREEN)
    page = office(server, visit)

    page.get_by_role("button", name="Thêm hình ảnh").click()
    page.locator(".playlist [name=file]").set_input_files(a_picture(tmp_path))
    page.locator(".playlist [name='words:vi']").fill("Lối vào mới ở phía đông")
    page.locator(".playlist form .button").first.click()

    expect(page.locator(".playlist li")).to_contain_text("Lối vào mới ở phía đông")
    expect(page.locator(".playlist li .state")).to_have_text("Đang chiếu")
    expect(screen.locator("main")).to_have_class(SHOWN)
    picture = screen.locator(".stage img")
    expect(picture).to_have_attribute("alt", "Lối vào mới ở phía đông")
    expect(screen.locator(".stage .caption")).to_contain_text("Lối vào mới")
    assert picture.evaluate("(it) => it.decode().then(() => it.naturalWidth)") == 1920

    page.get_by_role("button", name="Tắt").click()
    expect(page.locator(".playlist li .state")).to_have_text("Đã tắt")
    expect(screen.locator("main")).not_to_have_class(SHOWN)


def test_a_refused_file_is_told_in_words_and_nothing_is_shown(
    server: RunningServer, visit: Visit, tmp_path: Path
) -> None:
    page = office(server, visit)
    drawing = tmp_path / "logo.png"
    drawing.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")

    page.get_by_role("button", name="Thêm hình ảnh").click()
    page.locator(".playlist [name=file]").set_input_files(drawing)
    page.locator(".playlist [name='words:vi']").fill("Biểu trưng")
    page.locator(".playlist form .button").first.click()

    expect(page.locator(".playlist .trouble")).to_contain_text("Hãy lưu thành PNG")
    expect(page.locator(".playlist [name='words:vi']")).to_have_value("Biểu trưng")
    expect(page.locator(".playlist li")).to_have_count(0)


def test_items_are_arranged_by_keys_alone(server: RunningServer, visit: Visit, admin: httpx.Client) -> None:
    for text in ("Thứ nhất", "Thứ hai", "Thứ ba"):
        arrange(admin, "notice", text)
    page = office(server, visit)
    items = page.locator(".playlist li .said b")
    expect(items).to_have_text(["Thứ nhất", "Thứ hai", "Thứ ba"])

    page.locator(".playlist li").nth(2).locator("[data-way=up]").focus()
    page.keyboard.press("Enter")
    expect(items).to_have_text(["Thứ nhất", "Thứ ba", "Thứ hai"])
    page.keyboard.press("Enter")
    expect(items).to_have_text(["Thứ ba", "Thứ nhất", "Thứ hai"])

    page.locator(".playlist li").first.locator("[data-way=change]").focus()
    page.keyboard.press("Enter")
    page.keyboard.type(" – sửa")  # the first field has the focus
    page.locator(".playlist [name=begins]").fill("00:00")
    page.locator(".playlist [name='words:vi']").press("Tab")
    page.locator(".playlist form .button").first.press("Enter")
    expect(items.first).to_have_text(re.compile("sửa"))
    (first, *_) = admin.get("/playlist").json()["items"]
    assert first["begins"] == "00:00:00"


def test_a_call_takes_the_screen_back_at_once_and_a_video_rests(
    server: RunningServer, visit: Visit, admin: httpx.Client, chromium: Browser
) -> None:
    video = handed_in(admin, recorded(chromium, "video/webm;codecs=vp9"))
    arrange(admin, "video", "Cách lấy số", media=video, with_sound=True)
    screen = visit(f"{server.url}/display/{HALL}/{ZONE}", HALL_SCREEN)
    playing = screen.locator(".stage video")
    expect(screen.locator("main")).to_have_class(SHOWN)
    screen.wait_for_function("() => document.querySelector('.stage video')?.currentTime > 0.2")

    number = calls(admin)

    expect(screen.locator(".spotlight.calling > .number")).to_have_text(number, timeout=2_000)
    expect(screen.locator("main")).not_to_have_class(SHOWN)
    expect(playing).to_be_hidden()
    assert playing.evaluate("(it) => [it.paused, it.muted]") == [True, True]


def test_a_video_begins_anew_after_its_end(
    server: RunningServer, visit: Visit, admin: httpx.Client, chromium: Browser
) -> None:
    video = handed_in(admin, recorded(chromium, "video/mp4;codecs=avc1.42E01E"))
    arrange(admin, "video", "Cách lấy số", media=video, zones=["cong-an"])
    screen = visit(f"{server.url}/display/{HALL}/cong-an", HALL_SCREEN)
    screen.wait_for_function("() => document.querySelector('.stage video')?.currentTime > 0.1")
    first = screen.locator(".stage video").element_handle()

    screen.wait_for_function("(first) => document.querySelector('.stage video') !== first", arg=first)
    screen.wait_for_function("() => document.querySelector('.stage video')?.currentTime > 0.1")


def test_a_video_is_sent_by_pieces(server: RunningServer, admin: httpx.Client, chromium: Browser) -> None:
    content = recorded(chromium, "video/webm;codecs=vp9")
    address = f"{server.url}/media/{HALL}/{handed_in(admin, content)}"

    piece = httpx.get(address, headers={"Range": "bytes=100-199"})

    assert (piece.status_code, piece.content) == (206, content[100:200])
    assert piece.headers["Content-Range"] == f"bytes 100-199/{len(content)}"
    assert piece.headers["Content-Type"] == "video/webm"


def test_notices_and_the_ticker_stand_at_the_foot(server: RunningServer, visit: Visit, admin: httpx.Client) -> None:
    arrange(admin, "notice", "Thứ Bảy làm việc buổi sáng")
    arrange(admin, "ticker", "Nộp hồ sơ tại nhà")
    arrange(admin, "ticker", "Hotline 1022")

    screen = visit(f"{server.url}/display/{HALL}", HALL_SCREEN)
    still = visit(f"{server.url}/display/{HALL}", HALL_SCREEN, reduced_motion="reduce")

    expect(screen.locator("footer .notice")).to_contain_text("Thứ Bảy làm việc buổi sáng")
    expect(screen.locator(".ticker span")).to_have_text(
        ["Nộp hồ sơ tại nhà", "Nộp hồ sơ tại nhà (en)", "Hotline 1022", "Hotline 1022 (en)"]
    )
    expect(still.locator(".ticker p")).to_be_visible()
    moving = "() => getComputedStyle(document.querySelector('.ticker p')).animationName"
    assert (screen.evaluate(moving), still.evaluate(moving)) == ("run", "none")
    assert still.locator(".ticker span").count() == 2, "one text, in both languages"
    assert screen.evaluate("() => document.documentElement.scrollHeight <= innerHeight"), "nothing hangs over"


def test_pictures_go_on_while_the_server_is_away(
    server_of_its_own: RunningServer, visit: Visit, tmp_path: Path
) -> None:
    admin = server_of_its_own.client("admin")
    for text, colour in (("Thứ nhất", "#0b4f8a"), ("Thứ hai", "#8a0b0b")):
        written = BytesIO()
        Image.new("RGB", (640, 360), colour).save(written, "PNG")
        arrange(admin, "picture", text, media=handed_in(admin, written.getvalue()), seconds=3)
    screen = visit(f"{server_of_its_own.url}/display/{HALL}", HALL_SCREEN)
    caption = screen.locator(".stage .caption")
    for text in ("Thứ nhất", "Thứ hai"):
        picture = screen.locator(f".stage:has-text('{text}') img[src^='blob:']")
        picture.wait_for(timeout=20_000)  # it is kept from its second turn on at the latest

    server_of_its_own.kill()

    expect(screen.locator(".cut-off")).to_be_visible()
    for text in ("Thứ hai", "Thứ nhất", "Thứ hai"):
        expect(caption).to_contain_text(text)
        assert screen.locator(".stage img").evaluate("(it) => it.decode().then(() => it.naturalWidth)") == 640
        assert screen.locator(".stage img").evaluate("(it) => it.src").startswith("blob:")


@pytest.fixture
def server_of_its_own(sqlite_template: object, tmp_path: Path) -> Iterator[RunningServer]:
    from tests.databases import SqliteDatabases
    from tests.running_server import always_open_hall

    assert isinstance(sqlite_template, SqliteDatabases)
    server = RunningServer(sqlite_template.fresh(tmp_path), always_open_hall(tmp_path), tmp_path).start()
    yield server
    server.stop()
