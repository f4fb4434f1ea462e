"""A person signs in at this browser: whether they may try, whether they are who they say, and what is noted of it."""

import logging
from typing import NamedTuple

from flask import after_this_request, request

from display_server.access import sessions
from display_server.access.failed_sign_ins import Tried
from display_server.access.passwords import is_right
from display_server.access.principals import Principal
from display_server.access.signing_in import Hashing, WantsCode, principal_of_account, sign_in
from display_server.domain.refusals import NotSignedIn, NotValid, TooOften
from display_server.store.accounts import StoredUser
from display_server.web.asking import asking_address
from display_server.web.known_browsers import known_browser_of, remember
from display_server.web.services import services
from display_server.web.who import keep_session

log = logging.getLogger(__name__)


class SignedIn(NamedTuple):
    """Whoever has just come in, and the CSRF token of their session."""

    principal: Principal
    csrf: str


def sign_in_here(name: str, password: str, code: str | None) -> SignedIn:
    """Raises TooOften before anything is hashed, NotSignedIn for a wrong name or password, WantsCode."""
    accounts, address = services().accounts, asking_address()
    browser = known_browser_of(name)
    attempt = services().sign_in_allowances.ask(name, address, browser)
    line = services().hashing.of(known_browser=browser is not None)
    try:
        user = sign_in(accounts, services().clock, name, password, code, line)
    except TooOften:
        attempt.take_back()
        raise
    except WantsCode:
        if not code:
            attempt.take_back()
        else:
            log.warning("sign-in failed: a wrong code for %s from %s", name, address)
            _note_failed(name, "code")
        raise
    except NotSignedIn:
        # A name that nobody has may be a password that was typed into the wrong field.
        known = name if accounts.user(name) else "an unknown name"
        log.warning("sign-in failed: a wrong password for %s from %s", known, address)
        _note_failed(name, "password")
        raise
    attempt.was_right()
    return let_in(user)


def _note_failed(name: str, wrong: str) -> None:
    """In the security log, by the account's name where there is such an account."""
    user = services().accounts.user(name)
    tried = Tried(user.name if user else None, user.hall if user else None, request.remote_addr, wrong)
    services().log_failed_sign_ins(services().failed_sign_ins.note(tried))


def hashing() -> Hashing:
    """Where passwords are hashed beside the loop, for whoever is signed in."""
    return services().hashing.of(known_browser=True)


def must_know_password(account: int, password: str) -> None:
    """Raises NotValid where it is not this person's, TooOften after some guesses: the browser may be left alone."""
    user = services().accounts.user_with_id(account)
    attempt = services().sign_in_allowances.ask(user.name, asking_address(), f"account {account}")
    if not hashing().run(lambda: is_right(password, user.password_hash)):
        _note_failed(user.name, "password")
        raise NotValid("password", "This is not your password.")
    attempt.was_right()


def let_in(user: StoredUser, *, with_password: bool = True) -> SignedIn:
    """Opens this person's session at this browser."""
    person = principal_of_account(user)
    opened = sessions.open_for_account(
        services().accounts, services().clock(), person, request.remote_addr, with_password=with_password
    )
    csrf = keep_session(opened)
    if with_password:
        after_this_request(lambda response: remember(response, user.name))
    return SignedIn(person, csrf)
