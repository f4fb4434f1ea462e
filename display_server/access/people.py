"""The life of people's accounts, at an administrator's hands: added, disabled, given another role or password.

An administrator of one hall has to do with that hall's people only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from display_server.access import passwords, second_factor
from display_server.access.principals import OF_PEOPLE, Principal, Role
from display_server.access.signing_in import HERE, Hashing
from display_server.domain.refusals import Forbidden, NotAllowed, NotFound, NotValid
from display_server.domain.security_log import Doer, Kind
from display_server.store.accounts import Accounts, StoredUser
from display_server.store.hall import Clock, Halls

AT_THE_MACHINE = Principal(Role.ADMIN, "administrator")
"""Whoever may use the command line on the server."""
HAS_SECOND_FACTOR = (Role.SUPERVISOR, Role.MANAGER, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Position:
    """What a person is, and where."""

    role: Role
    hall: str | None = None
    departments: tuple[str, ...] = ()
    """Of a supervisor."""


@dataclass(frozen=True, slots=True)
class Added:
    """A new account, and the first password where it was made here: nobody can read it again."""

    account: StoredUser
    password: str | None


class People:
    """The accounts of one database, as somebody may change them; the security log tells who, and from which address."""

    def __init__(
        self,
        accounts: Accounts,
        halls: Halls,
        clock: Clock,
        by: Principal,
        hashing: Hashing = HERE,
        address: str | None = None,
    ) -> None:
        by.must_be(Role.ADMIN)
        self._doer = Doer(by.actor, address)
        self._accounts, self._halls, self._clock, self._by, self._hashing = accounts, halls, clock, by, hashing

    def all(self) -> Sequence[StoredUser]:
        """Everybody whom this administrator has to do with, by their names."""
        return [user for user in self._accounts.users() if self._by.hall in (None, user.hall)]

    def named(self, name: str) -> StoredUser:
        """Raises NotFound where there is no such account."""
        found = self._accounts.user(name)
        if found is None:
            raise NotFound("There is no account %(name)s.", name=name)
        return self._mine(found)

    def with_id(self, account: int) -> StoredUser:
        return self._mine(self._accounts.user_with_id(account))

    def add(self, name: str, position: Position, password: str | None = None, *, must_change: bool = True) -> Added:
        """Raises NotValid for a poor password or an impossible position, NotAllowed for a name that is taken."""
        if not name.strip() or not name.isprintable():
            raise NotValid("name", "Write a name that can be read and typed.")
        self._must_be_possible(position)
        chosen = passwords.new_password() if password is None else password
        new_hash = self._hashing.run(lambda: passwords.hash_of_good(chosen, name, position.hall))
        stored = StoredUser(
            position.role,
            position.hall,
            name.strip(),
            new_hash,
            position.departments,
            must_change_password=must_change,
        )
        account = self._accounts.add_user(stored, self._clock(), self._doer)
        return Added(self._accounts.user_with_id(account), chosen if password is None else None)

    def change_position(self, account: int, position: Position) -> StoredUser:
        """Also signs the person out everywhere."""
        self._not_oneself(self.with_id(account))
        self._must_be_possible(position)
        self._accounts.change_role(
            account, position.role, position.hall, position.departments, self._clock(), self._doer
        )
        return self._accounts.user_with_id(account)

    def give_password(self, account: int, password: str | None = None, *, must_change: bool = True) -> str | None:
        """Signs the person out everywhere; returns the password where it was made here."""
        user = self.with_id(account)
        chosen = passwords.new_password() if password is None else password
        new_hash = self._hashing.run(lambda: passwords.hash_of_good(chosen, user.name, user.hall))
        self._accounts.change_password(account, new_hash, self._clock(), self._doer, must_change=must_change)
        return chosen if password is None else None

    def disable(self, account: int) -> StoredUser:
        """Lets the person in no more, and signs them out everywhere."""
        self._not_oneself(self.with_id(account))
        self._accounts.disable(account, self._clock(), self._doer)
        return self._accounts.user_with_id(account)

    def enable(self, account: int) -> StoredUser:
        self.with_id(account)
        self._accounts.enable(account, self._clock(), self._doer)
        return self._accounts.user_with_id(account)

    def sign_out(self, account: int) -> None:
        """Everywhere at once."""
        self.with_id(account)
        self._accounts.sessions.end_of_account(account, self._clock(), self._doer)

    def take_second_factor(self, account: int) -> StoredUser:
        """For whoever has lost the phone and the recovery codes."""
        self.with_id(account)
        self._accounts.set_second_factor(account, None, None, [], self._clock(), self._doer)
        return self._accounts.user_with_id(account)

    def _mine(self, user: StoredUser) -> StoredUser:
        if self._by.hall not in (None, user.hall):
            raise Forbidden("This sign-in is for the people of the hall %(own)s.", own=self._by.hall)
        return user

    def _not_oneself(self, user: StoredUser) -> None:
        if self._by.is_person and user.id == self._by.account:
            raise NotAllowed("Another administrator does this to your own account.")

    def _must_be_possible(self, position: Position) -> None:
        if position.role not in OF_PEOPLE:
            raise NotValid(
                "role",
                "A person is one of: %(roles)s. Devices have tokens: `motcua token create`.",
                roles=", ".join(OF_PEOPLE),
            )
        if self._by.hall is not None:
            self._by.must_belong_to(position.hall or "*")
        plan = None
        if position.hall is not None:
            with self._halls[position.hall].reading() as reading:
                plan = reading.plan
        if position.role is not Role.SUPERVISOR:
            if position.departments:
                raise NotValid("departments", "Only a supervisor is for some departments.")
            return
        if plan is None:
            raise NotValid("hall", "Say which hall's supervisor this is.")
        known = {department.slug for department in plan.departments}
        if not position.departments or not known.issuperset(position.departments):
            raise NotValid(
                "departments",
                "Name the departments of this supervisor, one or more of: %(known)s.",
                known=", ".join(sorted(known)),
            )


def change_own_password(
    accounts: Accounts, clock: Clock, by: Doer, account: int, present: str, password: str, hashing: Hashing = HERE
) -> StoredUser:
    """Signs the person out everywhere. Raises NotValid for a poor one, and for `present`, the one that it was."""
    user = accounts.user_with_id(account)
    if password == present:
        raise NotValid("password", "This is the password that you have already. Choose another one.")
    new_hash = hashing.run(lambda: passwords.hash_of_good(password, user.name, user.hall))
    accounts.change_password(account, new_hash, clock(), by, must_change=False, how=Kind.PASSWORD_CHANGED)
    return accounts.user_with_id(account)


def prove_second_factor(accounts: Accounts, clock: Clock, by: Doer, account: int, secret: str, code: str) -> list[str]:
    """Takes the app as this person's second factor, once its code proves that it has the secret.

    Returns the recovery codes, which nobody can read again. Raises NotAllowed for a role that has none, NotValid for a
    wrong code.
    """
    user = accounts.user_with_id(account)
    if user.role not in HAS_SECOND_FACTOR:
        raise NotAllowed("Only supervisors, managers and administrators have a second factor.")
    step = second_factor.step_of(secret, code, clock())
    if step is None:
        raise NotValid("code", "This is not the code that the app shows now. Look at the phone's clock, and try again.")
    codes = second_factor.new_recovery_codes()
    accounts.set_second_factor(account, secret, step, second_factor.digests_of(codes), clock(), by)
    return codes
