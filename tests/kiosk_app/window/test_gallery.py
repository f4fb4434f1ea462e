"""The gallery leaves no screen out: what has no picture is looked at by nobody."""

from typing import get_args

from kiosk_app.flow.scan_screens import Remark
from kiosk_app.flow.screens import Screen
from tests.kiosk_app.gallery import moments

PER_PAGE = 12


def test_every_kind_of_screen_has_a_picture() -> None:
    pictured = {type(screen) for _, screen, _ in moments("vi", PER_PAGE)}

    assert set(get_args(Screen)) - pictured == set()


def test_every_remark_has_a_picture() -> None:
    assert {around.remark for _, _, around in moments("vi", PER_PAGE) if around.remark} == set(Remark)


def test_no_picture_takes_the_name_of_another() -> None:
    titles = [title for title, _, _ in moments("vi", PER_PAGE)]

    assert len(titles) == len(set(titles))
