"""What ratings tell beyond the figures: patterns that need a look, words of citizens, an officer's own weeks."""

from datetime import date

from display_server.contract.common import DaysQuery, Message, Words
from display_server.contract.manager import RatingMeasures
from display_server.domain.rating_pattern import RatingPattern


class RatingDays(DaysQuery):
    """Local days of the hall, both included: without `to` until today, without `from` the thirty before."""


class PatternFound(Message):
    """Something in the answers at an officer's tablet that chance hardly explains. It proves nothing by itself."""

    officer: str
    pattern: RatingPattern
    words: Words
    answers: int
    """At the tablet."""
    seen: int
    expected: float
    """At most, of honest answers: the measure that was laid on."""
    probability: float
    """Of as much of it, or more, by chance."""


class RatingPatterns(Message):
    """Whether officers seem to press the faces themselves; nothing is deleted for it."""

    first_day: date
    last_day: date
    judged: int
    """Officers with at least thirty answers at the tablet."""
    found: tuple[PatternFound, ...]
    method: Words


class RatingComment(Message):
    """A citizen's own words. No number, no officer and no time: these would tell who wrote them."""

    day: date
    department_name: Words
    comment: str


class RatingComments(Message):
    """Of days that are over, by the words themselves: their order tells nothing."""

    first_day: date
    last_day: date
    comments: tuple[RatingComment, ...]


class OwnWeek(Message):
    first_day: date
    last_day: date
    served: int
    ratings: RatingMeasures
    """Without figures below ten answers."""
    others_mean: float | None
    """Of the hall's other officers; None unless both have thirty answers."""


class OwnRatings(Message):
    """An officer's own figures, week by week; of weeks that are over, so that no visit is known by its answer."""

    weeks: tuple[OwnWeek, ...]
