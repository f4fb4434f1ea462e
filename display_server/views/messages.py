"""What a message before a call says, in the language of whoever wanted it."""

from display_server.domain.hall_plan import HallPlan
from display_server.domain.reminder import Way
from display_server.domain.ticket import State
from display_server.messages.messenger import Message
from display_server.use_cases.reminders import Due
from display_server.views.visitor import follow_url
from display_server.words import N_, say


def message(plan: HallPlan, due: Due, base_url: str) -> Message:
    """Short enough for one text message in most languages."""
    ticket, language = due.ticket, due.reminder.language
    called = ticket.state is State.CALLED
    sentence = CALLED if called else NEAR
    facts = {"number": ticket.number, "counter": ticket.counter, "ahead": due.people_ahead}
    names = plan.name
    hall = names.get(language) or next(iter(names.values()))
    step = "call" if called and due.reminder.way is Way.PUSH else "near"
    return Message(
        to=due.reminder.address,
        subject=f"{ticket.number} – {hall}",
        text=say(language, sentence, **facts),
        url=follow_url(base_url, ticket.token),
        key=f"motcua-{plan.slug}-{ticket.id}-{step}",
    )


CALLED = N_("Number %(number)s: please go to counter %(counter)s.")
NEAR = N_("Number %(number)s: %(ahead)s ahead of you. Please come near the counters.")
