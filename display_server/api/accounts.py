"""Operations on people's accounts: an administrator's on everybody's, and everybody's on their own."""

from display_server.access import people, second_factor
from display_server.access.people import People, Position
from display_server.access.principals import OF_PEOPLE, Principal, Role
from display_server.api.operations import Operations
from display_server.contract import (
    Account,
    Accounts,
    AddAccount,
    ChangePassword,
    GivenPassword,
    GivePassword,
    Me,
    NewAccount,
    OwnAccount,
    OwnRatings,
    PasswordAgain,
    PlaceInHall,
    ProveSecondFactor,
    RecoveryCodes,
    SecondFactorOffer,
)
from display_server.domain.refusals import Forbidden, NotValid
from display_server.statistics.ratings import own_ratings as ratings_of
from display_server.views.people import account as shown, me as me_of, own_account as own_shown
from display_server.web.asking import doer
from display_server.web.services import services
from display_server.web.signing_in import hashing, let_in, must_know_password
from display_server.web.who import require, session_secret

operations = Operations()

_ONE = "/accounts/<int:account>"


@operations.add("GET", "/accounts", roles=[Role.ADMIN], answer=Accounts)
def list_accounts() -> Accounts:
    """Everybody's account, by their names; of one hall, for an administrator of that hall."""
    return Accounts(accounts=tuple(shown(user) for user in _people().all()))


@operations.add(
    "POST", "/accounts", roles=[Role.ADMIN], body=AddAccount, answer=NewAccount, status=201, refusals=[404, 409, 429]
)
def add_account(body: AddAccount) -> NewAccount:
    """Creates a person's account. The first password is changed at the first sign-in."""
    added = _people().add(body.name, _position(body), body.password)
    return NewAccount(account=shown(added.account), password=added.password)


@operations.add("POST", f"{_ONE}/role", roles=[Role.ADMIN], body=PlaceInHall, answer=Account, refusals=[404, 409])
def change_role(account: int, body: PlaceInHall) -> Account:
    """Gives the person another role, and signs them out everywhere."""
    return shown(_people().change_position(account, _position(body)))


@operations.add(
    "POST", f"{_ONE}/password", roles=[Role.ADMIN], body=GivePassword, answer=GivenPassword, refusals=[404, 429]
)
def give_password(account: int, body: GivePassword) -> GivenPassword:
    """Gives the person a password to change at the next sign-in, and signs them out everywhere."""
    return GivenPassword(password=_people().give_password(account, body.password))


@operations.add("POST", f"{_ONE}/disable", roles=[Role.ADMIN], answer=Account, refusals=[404, 409])
def disable_account(account: int) -> Account:
    """Lets the person in no more, and signs them out everywhere."""
    return shown(_people().disable(account))


@operations.add("POST", f"{_ONE}/enable", roles=[Role.ADMIN], answer=Account, refusals=[404])
def enable_account(account: int) -> Account:
    """Lets the person in again."""
    return shown(_people().enable(account))


@operations.add("POST", f"{_ONE}/sign-out", roles=[Role.ADMIN], refusals=[404])
def sign_person_out(account: int) -> None:
    """Signs the person out everywhere at once."""
    _people().sign_out(account)


@operations.add("POST", f"{_ONE}/second-factor/remove", roles=[Role.ADMIN], answer=Account, refusals=[404])
def take_second_factor(account: int) -> Account:
    """For whoever has lost the phone and the recovery codes."""
    return shown(_people().take_second_factor(account))


# --- one's own ---


@operations.add("GET", "/account", answer=OwnAccount)
def own_account() -> OwnAccount:
    """One's own account, and the browsers at which one is signed in."""
    user = services().accounts.user_with_id(_own().account or 0)
    return own_shown(user, services().accounts.sessions.of_account(user.id, services().clock()))


@operations.add("GET", "/account/ratings", answer=OwnRatings)
def own_ratings() -> OwnRatings:
    """What people said of one's own visits, week by week; of an administrator of several halls, nothing."""
    own = _own()
    return ratings_of(services().halls[own.hall], own.name) if own.hall is not None else OwnRatings(weeks=())


@operations.add("POST", "/account/password", body=ChangePassword, answer=Me, refusals=[429])
def change_own_password(body: ChangePassword) -> Me:
    """Changes one's own password: every other browser is signed out, this one goes on."""
    account = _own().account or 0
    must_know_password(account, body.password)
    accounts = services().accounts
    changed = people.change_own_password(
        *(accounts, services().clock, doer(), account, body.password, body.new_password, hashing())
    )
    signed_in = let_in(changed)
    return me_of(signed_in.principal, signed_in.csrf)


@operations.add("POST", "/account/sign-out-everywhere")
def sign_out_everywhere() -> None:
    """Signs oneself out at every browser, this one too."""
    services().accounts.sessions.end_of_account(_own().account or 0, services().clock(), doer())


@operations.add("POST", "/account/second-factor", answer=SecondFactorOffer)
def offer_second_factor() -> SecondFactorOffer:
    """What to show an authenticator app; it counts once `…/prove` has seen its code."""
    secret = second_factor.new_secret()
    address = second_factor.address_for_app(secret, _own().name)
    return SecondFactorOffer(secret=secret, address=address, qr=second_factor.qr_of(address))


@operations.add(
    "POST", "/account/second-factor/prove", body=ProveSecondFactor, answer=RecoveryCodes, refusals=[409, 429]
)
def prove_second_factor(body: ProveSecondFactor) -> RecoveryCodes:
    """Takes the app as one's second factor; answers the recovery codes."""
    account = _own().account or 0
    must_know_password(account, body.password)
    codes = people.prove_second_factor(services().accounts, services().clock, doer(), account, body.secret, body.code)
    return RecoveryCodes(codes=tuple(codes))


@operations.add("POST", "/account/second-factor/remove", body=PasswordAgain, refusals=[429])
def remove_second_factor(body: PasswordAgain) -> None:
    """Goes on with the password alone."""
    account = _own().account or 0
    must_know_password(account, body.password)
    services().accounts.set_second_factor(account, None, None, [], services().clock(), doer())


def _own() -> Principal:
    principal = require((), None, None)
    if principal.account is None or session_secret() is None:
        raise Forbidden("A device or program has no account of its own. Sign in with a name and password.")
    return principal


def _people() -> People:
    by = require((Role.ADMIN,), None, None)
    return People(services().accounts, services().halls, services().clock, by, hashing(), doer().address)


def _position(place: PlaceInHall) -> Position:
    try:
        role = Role(place.role)
    except ValueError:
        raise NotValid(
            "role",
            "A person is one of: %(roles)s. Devices have tokens: `motcua token create`.",
            roles=", ".join(OF_PEOPLE),
        ) from None
    return Position(role, place.hall, place.departments)
