"""Signing in at another system, by OpenID Connect: authorization code with PKCE, state and nonce, done by Authlib.

The other system says who somebody is; what they may do, and whether they may come in at all, stands in their account
here. No account is ever made by it.
"""

import logging
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError
from requests import RequestException

from display_server.domain.refusals import Forbidden, NotSignedIn, Unavailable
from display_server.process.settings import Settings
from display_server.store.accounts import Accounts, StoredUser

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 10
BACK = "/sign-in/elsewhere/back"
EMAIL = "email"


class SingleSignOn:
    """One provider, as this server is known to it."""

    def __init__(self, app: Flask, issuer: str, settings: Settings) -> None:
        self.label = settings.oidc_label
        self._issuer, self._claim, self._back = issuer, settings.oidc_claim, f"{settings.base_url}{BACK}"
        asked_for = {"scope": "openid profile email", "code_challenge_method": "S256"}
        self._client: Any = OAuth(app).register(
            "elsewhere",
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={**asked_for, "default_timeout": PATIENCE_SECONDS},
        )

    def send_there(self) -> ResponseReturnValue:
        """Leads the browser to the provider. Raises Unavailable where that does not answer."""
        try:
            there: ResponseReturnValue = self._client.authorize_redirect(self._back)
        except (RequestException, AuthlibBaseError, RuntimeError) as error:
            raise self._does_not_answer(error) from error
        return there

    def whose_return(self, accounts: Accounts) -> StoredUser:
        """Whose account the provider names. Raises NotSignedIn, Forbidden or Unavailable."""
        said = self._what_is_said()
        name = said.get(self._claim)
        if self._claim == EMAIL and said.get("email_verified") is not True:
            name = None  # whoever may write any address into their profile there would be anybody here
        user = accounts.user(name) if isinstance(name, str) else None
        if user is None or user.disabled_at is not None:
            log.warning("sign-in failed: %s names nobody who may come in (%s)", self._issuer, self._claim)
            raise Forbidden("You are known there, but have no account here. Ask the administrator of the hall for one.")
        return user

    def _what_is_said(self) -> dict[str, Any]:
        try:
            token = self._client.authorize_access_token()
            said: dict[str, Any] = dict(token.get("userinfo") or {})
            if said and self._claim not in said:  # a provider may keep it out of the token
                more = dict(self._client.userinfo(token=token))
                said |= more if more.get("sub") == said.get("sub") else {}
        except RequestException as error:
            raise self._does_not_answer(error) from error
        except (AuthlibBaseError, JoseError, RuntimeError, ValueError) as error:
            log.warning("sign-in failed: what came back from %s is not good: %s", self._issuer, error)
            raise NotSignedIn("The sign-in was not completed. Please begin anew.") from error
        if not said:
            raise NotSignedIn("The sign-in was not completed. Please begin anew.")
        return said

    def _does_not_answer(self, error: Exception) -> Unavailable:
        log.error("%s does not answer: %s", self._issuer, error)
        return Unavailable("The system for signing in does not answer. Sign in with name and password, or try later.")
