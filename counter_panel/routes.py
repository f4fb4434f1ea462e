"""Which address shows the officer's panel and the rating tablet. Knows neither tickets nor who is signed in."""

from dataclasses import replace
from pathlib import Path

from flask import Blueprint, Response, abort, jsonify, redirect, request, send_from_directory
from flask.typing import ResponseReturnValue

from display_server.domain.announcing import FreeText
from display_server.domain.hall_plan import HallPlan
from display_server.domain.refusals import Unavailable
from display_server.use_cases.hall import outline
from display_server.web.asking import asking_address
from display_server.web.script_words import sentences
from display_server.web.services import services
from display_server.web.shell import Screen, chosen_language, named, not_ready, page, visitors_language
from display_server.words import LANGUAGES, N_, say

PANEL = Screen(script="/counter-panel/static/panel.js", styles=("/counter-panel/static/panel.css",))
STRIP = Screen(
    script="/counter-panel/static/panel.js",
    styles=("/counter-panel/static/panel.css", "/counter-panel/static/strip.css"),
    manifest="/counter/{hall}/{counter}/strip.webmanifest",
)
RATING = Screen(
    script="/counter-panel/static/rating.js",
    styles=("/static/faces.css", "/counter-panel/static/rating.css"),
    manifest="/rating/{hall}/{counter}/app.webmanifest",
)


def blueprint() -> Blueprint:
    """The counter's two pages; a hall or counter that does not exist is refused when the page asks for its view."""
    counter = Blueprint("counter_panel", __name__, static_folder="static", static_url_path="/counter-panel/static")
    counter.add_url_rule("/counter/<hall>/<int:number>", view_func=panel)
    counter.add_url_rule("/counter/<hall>/<int:number>/strip", view_func=strip)
    counter.add_url_rule("/counter/<hall>/<int:number>/strip.webmanifest", view_func=strip_manifest)
    counter.add_url_rule("/rating/<hall>/<int:number>", view_func=rating)
    counter.add_url_rule("/rating/<hall>/<int:number>/app.webmanifest", view_func=rating_manifest)
    counter.add_url_rule("/rating/<hall>/voice.wav", view_func=rating_voice)
    counter.add_url_rule("/rating_worker.js", view_func=rating_worker)
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


def rating_manifest(hall: str, number: int) -> Response:
    """What makes the tablet's page an app of its own, in full screen."""
    language = chosen_language() or LANGUAGES[0]
    answer = jsonify(
        name=say(language, N_("Rating, counter %(number)s"), number=number),
        short_name=say(language, N_("Counter %(number)s"), number=number),
        lang=language,
        start_url=f"/rating/{hall}/{number}",
        scope="/rating/",
        display="fullscreen",
        orientation="any",
        background_color="#0B4F8A",
        theme_color="#0B4F8A",
        icons=[{"src": "/static/mark.svg", "sizes": "any", "type": "image/svg+xml"}],
    )
    answer.mimetype = "application/manifest+json"
    return answer


def rating_worker() -> Response:
    """At the root, since a service worker is for no more than what stands beneath its own address."""
    return send_from_directory(Path(__file__).parent / "static", "rating_worker.js")


def rating_voice(hall: str) -> ResponseReturnValue:
    """Leads to the sound of a sentence of the tablet's page, or of one of the hall's reasons, in the language asked.

    Nothing else is said: a stranger in the network cannot have the server speak for hours.
    """
    services().look_up_limit.ask(asking_address())
    plan = outline(services().halls[hall])
    language = request.args.get("lang", "")
    text = _reason(plan, language) if "reason" in request.args else _sentence(language)
    speaks_it = replace(plan, voice=replace(plan.voice, languages=(language,)))  # the loudspeakers' may be fewer
    kept = services().announcements.made(speaks_it, FreeText({language: text})) if text else None
    if kept is None:
        abort(404)
    return redirect(f"/voice/{hall}/{kept.file.name}")


def _sentence(language: str) -> str | None:
    words = request.args.get("words", "")
    known = words in sentences(RATING.script) and "%(" not in words and language in LANGUAGES
    return say(language, words) if known else None


def _reason(plan: HallPlan, language: str) -> str | None:
    slug = request.args["reason"]
    names = next((reason.name for reason in plan.rating.reasons if reason.slug == slug), None)
    return named(names, language) if names is not None and language in plan.languages else None
