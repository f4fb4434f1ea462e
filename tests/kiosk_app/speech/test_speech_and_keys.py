"""The 12-key pad in the real window: a script that only listens takes a ticket; and no key leads out of the kiosk."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.printers.model import model_of
from hardware.printers.printer import PrinterStatus
from hardware.printers.virtual_on_tcp import VirtualPrinterOnTcp
from kiosk_app.flow.kiosk import SETTLE_SECONDS
from tests.kiosk_app.hall_stand_in import TOKEN, HallStandIn, a_hall_stands_in
from tests.kiosk_app.kiosk_window import KioskOnScreen, is_home, kiosk_on_screen


class Listener:
    """Hears what is said and presses keys; sees nothing."""

    def __init__(self, window: KioskOnScreen, said: Path) -> None:
        self._window, self._said = window, said
        self._heard = self._since_key = 0

    def press(self, key: str) -> list[str]:
        """Presses a key and listens to what is said to it."""
        self._since_key = len(self._all())
        self._window.press(key)
        self._window.until(lambda: len(self._all()) > self._heard, f"nothing was said to {key}")
        return self.listen()

    def listen(self) -> list[str]:
        said = self._all()[self._heard :]
        self._heard += len(said)
        return said

    def wait_for(self, words: str) -> str:
        """Until something with these words is said to the last key."""
        self._window.until(lambda: any(words in each for each in self._all()[self._since_key :]), f"not said: {words}")
        self.listen()
        return next(each for each in self._all()[self._since_key :] if words in each)

    def take(self, words: str) -> list[str]:
        """Goes down through the ways until one is called like this, and takes it."""
        heard = self.press("0")
        for _ in range(40):
            if words in heard[-1]:
                time.sleep(SETTLE_SECONDS)  # nobody chooses before the first word is out
                return self.press("5")
            heard = self.press("8")
        raise AssertionError(f"no way is called {words}")

    def _all(self) -> list[str]:
        text = self._said.read_text(encoding="utf-8") if self._said.exists() else ""
        return [line for line in text.splitlines() if line]


@pytest.fixture(scope="module")
def hall() -> Iterator[HallStandIn]:
    with a_hall_stands_in() as hall:
        hall.lends = False  # a busy machine may need more than a second for an answer
        yield hall


@pytest.fixture(scope="module")
def device() -> Iterator[VirtualPrinterOnTcp]:
    with VirtualPrinterOnTcp(model_of()) as device:
        yield device


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kiosk")


@pytest.fixture(scope="module")
def window(hall: HallStandIn, device: VirtualPrinterOnTcp, folder: Path) -> Iterator[KioskOnScreen]:
    voice = f"virtual://{folder}/said.txt"
    with kiosk_on_screen(hall.url, TOKEN, f"tcp://127.0.0.1:{device.port}", folder, "--voice", voice) as kiosk:
        yield kiosk


@pytest.fixture
def listener(window: KioskOnScreen, folder: Path) -> Listener:
    window.until(lambda: is_home(window), "not home")
    listener = Listener(window, folder / "said.txt")
    listener.listen()
    return listener


def test_by_ear_and_twelve_keys_from_the_greeting_to_the_paper(
    listener: Listener, hall: HallStandIn, device: VirtualPrinterOnTcp
) -> None:
    greeting = listener.press("0")
    assert [line.split("\t")[0] for line in greeting] == ["vi", "en", "vi"]
    assert "Tiếng Việt" in greeting[-1]
    listener.take("Tiếng Việt")
    listener.take("Tư pháp")
    heard = listener.take("Phiếu lý lịch tư pháp")
    assert any("Số người chờ trước ông/bà: 12" in line for line in heard)
    listener.take("Thêm một hồ sơ")
    listener.take("Lấy số ưu tiên: Người cao tuổi")
    thanks = listener.wait_for("Mời ông/bà nhận phiếu")

    (ticket,) = hall.tickets.values()
    assert (ticket.service, ticket.priority_class) == ("lltp", "elderly")
    assert hall.asked[-1][2].dossiers == 2
    assert " ".join(ticket.number) in thanks
    assert len(device.slips) == 1
    listener.take("Về trang đầu")


def test_in_english_the_star_goes_back_and_the_number_is_heard_without_paper(
    listener: Listener, hall: HallStandIn, device: VirtualPrinterOnTcp
) -> None:
    listener.take("English")
    listener.take("Provincial Police")
    back = listener.press("*")
    assert "Which department" in back[0]
    listener.take("Provincial Police")
    listener.take("Citizen identity card")
    device.set(PrinterStatus(paper_out=True))
    listener.take("Take my number")
    told = listener.wait_for("run out of paper")

    assert " ".join(list(hall.tickets.values())[-1].number) in told
    device.set(PrinterStatus())
    listener.press("9")


def test_staff_are_called_by_the_key_one_and_silence_is_told(listener: Listener, hall: HallStandIn) -> None:
    hall.tells_staff = False
    listener.press("8")
    listener.press("1")

    assert "Mời đến quầy hướng dẫn" in listener.wait_for("Mời đến quầy hướng dẫn")


def test_the_keys_three_and_six_make_letters_larger_and_contrast_high_and_say_so(
    listener: Listener, window: KioskOnScreen
) -> None:
    listener.press("0")
    listener.press("3")
    assert "Đã bật chữ to." in listener.wait_for("chữ to")
    listener.press("6")
    assert "Đã bật tương phản cao." in listener.wait_for("tương phản")
    window.until(lambda: window.look().getpixel((20, 700)) == (0, 0, 0), "no high contrast")
    listener.press("6")
    assert "Đã tắt tương phản cao." in listener.wait_for("tương phản")
    listener.press("3")
    listener.wait_for("Đã tắt chữ to.")


@pytest.mark.parametrize("key", ["Escape", "F1", "F11", "F12", "alt+F4", "ctrl+q", "ctrl+c", "ctrl+e", "super+m"])
def test_no_key_leads_out(window: KioskOnScreen, key: str) -> None:
    window.until(lambda: is_home(window), "not home")
    before = window.look_settled()
    window.press(key)
    window.press("Tab")

    window.until(lambda: is_home(window), f"{key} led somewhere")
    assert window.look().crop((0, 0, 1080, 400)).tobytes() == before.crop((0, 0, 1080, 400)).tobytes()
