"""What a one-stop system says of a dossier, whichever way it comes: four words, of which one is needed.

    state     "ready" or "not_yet"
    counter   the number of the counter that hands the result out, or nothing
    date      the day for which the result is promised, as 2026-12-01, or nothing

Anything else that it says is passed over and kept nowhere.
"""

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from display_server.domain.dossier import Dossier, Progress


def _counter(value: object) -> object:
    """An empty cell of a table is nothing."""
    if isinstance(value, bool):
        raise ValueError("a counter is a number")  # noqa: TRY004 (what pydantic takes for a refusal)
    return None if value == "" else value


def _day(value: object) -> object:
    """Reads the text itself: pydantic would take a number for the seconds since 1970."""
    match value:
        case "" | None:
            return None
        case str():
            return datetime.date.fromisoformat(value)
    raise ValueError("a day is a text, as 2026-12-01")


class Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    state: Literal[Progress.READY, Progress.NOT_YET]
    counter: Annotated[int | None, BeforeValidator(_counter)] = None
    date: Annotated[datetime.date | None, BeforeValidator(_day)] = None

    def dossier(self) -> Dossier:
        return Dossier(self.state, self.counter, self.date)
