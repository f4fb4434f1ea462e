"""Who asks, and what each role may do and watch."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from display_server.contract import Topic, TopicKind
from display_server.domain.refusals import Forbidden, NotSignedIn


class Role(StrEnum):
    KIOSK = "kiosk"
    DISPLAY = "display"
    PANEL = "panel"
    RATING = "rating"
    RECEPTIONIST = "receptionist"
    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    ADMIN = "admin"


OF_TOKENS = (Role.KIOSK, Role.DISPLAY, Role.PANEL, Role.RATING, Role.OFFICER, Role.MANAGER, Role.ADMIN)
"""What a device or a program may be."""
OF_PEOPLE = (Role.RECEPTIONIST, Role.OFFICER, Role.SUPERVISOR, Role.MANAGER, Role.ADMIN)
"""What a person may be. A receptionist is contracted staff: receives and serves at a counter, sees no statistics. A
supervisor is a manager of some departments. A citizen needs no sign-in."""
SCREENS = (Role.PANEL, Role.RATING, Role.DISPLAY)
"""The devices that are browsers, and may be signed in by a link."""
AT_THEIR_OWN_COUNTER = (Role.RECEPTIONIST, Role.OFFICER)
OVERSEES = (Role.SUPERVISOR, Role.MANAGER)
"""Who sees what the hall does as a whole: the moment, the days, a ticket's history."""
AT_THE_COUNTER = (Role.PANEL, *AT_THEIR_OWN_COUNTER, Role.SUPERVISOR, Role.MANAGER)
MAY_WATCH: dict[TopicKind, tuple[Role, ...]] = {
    TopicKind.COUNTER: AT_THE_COUNTER,
    TopicKind.RATING: (Role.RATING,),  # it holds what rates a visit: nobody who served it may see that
    TopicKind.HALL: OVERSEES,
}
"""Topics that are not public, and who may watch them; an administrator may watch everything."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks: a role, within one hall or all, at one counter or all, under a name that the journal can tell."""

    role: Role
    name: str
    hall: str | None = None
    counter: int | None = None
    is_person: bool = False
    device: int | None = None
    """The token that it is known by: which of the hall's devices it is."""
    account: int | None = None
    """The account that a person has signed in with."""
    departments: tuple[str, ...] = ()
    """Those that a supervisor is for."""
    must_change_password: bool = False

    @property
    def actor(self) -> str:
        return self.name if self.is_person else f"{self.role}: {self.name}"

    @property
    def limited_to(self) -> frozenset[str] | None:
        """The departments beyond which nothing is shown; None: all of the hall."""
        return frozenset(self.departments) if self.role is Role.SUPERVISOR else None

    def sees(self, departments: tuple[str, ...]) -> bool:
        """Whether all of these are shown to this principal; none means all of the hall."""
        return self.limited_to is None or (bool(departments) and self.limited_to.issuperset(departments))

    def must_be(self, *roles: Role) -> None:
        """Raises Forbidden for another role, and before a first password is changed; an administrator may do all."""
        if self.must_change_password:
            raise Forbidden("Choose a password of your own first, on the page /account.")
        if self.role is not Role.ADMIN and self.role not in roles:
            raise Forbidden(
                "The role %(role)s may not do this. It takes one of: %(roles)s.",
                role=self.role,
                roles=", ".join((*roles, Role.ADMIN)),
            )

    def must_belong_to(self, hall: str, counter: int | None = None) -> None:
        """Raises Forbidden in a foreign hall or at a foreign counter."""
        if self.hall is not None and self.hall != hall:
            raise Forbidden("This sign-in is for the hall %(own)s, not for %(hall)s.", own=self.hall, hall=hall)
        if self.counter is not None and counter is not None and self.counter != counter:
            raise Forbidden(
                "This sign-in is for counter %(own)s, not for counter %(counter)s.", own=self.counter, counter=counter
            )

    def must_oversee(self, departments: Iterable[str]) -> None:
        """Raises Forbidden where none of these departments is a supervisor's own."""
        if self.limited_to is not None and self.limited_to.isdisjoint(departments):
            raise Forbidden("This sign-in is for these departments only: %(own)s.", own=", ".join(self.departments))


def may_watch(principal: Principal | None, topic: Topic) -> None:
    """Raises NotSignedIn or Forbidden for a topic that this principal may not watch."""
    roles = MAY_WATCH.get(topic.kind)
    if roles is None:
        return
    if principal is None:
        raise NotSignedIn("Sign in to watch %(topic)s.", topic=topic)
    principal.must_be(*roles)
    principal.must_belong_to(topic.scope, topic.counter)
    if topic.kind is TopicKind.HALL and not principal.sees(topic.departments):
        own = Topic(TopicKind.HALL, topic.scope, ",".join(principal.departments))
        raise Forbidden("A supervisor watches the own departments: %(topic)s.", topic=own)
