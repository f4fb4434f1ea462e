"""When a hall's displays and rating tablets were last connected: no change of the hall, and not in its journal."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Engine, bindparam, delete, insert, select

from display_server.store.database import for_writing
from display_server.store.failures import in_words
from display_server.store.models import HallRow, ScreenRow

NOTED_EVERY = timedelta(minutes=1)
"""So that a hall's screens cost a row a minute each, not one every few seconds."""


class Screens:
    """Those of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def heard(self, hall: str, tokens: Collection[int], now: datetime) -> None:
        """Notes that these are connected, by their tokens. Several processes may."""
        if not tokens:
            return
        with in_words(), self._engine.connect() as connection:
            fresh = set(connection.execute(_FRESH, {"after": now - NOTED_EVERY, "tokens": list(tokens)}).scalars())
        due = [token for token in tokens if token not in fresh]
        if not due:
            return
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            hall_id = connection.execute(select(HallRow.id).where(HallRow.slug == hall)).scalar_one()
            connection.execute(delete(ScreenRow).where(ScreenRow.token_id.in_(due)))
            connection.execute(
                insert(ScreenRow), [{"token_id": token, "hall_id": hall_id, "heard_at": now} for token in due]
            )


_FRESH = select(ScreenRow.token_id).where(
    ScreenRow.heard_at > bindparam("after", type_=ScreenRow.heard_at.type),
    ScreenRow.token_id.in_(bindparam("tokens", expanding=True)),
)
