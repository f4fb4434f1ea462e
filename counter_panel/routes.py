"""Which address shows the officer's panel and the rating tablet. Knows neither tickets nor who is signed in."""

from flask import Blueprint, Response, jsonify

from display_server.domain.refusals import Unavailable
from display_server.web.shell import Screen, chosen_language, not_ready, page, visitors_language
from display_server.words import LANGUAGES, N_, say

PANEL = Screen(script="/counter-panel/static/panel.js", styles=("/counter-panel/static/panel.css",))
STRIP = Screen(
    script="/counter-panel/static/panel.js",
    styles=("/counter-panel/static/panel.css", "/counter-panel/static/strip.css"),
    manifest="/counter/{hall}/{counter}/strip.webmanifest",
)
RATING = Screen(
    script="/counter-panel/static/rating.js", styles=("/static/faces.css", "/counter-panel/static/rating.css")
)


def blueprint() -> Blueprint:
    """The counter's two pages; a hall or counter that does not exist is refused when the page asks for its view."""
    counter = Blueprint("counter_panel", __name__, static_folder="static", static_url_path="/counter-panel/static")
    counter.add_url_rule("/counter/<hall>/<int:number>", view_func=panel)
    counter.add_url_rule("/counter/<hall>/<int:number>/strip", view_func=strip)
    counter.add_url_rule("/counter/<hall>/<int:number>/strip.webmanifest", view_func=strip_manifest)
    counter.add_url_rule("/rating/<hall>/<int:number>", view_func=rating)
    counter.register_error_handler(Unavailable, not_ready)
    return counter


def panel(hall: str, number: int) -> Response:
    language = visitors_language()
    return page(PANEL, say(language, N_("Counter %(number)s"), number=number), language, hall=hall, counter=number)


def strip(hall: str, number: int) -> Response:
    """The panel as a strip of one row, which stands above the one-stop software."""
    language = visitors_language()
    title = say(language, N_("Counter %(number)s"), number=number)
    return page(STRIP, title, language, hall=hall, counter=number, strip=True)


def strip_manifest(hall: str, number: int) -> Response:
    """What makes the strip an app with a window of its own, which the desk's window manager keeps on top."""
    language = visitors_language()
    address = f"/counter/{hall}/{number}/strip"
    answer = jsonify(
        id=address,
        name=say(language, N_("Counter %(number)s"), number=number),
        short_name=say(language, N_("Counter %(number)s"), number=number),
        lang=language,
        start_url=address,
        scope=f"/counter/{hall}/{number}",
        display="standalone",
        background_color="#FFFFFF",
        theme_color="#0B4F8A",
        icons=[{"src": "/static/mark.svg", "sizes": "any", "type": "image/svg+xml"}],
    )
    answer.mimetype = "application/manifest+json"
    return answer


def rating(hall: str, number: int) -> Response:
    language = chosen_language() or LANGUAGES[0]
    return page(RATING, say(language, N_("Counter %(number)s"), number=number), language, hall=hall, counter=number)
