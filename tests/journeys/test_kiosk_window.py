"""A citizen at the real kiosk window and a real server: from the first touch to being called by the number on paper."""

from pathlib import Path

import httpx

from hardware.printers.commands import CommandReader, QrContent, Text
from kiosk_app.theme import Colour
from tests.kiosk_app.window import HOME, TAKE, card, entry, kiosk_on_screen, language
from tests.running_server import HALL, RunningServer

JUSTICE, FIRST_COUNTER_OF_JUSTICE = 8, 26


def test_the_number_on_paper_is_the_number_that_is_called(module_server: RunningServer, tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    token = module_server.token("kiosk", "--hall", HALL)
    with kiosk_on_screen(module_server.url, token, f"virtual://{paper}?codepage=30", tmp_path) as kiosk:
        kiosk.touch_and_see(*language(0))
        kiosk.touch_and_see(*card(JUSTICE))
        kiosk.touch_and_see(*entry(0))
        kiosk.touch(*TAKE)
        kiosk.until(lambda: kiosk.shows(Colour.SUCCESS), "no thanks")
        kiosk.touch_and_see(*HOME)

    (slip,) = paper.glob("*.bin")
    commands = list(CommandReader().feed(slip.read_bytes()))
    assert (paper / f"{slip.stem}.png").exists()
    assert any(isinstance(command, Text) and command.letters == slip.stem.encode() for command in commands)

    counter = f"/counters/{FIRST_COUNTER_OF_JUSTICE}"
    with module_server.client("panel", "--hall", HALL, "--counter", str(FIRST_COUNTER_OF_JUSTICE)) as officer:
        officer.post(f"{counter}/open", json={"officer": "Nguyễn Thị Ánh"}).raise_for_status()
        called = officer.post(f"{counter}/call-next").raise_for_status().json()["ticket"]
    assert called["number"] == slip.stem
    assert [command.content.decode() for command in commands if isinstance(command, QrContent)] == [
        called["follow_url"]
    ]
    assert httpx.get(f"{module_server.url}/api/v1/tickets/{called['token']}").json()["ticket"]["state"] == "called"
