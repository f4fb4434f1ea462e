"""The rules that each hall sets for itself: how long, how often, how many. Pure values."""

from dataclasses import dataclass
from datetime import timedelta

from display_server.domain.fair_use import IdCardRule
from display_server.domain.outcome import OutcomeRule
from display_server.domain.panel_rules import CallAfterFinish


@dataclass(frozen=True, slots=True)
class Rules:
    """Without a word in the hall file, a hall has these."""

    lease_life: timedelta = timedelta(hours=16)
    """How long a kiosk may print leased numbers without having been heard of. Three quarters of it are always left."""
    undo_within: timedelta = timedelta(seconds=10)
    """How long an officer may take back what they did last."""
    recalls_before_no_show: int = 0
    """How often a visitor is called again before they may be marked as a no-show."""
    between_recalls: timedelta = timedelta()
    """How long after the call before a recall counts, and the mark after the last."""
    no_show_after: timedelta | None = None
    """How long after the last call the clock marks them, if the officer does not."""
    grace: timedelta = timedelta()
    grace_numbers: int = 0
    """A no-show who comes within this time, or before more numbers than these were called, waits at the front once."""
    help_after: timedelta | None = None
    """How long others' visitors wait before a counter that helps out treats them as its own; None: only when idle."""
    appointment_early: timedelta = timedelta(minutes=15)
    appointment_late: timedelta = timedelta(minutes=10)
    """Who comes this much before or after the time of an appointment ranks at that time; others as walk-ins."""
    id_card: IdCardRule = IdCardRule.NOT_ASKED
    """What is made of an identity card at the kiosk."""
    tickets_per_minute: int | None = None
    """How many tickets one kiosk gives within a minute at most: nobody takes a stack of them."""
    last_ticket: bool = False
    """Whether a service gives no more tickets once its counters cannot serve them before the hall closes."""
    day_begins: timedelta = timedelta()
    """How long after midnight the hall's day begins: a hall that works past midnight ends its day when it is empty."""

    near_ahead: int = 3
    """With so many visitors ahead, or fewer, a phone asks its holder to come nearer, and the message that they wanted
    goes out."""
    messages: bool = False
    """Whether visitors may leave a phone number or an e-mail address for that message."""
    outcome: OutcomeRule = OutcomeRule.NOT_ASKED
    call_after_finish: CallAfterFinish = CallAfterFinish.CHOICE
    go_on_alone: bool = True
    """Whether a counter that is cut off from the server may call the numbers that it kept."""
    publish_officers: bool = False
    """Whether displays tell who sits at each counter."""
    publish_promises: bool = False
    """Whether displays tell how many of yesterday's visitors were called when they had been told."""
    calm_after: timedelta = timedelta(seconds=20)
    """How long after the last call displays show what the playlist has for between calls."""
    collect_within: timedelta = timedelta(seconds=30)
    """How long a kiosk with a presenter holds a slip out before it draws it back."""
    cancel_uncollected: bool = False
    """Whether a ticket whose slip nobody took gives its place in the queue up."""


DEFAULT_RULES = Rules()
