"""Which address shows which page. Reads nothing of the day: views come to the pages' scripts by Socket.IO."""

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from display_server.pages.outline import HallOutline, Outlines
from display_server.shell import Screen, chosen_language, named, page, visitors_language
from display_server.words import N_, say

INDEX = Screen(script="/static/index.js", styles=("/static/index.css",))
DISPLAY = Screen(script="/static/display.js", styles=("/static/display.css",))
PHONE = Screen(script="/static/phone.js", styles=("/static/phone.css",))
MANAGER = Screen(script="/static/manager.js", styles=("/static/vendor/uPlot.min.css", "/static/manager.css"))
SIGN_IN = Screen(script="/static/sign_in.js", styles=("/static/sign_in.css",))


def blueprint(outlines: Outlines) -> Blueprint:
    """The pages; `outlines` tells which halls there are."""
    pages = Blueprint("pages", __name__, template_folder="templates")

    def hall_named(slug: str) -> HallOutline:
        for hall in outlines():
            if hall.slug == slug:
                return hall
        abort(404)

    @pages.get("/")
    def index() -> Response:
        return page(INDEX, say(visitors_language(), N_("Screens")), halls=[_hall_facts(hall) for hall in outlines()])

    @pages.get("/display/<hall>")
    @pages.get("/display/<hall>/<zone>")
    def display(hall: str, zone: str | None = None) -> Response:
        shown = hall_named(hall)
        if zone and zone not in {known.slug for known in shown.zones}:
            abort(404)
        language = chosen_language() or shown.languages[0]
        return page(DISPLAY, named(shown.name, language), language=language, zone=zone, **_hall_facts(shown))

    @pages.get("/t/<token>")
    def phone(token: str) -> Response:
        return page(PHONE, say(visitors_language(), N_("Your number")), token=token)

    @pages.get("/manager/<hall>")
    def manager(hall: str) -> Response:
        shown = hall_named(hall)
        return page(MANAGER, say(visitors_language(), N_("Today in the hall")), **_hall_facts(shown))

    @pages.get("/sign-in")
    def sign_in() -> Response:
        return page(SIGN_IN, say(visitors_language(), N_("Sign in")))

    @pages.errorhandler(404)
    def not_found(_: Exception) -> ResponseReturnValue:
        language = visitors_language()
        return render_template("not_found.html", language=language, _=lambda sentence: say(language, sentence)), 404

    return pages


def _hall_facts(hall: HallOutline) -> dict[str, object]:
    """The outline as the scripts read it."""
    return {
        "hall": hall.slug,
        "hall_name": hall.name,
        "languages": hall.languages,
        "zones": [{"slug": zone.slug, "name": zone.name} for zone in hall.zones],
        "counters": [
            {"number": counter.number, "zone": counter.zone, "departments": counter.departments}
            for counter in hall.counters
        ],
    }
