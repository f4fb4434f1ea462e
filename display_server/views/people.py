"""People's accounts, as administrators and their owners see them."""

from collections.abc import Iterable
from datetime import datetime

from display_server import contract
from display_server.access.people import HAS_SECOND_FACTOR
from display_server.access.principals import Principal
from display_server.store.accounts import StoredUser


def account(user: StoredUser) -> contract.Account:
    return contract.Account(
        id=user.id,
        name=user.name,
        role=user.role,
        hall=user.hall,
        departments=user.departments,
        disabled=user.disabled_at is not None,
        must_change_password=user.must_change_password,
        has_second_factor=user.second_factor is not None,
        last_sign_in_at=user.last_sign_in_at,
    )


def own_account(user: StoredUser, sessions: Iterable[tuple[int, datetime, datetime]]) -> contract.OwnAccount:
    return contract.OwnAccount(
        account=account(user),
        may_have_second_factor=user.role in HAS_SECOND_FACTOR,
        sessions=tuple(contract.OwnSession(since=since, used_at=used_at) for _, since, used_at in sessions),
    )


def me(principal: Principal, csrf: str | None) -> contract.Me:
    return contract.Me(
        role=principal.role,
        hall=principal.hall,
        counter=principal.counter,
        departments=principal.departments,
        name=principal.name,
        csrf=csrf,
        must_change_password=principal.must_change_password,
    )
