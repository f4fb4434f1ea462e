"""What the routes stand on: the halls, the accounts, the clock. Put together once, by `app`."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, current_app

from display_server.access.back_off import SignInAllowances
from display_server.access.failed_sign_ins import Failed, FailedSignIns
from display_server.contract import Authority
from display_server.domain.dossier import OneStop
from display_server.domain.refusals import Unavailable
from display_server.domain.reminder import Way
from display_server.limits.allowances import Allowances
from display_server.limits.rate_limit import RateLimit
from display_server.live.announcements import Announcements
from display_server.media.files import MediaFiles
from display_server.messages.messenger import Messenger
from display_server.planning.beside import Planner
from display_server.statistics.quiet_hours import QuietHours
from display_server.statistics.usual_times import UsualTimes
from display_server.store.accounts import Accounts
from display_server.store.erasures import Erasures
from display_server.store.hall import Clock, Halls
from display_server.store.ordered_files import OrderedFiles
from display_server.store.saved_views import SavedViews
from display_server.use_cases.pairing import Askers, Pairings
from display_server.voice.studio import Studio
from display_server.web.hashing import HashingLine

if TYPE_CHECKING:  # Authlib takes a third of a second to load, and few halls use it
    from display_server.web.single_sign_on import SingleSignOn

log = logging.getLogger(__name__)

_KEY = "motcua"
DOSSIERS_A_MINUTE = 30
"""From one kiosk: more than people can hold before a scanner, and too few to try codes out."""


@dataclass(frozen=True, slots=True)
class Services:
    """Put together once, by `app`; every request finds them by `services()`."""

    halls: Halls
    accounts: Accounts
    pairings: Pairings
    erasures: Erasures
    clock: Clock
    base_url: str
    """The address under which phones and screens reach this server, without a slash at its end."""
    media: MediaFiles
    """The displays' pictures and videos."""

    announcements: Announcements = field(kw_only=True)
    """What the halls' loudspeakers say."""
    saved_views: SavedViews = field(kw_only=True)
    """What people ask of the history again and again."""
    ordered_files: OrderedFiles = field(kw_only=True)
    """Those that are made beside the server."""
    ordered_folder: Path = field(kw_only=True)
    """Where they stand until they are old."""
    studio: Studio = field(kw_only=True)
    """Where an administrator records voices."""
    planner: Planner = field(kw_only=True)
    """Decisions before they are made, reckoned beside the server."""
    authority: Authority | None = None
    """Of this hall, where the server proves itself by it."""
    one_stop: OneStop | None = None
    """Where dossiers are looked up, if anywhere."""
    messengers: Mapping[Way, Messenger] = field(default_factory=dict)
    """By which ways messages before a call go, and who carries them."""
    push_key: str | None = None
    """What browsers subscribe with, where this server is reached by HTTPS."""
    push_services: tuple[str, ...] = ()
    dossier_limit: RateLimit = field(default_factory=lambda: RateLimit(DOSSIERS_A_MINUTE))
    look_up_limit: RateLimit = field(default_factory=lambda: RateLimit(Allowances().look_ups_a_minute))
    """How often one address may look tickets up."""
    askers: Askers = field(default_factory=Askers)
    """Where the devices that wait to be let in have asked from."""
    sign_in_allowances: SignInAllowances = field(default_factory=SignInAllowances)
    quiet_hours: QuietHours = field(default_factory=QuietHours)
    usual_times: UsualTimes = field(default_factory=UsualTimes)
    failed_sign_ins: FailedSignIns = field(default_factory=FailedSignIns)
    """Which of them are told apart in the security log."""
    hashing: HashingLine = field(default_factory=HashingLine)
    single_sign_on: "SingleSignOn | None" = None
    """Where else people may sign in, if anywhere."""
    must_answer: tuple[Callable[[], bool], ...] = ()
    """What else the server cannot do without: Redis, where it is used."""

    def is_ready(self) -> bool:
        """Whether the database and everything else that the server cannot do without answers."""
        return self.halls.answers() and all(answers() for answers in self.must_answer)

    def log_failed_sign_ins(self, failed: list[Failed]) -> None:
        """Writes them into the security log. Where the database takes nothing, the process's own log has them."""
        for each in failed:
            try:
                self.accounts.log.add(self.clock(), each.deed())
            except Unavailable as refusal:
                log.warning("a failed sign-in is not in the security log: %s", refusal)

    def attach_to(self, app: Flask) -> None:
        """Makes them the services of this app's requests."""
        app.extensions[_KEY] = self


def services() -> Services:
    """Those of the app that answers this request."""
    found: Services = current_app.extensions[_KEY]
    return found
