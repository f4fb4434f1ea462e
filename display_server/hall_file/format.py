"""What a hall file may hold: its tables, the limits of each value, and what belongs at each key. Reads nothing."""

import difflib
import json
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from display_server.contract import GroupBy, Slug
from display_server.domain.alerts import AlertKind
from display_server.domain.display_plan import Direction, Layout
from display_server.domain.fair_use import IdCardRule
from display_server.domain.numbering import MOST_DIGITS
from display_server.domain.outcome import OutcomeRule
from display_server.domain.panel_rules import CallAfterFinish
from display_server.domain.retention import DEFAULT_RETENTION
from display_server.domain.scheduled_report import Every, FileFormat
from display_server.domain.ticket_layout import BLOCKS
from display_server.domain.voice_plan import Accent
from display_server.domain.weekdays import WEEKDAYS
from display_server.hall_file.lines import Path

LINE = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"  # printers and PostgreSQL choke on control codes
CLOCK = r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
LARGEST_PICTURE = 24 * 1024
"""Bytes: every kiosk fetches it, and it is part of every backup."""
LONGEST_MINUTES = 8 * 60  # a working day: nobody is served, awaited or moved ahead longer

LONGEST_DAYS = 3650
"""Nothing that names people is kept for ever."""
SHORTEST_OF_OFFICERS = 31
"""Reports of a month tell of officers."""
SHORTEST_OF_SECURITY_LOG = 30
"""What went wrong is often asked about weeks later."""

Text = Annotated[str, Field(pattern=LINE, max_length=200)]
Texts = dict[str, Text]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$")]
Clock = Annotated[str, Field(pattern=CLOCK)]
Day = Annotated[str, Field(pattern=f"^({'|'.join(WEEKDAYS)})$")]
Prefix = Annotated[str, Field(pattern=r"^[A-Z0-9]{1,3}$")]
Minutes = Annotated[int, Field(strict=True, ge=1, le=LONGEST_MINUTES)]
HeadStart = Annotated[int, Field(strict=True, ge=0, le=LONGEST_MINUTES)]
Sequence = Annotated[int, Field(strict=True, ge=1, le=999_999)]
Address = Annotated[str, Field(pattern=r"^https?://[!-~]{1,190}$")]
Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
Days = Annotated[int, Field(strict=True, ge=1, le=LONGEST_DAYS)]
Percent = Annotated[int, Field(strict=True, ge=1, le=100)]
Recipient = Annotated[str, Field(pattern=r"^([^@\s<>,;:/]+@[^@\s<>,;:/]+|/[!-~]+)$", max_length=200)]
CounterNumber = Annotated[int, Field(strict=True, ge=1, le=999)]


class Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class HoursTable(Table):
    days: Annotated[list[Day], Field(min_length=1)]
    periods: Annotated[list[Annotated[list[Clock], Field(min_length=2, max_length=2)]], Field(min_length=1)]


class SpecialDayTable(Table):
    date: Annotated[date, Field(strict=True)]
    periods: list[Annotated[list[Clock], Field(min_length=2, max_length=2)]] = []


class NumberingTable(Table):
    prefix: Prefix
    first: Sequence = 1
    last: Sequence | None = None
    digits: Annotated[int, Field(strict=True, ge=1, le=MOST_DIGITS)] = 3


class RulesTable(Table):
    lease_hours: Annotated[int, Field(strict=True, ge=1, le=24)] = 16
    appointment_early_minutes: HeadStart = 15
    appointment_late_minutes: HeadStart = 10
    id_card: IdCardRule = IdCardRule.NOT_ASKED
    tickets_per_minute: Annotated[int, Field(strict=True, ge=1, le=60)] | None = None
    last_ticket: Annotated[bool, Field(strict=True)] = False
    day_begins_hour: Annotated[int, Field(strict=True, ge=0, le=12)] = 0
    undo_seconds: Annotated[int, Field(strict=True, ge=0, le=300)] = 10
    recalls_before_no_show: Annotated[int, Field(strict=True, ge=0, le=10)] = 0
    seconds_between_recalls: Annotated[int, Field(strict=True, ge=0, le=600)] = 0
    no_show_after_seconds: Annotated[int, Field(strict=True, ge=30, le=3600)] | None = None
    help_after_minutes: HeadStart | None = None
    near_ahead: Annotated[int, Field(strict=True, ge=0, le=20)] = 3
    messages: Annotated[bool, Field(strict=True)] = False
    outcome: OutcomeRule = OutcomeRule.NOT_ASKED
    call_after_finish: CallAfterFinish = CallAfterFinish.CHOICE
    go_on_alone: Annotated[bool, Field(strict=True)] = True
    publish_officers: Annotated[bool, Field(strict=True)] = False
    publish_promises: Annotated[bool, Field(strict=True)] = False
    between_calls_seconds: Annotated[int, Field(strict=True, ge=5, le=3600)] = 20
    collect_seconds: Annotated[int, Field(strict=True, ge=5, le=300)] = 30
    cancel_uncollected: Annotated[bool, Field(strict=True)] = False
    grace_minutes: HeadStart = 0
    grace_numbers: Annotated[int, Field(strict=True, ge=0, le=99)] = 0


class LookTable(Table):
    primary: Colour | None = None
    accent: Colour | None = None
    logo: Text | None = None
    dim: Annotated[list[Clock], Field(min_length=2, max_length=2)] | None = None


class HallTable(Table):
    slug: Slug
    name: Texts
    timezone: Text
    languages: Annotated[list[Language], Field(min_length=1)]
    hotline: Annotated[Text, Field(max_length=40)] | None = None
    dossier_code_pattern: Text | None = None
    opening_hours: Annotated[list[HoursTable], Field(min_length=1)]
    holidays: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    special_days: list[SpecialDayTable] = []
    numbering: list[NumberingTable] = []
    rules: RulesTable = RulesTable()
    kiosk: LookTable = LookTable()


class ZoneTable(Table):
    slug: Slug
    name: Texts


class PriorityClassTable(Table):
    slug: Slug
    name: Texts
    head_start_minutes: HeadStart
    from_age: Annotated[int, Field(strict=True, ge=1, le=120)] | None = None


class OnlineTable(Table):
    address: Address
    only: Annotated[bool, Field(strict=True)] = False


class ServiceTable(Table):
    slug: Slug
    name: Texts
    prefix: Prefix
    expected_minutes: Minutes
    target_wait_minutes: Minutes
    next_stops: list[Slug] = []
    daily_cap: Annotated[int, Field(strict=True, ge=1, le=9999)] | None = None
    papers: Annotated[list[Texts], Field(max_length=12)] = []
    keywords: Annotated[list[Text], Field(max_length=20)] = []
    online: OnlineTable | None = None


class DepartmentTable(Table):
    slug: Slug
    name: Texts
    zone: Slug
    fee_module: Annotated[bool, Field(strict=True)] = True
    post_office: Annotated[bool, Field(strict=True)] = False
    services: Annotated[list[ServiceTable], Field(min_length=1)]


class CounterTable(Table):
    number: CounterNumber
    zone: Slug
    departments: list[Slug] = []
    services: list[Slug] = []
    afterwards: list[Annotated[list[Slug], Field(min_length=1)]] = []
    helps: list[Slug] = []


class KioskTable(Table):
    name: Text
    place: Texts


class DisplayTable(Table):
    name: Text
    layout: Layout = Layout.HALL
    zone: Slug | None = None
    counter: CounterNumber | None = None
    arrows: dict[Direction, Annotated[list[CounterNumber], Field(min_length=1)]] = {}


class TicketTable(Table):
    blocks: list[Text] = []
    narrow_blocks: list[Text] = []
    texts: dict[Slug, Texts] = {}
    logo: Text | None = None


class RetentionTable(Table):
    notes: Days = DEFAULT_RETENTION.notes
    dossier_codes: Days = DEFAULT_RETENTION.dossier_codes
    comments: Days = DEFAULT_RETENTION.comments
    officers: Annotated[Days, Field(ge=SHORTEST_OF_OFFICERS)] = DEFAULT_RETENTION.officers
    appointments: Days = DEFAULT_RETENTION.appointments
    security_log: Annotated[Days, Field(ge=SHORTEST_OF_SECURITY_LOG)] = DEFAULT_RETENTION.security_log
    sessions: Days = DEFAULT_RETENTION.sessions


class LouderTable(Table):
    within: Annotated[list[Clock], Field(min_length=2, max_length=2)]
    percent: Percent


class VoiceTable(Table):
    speaks: Annotated[bool, Field(strict=True)] = True
    languages: list[Language] = []
    packs: Annotated[list[Slug], Field(max_length=8)] = []
    dialect: Accent = Accent.NORTH
    words_per_minute: Annotated[int, Field(strict=True, ge=80, le=260)] = 140
    times: Annotated[int, Field(strict=True, ge=1, le=3)] = 2
    says_zone: Annotated[bool, Field(strict=True)] = False
    says_service: Annotated[bool, Field(strict=True)] = False
    drop_after_seconds: Annotated[int, Field(strict=True, ge=10, le=900)] = 180
    volume: Percent = 100
    volumes: list[LouderTable] = []
    quiet: list[Annotated[list[Clock], Field(min_length=2, max_length=2)]] = []
    closing_minutes: Annotated[int, Field(strict=True, ge=1, le=60)] | None = None
    every_display: Annotated[bool, Field(strict=True)] = False


class RatingReasonTable(Table):
    slug: Slug
    name: Texts


class RatingTable(Table):
    reasons: Annotated[list[RatingReasonTable], Field(max_length=8)] = []
    indicators: Annotated[bool, Field(strict=True)] = False
    comment: Annotated[bool, Field(strict=True)] = False
    at_kiosk: Annotated[bool, Field(strict=True)] = False


MailAddress = Annotated[str, Field(pattern=r"^[^@\s<>,;:/]+@[^@\s<>,;:/]+$", max_length=200)]
WebAddress = Annotated[
    str, Field(pattern=r"^(https://[^\s/@]+|http://(127\.0\.0\.1|localhost)(:[0-9]+)?)(/[^\s]*)?$", max_length=500)
]
SentAlert = Literal["all", "grave"] | AlertKind


class AlertsTable(Table):
    wait_minutes: Minutes | None = None
    queue_length: Annotated[int, Field(strict=True, ge=1, le=999)] = 30
    idle_minutes: Minutes = 10
    backup_hours: Annotated[int, Field(strict=True, ge=1, le=31 * 24)] = 24
    disk_free_percent: Annotated[int, Field(strict=True, ge=1, le=90)] = 10
    silent_minutes: Minutes = 5
    mail_to: Annotated[list[MailAddress], Field(max_length=20)] = []
    webhook: WebAddress | None = None
    send: Annotated[list[SentAlert], Field(min_length=1, max_length=30)] = ["grave"]


class PlaceTable(Table):
    slug: Slug
    name: Texts


class DossiersTable(Table):
    details: OutcomeRule = OutcomeRule.NOT_ASKED
    received_for: Annotated[list[PlaceTable], Field(max_length=200)] = []


class ReportTable(Table):
    slug: Slug
    every: Every
    format: FileFormat = FileFormat.XLSX
    group_by: GroupBy = "service"
    language: Language | None = None
    to: Annotated[list[Recipient], Field(min_length=1, max_length=20)]


class HallFile(Table):
    hall: HallTable
    voice: VoiceTable | None = None
    rating: RatingTable = RatingTable()
    dossiers: DossiersTable = DossiersTable()
    alerts: AlertsTable = AlertsTable()
    reports: Annotated[list[ReportTable], Field(max_length=20)] = []
    kiosks: list[KioskTable] = []
    displays: list[DisplayTable] = []
    ticket: TicketTable = TicketTable()
    retention: RetentionTable = RetentionTable()
    zones: Annotated[list[ZoneTable], Field(min_length=1)]
    priority_classes: list[PriorityClassTable] = []
    departments: Annotated[list[DepartmentTable], Field(min_length=1)]
    counters: Annotated[list[CounterTable], Field(min_length=1)]


_DAYS = f"from 1 to {LONGEST_DAYS}: nothing that names people is kept for ever"
MENDS = {
    "kiosks": "write each as a [[kiosks]] table with name, as `motcua token create --name` has it, and place",
    "displays": "write each as a [[displays]] table with name, and what is its own: layout, zone, counter, arrows",
    "layout": f"write one of {', '.join(Layout)}",
    "counter": "write the number of the counter whose sign this display is",
    "arrows": "list the counters that lie in each direction from the display, such as left = [1, 2]; directions are "
    f"{', '.join(Direction)}",
    "outcome": "write not_asked, asked (an officer says how a visit ended, or goes on without) or demanded",
    "call_after_finish": "write never, choice (each officer decides at the counter) or always",
    "go_on_alone": "write true where a counter that is cut off from the server may call the numbers that it kept and "
    "hand that in afterwards, or false",
    "publish_officers": "write true to have displays tell who sits at each counter, or false",
    "publish_promises": "write true to have displays tell how many of yesterday's visitors were called when they had "
    "been told, or false",
    "between_calls_seconds": "write how many seconds after a call displays show pictures and videos again, 5 to 3600",
    "place": 'write where it stands in each language, such as { vi = "cửa A", en = "door A" }',
    "retention": "write the days as one [retention] table with notes, dossier_codes, comments, officers, appointments, "
    "security_log and sessions",
    "notes": f"write for how many days officers' notes and reasons are kept after their day, {_DAYS}",
    "dossier_codes": f"write for how many days the codes of dossiers are kept in the journal, {_DAYS}",
    "comments": f"write for how many days the words of a rating are kept, {_DAYS}; its score stays",
    "officers": "write for how many days the journal keeps who did it, at least "
    f"{SHORTEST_OF_OFFICERS} for the month's figures by officer, at most {LONGEST_DAYS}",
    "appointments": f"write for how many days the codes of appointments are kept after their day, {_DAYS}",
    "security_log": "write for how many days the security log keeps names and addresses, at least "
    f"{SHORTEST_OF_SECURITY_LOG}, at most {LONGEST_DAYS}; of several halls in one database the longest counts",
    "sessions": f"write for how many days sessions that ran out are kept, {_DAYS}; of several halls the longest counts",
    "ticket": "write the ticket's layout as one [ticket] table with blocks, narrow_blocks, texts and logo",
    "blocks": f"list what stands on the ticket, in its order, among {', '.join(BLOCKS)} and your own texts",
    "narrow_blocks": "list what stands on a ticket of 58 mm paper, or leave it out for the same as on 80 mm",
    "texts": 'write each text with its languages: [ticket.texts.note], then vi = "…" and en = "…"',
    "logo": f"name a PNG file beside this one, of at most {LARGEST_PICTURE // 1024} kB",
    "collect_seconds": "write for how many seconds, 5 to 300, a presenter holds a slip out",
    "cancel_uncollected": "write true to cancel a ticket whose slip nobody took, or false",
    "hall": "add one [hall] table with slug, name, timezone, languages and opening_hours",
    "zones": "add a [[zones]] table with slug and name for each waiting area",
    "priority_classes": "write each as a [[priority_classes]] table with slug, name and head_start_minutes",
    "departments": "add a [[departments]] table for each department; a counter lists departments by their slugs",
    "counters": "add a [[counters]] table with number, zone and departments for each counter",
    "slug": "write small letters, digits and hyphens, such as dau-tu",
    "name": 'write a text of 1 to 200 characters per language, such as { vi = "Khu 1", en = "Section 1" }',
    "timezone": "write an IANA name; for all of Viet Nam it is Asia/Ho_Chi_Minh",
    "languages": 'write language codes, such as ["vi", "en"], the screens\' first language first',
    "hotline": 'write the telephone number as a text of at most 40 characters, such as "1022"',
    "dossier_code_pattern": "write a regular expression as a 'literal text' that every dossier code matches",
    "opening_hours": "add a [[hall.opening_hours]] table with days and periods",
    "days": f"write some of {', '.join(WEEKDAYS)} as texts in a list",
    "periods": 'write pairs of times from 00:00 to 24:00, such as [["07:30", "11:30"], ["13:30", "17:00"]]',
    "from_age": "write the age in years that alone gives this class, from 1 to 120, or leave it out",
    "head_start_minutes": f"write whole minutes from 0 to {LONGEST_MINUTES}",
    "zone": "write the slug of one of the [[zones]]",
    "services": "add a [[departments.services]] table for each service; a counter lists services by their slugs",
    "prefix": "write one to three capital letters or digits, such as A",
    "expected_minutes": f"write whole minutes from 1 to {LONGEST_MINUTES}",
    "target_wait_minutes": f"write whole minutes from 1 to {LONGEST_MINUTES}",
    "numbering": "write each as a [[hall.numbering]] table with prefix, first, last and digits",
    "first": "write the first number of the day, from 1 to 999999",
    "last": "write the last number that a day may give, from 1 to 999999, or leave it out",
    "digits": "write how many digits a number has at least, from 1 to 6",
    "rules": "write them as one [hall.rules] table",
    "lease_hours": "write for how many hours a kiosk may print numbers without the server, from 1 to 24",
    "next_stops": "list the slugs of the services that follow for every visitor, or leave it out",
    "day_begins_hour": "write how many hours after midnight the hall's day begins, from 0 to 12: one at which it is "
    "closed, for numbers begin anew then; what its periods, holidays and special days say of earlier hours is said of "
    "the night after",
    "holidays": 'write the country\'s two letters, "VN" for Viet Nam, or leave it out to open on holidays',
    "special_days": "write each as a [[hall.special_days]] table with date and periods, none for a day off",
    "date": "write the day as 2027-01-29, without quotes",
    "last_ticket": "write true to end tickets when the counters cannot serve more before closing, or false",
    "daily_cap": "write how many tickets a day may have at most, from 1 to 9999, or leave it out",
    "appointment_early_minutes": f"write how early an appointment may come, from 0 to {LONGEST_MINUTES} minutes",
    "appointment_late_minutes": f"write how late an appointment may come, from 0 to {LONGEST_MINUTES} minutes",
    "id_card": "write not_asked, welcome (who shows a card holds one active ticket), or required (to get one)",
    "tickets_per_minute": "write how many tickets one kiosk may give within a minute, 1 to 60, or leave it out",
    "undo_seconds": "write for how many seconds an officer may undo, from 0 to 300",
    "recalls_before_no_show": "write how often a visitor is called again before a no-show, from 0 to 10",
    "seconds_between_recalls": "write how many seconds lie between such calls, from 0 to 600",
    "no_show_after_seconds": "write after how many silent seconds, 30 to 3600, a call ends, or leave it out for never",
    "near_ahead": "write with how many visitors ahead a phone asks its holder to come nearer, from 0 to 20",
    "messages": "write true where visitors may ask for a message before their call, or false",
    "grace_minutes": f"write within how many minutes a latecomer comes next, from 0 to {LONGEST_MINUTES}",
    "grace_numbers": "write before how many more numbers a latecomer comes next, from 0 to 99",
    "helps": "list the slugs of other counters' services with which this one helps out",
    "afterwards": 'list the slugs that come second, third … in lists, such as [["phi"], ["tra-ket-qua"]]',
    "help_after_minutes": "write after how many minutes of waiting a lower preference counts as the first, or leave it "
    "out for when nobody else waits",
    "keywords": 'list what citizens call the service, such as ["sổ đỏ", "sổ hồng"], at most 20',
    "papers": 'list what to bring, each as { vi = "Căn cước công dân", en = "Identity card" }, at most 12',
    "online": "write the address where the service can be done, and only = true where it is done nowhere else",
    "address": "write the whole address, as https://dichvucong.gov.vn",
    "only": "write true where the service is not done in the hall at all, or false",
    "kiosk": "write it as one [hall.kiosk] table with primary, accent, logo and dim",
    "primary": 'write a colour as "#0B4F8A"',
    "accent": 'write a colour as "#E0A100"',
    "dim": 'write from when until when the screens are dim, as ["19:00", "06:30"]',
    "number": "write the counter's number, a whole number from 1 to 999",
    "voice": "write how calls are spoken as one [voice] table, or leave it out for a gong alone",
    "speaks": "write true to have calls spoken, or false to ring the gong alone",
    "packs": 'list the recorded voices by their folders in the server\'s voice folder, such as ["giong-nu"], or none',
    "dialect": "write north, central or south: how espeak-ng speaks Vietnamese",
    "words_per_minute": "write how fast espeak-ng speaks, from 80 to 260 words a minute",
    "times": "write how often a call is said, from 1 to 3; while others wait to be said, each is said once",
    "says_zone": "write true to say the counter's zone as well, or false",
    "says_service": "write true to say the service as well, or false",
    "drop_after_seconds": "write after how many seconds, 10 to 900, a call that could not be said is not said any more",
    "volume": "write how loud it is in per cent, from 1 to 100",
    "volumes": "write each time of another loudness as a [[voice.volumes]] table with within and percent",
    "within": 'write from when until when, as ["11:30", "13:30"]',
    "percent": "write how loud it is then in per cent, from 1 to 100",
    "quiet": 'write when nothing is spoken in pairs of times, as [["11:30", "13:30"]]',
    "closing_minutes": "write how many minutes before the hall closes that is said, from 1 to 60, or leave it out",
    "rating": "write what is asked beyond the four faces as one [rating] table with reasons, indicators and comment",
    "reasons": "write each, of at most 8, as a [[rating.reasons]] table with slug and name",
    "indicators": "write true to ask indicators 1, 3, 4 and 7 of Circular 01/2018/TT-VPCP, or false",
    "dossiers": "write what is asked of each dossier when a visit ends as one [dossiers] table with details and "
    "received_for",
    "details": "write not_asked, asked (an officer notes each dossier, or goes on without) or demanded (with its code)",
    "received_for": "write each other place for which the hall receives as a [[dossiers.received_for]] table with slug "
    "and name",
    "fee_module": "write false where the department's fees are not taken in the hall, or true",
    "post_office": "write true where the counters of this department are the post's, or false",
    "alerts": "write from when on managers are alerted as one [alerts] table with wait_minutes, queue_length, "
    "idle_minutes, backup_hours, disk_free_percent and silent_minutes, and who is told with mail_to, webhook and send",
    "wait_minutes": f"write after how many minutes a wait is too long, from 1 to {LONGEST_MINUTES}, or leave it out "
    "for twice each service's target_wait_minutes",
    "queue_length": "write how many may wait for one service before that is too many, from 1 to 999",
    "idle_minutes": "write for how many minutes an open counter may call nobody while people wait for it, from 1 to "
    f"{LONGEST_MINUTES}",
    "backup_hours": "write how old the newest file in the folder of backups may be, from 1 to 744 hours",
    "disk_free_percent": "write how much of the server's disk must be free in per cent, from 1 to 90",
    "silent_minutes": "write for how many minutes a display or rating tablet may be away while the hall is open, from "
    f"1 to {LONGEST_MINUTES}",
    "mail_to": 'list the e-mail addresses, at most 20, that alerts are sent to, as ["giam-doc@example.vn"]',
    "webhook": "write the https:// address that alerts are posted to as JSON",
    "send": f"list which alerts are sent: grave, all, or some of {', '.join(AlertKind)}",
    "comment": "write true to ask for words of their own, or false",
    "reports": "write each, of at most 20, as a [[reports]] table with slug, every, format, group_by, language and to",
    "every": "write daily, weekly or monthly: it goes out once that day, week (from Monday) or month is over",
    "format": "write csv, xlsx or pdf",
    "group_by": f"write by what the figures are grouped: {', '.join(get_args(GroupBy))}",
    "language": "write one of the hall's languages; without it its first",
    "to": 'list who gets it: e-mail addresses, and folders on the server, as ["giam-doc@example.vn", "/srv/reports"]',
    "at_kiosk": "write true to let kiosks ask the four faces of whoever holds a ticket before the scanner, or false",
    "every_display": "write true to have all displays of a zone speak at once, or false for one of them",
}
"""What belongs at each key."""

Fault = tuple[Path, str, str]
"""Where, what is wrong, how to mend it."""


def keys_beside(path: Path) -> list[str]:
    """The keys that the table around an unknown key may have."""
    schema = _SCHEMA
    for part in path[:-1]:
        schema = schema["items"] if isinstance(part, int) else schema["properties"][part]
        if "$ref" in schema:
            schema = _SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    return list(schema["properties"])


_SCHEMA: dict[str, Any] = HallFile.model_json_schema()


def did_you_mean(word: str, words: list[str]) -> str:
    close = difflib.get_close_matches(word, words, n=1)
    return f"did you mean {close[0]}?" if close else f"use one of: {', '.join(words) or '(none is written yet)'}"


def shown(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False, default=str)
    return written if len(written) <= 60 else f"{written[:57]}…"
