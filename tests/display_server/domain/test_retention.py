"""How long what names people is kept, and what is due to be erased."""

from dataclasses import fields
from datetime import date, timedelta

import pytest

from display_server.domain.events import PERSONAL_FACTS
from display_server.domain.retention import (
    DEFAULT_RETENTION,
    FACTS,
    OF_A_HALL,
    OF_ALL_HALLS,
    Kept,
    Retention,
    due,
    longest,
)

TODAY = date(2026, 11, 23)
NOTES = (Kept.NOTES,)
A_WEEK = Retention(notes=7)


def test_every_class_has_its_days() -> None:
    assert [each.name for each in fields(Retention)] == [kind.value for kind in Kept]
    assert {*OF_A_HALL, *OF_ALL_HALLS} == set(Kept)


def test_every_personal_fact_of_the_journal_belongs_to_one_class() -> None:
    facts = [fact for names in FACTS.values() for fact in names]

    assert sorted(facts) == sorted((*PERSONAL_FACTS, "actor"))


def test_what_was_written_is_kept_for_its_days_after_that_day() -> None:
    assert due(NOTES, A_WEEK, TODAY, {}, at_night=True) == {Kept.NOTES: TODAY - timedelta(days=8)}


def test_nothing_is_due_twice() -> None:
    erased = {Kept.NOTES: TODAY - timedelta(days=8)}

    assert due(NOTES, A_WEEK, TODAY, erased, at_night=True) == {}
    assert due(NOTES, A_WEEK, TODAY + timedelta(days=1), erased, at_night=True) == {
        Kept.NOTES: TODAY - timedelta(days=7)
    }


def test_while_the_hall_is_open_the_night_is_awaited_and_where_there_is_none_the_next_day() -> None:
    erased = {Kept.NOTES: TODAY - timedelta(days=9)}

    assert due(NOTES, A_WEEK, TODAY, erased, at_night=False) == {}
    assert due(NOTES, A_WEEK, TODAY + timedelta(days=1), erased, at_night=False) == {
        Kept.NOTES: TODAY - timedelta(days=8)
    }


def test_fewer_days_take_effect_at_once() -> None:
    erased = {Kept.NOTES: TODAY - timedelta(days=8)}

    assert due(NOTES, Retention(notes=2), TODAY, erased, at_night=False) == {Kept.NOTES: TODAY - timedelta(days=4)}


@pytest.mark.parametrize(
    ("halls", "days"),
    [([], DEFAULT_RETENTION.security_log), ([Retention(security_log=40), Retention(security_log=90)], 90)],
)
def test_what_belongs_to_several_halls_is_kept_as_long_as_one_needs_it(halls: list[Retention], days: int) -> None:
    assert longest(halls).security_log == days
