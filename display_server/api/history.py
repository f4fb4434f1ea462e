"""Operations on what is kept beside the figures of past days: notes to days, saved views."""

from datetime import date

from display_server import contract
from display_server.access.principals import OVERSEES, Principal, Role
from display_server.api.operations import Operations
from display_server.contract import (
    ChangeView,
    DayNote,
    SavedView,
    SavedViews,
    SaveView,
    WriteDayNote,
)
from display_server.domain import day_note, saved_view
from display_server.domain.refusals import Forbidden, NotFound, NotValid
from display_server.domain.saved_view import Audience
from display_server.use_cases import day_notes
from display_server.web.asking import actor, asked_by, hall_called
from display_server.web.services import services

operations = Operations()


# --- notes to days ---


@operations.add(
    "POST", "/halls/<hall>/day-notes", roles=[Role.MANAGER], body=WriteDayNote, answer=DayNote, refusals=[404, 409]
)
def write_day_note(hall: str, body: WriteDayNote) -> DayNote:
    """Notes what is to be known of a day, in the place of what was noted before."""
    with hall_called(hall).change(actor()) as change:
        return note_told(day_notes.note_day(change, body.day, body.note, asked_by().name))


@operations.add("DELETE", "/halls/<hall>/day-notes/<day>", roles=[Role.MANAGER], refusals=[404])
def strike_day_note(hall: str, day: str) -> None:
    """Strikes the note to a day out; what it said stays in the journal."""
    try:
        of = date.fromisoformat(day)
    except ValueError:
        raise NotFound("%(day)s is no day: write it as 2026-11-23.", day=day) from None
    with hall_called(hall).change(actor()) as change:
        day_notes.strike_note(change, of)


def note_told(note: day_note.DayNote) -> DayNote:
    return DayNote(day=note.day, note=note.note, by=note.by, at=note.at)


# --- saved views ---


@operations.add("GET", "/halls/<hall>/views", roles=OVERSEES, answer=SavedViews, refusals=[404])
def saved_views(hall: str) -> SavedViews:
    """The saved views of the history that the asker may open, the own ones first."""
    slug, asker = hall_called(hall).slug, asked_by()
    shown = [each for each in services().saved_views.of_hall(slug) if _opens(asker, each)]
    shown.sort(key=lambda each: not _owns(asker, each))
    return SavedViews(views=tuple(_told(each, asker) for each in shown))


@operations.add("POST", "/halls/<hall>/views", roles=OVERSEES, body=SaveView, answer=SavedView, refusals=[404, 409])
def save_view(hall: str, body: SaveView) -> SavedView:
    """Keeps what is asked of the history under a name, for oneself or for others."""
    slug, asker = hall_called(hall).slug, asked_by()
    if asker.account is None:
        raise Forbidden("Views are people's own: sign in by name, not with a token.")
    audience = _audience(hall, body.audience, body.department)
    filters = body.filters.model_dump(mode="json", by_alias=True, exclude_none=True)
    new = saved_view.SavedView(0, asker.account, asker.name, body.name, filters, audience, body.department)
    return _told(services().saved_views.one(slug, services().saved_views.add(slug, new)), asker)


@operations.add(
    "POST", "/halls/<hall>/views/<int:view>", roles=OVERSEES, body=ChangeView, answer=SavedView, refusals=[404, 409]
)
def change_view(hall: str, view: int, body: ChangeView) -> SavedView:
    """Gives one's own view another name, or shows it to others."""
    own = _own(hall, view)
    audience = _audience(hall, body.audience, body.department)
    services().saved_views.change(own.id, body.name, audience, body.department)
    return _told(services().saved_views.one(hall, view), asked_by())


@operations.add("DELETE", "/halls/<hall>/views/<int:view>", roles=OVERSEES, refusals=[404])
def drop_view(hall: str, view: int) -> None:
    """Removes one's own view."""
    services().saved_views.drop(_own(hall, view).id)


def _own(hall: str, view: int) -> saved_view.SavedView:
    """Raises NotFound for what the asker may not open, Forbidden for what is somebody else's."""
    found, asker = services().saved_views.one(hall_called(hall).slug, view), asked_by()
    if not _opens(asker, found):
        raise NotFound("This view is not there any more: load the page again.")
    if not _owns(asker, found):
        raise Forbidden("This view is %(owner)s's own: save it under a name of yours.", owner=found.owner_name)
    return found


def _audience(hall: str, audience: contract.Audience, department: str | None) -> Audience:
    """Raises NotValid where the department is missing or too much, Forbidden where it is not the asker's."""
    wanted = Audience(audience)
    if (wanted is Audience.DEPARTMENT) != (department is not None):
        raise NotValid("department", "Name the department whose supervisors may open it; for others name none.")
    if department is not None:
        with hall_called(hall).reading() as reading:
            if reading.plan.department(department) is None:
                raise NotFound("This hall has no department %(department)s.", department=department)
        asked_by().must_oversee((department,))
    return wanted


def _opens(asker: Principal, view: saved_view.SavedView) -> bool:
    return view.may_be_opened_by(asker.account or 0, asker.limited_to)


def _owns(asker: Principal, view: saved_view.SavedView) -> bool:
    return asker.account == view.owner


def _told(view: saved_view.SavedView, asker: Principal) -> SavedView:
    return SavedView(
        id=view.id,
        name=view.name,
        filters=dict(view.filters),
        audience=view.audience.value,
        department=view.department,
        owner=view.owner_name,
        is_own=_owns(asker, view),
    )
