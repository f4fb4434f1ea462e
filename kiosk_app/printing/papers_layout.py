"""The papers that a service asks for, as they stand on paper to take home. No Kivy, no printer, no dots."""

from display_server.contract import DepartmentEntry, ServiceEntry
from hardware.printers.paper import Align, Element, Line, Page, QrCode, Rule, Size
from kiosk_app.printing.ticket_layout import HOTLINE
from kiosk_app.words import in_language, speak


def lay_out_papers(service: ServiceEntry, department: DepartmentEntry, language: str, hotline: str | None) -> Page:
    """The list in the citizen's language; it is no ticket, and says so."""
    _ = speak(language)
    papers = (Line(f"- {in_language(paper, language)}", align=Align.LEFT) for paper in service.papers)
    online: tuple[Element, ...] = ()
    if service.online:
        address = service.online.address
        online = (Line(_("This can be done online, too:"), Size.SMALL), Line(address, Size.SMALL), QrCode(address))
    return Page(
        name=service.slug,
        elements=(
            Line(_("PAPERS TO BRING"), bold=True),
            Line(in_language(service.name, language), Size.LARGE, bold=True),
            Line(in_language(department.name, language), Size.SMALL),
            Rule(),
            *papers,
            Rule(),
            *online,
            Line(_("This is no ticket. Please take a number when you come."), Size.SMALL, bold=True),
            *((Line(_(HOTLINE, number=hotline), Size.SMALL),) if hotline else ()),
        ),
    )
