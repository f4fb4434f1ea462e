"""Which address shows the officer's panel and the rating tablet. Knows neither tickets nor who is signed in."""

from flask import Blueprint, Response

from display_server.shell import Screen, chosen_language, page, visitors_language
from display_server.words import LANGUAGES, N_, say

PANEL = Screen(script="/counter-panel/static/panel.js", styles=("/counter-panel/static/panel.css",))
RATING = Screen(script="/counter-panel/static/rating.js", styles=("/counter-panel/static/rating.css",))


def blueprint() -> Blueprint:
    """The counter's two pages; a hall or counter that does not exist is refused when the page asks for its view."""
    panel = Blueprint(
        "counter_panel",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/counter-panel/static",
    )

    @panel.get("/counter/<hall>/<int:number>")
    def officers_panel(hall: str, number: int) -> Response:
        title = say(visitors_language(), N_("Counter %(number)s"), number=number)
        return page(PANEL, title, hall=hall, counter=number)

    @panel.get("/rating/<hall>/<int:number>")
    def rating_tablet(hall: str, number: int) -> Response:
        language = chosen_language() or LANGUAGES[0]
        title = say(language, N_("Counter %(number)s"), number=number)
        return page(RATING, title, language=language, hall=hall, counter=number)

    return panel
