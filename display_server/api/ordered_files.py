"""Operations on files that are made beside the server: ordered, watched, stopped, fetched."""

from pathlib import Path

from flask import Response, send_file

from display_server.access.principals import OVERSEES, Principal, Role
from display_server.api.operations import Operations
from display_server.contract import OrderedFile, OrderedFiles, OrderFile
from display_server.domain import ordered_file
from display_server.domain.hall_plan import HallPlan
from display_server.domain.ordered_file import FORMATS, KEPT_FOR, Order, OrderState, What
from display_server.domain.refusals import NotAllowed, NotFound, NotValid
from display_server.domain.security_log import Deed, Kind
from display_server.web.asking import asked_by, doer, hall_called
from display_server.web.days import days_asked
from display_server.web.language import language_of_request
from display_server.web.services import services
from display_server.words import LANGUAGES

operations = Operations()


@operations.add("GET", "/halls/<hall>/files", roles=OVERSEES, answer=OrderedFiles, refusals=[404])
def ordered_files(hall: str) -> OrderedFiles:
    """The files that were ordered, and how far each is; of a supervisor, the own ones."""
    plan, asker = _plan(hall), asked_by()
    found = services().ordered_files.of_hall(plan.slug)
    return OrderedFiles(files=tuple(_told(each, plan) for each in found if _is_theirs(asker, each)))


@operations.add("POST", "/halls/<hall>/files", roles=OVERSEES, body=OrderFile, answer=OrderedFile, refusals=[404, 409])
def order_file(hall: str, body: OrderFile) -> OrderedFile:
    """Has a file made beside the server, of at most a year; it is fetched when it is there."""
    asker, what = asked_by(), What(body.what)
    if body.file_format not in FORMATS[what]:
        raise NotValid("format", "Choose one of: %(formats)s.", formats=", ".join(FORMATS[what]))
    if body.language is not None and body.language not in LANGUAGES:
        raise NotValid("language", "Choose one of: %(formats)s.", formats=", ".join(LANGUAGES))
    if what is What.JOURNAL:
        asker.must_be(Role.MANAGER)  # it names officers of every department
    first, last = days_asked(hall_called(hall), body.first_day, body.last_day)
    plan = _plan(hall)
    order = Order(
        plan.slug,
        what,
        body.file_format,
        *(first, last),
        body.group_by,
        body.language or language_of_request(),
        _departments(asker, body, plan),
    )
    added = services().ordered_files.add(order, asker.name, asker.account, services().clock())
    return _told(services().ordered_files.one(plan.slug, added), plan)


@operations.add("POST", "/halls/<hall>/files/<int:file>/stop", roles=OVERSEES, answer=OrderedFile, refusals=[404])
def stop_file(hall: str, file: int) -> OrderedFile:
    """Gives up making a file; one that is there already stays."""
    found = _own(hall, file)
    services().ordered_files.stop(found.id, services().clock())
    return _told(services().ordered_files.one(hall, found.id), _plan(hall))


@operations.add("GET", "/halls/<hall>/files/<int:file>/content", roles=OVERSEES, refusals=[404, 409])
def fetch_file(hall: str, file: int) -> Response:
    """The file itself, once it is there; who took it is in the security log."""
    found = _own(hall, file)
    if found.state is not OrderState.DONE:
        raise NotAllowed("This file is not there yet: look how far it is.")
    path = services().ordered_folder / found.stored_as
    if not Path(path).is_file():
        raise NotFound("This file is not there any more: order it again.")
    services().accounts.log.add(services().clock(), Deed(Kind.EXPORTED, doer(), found.name, hall))
    kind = "application/octet-stream"
    return send_file(path.resolve(), mimetype=kind, as_attachment=True, download_name=found.name)


def _own(hall: str, file: int) -> ordered_file.OrderedFile:
    """Raises NotFound for what is somebody else's, unless the asker sees all of the hall."""
    found = services().ordered_files.one(hall_called(hall).slug, file)
    if not _is_theirs(asked_by(), found):
        raise NotFound("This file is not there any more: order it again.")
    return found


def _is_theirs(asker: Principal, file: ordered_file.OrderedFile) -> bool:
    return asker.limited_to is None or asker.account == file.owner


def _departments(asker: Principal, body: OrderFile, plan: HallPlan) -> tuple[str, ...] | None:
    """Raises NotFound for a department that the hall has not, Forbidden for what is not the asker's."""
    if body.department is None:
        return tuple(sorted(asker.limited_to)) if asker.limited_to is not None else None
    if plan.department(body.department) is None:
        raise NotFound("This hall has no department %(department)s.", department=body.department)
    asker.must_oversee((body.department,))
    return (body.department,)


def _plan(hall: str) -> HallPlan:
    with hall_called(hall).reading() as reading:
        return reading.plan


def _told(of: ordered_file.OrderedFile, plan: HallPlan) -> OrderedFile:
    return OrderedFile(
        id=of.id,
        name=of.name,
        what=of.order.what.value,
        first_day=of.order.first,
        last_day=of.order.last,
        by=of.by,
        at=of.at,
        state=of.state.value,
        days_done=of.days_done,
        days=len(of.order.days),
        fault=of.fault,
        size=of.size,
        removed_on=plan.local(of.ended_at + KEPT_FOR).date() if of.ended_at is not None else None,
    )
