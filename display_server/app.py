"""Puts the server together: the only module that knows all others."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

import gevent
from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_compress import Compress
from flask_socketio import SocketIO
from werkzeug.exceptions import NotFound

import counter_panel
from display_server import pages
from display_server.access.credentials import principal_of
from display_server.api import blueprint as api, problems
from display_server.audit.journal_key import journal_key, public_key
from display_server.authority.told import authority_of
from display_server.domain.reminder import Way
from display_server.limits.addresses import BehindProxies, networks
from display_server.limits.allowances import BEGUN_AT_ONCE, Allowances
from display_server.limits.rate_limit import RateLimit
from display_server.limits.turns import Turns
from display_server.live.alerting import Alerting
from display_server.live.announcements import Announcements
from display_server.live.bell import Bell, DatabaseBell, RedisBell
from display_server.live.bounds import SocketBounds
from display_server.live.caretaker import run_caretaker
from display_server.live.delivering import Delivering
from display_server.live.door import access_bell, watch_the_door
from display_server.live.reminding import Reminding
from display_server.live.sockets import Live
from display_server.live.telling import Telling
from display_server.live.web_socket import LONGEST_MESSAGE
from display_server.media.files import MB, MediaFiles, MediaLimits
from display_server.messages.address import open_messengers
from display_server.messages.messenger import Messenger
from display_server.one_stop.address import open_one_stop, open_one_stop_told
from display_server.ordering.workshop import Workshop
from display_server.planning.beside import Planner
from display_server.process.machine import look_at_machine
from display_server.process.settings import Settings
from display_server.statistics.roll_ups import RollUps
from display_server.store.accounts import Accounts
from display_server.store.alert_deliveries import AlertDeliveries
from display_server.store.checkpoints import Checkpoints
from display_server.store.database import open_database
from display_server.store.erasures import Erasures
from display_server.store.estimators import Estimators
from display_server.store.hall import Clock, Hall, Halls, system_clock
from display_server.store.one_stop_news import OneStopNews
from display_server.store.ordered_files import OrderedFiles
from display_server.store.report_deliveries import ReportDeliveries
from display_server.store.roll_ups import RollUpStore
from display_server.store.saved_views import SavedViews
from display_server.store.screens import Screens
from display_server.use_cases import day, retention
from display_server.use_cases.alerts import watch_over
from display_server.use_cases.announcing import announce_closing
from display_server.use_cases.checkpoints import sign_if_due, sign_security_log_if_due
from display_server.use_cases.learning import Trained, learn_if_due
from display_server.use_cases.pairing import Pairings
from display_server.voice.maker import SoundMaker
from display_server.voice.recipe import Voices
from display_server.voice.studio import Studio
from display_server.web import addresses
from display_server.web.asking import asking_address
from display_server.web.headers import WithHeaders
from display_server.web.services import Services
from display_server.web.who import shown

if TYPE_CHECKING:
    from display_server.web.single_sign_on import SingleSignOn


BETWEEN_DAYS_SECONDS = 0.5
"""Between two past days that are added up anew, so that a year of them does not keep a hall at work waiting."""


def create_app(
    settings: Settings, clock: Clock = system_clock, new_session_id: Callable[[], str] | None = None
) -> Flask:
    """The server's WSGI app on its database, with the sockets mounted; it pushes nothing until `run_live`.

    `new_session_id` names the sessions of the sockets, where several processes share a port.
    """
    engine = open_database(settings.database, _in_a_thread)
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=settings.signing_key(),
        # Flask's own session is only for the way to a sign-in elsewhere and back: nobody is signed in by it.
        SESSION_COOKIE_NAME="motcua_elsewhere",
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https:"),
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=10),
        MAX_CONTENT_LENGTH=1024 * 1024,
        # Pages, scripts and styles, which hold no secret. What programs are answered stays as it is: among it are
        # secrets beside what strangers have written, and their lengths would tell of each other (BREACH). A phone's
        # page holds its own ticket, beside nothing that a stranger could choose.
        COMPRESS_MIMETYPES=["text/html", "text/css", "text/javascript", "image/svg+xml"],
        COMPRESS_ALGORITHM=["br", "gzip"],
    )
    Compress(app)
    halls = Halls(engine, clock)
    bell = _bell(settings, halls)
    must_answer = (bell.answers,) if isinstance(bell, RedisBell) else ()
    one_stop = open_one_stop(settings.one_stop, settings.one_stop_token) if settings.one_stop else None
    allowances = Allowances(settings.phones_per_address)
    accounts = Accounts(engine)
    messengers = dict(_messengers(settings))
    push = _web_push(settings)
    languages = tuple(settings.voice_command_languages.split())
    announcements = Announcements(
        halls,
        Voices(settings.voice_dir, settings.voice_command, languages),
        SoundMaker(settings.data_dir / "sounds"),
    )
    services = Services(
        halls,
        accounts,
        Pairings(engine),
        Erasures(engine),
        clock,
        settings.base_url,
        MediaFiles(settings.media_dir, _media_limits(settings), _in_a_thread),
        announcements=announcements,
        ordered_files=OrderedFiles(engine),
        ordered_folder=settings.ordered_dir,
        saved_views=SavedViews(engine),
        studio=Studio(settings.voice_dir),
        planner=Planner(settings.database, clock),
        authority=authority_of(settings),
        one_stop=one_stop,
        single_sign_on=_single_sign_on(app, settings),
        must_answer=must_answer,
        messengers=messengers if push is None else {**messengers, Way.PUSH: push[0]},
        push_key=push[1] if push is not None else None,
        push_services=tuple(settings.push_services.split()),
        look_up_limit=RateLimit(allowances.look_ups_a_minute),
    )
    services.attach_to(app)
    app.extensions["motcua_engine"] = engine
    addresses.register(app)
    api.register(app)
    app.register_blueprint(pages.blueprint())
    app.register_blueprint(counter_panel.blueprint())
    app.register_error_handler(NotFound, _nothing_there)
    turns = Turns(BEGUN_AT_ONCE)
    sockets = SocketIO(
        app,
        async_mode="gevent",
        cors_allowed_origins=None,
        ping_interval=10,
        ping_timeout=10,
        max_http_buffer_size=LONGEST_MESSAGE,
        async_handlers=False,  # or each message would be a greenlet of its own, without number
    )
    SocketBounds(sockets.server, allowances.sockets, turns)
    if new_session_id is not None:
        sockets.server.eio.generate_id = new_session_id
    app.wsgi_app = BehindProxies(  # type: ignore[method-assign]  # Flask's own way to put something before it
        WithHeaders(app.wsgi_app), networks(settings.trusted_proxies)
    )
    app.extensions["motcua_live"] = Live(
        sockets,
        halls,
        services.base_url,
        shown,
        lambda credential: principal_of(accounts, clock(), credential),
        turns=turns,
        announcements=announcements,
    )
    app.extensions["motcua_turns"] = turns
    app.extensions["motcua_bell"] = bell
    app.extensions["motcua_access_bell"] = access_bell(settings.redis_url, accounts.changes)
    return app


def _nothing_there(error: NotFound) -> ResponseReturnValue:
    """An address that no route knows: people are shown a page, programs told in their own form."""
    return problems.http_failed(error) if request.path.startswith(f"{api.PREFIX}/") else pages.not_found(error)


def run_live(app: Flask, settings: Settings) -> None:
    """Starts the pushing, the clock's work, and that each address takes its turn; needs gevent's loop."""
    turns: Turns = app.extensions["motcua_turns"]
    app.before_request(lambda: turns.wait(asking_address()))
    live: Live = app.extensions["motcua_live"]
    live.run(app.extensions["motcua_bell"])
    services: Services = app.extensions["motcua"]
    watch_the_door(services.accounts.changes, app.extensions["motcua_access_bell"], live.cut_off_who_is_out)
    key = journal_key(settings.data_dir)
    engine = app.extensions["motcua_engine"]
    checkpoints = Checkpoints(engine, public_key(key), key.sign, settings.checkpoints_file)

    screens = Screens(engine)
    roll_ups = RollUps(RollUpStore(engine))
    estimators = Estimators(engine)

    def do_what_is_due(hall: Hall) -> None:
        day.do_what_is_due(hall)
        screens.heard(hall.slug, live.screens_of(hall.slug), services.clock())
        watch_over(hall, look_at_machine(services.clock(), settings.data_dir, settings.backup_dir))
        announce_closing(hall, day.CLOCK)
        sign_if_due(checkpoints, hall)
        retention.erase_what_is_due(services.erasures, retention.due_in(services.erasures, hall))
        learn_if_due(estimators, hall, _trained_in_a_thread)
        for period in roll_ups.due(hall):
            roll_ups.add_up(hall, period)
            gevent.sleep(BETWEEN_DAYS_SECONDS)

    def do_for_all() -> None:
        services.log_failed_sign_ins(services.failed_sign_ins.due())
        sign_security_log_if_due(checkpoints, services.clock())
        retention.erase_what_is_due(services.erasures, retention.due_in_all(services.erasures, services.clock()))

    gevent.spawn(run_caretaker, services.halls, do_what_is_due, do_for_all)
    if services.messengers:  # a loop of its own: a mail server that thinks for seconds keeps nothing else waiting
        reminding = Reminding(services.halls.reminders, services.messengers, services.base_url)
        gevent.spawn(run_caretaker, services.halls, reminding.send_due, lambda: None)
    delivering = Delivering(ReportDeliveries(engine), services.messengers.get(Way.EMAIL), services.base_url)
    gevent.spawn(run_caretaker, services.halls, delivering.send_due, lambda: None)  # likewise
    alerting = Alerting(
        AlertDeliveries(engine), services.messengers.get(Way.EMAIL), services.base_url, settings.messages_secret
    )
    gevent.spawn(run_caretaker, services.halls, alerting.send_due, lambda: None)  # likewise
    files = (services.ordered_files, services.ordered_folder, settings.database)
    workshop = Workshop(*files, services.clock, settings.clock_ahead_seconds)
    gevent.spawn(run_caretaker, services.halls, lambda _hall: None, workshop.do_what_is_due)  # likewise
    if settings.one_stop_told:  # likewise
        telling = Telling(OneStopNews(engine), open_one_stop_told(settings.one_stop_told, settings.one_stop_token))
        gevent.spawn(run_caretaker, services.halls, telling.tell_due, lambda: None)


def _messengers(settings: Settings) -> Mapping[Way, Messenger]:
    sent_as = (settings.messages_user, settings.messages_password, settings.messages_secret)
    return open_messengers(settings.messages or "", *sent_as)


def _web_push(settings: Settings) -> "tuple[Messenger, str] | None":
    """Who pushes, and with which key browsers subscribe; None where no browser would take it."""
    if not settings.base_url.startswith("https:") or not settings.push_services:
        return None
    from display_server.messages.push_key import public_key as point_of, push_key
    from display_server.messages.web_push import PushMessenger

    key = push_key(settings.data_dir)
    return PushMessenger(key, settings.push_contact or settings.base_url), point_of(key)


def _single_sign_on(app: Flask, settings: Settings) -> "SingleSignOn | None":
    if settings.oidc_issuer is None:
        return None
    from display_server.web.single_sign_on import SingleSignOn

    return SingleSignOn(app, settings.oidc_issuer, settings)


def _trained_in_a_thread(train: Callable[[], Trained | None]) -> Trained | None:
    trained: Trained | None = gevent.get_hub().threadpool.apply(train)
    return trained


def _in_a_thread(waits: Callable[[], object]) -> object:
    """SQLite waits for the disk in C, where gevent cannot see it: a thread of its own lets everything else go on."""
    return gevent.get_hub().threadpool.apply(waits)


def _media_limits(settings: Settings) -> MediaLimits:
    return MediaLimits(settings.media_picture_mb * MB, settings.media_video_mb * MB, settings.media_total_mb * MB)


def _bell(settings: Settings, halls: Halls) -> Bell:
    return RedisBell(settings.redis_url, halls.seqs) if settings.redis_url else DatabaseBell(halls.seqs)
