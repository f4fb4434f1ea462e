"""Operations that tell of ratings what is more than figures: patterns that need a look, and citizens' words."""

from display_server.access.principals import OVERSEES
from display_server.api.operations import Operations
from display_server.contract import RatingComments, RatingDays, RatingPatterns
from display_server.statistics import ratings
from display_server.web.asking import asked_by, hall_called

operations = Operations()


@operations.add(
    "GET", "/halls/<hall>/rating-patterns", roles=OVERSEES, query=RatingDays, answer=RatingPatterns, refusals=[404]
)
def patterns(hall: str, query: RatingDays) -> RatingPatterns:
    """Whether officers seem to press the tablets' faces themselves: what was seen, and how probable it is by chance."""
    return ratings.patterns(hall_called(hall), query.first_day, query.last_day, asked_by().limited_to)


@operations.add(
    "GET", "/halls/<hall>/rating-comments", roles=OVERSEES, query=RatingDays, answer=RatingComments, refusals=[404]
)
def comments(hall: str, query: RatingDays) -> RatingComments:
    """What citizens wrote, of days that are over: without number, officer and time."""
    return ratings.words_of_citizens(hall_called(hall), query.first_day, query.last_day, asked_by().limited_to)
