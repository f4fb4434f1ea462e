"""Which address shows which page. Reads nothing of the day: views come to the pages' scripts by Socket.IO."""

from functools import partial

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from display_server import views
from display_server.access.principals import Role
from display_server.domain.display_plan import Layout
from display_server.domain.hall_plan import CounterPlan, HallPlan
from display_server.domain.refusals import NotFound, TooOften, Unavailable
from display_server.domain.reminder import BY_CONTACT
from display_server.pages import elsewhere, joining_screen, media, new_screen, sounds
from display_server.statistics.definitions import DEFINITIONS
from display_server.use_cases.hall import outline
from display_server.use_cases.phone_promises import note, told_on_phone
from display_server.web.asking import asking_address, hall_of_ticket
from display_server.web.headers import permissions_policy
from display_server.web.local_addresses import known_page
from display_server.web.services import services
from display_server.web.shell import Screen, chosen_language, named, not_ready, page, too_often, visitors_language
from display_server.web.who import who
from display_server.words import LANGUAGES, N_, say

INDEX = Screen(script="/static/index.js", styles=("/static/index.css",))
DISPLAY = Screen(script="/static/display.js", styles=("/static/display.css",))
STATUS = Screen(script="/static/status.js", styles=("/static/status.css",))
PHONE = Screen(script="/static/phone.js", styles=("/static/faces.css", "/static/phone.css"), fonts_come_late=True)
FIGURES = ("/static/fields.css", "/static/overview.css")
OVERVIEW = Screen(script="/static/overview.js", styles=FIGURES)
HISTORY = Screen(script="/static/history.js", styles=("/static/vendor/uPlot.min.css", *FIGURES, "/static/history.css"))
PLANNING = Screen(script="/static/planning.js", styles=(*FIGURES, "/static/planning.css"))
FAIRNESS = Screen(script="/static/fairness.js", styles=(*FIGURES, "/static/history.css"))
VISIT = Screen(script="/static/visit.js", styles=(*FIGURES, "/static/history.css"))
MANAGER = Screen(
    script="/static/manager.js",
    styles=(
        *("/static/vendor/uPlot.min.css", "/static/fields.css", "/static/manager.css"),
        *("/static/devices.css", "/static/playlist.css"),
    ),
)
ACCOUNT = Screen(script="/static/account.js", styles=("/static/accounts.css",))
ADMIN = Screen(script="/static/admin.js", styles=("/static/accounts.css",))
ADMIN_LOG = Screen(script="/static/security_log.js", styles=("/static/accounts.css",))
ADMIN_VOICES = Screen(script="/static/voices.js", styles=("/static/accounts.css",))
DOSSIERS = Screen(script="/static/dossiers.js", styles=("/static/accounts.css", "/static/dossiers.css"))
HEADLINE = Screen(script="/static/headline.js", styles=("/static/accounts.css", "/static/dossiers.css"))
POST = Screen(script="/static/post.js", styles=("/static/accounts.css", "/static/dossiers.css"))
PROMISES = Screen(script="/static/promises.js", styles=("/static/accounts.css", "/static/dossiers.css"))
SIGN_IN = Screen(script="/static/sign_in.js", styles=("/static/sign_in.css",))


def blueprint() -> Blueprint:
    """The pages for people, and what is said where there is none."""
    pages = Blueprint("pages", __name__, template_folder="templates")
    pages.add_url_rule("/", view_func=index)
    pages.add_url_rule("/display/<hall>", view_func=display)
    pages.add_url_rule("/display/<hall>/<zone>", view_func=display)
    pages.add_url_rule("/display/<hall>/counter/<int:counter>", view_func=display)
    pages.add_url_rule("/status/<hall>", view_func=status)
    pages.add_url_rule("/t/<token>", view_func=phone)
    pages.add_url_rule("/push_worker.js", view_func=push_worker)
    pages.add_url_rule("/proof/<hall>", view_func=proof)
    pages.add_url_rule("/proof/<hall>/<code>", view_func=proof)
    pages.add_url_rule("/manager", view_func=overview)
    pages.add_url_rule("/manager/<hall>", view_func=manager)
    pages.add_url_rule("/manager/<hall>/history", view_func=history)
    pages.add_url_rule("/manager/<hall>/promises", view_func=promises)
    pages.add_url_rule("/manager/<hall>/planning", view_func=planning)
    pages.add_url_rule("/manager/<hall>/fairness", view_func=fairness)
    pages.add_url_rule("/manager/<hall>/visit", view_func=visit)
    pages.add_url_rule("/dossiers/<hall>", view_func=dossiers)
    pages.add_url_rule("/headline/<hall>", view_func=headline)
    pages.add_url_rule("/post/<hall>", view_func=post)
    pages.add_url_rule("/definitions", view_func=definitions)
    pages.add_url_rule("/sign-in", view_func=sign_in)
    pages.add_url_rule("/account", view_func=account)
    pages.add_url_rule("/admin", view_func=admin)
    pages.add_url_rule("/admin/log", view_func=admin_log)
    media.add_to(pages)
    pages.add_url_rule("/admin/voices", view_func=admin_voices)
    new_screen.add_to(pages)
    joining_screen.add_to(pages)
    elsewhere.add_to(pages)
    sounds.add_to(pages)
    pages.register_error_handler(404, not_found)
    pages.register_error_handler(NotFound, not_found)
    pages.register_error_handler(Unavailable, not_ready)
    pages.register_error_handler(TooOften, too_often)
    return pages


def index() -> Response:
    language = visitors_language()
    halls = [_with_counters(outline(services().halls[slug])) for slug in services().halls.slugs()]
    return page(INDEX, say(language, N_("Screens")), language, halls=halls)


def display(hall: str, zone: str | None = None, counter: int | None = None) -> Response:
    """What the address names, else what is set for the display: by its token's name, or as `?display=NAME`."""
    plan = outline(services().halls[hall])
    if zone and zone not in {known.slug for known in plan.zones if not known.retired}:
        abort(404)
    if counter is not None and counter not in {known.number for known in plan.counters if not known.retired}:
        abort(404)
    layout = request.args.get("layout")
    if layout is not None and layout != Layout.TOTEM:
        abort(404)
    device = who()
    paired = device.name if device and device.role is Role.DISPLAY and device.hall == hall else None
    language = chosen_language() or plan.languages[0]
    named_here = {"zone": zone, "counter": counter, "layout": layout, "display": request.args.get("display") or paired}
    return page(DISPLAY, named(plan.name, language), language, **named_here, **_facts(plan))


def status(hall: str) -> Response:
    plan = outline(services().halls[hall])
    language = visitors_language()
    return page(STATUS, named(plan.name, language), language, hall=plan.slug)


def phone(token: str) -> Response:
    """With the ticket's view in it: on a slow line that is seen a while before the socket stands."""
    hall = hall_of_ticket(token)
    with hall.reading() as reading:
        held = reading.tickets.with_token(token)
        ticket = views.visitor.ticket_of_holder(reading, held, services().base_url)
        came_for = ticket.route[0].service if ticket.route else ticket.service
        quiet = services().quiet_hours.best(reading, came_for)
        languages, sends = reading.plan.languages, reading.plan.rules.messages
        at, promise = reading.now, told_on_phone(reading, held)
    if promise is not None:
        note(hall, held, at, promise)
    language = visitors_language(languages)
    facts: dict[str, object] = {
        "token": token,
        "ticket": ticket.model_dump(mode="json"),
        "messages": [way for way in BY_CONTACT if way in services().messengers] if sends else [],
        "push_key": services().push_key,
    }
    if quiet is not None:
        facts["quiet_time"] = views.quiet.quiet_time(quiet).model_dump(mode="json")
    return page(PHONE, say(language, N_("Your number")), language, languages, **facts)


def push_worker() -> Response:
    """At the root, since a service worker is for no more than what stands beneath its own address."""
    return current_app.send_static_file("push_worker.js")


def proof(hall: str, code: str | None = None) -> ResponseReturnValue:
    """For whoever holds a slip: where it stands in the journal, and who was called before it."""
    services().look_up_limit.ask(asking_address())
    language = visitors_language()
    asked = (code or request.args.get("code", "")).strip()
    facts: dict[str, object] = {"hall": hall, "code": asked}
    status = 200
    with services().halls[hall].reading() as reading:
        facts["hall_name"] = named(reading.plan.name, language)
        try:
            facts["proof"] = views.proof.proof(reading, asked) if asked else None
        except NotFound as refusal:
            facts["why"], status = say(language, refusal.sentence, **refusal.facts), 404
    return render_template("proof.html", language=language, _=partial(say, language), **facts), status


def overview() -> Response:
    language = visitors_language()
    return page(OVERVIEW, say(language, N_("All halls")), language)


def manager(hall: str) -> Response:
    language = visitors_language()
    plan = outline(services().halls[hall])
    return page(MANAGER, say(language, N_("Today in the hall")), language, **_facts(plan), languages=plan.languages)


def history(hall: str) -> Response:
    language = visitors_language()
    plan = outline(services().halls[hall])
    return page(HISTORY, say(language, N_("Past days")), language, **_facts(plan), **_departments(plan))


def promises(hall: str) -> Response:
    """What visitors were told of their waits, and what it was worth."""
    language = visitors_language()
    plan = outline(services().halls[hall])
    return page(PROMISES, say(language, N_("Promised waits")), language, hall=plan.slug)


def planning(hall: str) -> Response:
    """What a manager looks at before deciding."""
    language = visitors_language()
    plan = outline(services().halls[hall])
    classes = [{"slug": each.slug, "name": dict(each.name)} for each in plan.priority_classes]
    counters = [each.number for each in plan.counters if not each.retired]
    return page(
        PLANNING,
        say(language, N_("Before deciding")),
        language,
        **_facts(plan),
        **_departments(plan),
        classes=classes,
        counters=counters,
        services={each.slug: dict(each.name) for each in plan.services},
    )


def fairness(hall: str) -> Response:
    """Whether people were called in their turn: of the last seven days, until others are asked for."""
    language = visitors_language()
    plan = outline(services().halls[hall])
    today = plan.day(services().clock()).isoformat()
    facts = {**_facts(plan), **_departments(plan), "timezone": str(plan.timezone), "today": today}
    return page(FAIRNESS, say(language, N_("Fairness")), language, **facts)


def visit(hall: str) -> Response:
    """What happened to one visit, found by its number and day."""
    language = visitors_language()
    plan = outline(services().halls[hall])
    today = plan.day(services().clock()).isoformat()
    title = say(language, N_("A visit"))
    return page(VISIT, title, language, **_facts(plan), timezone=str(plan.timezone), today=today)


def dossiers(hall: str) -> Response:
    """Where officers and who oversees them look at what was noted on a day, and correct it."""
    language = visitors_language()
    plan = outline(services().halls[hall])
    return page(DOSSIERS, say(language, N_("Dossiers of a day")), language, hall=plan.slug)


def headline(hall: str) -> Response:
    """What a manager reports: of this month, until other days are asked for."""
    language = visitors_language()
    plan = outline(services().halls[hall])
    today = plan.day(services().clock())
    days = {"first_day": today.replace(day=1).isoformat(), "today": today.isoformat()}
    return page(HEADLINE, say(language, N_("Headline: dossiers, on time, satisfaction")), language, hall=hall, **days)


def post(hall: str) -> Response:
    """What passed between hall and post on a day, for the post's counter."""
    language = visitors_language()
    plan = outline(services().halls[hall])
    return page(POST, say(language, N_("Post of a day")), language, hall=plan.slug)


def definitions() -> str:
    """What each figure means: for managers, and for whoever reads their reports."""
    language = visitors_language()
    return render_template(
        "definitions.html", language=language, _=partial(say, language), definitions=DEFINITIONS, languages=LANGUAGES
    )


def sign_in() -> Response:
    language = visitors_language()
    other = services().single_sign_on
    label = (other.label or say(language, N_("Sign in with your authority's account"))) if other else None
    next_page = known_page(request.args.get("next"))
    return page(SIGN_IN, say(language, N_("Sign in")), language, next=next_page, elsewhere=label)


def account() -> Response:
    language = visitors_language()
    return page(ACCOUNT, say(language, N_("My account")), language, next=known_page(request.args.get("next")))


def admin() -> Response:
    language = visitors_language()
    halls = [_with_departments(outline(services().halls[slug])) for slug in services().halls.slugs()]
    return page(ADMIN, say(language, N_("People")), language, halls=halls)


def admin_log() -> Response:
    language = visitors_language()
    halls = [{"slug": slug, "name": dict(outline(services().halls[slug]).name)} for slug in services().halls.slugs()]
    return page(ADMIN_LOG, say(language, N_("Security log")), language, halls=halls)


def admin_voices() -> Response:
    """Here alone the browser may be asked for its microphone."""
    language = visitors_language()
    halls = [{"slug": slug, "name": dict(outline(services().halls[slug]).name)} for slug in services().halls.slugs()]
    answer = page(ADMIN_VOICES, say(language, N_("Recorded voices")), language, halls=halls)
    answer.headers["Permissions-Policy"] = permissions_policy(allowed=("microphone",))
    return answer


def not_found(error: Exception) -> ResponseReturnValue:
    language = visitors_language()
    why = say(language, error.sentence, **error.facts) if isinstance(error, NotFound) else None
    return render_template("not_found.html", language=language, _=partial(say, language), why=why), 404


def _facts(plan: HallPlan) -> dict[str, object]:
    """The hall as its own screens know it before anything arrives."""
    zones = [{"slug": zone.slug, "name": dict(zone.name)} for zone in plan.zones if not zone.retired]
    return {"hall": plan.slug, "zones": zones}


def _with_departments(plan: HallPlan) -> dict[str, object]:
    """The hall as an administrator chooses people's places in it."""
    return {"slug": plan.slug, "name": dict(plan.name), **_departments(plan)}


def _departments(plan: HallPlan) -> dict[str, object]:
    departments = [{"slug": entry.slug, "name": dict(entry.name)} for entry in plan.departments if not entry.retired]
    return {"departments": departments}


def _with_counters(plan: HallPlan) -> dict[str, object]:
    """The hall as the front door shows it: every screen that stands in it."""
    counters = [_counter(plan, counter) for counter in plan.counters if not counter.retired]
    return {**_facts(plan), "hall_name": dict(plan.name), "counters": counters}


def _counter(plan: HallPlan, counter: CounterPlan) -> dict[str, object]:
    takes = [
        department for department in plan.departments if {s.slug for s in department.services} & {*counter.services}
    ]
    return {
        "number": counter.number,
        "zone": counter.zone,
        "departments": [dict(department.name) for department in takes],
    }
