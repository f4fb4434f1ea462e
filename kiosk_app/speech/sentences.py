"""The sentences that are both shown and said, each written once. Keys of the catalogues; knows no sound and no Kivy.

What is only shown stands with its widgets, what is only said in `kiosk_app.speech.spoken`, what is printed with its
layout on paper.
"""

from collections.abc import Mapping
from typing import assert_never

from display_server.contract import NotNow, Paper, Progress
from kiosk_app.flow.aids import Help
from kiosk_app.flow.scan_screens import CodeKind, LookUpFailed, LookUpFailure, Remark
from kiosk_app.flow.screens import BookedAppointment, NumberOnScreen
from kiosk_app.flow.values import PrintFault
from kiosk_app.words import N_, Say

# --- on many screens --------------------------------------------------------------------------------------------------

ONE_MOMENT = N_("One moment, please.")
YOUR_NUMBER = N_("Your number")
BACK = N_("Back")
TO_THE_START = N_("Back to the start")
TRY_AGAIN = N_("Try again")
ANOTHER_SERVICE = N_("Choose another service")
CHOOSE_A_SERVICE = N_("Choose a service")
ALSO_ONLINE = N_("Also available online")
ERASE = N_("Erase")
PRINTING = N_("Printing…")
FOR_STAFF = N_("For staff")
HELP: Mapping[Help | None, str] = {
    Help.CALLING: N_("Calling…"),
    Help.CALLED: N_("Staff have been told"),
    Help.NOT_HEARD: N_("Please go to the information desk"),
}

# --- the greeting -----------------------------------------------------------------------------------------------------

WELCOME = N_("Welcome")
REVOKED = N_("No numbers are given at this kiosk now. Please take your number at the information desk.")
PAPER_ELSEWHERE = N_("For a paper ticket, please use the kiosk at: %(place)s")
CONNECTING = N_("Connecting to the hall. One moment, please.")
DISCONNECTED = N_("The kiosk has no connection. Please ask at the information desk.")
CLOSED = N_("The hall is closed now.")

# --- choosing ---------------------------------------------------------------------------------------------------------

WHICH_DEPARTMENT = N_("Which department do you need?")
WHICH_SERVICE = N_("Which service do you need?")
WHICH_PRIORITY = N_("Which priority applies to you?")
FIND_A_SERVICE = N_("Find a service")
NOTHING_FOUND = N_("No service is found. Please try another word, or go back and choose the department.")
CLOSED_NOW = N_("Closed now")
NO_MORE_TODAY = N_("No more numbers today")
DONE_ONLINE = N_("This is done online")
NO_NUMBERS = N_("No numbers are given out for this service now.")
NOT_NOW_TITLES = {
    NotNow.CLOSED: N_("No number can be given now"),
    NotNow.FULL: NO_MORE_TODAY,
    NotNow.ONLINE: DONE_ONLINE,
}
"""Each reason has its own title: after closing one comes another time, after the last number another day."""

# --- confirming -------------------------------------------------------------------------------------------------------

PEOPLE_AHEAD = N_("People ahead of you")
PAPERS_TO_BRING = N_("Papers to bring")
NUMBER_OF_DOSSIERS = N_("Number of dossiers")
TAKE_MY_NUMBER = N_("Take my number")
TAKE_WITHOUT_PRIORITY = N_("Take my number without priority")
OTHER_PRIORITY = N_("Other priority, or none")
LIST_STATES: Mapping[Paper | None, str] = {
    Paper.PRINTING: PRINTING,
    Paper.PRINTED: N_("The list is printed"),
    Paper.FAILED: N_("The list could not be printed"),
}
"""What became of the printed list of papers."""


def appointment_time(appointment: BookedAppointment, _: Say) -> str:
    """When the citizen is expected."""
    return _("Appointment at %(time)s", time=f"{appointment.at:%H:%M}")


# --- taking the number ------------------------------------------------------------------------------------------------

TAKING = N_("Taking your number…")
TICKET_IN_PRINT = N_("Your ticket is being printed…")
TAKE_YOUR_TICKET = N_("Please take your ticket")
WAIT_IN = N_("Please wait in %(zone)s until your number is called.")
DRAWN_BACK = N_("The slip was drawn back")
TAKE_ANOTHER = N_("Nobody took the slip in time. If you still need a number, please take a new one.")
CANNOT_REACH = N_("The kiosk cannot reach the hall's system")
GO_TO_THE_DESK = N_(
    "Please try again in a moment, or go to the information desk: the officer there will give you a number."
)
NEED_MORE_TIME = N_("Do you need more time?")
MORE_TIME = N_("Yes, I need more time")
NOT_WHOLE = N_("The slip did not come out whole, but your number is valid.")
WHY_NO_PAPER = {
    PrintFault.OUT_OF_PAPER: N_("The printer has run out of paper, but your number is valid."),
    PrintFault.COVER_OPEN: N_("The printer's cover is open, but your number is valid."),
    PrintFault.NOT_WORKING: N_("The ticket could not be printed, but your number is valid."),
}


def why_on_screen(screen: NumberOnScreen, _: Say) -> str:
    """Why the number is on the screen."""
    return _(NOT_WHOLE if screen.in_part else WHY_NO_PAPER[screen.fault])


# --- codes and cards --------------------------------------------------------------------------------------------------

HOLD_CARD = N_("Please hold your ID card to the reader")
HOLD_CARD_HOW = N_(
    "Turn the card's QR code to the reader, about 10 cm away. Without a card, please ask at the information desk."
)
REMARKS = {
    Remark.UNKNOWN_CODE: N_("The kiosk does not know this code. Hold an appointment, a receipt or an ID card to it."),
    Remark.CARD_READ: N_("Your ID card has been read. It is forgotten when you leave."),
    Remark.CARD_NOT_NEEDED: N_("No ID card is needed here."),
}
LOOKING_UP = {
    CodeKind.APPOINTMENT: N_("Your appointment is being looked up…"),
    CodeKind.DOSSIER: N_("Your dossier is being looked up…"),
    CodeKind.RATING: N_("Your answer is being sent…"),
}
HOW_SATISFIED = N_("How satisfied are you with the service you just received?")
CONFIDENTIAL = N_("Your answer is kept confidential.")
FACES = {
    4: N_("Very satisfied"),
    3: N_("Satisfied"),
    2: N_("Neutral"),
    1: N_("Not satisfied"),
}
THANKS = N_("Thank you!")
THANKS_FOR = N_("Your answer helps the centre to serve better.")
DOSSIER_TITLES = {
    Progress.READY: N_("Your result is ready"),
    Progress.NOT_YET: N_("Your result is not ready yet"),
    Progress.UNKNOWN: N_("Dossier not found"),
}
UNUSABLE_APPOINTMENT = N_("This appointment cannot be used")
LOOK_UP_FAILURES = {
    (CodeKind.APPOINTMENT, LookUpFailure.SILENT): N_("The appointment cannot be looked up now"),
    (CodeKind.DOSSIER, LookUpFailure.SILENT): N_("The dossier cannot be looked up now"),
    (CodeKind.RATING, LookUpFailure.SILENT): N_("Your answer cannot be sent now"),
    (CodeKind.RATING, LookUpFailure.REFUSED): N_("This visit cannot be rated"),
    (CodeKind.APPOINTMENT, LookUpFailure.REFUSED): UNUSABLE_APPOINTMENT,
    (CodeKind.DOSSIER, LookUpFailure.REFUSED): N_("The dossier cannot be looked up"),
    (CodeKind.APPOINTMENT, LookUpFailure.USED): N_("This appointment was used already"),
    (CodeKind.APPOINTMENT, LookUpFailure.OTHER_DAY): N_("This appointment is not for today"),
    (CodeKind.APPOINTMENT, LookUpFailure.NOT_OFFERED): UNUSABLE_APPOINTMENT,
}


def why_it_failed(screen: LookUpFailed, _: Say) -> tuple[str, str]:
    """The title of a look-up that failed, and what to do now."""
    title = _(LOOK_UP_FAILURES.get((screen.kind, screen.why), LOOK_UP_FAILURES[screen.kind, LookUpFailure.REFUSED]))
    match screen.why:
        case LookUpFailure.REFUSED:
            why = screen.told
        case LookUpFailure.SILENT if screen.kind is not CodeKind.APPOINTMENT:
            why = _("Please try again in a moment, or ask at the information desk.")
        case LookUpFailure.SILENT:
            why = _("You can take a number without it: choose the service, and show the appointment to the officer.")
        case LookUpFailure.OTHER_DAY if screen.at:
            at = f"{screen.at:%H:%M, %d/%m/%Y}"
            why = _("It is for %(at)s. For today, choose the service and take a number.", at=at)
        case LookUpFailure.USED:
            why = _("A number was taken for it. If you have lost it, please ask at the information desk.")
        case LookUpFailure.NOT_OFFERED | LookUpFailure.OTHER_DAY:
            why = _("This hall does not offer its service now. Please ask at the information desk.")
        case _:
            assert_never(screen.why)
    return title, why
