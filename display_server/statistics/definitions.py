"""What each figure means, in one line each: shown on a page of its own, and printed in every file."""

from dataclasses import dataclass

from display_server.contract import Words
from display_server.words import LANGUAGES, N_, say


@dataclass(frozen=True, slots=True)
class Definition:
    """`slug` is what links lead to."""

    slug: str
    name: str
    text: str


DEFINITIONS = (
    Definition("issued", N_("Arrived"), N_("Tickets issued, at a kiosk, at a counter or online: one a visit.")),
    Definition("served", N_("Served"), N_("Visits whose last stop was finished by an officer.")),
    Definition("no-show", N_("No-show"), N_("Visits that ended because nobody came to the call.")),
    Definition(
        "abandoned",
        N_("Abandoned"),
        N_("Visits that their visitor cancelled, or that still waited when the day ended."),
    ),
    Definition("in-the-hall", N_("Still in the hall"), N_("Tickets that are waiting, parked or at a counter.")),
    Definition(
        "wait",
        N_("Wait"),
        N_(
            "From the issue of a ticket, or from its transfer to a further service, to its last call there; who has "
            "not been called yet is not counted in it."
        ),
    ),
    Definition(
        "flow",
        N_("Flow through the day"),
        N_(
            "By quarters of an hour: tickets issued in it, visitors who waited at its end, visits that ended in it "
            "served. Of several days the mean of those on which anybody came."
        ),
    ),
    Definition("walking", N_("Way to the counter"), N_("From the last call to the start of serving.")),
    Definition(
        "service",
        N_("Service time"),
        N_(
            "From start to finish or transfer, without the time for which a visitor was parked; where an officer "
            "forgot to finish, said that the time is wrong, or worked while the server was away, it is left out and "
            "counted as unknown."
        ),
    ),
    Definition("parked", N_("Parked"), N_("For how long a visit was set aside before it was called again.")),
    Definition(
        "visit", N_("Whole visit"), N_("From the issue of the ticket to the end of its last stop, of those served.")
    ),
    Definition(
        "target",
        N_("Within target"),
        N_(
            "The share of waits no longer than the target of their own service; of past days, than the target that "
            "held then."
        ),
    ),
    Definition(
        "percentiles",
        N_("Median, P80, P90"),
        N_(
            "Half, four of five, nine of ten were no longer. Of one day they are exact; of several days they are off "
            "by half a per cent at most. All other figures are exact."
        ),
    ),
    Definition(
        "utilisation",
        N_("Utilisation"),
        N_(
            "What each counter did with the opening hours, in minutes and as a share of them: with a visitor (from the "
            "call until the counter lets go of them, even if it pauses meanwhile), idle with a queue (open and without "
            "a visitor while at least one ticket waits that the counter may call now), idle without a queue, paused "
            "(by reason), closed. Of officers: of the opening hours in which they sat at a counter. Each moment counts "
            "as it was then, though it was undone later."
        ),
    ),
    Definition("left-open", N_("Left open"), N_("Counters that nobody had signed out at the close of the day.")),
    Definition(
        "promises",
        N_("Promised waits"),
        N_(
            "A promise is the range of minutes that was told as a ticket was taken, and whatever else its phone's page "
            "told as it was opened. It is kept if the first call came within the range, to the second. The mean error "
            "is between the minutes that were expected and those it took, whichever side. Who gave the number back, "
            "asked for more time or was served at once is not judged."
        ),
    ),
    Definition(
        "ratings",
        N_("Satisfaction"),
        N_(
            "The mean of the answers, from 1 (not satisfied) to 4 (very satisfied), always with n, how many answered, "
            "and the response rate: answers to visits served. A rating that its citizen took back does not count. Of "
            "an officer or counter they are shown from 10 answers, and to be compared from 30."
        ),
    ),
    Definition(
        "indicators",
        N_("Indicators"),
        N_("Those of Circular 01/2018/TT-VPCP that citizens judge, from 0 to 2: the mean of those who answered."),
    ),
)


def definitions() -> Words:
    """All of them as one text, for files and programs."""
    return {language: " ".join(_line(each, language) for each in DEFINITIONS) for language in LANGUAGES}


def _line(of: Definition, language: str) -> str:
    return f"{say(language, of.name)}: {say(language, of.text)}"
