"""The hall file: reads an administrator's TOML into a HallPlan, or refuses it as a whole with every line to mend.

Deliberately knows nothing of halls already stored, and nothing of what happens in them.
`dong_nai_hall.toml` beside this module is the example of the format.
"""

import base64
import re
import tomllib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from display_server.domain.alerts import AlertPlan
from display_server.domain.display_plan import DisplayPlan, DisplaySetting
from display_server.domain.hall_plan import CounterPlan, Department, HallPlan, PriorityClass, Service, Zone
from display_server.domain.handled import DossierPlan, Place
from display_server.domain.kiosk_plan import Guidance, KioskLook, Online
from display_server.domain.numbering import Numbering
from display_server.domain.opening_hours import OpeningHours, Period
from display_server.domain.rating_plan import RatingPlan, RatingReason
from display_server.domain.retention import Retention
from display_server.domain.rules import Rules
from display_server.domain.scheduled_report import ScheduledReport
from display_server.domain.ticket_layout import TicketLayout
from display_server.domain.voice_plan import NO_VOICE, Loudness, TimeOfDay, VoicePlan
from display_server.hall_file.checks import CHECKS
from display_server.hall_file.format import (
    MENDS,
    AlertsTable,
    CounterTable,
    DepartmentTable,
    DisplayTable,
    DossiersTable,
    Fault,
    HallFile,
    HallTable,
    LookTable,
    RatingTable,
    ReportTable,
    RulesTable,
    ServiceTable,
    TicketTable,
    VoiceTable,
    did_you_mean,
    keys_beside,
    shown,
)
from display_server.hall_file.lines import UNREADABLE, dotted, line_of, lines_of_keys, unreadable_from
from display_server.hall_file.pictures import Pictures, read_pictures

THE_FILE = "the file"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend in a hall file."""

    line: int
    key: str
    """The dotted path, such as `departments[2].services[0].prefix`."""
    wrong: str
    mend: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.key}: {self.wrong}; {self.mend}"


class HallFileRefused(Exception):
    """The file describes no hall; `findings` names everything to mend, in the order of the file."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


def read_hall_file(path: Path | str) -> HallPlan:
    """Reads a hall file.

    Raises HallFileRefused with every finding, also when the file is missing or is no TOML.
    """
    return parse_hall(_text(Path(path)), Path(path).parent)


def _text(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except OSError as error:
        finding = Finding(1, THE_FILE, f"cannot be read ({error.strerror})", "name a file that exists")
        raise HallFileRefused(finding) from None
    try:
        # Composed letters: some editors save "ế" as three characters, which printers' code pages do not have.
        return unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        finding = Finding(line, THE_FILE, "holds bytes that are no UTF-8", "save it as UTF-8")
        raise HallFileRefused(finding) from None


def parse_hall(text: str, folder: Path = Path()) -> HallPlan:
    """Reads the text of a hall file that lies in this folder. Raises HallFileRefused with every finding."""
    try:
        raw = tomllib.loads(text)
    except UNREADABLE as error:
        raise HallFileRefused(_syntax_finding(text, error)) from None
    try:
        hall: HallFile | None = HallFile.model_validate(raw)
        faults: list[Fault] = []
    except ValidationError as error:
        hall, faults = None, list(map(_shape_fault, error.errors()))
    faults += [fault for check in CHECKS for fault in check(raw)]
    pictures, faults_of_pictures = read_pictures(hall, folder) if hall else (None, [])
    faults += faults_of_pictures
    if hall is None or pictures is None or faults:
        lines = lines_of_keys(text)
        found = {Finding(line_of(path, lines), dotted(path), wrong, mend) for path, wrong, mend in faults}
        raise HallFileRefused(*sorted(found, key=lambda finding: (finding.line, finding.key, finding.wrong)))
    return _plan(hall, pictures)


def _syntax_finding(text: str, error: Exception) -> Finding:
    begins = unreadable_from(text)
    told = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error))
    line = int(told[2]) if told and told[2] else begins or 1
    wrong = f"is no TOML: {told[1] if told else str(error) or 'nested too deep'}"
    mend = "mend this line"
    if begins not in (None, line):
        mend += f", or line {begins} where its statement begins"
    return Finding(line, _key_at(text, begins or line), wrong, mend)


def _key_at(text: str, line: int) -> str:
    """The key of a line that cannot be read; of a line without one, the last key before it."""
    *before, broken = text.split("\n")[:line]
    key = re.match(r"\s*([A-Za-z0-9_-]+)\s*=", broken)
    readable = [*before, f"{key[1]} = 0"] if key else before
    return dotted(list(lines_of_keys("\n".join(readable)))[-1]) or THE_FILE


def _shape_fault(error: ErrorDetails) -> Fault:
    path = tuple(part for part in error["loc"] if part != "[key]")  # pydantic's way to say that the key is wrong
    mend = next((MENDS[part] for part in reversed(path) if part in MENDS), "see dong_nai_hall.toml for the format")
    match error["type"]:
        case "missing":
            return path, "is missing", mend
        case "extra_forbidden":
            return path, "is not a key of this table", did_you_mean(str(path[-1]), keys_beside(path))
        case _:
            return path, f"cannot be {shown(error['input'])}", mend


# --- from the file's words to the domain's ----------------------------------------------------------------------------


def _plan(file: HallFile, pictures: Pictures) -> HallPlan:
    hall = file.hall
    services_of = {
        department.slug: [service.slug for service in department.services] for department in file.departments
    }
    return HallPlan(
        slug=hall.slug,
        name=hall.name,
        timezone=ZoneInfo(hall.timezone),
        languages=tuple(hall.languages),
        hotline=hall.hotline,
        dossier_code_pattern=hall.dossier_code_pattern,
        opening_hours=_opening_hours(hall),
        zones=tuple(Zone(zone.slug, zone.name) for zone in file.zones),
        priority_classes=tuple(
            PriorityClass(entry.slug, entry.name, timedelta(minutes=entry.head_start_minutes), from_age=entry.from_age)
            for entry in file.priority_classes
        ),
        departments=tuple(_department(department) for department in file.departments),
        counters=tuple(_counter(counter, services_of) for counter in file.counters),
        numbering={each.prefix: Numbering(each.first, each.last, each.digits) for each in hall.numbering},
        rules=_rules(hall.rules),
        kiosk_look=_kiosk_look(hall.kiosk, pictures.screen_logo),
        kiosks={kiosk.name: kiosk.place for kiosk in file.kiosks},
        ticket_layout=_ticket_layout(file.ticket, pictures.ticket_logo),
        retention=Retention(**dict(file.retention)),
        displays=tuple(map(_display, file.displays)),
        voice=_voice(file.voice) if file.voice else NO_VOICE,
        rating=_rating(file.rating),
        dossiers=_dossiers(file.dossiers),
        alerts=_alerts(file.alerts),
        reports=tuple(_report(each, hall.languages[0]) for each in file.reports),
    )


def _alerts(alerts: AlertsTable) -> AlertPlan:
    return AlertPlan(
        wait=timedelta(minutes=alerts.wait_minutes) if alerts.wait_minutes is not None else None,
        queue_length=alerts.queue_length,
        idle=timedelta(minutes=alerts.idle_minutes),
        backup_age=timedelta(hours=alerts.backup_hours),
        disk_free_percent=alerts.disk_free_percent,
        silent=timedelta(minutes=alerts.silent_minutes),
        mail_to=tuple(alerts.mail_to),
        webhook=alerts.webhook,
        send=tuple(map(str, alerts.send)),
    )


def _report(report: ReportTable, usual: str) -> ScheduledReport:
    whom, language = tuple(report.to), report.language or usual
    return ScheduledReport(report.slug, report.every, report.format, report.group_by, language, whom)


def _dossiers(dossiers: DossiersTable) -> DossierPlan:
    return DossierPlan(dossiers.details, tuple(Place(each.slug, each.name) for each in dossiers.received_for))


def _rating(rating: RatingTable) -> RatingPlan:
    reasons = tuple(RatingReason(reason.slug, reason.name) for reason in rating.reasons)
    return RatingPlan(reasons, rating.indicators, rating.comment, rating.at_kiosk)


def _voice(voice: VoiceTable) -> VoicePlan:
    return VoicePlan(
        speaks=voice.speaks,
        languages=tuple(voice.languages),
        packs=tuple(voice.packs),
        accent=voice.dialect,
        words_per_minute=voice.words_per_minute,
        times=voice.times,
        says_zone=voice.says_zone,
        says_service=voice.says_service,
        drop_after=timedelta(seconds=voice.drop_after_seconds),
        percent=voice.volume,
        louder_or_softer=tuple(Loudness(_time_of_day(each.within), each.percent) for each in voice.volumes),
        quiet=tuple(map(_time_of_day, voice.quiet)),
        closing_before=timedelta(minutes=voice.closing_minutes) if voice.closing_minutes else None,
        every_display=voice.every_display,
    )


def _time_of_day(written: list[str]) -> TimeOfDay:
    start, end = map(_clock, written)
    return TimeOfDay(start, end)


def _kiosk_look(look: LookTable, logo: bytes | None) -> KioskLook:
    dims_at, bright_at = map(_clock, look.dim) if look.dim else (None, None)
    written = base64.b64encode(logo).decode() if logo else None
    return KioskLook(look.primary, look.accent, written, dims_at, bright_at)


def _ticket_layout(ticket: TicketTable, logo: bytes | None) -> TicketLayout:
    return TicketLayout(tuple(ticket.blocks), tuple(ticket.narrow_blocks), dict(ticket.texts), logo)


def _display(display: DisplayTable) -> DisplayPlan:
    return DisplayPlan(
        display.name,
        DisplaySetting(display.layout, display.zone, display.counter),
        {counter: direction for direction, counters in display.arrows.items() for counter in counters},
    )


def _rules(rules: RulesTable) -> Rules:
    silence, help_after = rules.no_show_after_seconds, rules.help_after_minutes
    return Rules(
        lease_life=timedelta(hours=rules.lease_hours),
        undo_within=timedelta(seconds=rules.undo_seconds),
        recalls_before_no_show=rules.recalls_before_no_show,
        between_recalls=timedelta(seconds=rules.seconds_between_recalls),
        no_show_after=timedelta(seconds=silence) if silence is not None else None,
        grace=timedelta(minutes=rules.grace_minutes),
        grace_numbers=rules.grace_numbers,
        appointment_early=timedelta(minutes=rules.appointment_early_minutes),
        appointment_late=timedelta(minutes=rules.appointment_late_minutes),
        last_ticket=rules.last_ticket,
        id_card=rules.id_card,
        tickets_per_minute=rules.tickets_per_minute,
        day_begins=timedelta(hours=rules.day_begins_hour),
        help_after=timedelta(minutes=help_after) if help_after is not None else None,
        near_ahead=rules.near_ahead,
        messages=rules.messages,
        outcome=rules.outcome,
        call_after_finish=rules.call_after_finish,
        go_on_alone=rules.go_on_alone,
        publish_officers=rules.publish_officers,
        publish_promises=rules.publish_promises,
        calm_after=timedelta(seconds=rules.between_calls_seconds),
        collect_within=timedelta(seconds=rules.collect_seconds),
        cancel_uncollected=rules.cancel_uncollected,
    )


def _department(department: DepartmentTable) -> Department:
    return Department(
        *(department.slug, department.name, department.zone, tuple(map(_service, department.services))),
        fee_module=department.fee_module,
        post_office=department.post_office,
    )


def _service(service: ServiceTable) -> Service:
    return Service(
        service.slug,
        service.name,
        service.prefix,
        expected=timedelta(minutes=service.expected_minutes),
        target_wait=timedelta(minutes=service.target_wait_minutes),
        next_stops=tuple(service.next_stops),
        daily_cap=service.daily_cap,
        guidance=_guidance(service),
    )


def _guidance(service: ServiceTable) -> Guidance:
    online = service.online
    to_do = Online(online.address, online.only) if online else None
    return Guidance(tuple(service.papers), to_do, tuple(service.keywords))


def _counter(counter: CounterTable, services_of: dict[str, list[str]]) -> CounterPlan:
    listed = [slug for department in counter.departments for slug in services_of[department]]
    lower = [slug for tier in counter.afterwards for slug in tier]
    own = tuple(dict.fromkeys(listed + counter.services + lower))
    return CounterPlan(
        counter.number,
        counter.zone,
        own,
        helps=tuple(each for each in counter.helps if each not in own),
        afterwards=tuple(map(tuple, counter.afterwards)),
    )


def _opening_hours(hall: HallTable) -> OpeningHours:
    periods: dict[str, list[Period]] = defaultdict(list)
    for table in hall.opening_hours:
        for day in table.days:
            periods[day] += _periods(table.periods)
    return OpeningHours(
        periods={day: _in_order(periods[day]) for day in periods},
        holidays_of=hall.holidays,
        special_days={each.date: _in_order(_periods(each.periods)) for each in hall.special_days},
    )


def _periods(written: list[list[str]]) -> list[Period]:
    return [Period(_clock(start), _clock(end)) for start, end in written]


def _in_order(periods: list[Period]) -> tuple[Period, ...]:
    return tuple(sorted(periods, key=lambda period: period.start))


def _clock(text: str) -> time:
    return time(0) if text == "24:00" else time.fromisoformat(text)
