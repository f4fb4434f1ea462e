"""The saved views of people: no change of a hall, and so not in its journal."""

from collections.abc import Sequence

from sqlalchemy import Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from display_server.domain.refusals import NotAllowed, NotFound
from display_server.domain.saved_view import MOST_OWN, Audience, SavedView
from display_server.store.database import for_writing
from display_server.store.failures import in_words
from display_server.store.journal import AnyRow
from display_server.store.models import HallRow, SavedViewRow, UserRow

_VIEWS = (
    select(*SavedViewRow.__table__.columns, UserRow.name.label("owner_name"))
    .join(HallRow, HallRow.id == SavedViewRow.hall_id)
    .join(UserRow, UserRow.id == SavedViewRow.owner_id)
    .order_by(SavedViewRow.name, SavedViewRow.id)
)


class SavedViews:
    """Those of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of_hall(self, hall: str) -> Sequence[SavedView]:
        """All of them, by their names."""
        with in_words(), self._engine.connect() as connection:
            return [_view(row) for row in connection.execute(_VIEWS.where(HallRow.slug == hall))]

    def one(self, hall: str, view: int) -> SavedView:
        """Raises NotFound where the hall has none with this id."""
        with in_words(), self._engine.connect() as connection:
            row = connection.execute(_VIEWS.where(HallRow.slug == hall, SavedViewRow.id == view)).first()
        if row is None:
            raise NotFound("This view is not there any more: load the page again.")
        return _view(row)

    def add(self, hall: str, new: SavedView) -> int:
        """Keeps a new view; its id. Raises NotAllowed where its owner has one of this name, or too many."""
        facts = {"owner_id": new.owner, "name": new.name, "filters": dict(new.filters)}
        shown = {"audience": new.audience.value, "department": new.department}
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            hall_id = connection.execute(select(HallRow.id).where(HallRow.slug == hall)).scalar_one()
            own = select(func.count()).where(SavedViewRow.hall_id == hall_id, SavedViewRow.owner_id == new.owner)
            if connection.execute(own).scalar_one() >= MOST_OWN:
                raise NotAllowed("You have %(count)s views here: remove one that you do not need.", count=MOST_OWN)
            wanted = insert(SavedViewRow).returning(SavedViewRow.id)
            try:
                with connection.begin_nested():
                    added: int = connection.execute(wanted, {"hall_id": hall_id, **facts, **shown}).scalar_one()
            except IntegrityError as taken:
                raise _taken(new.name) from taken
            return added

    def change(self, view: int, name: str, audience: Audience, department: str | None) -> None:
        """Raises NotAllowed where its owner has another one of this name."""
        facts = {"name": name, "audience": audience.value, "department": department}
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            try:
                with connection.begin_nested():
                    connection.execute(update(SavedViewRow).where(SavedViewRow.id == view).values(facts))
            except IntegrityError as taken:
                raise _taken(name) from taken

    def drop(self, view: int) -> None:
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            connection.execute(delete(SavedViewRow).where(SavedViewRow.id == view))


def _view(row: AnyRow) -> SavedView:
    audience = Audience(row.audience)
    return SavedView(row.id, row.owner_id, row.owner_name, row.name, row.filters, audience, row.department)


def _taken(name: str) -> NotAllowed:
    return NotAllowed("You have a view named %(name)s already: choose another name.", name=name)
