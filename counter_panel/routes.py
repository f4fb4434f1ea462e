"""Which address shows the officer's panel and the rating tablet. Knows neither tickets nor who is signed in."""

from flask import Blueprint, Response

from display_server.domain.refusals import Unavailable
from display_server.web.shell import Screen, chosen_language, not_ready, page, visitors_language
from display_server.words import LANGUAGES, N_, say

PANEL = Screen(script="/counter-panel/static/panel.js", styles=("/counter-panel/static/panel.css",))
RATING = Screen(
    script="/counter-panel/static/rating.js", styles=("/static/faces.css", "/counter-panel/static/rating.css")
)


def blueprint() -> Blueprint:
    """The counter's two pages; a hall or counter that does not exist is refused when the page asks for its view."""
    counter = Blueprint("counter_panel", __name__, static_folder="static", static_url_path="/counter-panel/static")
    counter.add_url_rule("/counter/<hall>/<int:number>", view_func=panel)
    counter.add_url_rule("/rating/<hall>/<int:number>", view_func=rating)
    counter.register_error_handler(Unavailable, not_ready)
    return counter


def panel(hall: str, number: int) -> Response:
    language = visitors_language()
    return page(PANEL, say(language, N_("Counter %(number)s"), number=number), language, hall=hall, counter=number)


def rating(hall: str, number: int) -> Response:
    language = chosen_language() or LANGUAGES[0]
    return page(RATING, say(language, N_("Counter %(number)s"), number=number), language, hall=hall, counter=number)
