"""The headline of some days: each figure's one definition, and the sentence for a report. Pure: others count.

Wilson's interval: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
American Statistical Association 22 (1927); recommended for any n by Brown, Cai and DasGupta, "Interval Estimation for a
Binomial Proportion", Statistical Science 16 (2001). SciPy has it, but takes 100 MB into the server.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from display_server import contract
from display_server.domain.hall_plan import HallPlan
from display_server.domain.outcome import VisitOutcome
from display_server.words import LANGUAGES, N_, say, say_in_all

Z_95 = 1.959963984540054
"""The normal distribution's 97.5 % point."""
DECIMALS = 4

DEFINITIONS: Mapping[str, str] = {
    "received": N_("Dossiers that officers noted as received on these days."),
    "returned": N_("Dossiers whose result officers noted as returned on these days."),
    "on_time": N_("Results returned on their promised day or before, of those returned that had one."),
    "satisfied": N_(
        "Satisfied or very satisfied, of the ratings of visits served on these days; with Wilson's interval of 95 per "
        "cent."
    ),
    "answered": N_("Visits that were rated, of all visits served on these days."),
    "official": N_(
        "Decision 766/QĐ-TTg: all dossiers received or returned on these days, without those overdue or whose visit "
        "was rated as not satisfied, over all; who said nothing counts as satisfied."
    ),
    "departments": N_("Fees and charges noted in whole đồng, by the department whose dossier it is."),
    "by_post": N_("Results that were returned by post."),
    "received_elsewhere": N_("Dossiers received for another place, whose own office decides."),
}


@dataclass(frozen=True, slots=True)
class Noted:
    """The dossiers of one department with one outcome."""

    department: str
    outcome: str
    dossiers: int
    with_due_day: int = 0
    late: int = 0
    """Returned after their promised day."""
    known_before: int = 0
    """Of results: those whose dossier was received on one of these days, too."""
    by_post: int = 0
    fee: int = 0
    charge: int = 0


@dataclass(frozen=True, slots=True)
class Answers:
    """What the visitors of these days said."""

    served: int
    ratings: int
    satisfied: int


@dataclass(frozen=True, slots=True)
class Counted:
    noted: Sequence[Noted]
    answers: Answers
    dissatisfied_on_time: int
    """Dossiers that somebody was dissatisfied with and that were not overdue."""
    places: Mapping[str, int]


def share(count: int, of: int) -> float | None:
    return round(count / of, DECIMALS) if of else None


def wilson(count: int, of: int) -> tuple[float | None, float | None]:
    """The 95 % interval of a share of which `count` of `of` were seen."""
    if not of:
        return None, None
    seen, spread = count / of, Z_95**2 / of
    middle = seen + spread / 2
    reach = Z_95 * sqrt(seen * (1 - seen) / of + spread / (4 * of))
    low, high = (middle - reach) / (1 + spread), (middle + reach) / (1 + spread)
    return round(max(0.0, low), DECIMALS), round(min(1.0, high), DECIMALS)


def headline(counted: Counted, plan: HallPlan, first_day: date, last_day: date) -> contract.Headline:
    """The figures of these days."""
    received = [each for each in counted.noted if each.outcome == VisitOutcome.RECEIVED]
    returned = [each for each in counted.noted if each.outcome == VisitOutcome.RETURNED]
    with_due_day, late = sum(each.with_due_day for each in returned), sum(each.late for each in returned)
    taken, handed_out = sum(each.dossiers for each in received), sum(each.dossiers for each in returned)
    answers = counted.answers
    low, high = wilson(answers.satisfied, answers.ratings)
    places = {place.slug: place.name for place in plan.dossiers.places}
    told = contract.Headline(
        hall=plan.slug,
        hall_name=dict(plan.name),
        first_day=first_day,
        last_day=last_day,
        received=taken,
        returned=handed_out,
        on_time=_of(with_due_day - late, with_due_day),
        satisfied=contract.SurveyedShare(**dict(_of(answers.satisfied, answers.ratings)), low=low, high=high),
        answered=_of(answers.ratings, answers.served),
        official=_official(
            taken + handed_out - sum(each.known_before for each in returned), late, counted.dissatisfied_on_time
        ),
        departments=_by_department(counted.noted, plan),
        fees=sum(each.fee for each in counted.noted),
        charges=sum(each.charge for each in counted.noted),
        by_post=sum(each.by_post for each in returned),
        received_elsewhere=sum(counted.places.values()),
        places=tuple(
            contract.PlaceCount(place=slug, name=dict(places.get(slug, {"vi": slug})), count=count)
            for slug, count in sorted(counted.places.items(), key=lambda each: (-each[1], each[0]))
        ),
        sentence={},
        definitions={figure: say_in_all(sentence) for figure, sentence in DEFINITIONS.items()},
    )
    return told.model_copy(update={"sentence": {language: sentence(told, language) for language in LANGUAGES}})


def _of(count: int, of: int) -> contract.Share:
    return contract.Share(count=count, of=of, share=share(count, of))


def _official(dossiers: int, overdue: int, dissatisfied: int) -> contract.OfficialShare:
    """Of each dossier one is counted at most: `dissatisfied` holds none that is overdue."""
    return contract.OfficialShare(
        dossiers=dossiers,
        overdue=overdue,
        dissatisfied=dissatisfied,
        share=share(dossiers - overdue - dissatisfied, dossiers),
    )


def _by_department(noted: Sequence[Noted], plan: HallPlan) -> tuple[contract.DepartmentMoney, ...]:
    rows = []
    for department in plan.departments:
        own = [each for each in noted if each.department == department.slug]
        if own:
            row = contract.DepartmentMoney(
                department=department.slug,
                name=dict(department.name),
                received=sum(each.dossiers for each in own if each.outcome == VisitOutcome.RECEIVED),
                returned=sum(each.dossiers for each in own if each.outcome == VisitOutcome.RETURNED),
                fee=sum(each.fee for each in own),
                charge=sum(each.charge for each in own),
                uses_fee_module=department.fee_module,
            )
            rows.append(row)
    return tuple(rows)


def number(value: int, language: str) -> str:
    """As it is written in this language: 106.651 in Vietnamese."""
    written = f"{value:,}"
    return written.replace(",", ".") if language == "vi" else written


def percent(value: float | None, language: str) -> str:
    """With two decimals: 96,36 % in Vietnamese."""
    if value is None:
        return "–"
    written = f"{value * 100:.2f}"
    return f"{written.replace('.', ',')} %" if language == "vi" else f"{written}%"


def day_of(value: date) -> str:
    return f"{value:%d/%m/%Y}"


def sentence(told: contract.Headline, language: str) -> str:
    """The seed of a report: what can be said of these days, and nothing of what nobody noted."""
    facts = {
        "first": day_of(told.first_day),
        "last": day_of(told.last_day),
        "hall": told.hall_name.get(language) or next(iter(told.hall_name.values())),
        "received": number(told.received, language),
        "returned": number(told.returned, language),
        "on_time": percent(told.on_time.share, language),
        "due": number(told.on_time.of, language),
        "official": percent(told.official.share, language),
        "satisfied": percent(told.satisfied.share, language),
        "answers": number(told.satisfied.of, language),
        "rate": percent(told.answered.share, language),
        "low": percent(told.satisfied.low, language),
        "high": percent(told.satisfied.high, language),
        "fees": number(told.fees, language),
        "charges": number(told.charges, language),
        "post": number(told.by_post, language),
        "elsewhere": number(told.received_elsewhere, language),
    }
    return " ".join(say(language, part, **facts) for part in _parts(told))


def _parts(told: contract.Headline) -> list[str]:
    return [
        N_(
            "From %(first)s to %(last)s, %(hall)s received %(received)s dossiers and returned the results of "
            "%(returned)s."
        ),
        N_("On time: %(on_time)s of the %(due)s results with a promised day.")
        if told.on_time.of
        else N_("No result had a promised day, so none can be said to be on time."),
        *([N_("Satisfaction by Decision 766/QĐ-TTg: %(official)s.")] if told.official.dossiers else []),
        N_(
            "Of %(answers)s ratings (response rate %(rate)s), %(satisfied)s were satisfied; 95 %% interval from "
            "%(low)s to %(high)s."
        )
        if told.satisfied.of
        else N_("Nobody rated a visit."),
        N_("Fees: %(fees)s đồng; charges: %(charges)s đồng."),
        N_("Results by post: %(post)s. Received for other places: %(elsewhere)s."),
    ]
