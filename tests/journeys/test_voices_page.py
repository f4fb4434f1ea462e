"""An administrator makes a voice in the browser: uploads a clip, records one, hears a sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from display_server.voice.audio import wav_bytes
from tests.browser import ARGUMENTS, EXECUTABLE, sign_in
from tests.display_server.voice.recorded import tone
from tests.running_server import RunningServer

PASSWORD = "nine red kites"
WITH_A_MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Of a browser with a microphone that beeps."""
    browser = chromium.browser_type.launch(
        executable_path=EXECUTABLE, headless=True, args=[*ARGUMENTS, *WITH_A_MICROPHONE]
    )
    yield browser.new_page(locale="vi")
    browser.close()


def test_an_administrator_records_a_voice_and_hears_it(
    module_server: RunningServer, page: Page, tmp_path: Path
) -> None:
    module_server.add_user("root", "admin", PASSWORD)
    wav = tmp_path / "seven.wav"
    wav.write_bytes(wav_bytes(tone(440, seconds=0.5)))
    page.goto(f"{module_server.url}/admin/voices")
    sign_in(page, "root", PASSWORD)
    for name, value in {"name": "giong-nu", "speaker": "Nguyễn Thị A", "licence": "CC-BY-4.0"}.items():
        page.locator(f"#new [name={name}]").fill(value)
    page.locator("#new button").click()

    seven, eight = (page.locator(f"[data-voice=giong-nu] [data-clip='{clip}']") for clip in "78")
    seven.locator("input[type=file]").set_input_files(wav)
    expect(seven).to_contain_text("đã thu")
    eight.get_by_role("button", name="Thu âm").click()
    expect(eight.get_by_role("button", name="Dừng")).to_be_visible()
    page.wait_for_timeout(1_200)
    eight.get_by_role("button", name="Dừng").click()

    expect(eight.locator("audio")).to_have_count(1, timeout=15_000)
    expect(page.locator("[data-voice=giong-nu] .missing")).to_contain_text("Đã thu 2 trên")
    page.locator("#try button").click()
    expect(page.locator("#tried")).to_contain_text("espeak-ng", timeout=15_000)
