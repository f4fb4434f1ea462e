"""What trainings have come to, hall by hall: which estimator is in use, since when, and what it was worth."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from display_server.domain.events import EstimatesLearnt
from display_server.estimates.kept import NoEstimator
from display_server.store.change import Change
from display_server.store.database import for_writing
from display_server.store.failures import in_words
from display_server.store.hall import Hall
from display_server.store.models import EstimatorRow, HallRow
from display_server.store.queries.estimates import read_estimator
from display_server.store.reading import Reading


@dataclass(frozen=True, slots=True)
class Training:
    """One training, and what became of it."""

    version: int
    trained_at: datetime
    judged_until: date
    learnt_until: date | None
    in_use: bool
    figures: dict[str, Any]
    """`ours` and `before`: each the figures of `motcua backtest` on the days it was judged by; `days`; `grown_by`."""


class Estimators:
    """Those of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, hall: str, judged_until: date, now: datetime, *, again: bool = False) -> int | None:
        """The version of a training that begins now; None where these days were learnt from, unless `again`."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            known = connection.execute(_KNOWN, {"slug": hall}).one()
            if known.judged_until is not None and known.judged_until >= judged_until and not again:
                return None
            version: int = (known.version or 0) + 1
            new = {"hall_id": known.id, "version": version, "judged_until": judged_until, "trained_at": now}
            try:
                with connection.begin_nested():
                    connection.execute(insert(EstimatorRow), new)
            except IntegrityError:
                return None  # another process has just begun
            return version

    def note(self, hall: str, version: int, figures: dict[str, Any]) -> None:
        """What was trained is no better: it is not kept, its figures are."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            hall_id = connection.execute(select(HallRow.id).where(HallRow.slug == hall)).scalar_one()
            connection.execute(_NOTE, {"hall_id_": hall_id, "version_": version, "figures_": figures})


def put_in_use(hall: Hall, actor: str, version: int, learnt_until: date, figures: dict[str, Any], model: str) -> None:
    """From now on waits are told by it; every process hears so from the journal."""
    with hall.change(actor) as change:
        _put_in_use(change, version, learnt_until, figures, model)
        change.record(EstimatesLearnt(at=change.now, version=version, learnt_until=learnt_until))


def _put_in_use(change: Change, version: int, learnt_until: date, figures: dict[str, Any], model: str) -> None:
    hall_id = change.moment.hall_id
    change.moment.write(_OUT_OF_USE, {"hall_id_": hall_id})
    facts = {"learnt_until_": learnt_until, "figures_": figures, "model_": model}
    change.moment.write(_IN_USE, {"hall_id_": hall_id, "version_": version, **facts})


def trainings(reading: Reading, limit: int = 1) -> list[Training]:
    """The last ones that came to an end, the newest first."""
    return [_training(row) for row in reading.ask(_LAST, limit=limit)]


def in_use(reading: Reading) -> Training | None:
    """The one by which waits are told; None where the declared minutes are all that is known."""
    rows = reading.ask(_USED)
    return _training(rows[0]) if rows else None


def unreadable(engine: Engine) -> list[str]:
    """A sentence for each hall whose estimator in use cannot be read."""
    found = []
    with engine.connect() as connection:
        for slug, model in connection.execute(_MODELS):
            try:
                read_estimator(model)
            except NoEstimator:
                found.append(
                    f"hall {slug}: what it has learnt of waits is damaged, so it tells them by its declared minutes. "
                    f"Learn anew: motcua estimates train {slug}"
                )
    return found


def _training(row: Any) -> Training:  # noqa: ANN401 (a row)
    return Training(row.version, row.trained_at, row.judged_until, row.learnt_until, row.in_use, row.figures)


_OF_HALL = EstimatorRow.hall_id == bindparam("hall_id_")
_THIS = (_OF_HALL, EstimatorRow.version == bindparam("version_"))
_KNOWN = (
    select(
        HallRow.id,
        func.max(EstimatorRow.version).label("version"),
        func.max(EstimatorRow.judged_until).label("judged_until"),
    )
    .select_from(HallRow)
    .outerjoin(EstimatorRow, EstimatorRow.hall_id == HallRow.id)
    .where(HallRow.slug == bindparam("slug"))
    .group_by(HallRow.id)
)
_NOTE = update(EstimatorRow).where(*_THIS).values(figures=bindparam("figures_"))
_OUT_OF_USE = update(EstimatorRow).where(_OF_HALL, EstimatorRow.in_use).values(in_use=False, model=None)
_IN_USE = (
    update(EstimatorRow)
    .where(*_THIS)
    .values(
        learnt_until=bindparam("learnt_until_"), figures=bindparam("figures_"), model=bindparam("model_"), in_use=True
    )
)
_TRAININGS = select(
    *(EstimatorRow.version, EstimatorRow.trained_at, EstimatorRow.judged_until),
    *(EstimatorRow.learnt_until, EstimatorRow.in_use, EstimatorRow.figures),
).where(EstimatorRow.hall_id == bindparam("hall_id"))
_LAST = _TRAININGS.order_by(EstimatorRow.version.desc()).limit(bindparam("limit"))
_USED = _TRAININGS.where(EstimatorRow.in_use)
_MODELS = (
    select(HallRow.slug, EstimatorRow.model)
    .join(EstimatorRow, EstimatorRow.hall_id == HallRow.id)
    .where(EstimatorRow.in_use)
    .order_by(HallRow.slug)
)
