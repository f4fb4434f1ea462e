"""The database itself keeps ratings: on both, none is deleted, none changes its score."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from display_server.store.hall import Hall, Halls
from display_server.use_cases import counter, kiosk, visitor
from tests.halls import do


@pytest.fixture
def token(hall: Hall) -> str:
    """Of a visit that was rated."""
    do(hall, counter.open_counter, 1, "Lan")
    ticket = do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    do(hall, counter.finish, 1, counter.Outcome())
    do(hall, visitor.rate_visit, ticket.token, visitor.Opinion(1), "tablet")
    return ticket.token


@pytest.mark.parametrize(
    "statement", ["DELETE FROM ratings", "UPDATE ratings SET score = 4", "UPDATE ratings SET source = 'phone'"]
)
def test_the_database_refuses(halls: Halls, token: str, statement: str) -> None:
    with pytest.raises(DBAPIError, match="ratings are not"), halls._engine.begin() as connection:
        connection.execute(text(statement))

    with halls._engine.connect() as connection:
        assert connection.execute(text("SELECT score, source FROM ratings")).all() == [(1, "tablet")]


def test_a_rating_is_taken_back_and_its_words_are_erased_all_the_same(hall: Hall, halls: Halls, token: str) -> None:
    do(hall, visitor.withdraw_rating, token)
    with halls._engine.begin() as connection:
        connection.execute(text("UPDATE ratings SET comment = NULL"))
        found = connection.execute(text("SELECT withdrawn_at FROM ratings")).all()

    assert found[0][0] is not None
