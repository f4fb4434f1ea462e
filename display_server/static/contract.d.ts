// Generated from display_server/contract by `make contract-types`; do not edit.

export interface Account {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  readonly hall: string | null;
  readonly departments: readonly string[];
  readonly disabled: boolean;
  readonly must_change_password: boolean;
  readonly has_second_factor: boolean;
  readonly last_sign_in_at: string | null;
}

export interface Accounts {
  readonly accounts: readonly Account[];
}

export interface AcknowledgeAlert {
  readonly kind: AlertKind;
  readonly place?: string;
}

export interface AddAccount {
  readonly role: "receptionist" | "officer" | "supervisor" | "manager" | "admin";
  readonly hall?: string | null;
  readonly departments?: readonly string[];
  readonly name: string;
  readonly password?: string | null;
}

export type AlertKind = "clock_stands" | "disk_full" | "kiosk_lost" | "out_of_paper" | "cover_open" | "printer_fails" | "book_fails" | "paper_near_end" | "kiosk_help" | "slips_not_printed" | "messages_not_sent" | "long_wait" | "long_queue" | "idle_counter" | "backup_old" | "display_away" | "tablet_away";

export interface AlertNotSent {
  readonly to: string;
  readonly at: string;
  readonly fault: string;
}

export interface AlertNow {
  readonly kind: AlertKind;
  readonly place: string;
  readonly since: string;
  readonly words: Readonly<Record<string, string>>;
  readonly grave: boolean;
  readonly acknowledged_by?: string | null;
  readonly acknowledged_at?: string | null;
}

export interface Announce {
  readonly hall: string;
  readonly zone?: string | null;
  readonly speaker: string;
}

export interface Announcement {
  readonly hall: string;
  readonly zone: string;
  readonly seq: number;
  readonly kind: "call" | "recall" | "get_ready" | "closing" | "text";
  readonly number: string | null;
  readonly counter: number | null;
  readonly captions: Readonly<Record<string, string>>;
  readonly sound: string;
  readonly seconds: number;
  readonly times: number;
  readonly volume: number;
}

export interface AnnouncementAnswer {
  readonly speaks: boolean;
  readonly announcement?: Announcement | null;
  readonly again_in?: number | null;
}

export interface AnnouncementNow {
  readonly zone: string;
  readonly kind: "call" | "recall" | "get_ready" | "closing" | "text";
  readonly number: string | null;
  readonly counter: number | null;
  readonly captions: Readonly<Record<string, string>>;
  readonly begins_at: string;
  readonly ends_at?: string | null;
  readonly speaker?: string | null;
}

export interface Appointment {
  readonly code: string;
  readonly service: string;
  readonly at: string;
  readonly ticket?: number | null;
}

export interface Appointments {
  readonly appointments: readonly Appointment[];
}

export interface AppointmentsQuery {
  readonly day?: string | null;
}

export interface ApproveDevice {
  readonly code: string;
  readonly name: string;
  readonly counter?: number | null;
}

export interface ArrangeDisplay {
  readonly name: string;
  readonly layout: Layout;
  readonly zone?: string | null;
  readonly counter?: number | null;
}

export interface ArrangeItem {
  readonly kind: ItemKind;
  readonly words: Readonly<Record<string, unknown>>;
  readonly media?: string | null;
  readonly zones?: readonly string[];
  readonly days?: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
  readonly begins?: string | null;
  readonly ends?: string | null;
  readonly first_day?: string | null;
  readonly last_day?: string | null;
  readonly seconds?: number;
  readonly with_sound?: boolean;
  readonly is_on?: boolean;
}

export interface AskAnnouncement {
  readonly kind: Kind;
  readonly zone?: string | null;
  readonly number?: string | null;
  readonly minutes?: number | null;
  readonly texts?: Readonly<Record<string, unknown>>;
}

export interface AskToPair {
  readonly role: "kiosk" | "display" | "panel" | "rating";
  readonly digest: string;
}

export interface Authority {
  readonly certificate: string;
}

export interface Board {
  readonly hall: string;
  readonly hall_name: Readonly<Record<string, string>>;
  readonly zone: string | null;
  readonly zone_name: Readonly<Record<string, string>> | null;
  readonly timezone: string;
  readonly languages: readonly string[];
  readonly at: string;
  readonly open: boolean;
  readonly calls: readonly BoardCall[];
  readonly services: readonly BoardService[];
  readonly notice: Readonly<Record<string, string>> | null;
  readonly paused?: readonly BoardPause[];
  readonly counters?: readonly BoardCounter[];
  readonly ready?: readonly BoardReady[];
  readonly displays?: readonly BoardDisplay[];
  readonly hotline?: string | null;
  readonly announce_within_seconds?: number;
  readonly playlist?: readonly BoardItem[];
  readonly kept_yesterday_percent?: number | null;
  readonly calm_after_seconds?: number;
  readonly speaks?: boolean;
  readonly announcements?: readonly BoardAnnouncement[];
}

export interface BoardAnnouncement {
  readonly seq: number;
  readonly kind: "call" | "recall" | "get_ready" | "closing" | "text";
  readonly zone: string | null;
  readonly captions: Readonly<Record<string, string>>;
  readonly sound: string;
  readonly seconds: number;
  readonly at: string;
}

export interface BoardCall {
  readonly number: string;
  readonly counter: number;
  readonly zone: string;
  readonly called_at: string;
  readonly seq: number;
  readonly recalled: boolean;
  readonly announcement?: BoardAnnouncement | null;
}

export interface BoardCounter {
  readonly counter: number;
  readonly zone?: string;
  readonly departments?: readonly (Readonly<Record<string, string>>)[];
  readonly officer?: string | null;
  readonly state: CounterState;
  readonly number: string | null;
  readonly calling: boolean;
  readonly calls: number;
}

export interface BoardDisplay {
  readonly name: string;
  readonly layout: Layout;
  readonly zone: string | null;
  readonly counter: number | null;
  readonly arrows: Readonly<Record<string, readonly number[]>>;
}

export interface BoardItem {
  readonly id: number;
  readonly kind: ItemKind;
  readonly words: Readonly<Record<string, string>>;
  readonly media: string | null;
  readonly seconds: number;
  readonly with_sound: boolean;
  readonly spans: readonly BoardSpan[];
}

export interface BoardPause {
  readonly counter: number;
  readonly zone: string;
  readonly reason: string;
  readonly back_at: string | null;
}

export interface BoardQuery {
  readonly zone?: string | null;
}

export interface BoardReady {
  readonly zone: string;
  readonly numbers: readonly string[];
}

export interface BoardService {
  readonly service: string;
  readonly name: Readonly<Record<string, string>>;
  readonly prefix: string;
  readonly waiting: number;
  readonly wait: WaitRange | null;
}

export interface BoardSpan {
  readonly begins: string;
  readonly ends: string;
}

export type CallAfterFinish = "never" | "choice" | "always";

export interface CallChosen {
  readonly ticket: number;
  readonly reason?: string | null;
}

export interface CallOfficer {
  readonly text: string;
}

export interface CallOutOfOrder {
  readonly day: string;
  readonly at: string;
  readonly number: string;
  readonly ticket: number;
  readonly service_name: Readonly<Record<string, string>>;
  readonly counter: number;
  readonly class_name: Readonly<Record<string, string>> | null;
  readonly passed_number: string;
  readonly passed_ticket: number;
  readonly passed_came_at: string;
  readonly passed: number;
  readonly reason: string;
  readonly reason_name: Readonly<Record<string, string>>;
  readonly words: string | null;
}

export interface Catalogue {
  readonly hall: string;
  readonly name: Readonly<Record<string, string>>;
  readonly timezone: string;
  readonly languages: readonly string[];
  readonly hotline: string | null;
  readonly at: string;
  readonly seq: number;
  readonly open: boolean;
  readonly why_closed: Readonly<Record<string, string>> | null;
  readonly zones: readonly ZoneEntry[];
  readonly priority_classes: readonly PriorityClassEntry[];
  readonly departments: readonly DepartmentEntry[];
  readonly id_card?: "not_asked" | "welcome" | "required";
  readonly rates?: boolean;
  readonly look?: KioskLook;
  readonly ticket_layout?: string | null;
  readonly hours?: readonly OpenHours[];
}

export interface ChangePassword {
  readonly password: string;
  readonly new_password: string;
}

export interface ChangeView {
  readonly name: string;
  readonly audience: "me" | "managers" | "department";
  readonly department?: string | null;
}

export interface CheckpointShown {
  readonly seq: number;
  readonly link: string;
  readonly at: string;
  readonly key: string;
  readonly signature: string;
  readonly message: string;
}

export interface ClassWaits {
  readonly key: string;
  readonly name: Readonly<Record<string, string>>;
  readonly waits: Measures;
}

export interface Colleague {
  readonly officer: string;
  readonly counter: number;
  readonly state: CounterState;
}

export interface Colleagues {
  readonly officers: readonly Colleague[];
}

export type Condition = "well" | "paper_near_end" | "out_of_paper" | "cover_open" | "printer_fails" | "book_fails" | "lost";

export interface CorrectDossier {
  readonly code?: string | null;
  readonly due_on?: string | null;
  readonly fee?: number;
  readonly charge?: number;
  readonly receipt?: string | null;
  readonly return_by?: ReturnBy | null;
  readonly received_for?: string | null;
  readonly reason: string;
}

export interface CorrectDossiers {
  readonly dossiers: number;
}

export interface CounterHelp {
  readonly wanted_at: string;
  readonly helper: string | null;
}

export interface CounterNow {
  readonly number: number;
  readonly zone: string;
  readonly state: CounterState;
  readonly officer: string | null;
  readonly pause_reason: string | null;
  readonly serving: string | null;
  readonly since: string | null;
  readonly back_at?: string | null;
  readonly help_wanted_at?: string | null;
  readonly helper?: string | null;
  readonly takes?: readonly string[];
  readonly given?: readonly GivenNow[];
  readonly officer_called_at?: string | null;
  readonly officer_called_by?: string | null;
  readonly officer_call?: string | null;
}

export type CounterState = "open" | "paused" | "closed";

export interface DayFlow {
  readonly hall: string;
  readonly first_day: string;
  readonly last_day: string;
  readonly days: number;
  readonly quarters: readonly FlowQuarter[];
}

export interface DayForecast {
  readonly day: string;
  readonly by_lately: boolean;
  readonly error: number | null;
  readonly plain_error: number | null;
  readonly inside: number | null;
  readonly judged: number;
  readonly whole: ExpectedVisitors;
  readonly services: readonly ServiceForecast[];
  readonly half_hours: readonly HalfHourForecast[];
}

export interface DayNote {
  readonly day: string;
  readonly note: string;
  readonly by: string | null;
  readonly at: string;
}

export interface DepartmentEntry {
  readonly slug: string;
  readonly name: Readonly<Record<string, string>>;
  readonly zone: string;
  readonly services: readonly ServiceEntry[];
}

export interface DepartmentMoney {
  readonly department: string;
  readonly name: Readonly<Record<string, string>>;
  readonly received: number;
  readonly returned: number;
  readonly fee: number;
  readonly charge: number;
  readonly uses_fee_module: boolean;
}

export interface DepartmentStaffing {
  readonly department: string;
  readonly visitors: number;
  readonly days: number;
  readonly away: number;
  readonly within: number | null;
  readonly half_hours: readonly StaffingHalfHour[];
}

export interface Desk {
  readonly hall: string;
  readonly hall_name: Readonly<Record<string, string>>;
  readonly timezone: string;
  readonly counter: number;
  readonly zone: string;
  readonly zone_name: Readonly<Record<string, string>>;
  readonly state: CounterState;
  readonly officer: string | null;
  readonly pause_reason: string | null;
  readonly current: Ticket | null;
  readonly services: readonly DeskService[];
  readonly priority_classes: readonly PriorityClassEntry[];
  readonly waiting_count: number;
  readonly waiting: readonly WaitingEntry[];
  readonly parked: readonly WaitingEntry[];
  readonly served_today: number;
  readonly at: string;
  readonly back_at?: string | null;
  readonly no_show?: NoShowRule | null;
  readonly outcome?: OutcomeRule;
  readonly dossiers?: DossierAsking | null;
  readonly undo_until?: string | null;
  readonly announcement?: AnnouncementNow | null;
  readonly missed?: readonly WaitingEntry[];
  readonly note?: DeskNote | null;
  readonly inaccurate?: boolean;
  readonly last?: LastVisit | null;
  readonly help?: CounterHelp | null;
  readonly officer_call?: OfficerCall | null;
  readonly call_after_finish?: CallAfterFinish;
  readonly go_on_alone?: boolean;
  readonly alone?: readonly number[];
  readonly undoes?: string | null;
}

export interface DeskNote {
  readonly text: string;
  readonly officer: string | null;
  readonly counter: number;
  readonly at: string;
}

export interface DeskService {
  readonly service: string;
  readonly name: Readonly<Record<string, string>>;
  readonly waiting: number;
  readonly expected_minutes: number;
  readonly helps?: boolean;
  readonly given?: boolean;
  readonly given_until?: string | null;
}

export interface DeviceLetIn {
  readonly role: string;
  readonly name: string;
}

export interface DeviceNow {
  readonly name: string;
  readonly place: Readonly<Record<string, string>> | null;
  readonly condition: Condition;
  readonly heard_at: string;
  readonly tickets_left: number | null;
  readonly not_handed_in: number;
  readonly last_print_at: string | null;
  readonly screen: string;
  readonly version: string;
  readonly help_wanted_at?: string | null;
  readonly help_until?: string | null;
}

export type Direction = "left" | "right" | "ahead" | "behind" | "upstairs" | "downstairs";

export interface DossierAnswer {
  readonly progress: Progress;
  readonly counter: number | null;
  readonly not_before: string | null;
  readonly words: Readonly<Record<string, string>>;
}

export interface DossierAsking {
  readonly rule: OutcomeRule;
  readonly takes_fees: boolean;
  readonly places: readonly NamedPlace[];
}

export interface DossierEntry {
  readonly id: number;
  readonly day: string;
  readonly number: string;
  readonly counter: number;
  readonly officer: string | null;
  readonly department: string;
  readonly department_name: Readonly<Record<string, string>>;
  readonly service: string;
  readonly outcome: VisitOutcome;
  readonly code: string | null;
  readonly due_on: string | null;
  readonly fee: number;
  readonly charge: number;
  readonly receipt: string | null;
  readonly return_by: ReturnBy | null;
  readonly received_for: string | null;
  readonly received_for_name: Readonly<Record<string, string>> | null;
  readonly received_on: string | null;
  readonly late: boolean;
  readonly takes_fees: boolean;
  readonly may_correct: boolean;
}

export interface DossiersOfDay {
  readonly day: string;
  readonly dossiers: readonly DossierEntry[];
  readonly places: readonly NamedPlace[];
}

export interface DossiersQuery {
  readonly day?: string | null;
}

export interface EstimatorFigures {
  readonly tickets: number;
  readonly mae_minutes: number;
  readonly inside: number;
  readonly late: number;
  readonly width_minutes: number;
}

export interface EstimatorInUse {
  readonly version: number;
  readonly since: string;
  readonly learnt_until: string;
  readonly days: readonly string[];
  readonly figures: EstimatorFigures;
  readonly before: EstimatorFigures;
  readonly grown_by?: string | null;
}

export interface ExpectedVisitors {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface Fairness {
  readonly hall: string;
  readonly first_day: string;
  readonly last_day: string;
  readonly classes: readonly ClassWaits[];
  readonly calls: number | null;
  readonly out_of_order: number;
  readonly reasons: readonly OutOfOrderReason[];
  readonly listed: readonly CallOutOfOrder[];
}

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export interface FinishTicket {
  readonly outcome?: VisitOutcome | null;
  readonly dossiers?: number | null;
  readonly dossier_codes?: readonly string[];
  readonly note?: string | null;
  readonly handled?: readonly HandledEntry[];
}

export interface FiveMinutes {
  readonly at: string;
  readonly arrived: number;
  readonly called: number;
}

export interface FlowQuarter {
  readonly at: string;
  readonly arrived: number;
  readonly waiting: number;
  readonly served: number;
}

export interface FlowQuery {
  readonly from?: string | null;
  readonly to?: string | null;
  readonly department?: string | null;
}

export interface ForecastQuery {
  readonly day?: string | null;
}

export interface GivePassword {
  readonly password?: string | null;
}

export interface GiveServices {
  readonly services: readonly string[];
  readonly given_for: GivenFor;
}

export type GivenFor = "now" | "noon" | "today";

export interface GivenNow {
  readonly service: string;
  readonly name: Readonly<Record<string, string>>;
  readonly until: string | null;
  readonly given_by: string;
}

export interface GivenPassword {
  readonly password: string | null;
}

export interface GroupWaits {
  readonly n: number;
  readonly mean_minutes: number | null;
  readonly p90_minutes: number | null;
  readonly within_target: number | null;
  readonly uncalled: number;
}

export interface HalfHourForecast {
  readonly start: string;
  readonly expected: ExpectedVisitors;
}

export interface HallFileDraft {
  readonly hall_file: string;
}

export interface HallNow {
  readonly hall: string;
  readonly hall_name: Readonly<Record<string, string>>;
  readonly timezone: string;
  readonly at: string;
  readonly open: boolean;
  readonly issued: number;
  readonly waiting: number;
  readonly called: number;
  readonly serving: number;
  readonly parked: number;
  readonly served: number;
  readonly no_shows: number;
  readonly cancelled: number;
  readonly counters: readonly CounterNow[];
  readonly services: readonly ServiceNow[];
  readonly devices?: readonly DeviceNow[];
  readonly displays?: readonly BoardDisplay[];
  readonly playlist?: readonly PlaylistEntry[];
  readonly languages?: readonly string[];
  readonly speaks?: boolean;
  readonly announcements?: readonly AnnouncementNow[];
  readonly not_printed?: number;
  readonly messages_not_sent?: number;
  readonly one_stop_failing_since?: string | null;
  readonly one_stop_fault?: string | null;
  readonly one_stop_refused?: number;
  readonly reports_not_sent?: readonly ReportNotSent[];
  readonly not_collected?: number;
  readonly alerts?: readonly AlertNow[];
  readonly alerts_not_sent?: readonly AlertNotSent[];
  readonly last_hour?: readonly FiveMinutes[];
}

export interface HallOverview {
  readonly hall: string;
  readonly name: Readonly<Record<string, string>>;
  readonly at: string;
  readonly open: boolean;
  readonly waiting: number;
  readonly longest_since: string | null;
  readonly counters_open: number;
  readonly counters: number;
  readonly kiosks_unwell: number;
  readonly served_today: number;
  readonly waits: Measures;
  readonly ratings: RatingMeasures;
  readonly served: number;
}

export interface HallStatus {
  readonly hall: string;
  readonly name: Readonly<Record<string, string>>;
  readonly timezone: string;
  readonly languages: readonly string[];
  readonly hotline: string | null;
  readonly open: boolean;
  readonly why_closed: Readonly<Record<string, string>> | null;
  readonly waiting: number;
  readonly updated_at: string;
  readonly services: readonly ServiceStatus[];
}

export interface HallsOverview {
  readonly halls: readonly HallOverview[];
  readonly first_day: string | null;
  readonly last_day: string | null;
}

export interface HallsQuery {
  readonly from?: string | null;
  readonly to?: string | null;
}

export interface HandInAlone {
  readonly visits: readonly VisitAlone[];
}

export interface HandInTickets {
  readonly kiosk: string;
  readonly tickets: readonly PrintedTicket[];
}

export interface HandedIn {
  readonly tickets: readonly HandedInTicket[];
}

export interface HandedInAlone {
  readonly visits: readonly VisitTakenOver[];
}

export interface HandedInTicket {
  readonly number: string;
  readonly outcome: "accepted" | "already" | "refused";
  readonly ticket: Ticket | null;
  readonly why: string | null;
}

export interface HandledAnswer {
  readonly dossier: DossierEntry;
}

export interface HandledEntry {
  readonly code?: string | null;
  readonly due_on?: string | null;
  readonly fee?: number;
  readonly charge?: number;
  readonly receipt?: string | null;
  readonly return_by?: ReturnBy | null;
  readonly received_for?: string | null;
}

export interface Headline {
  readonly hall: string;
  readonly hall_name: Readonly<Record<string, string>>;
  readonly first_day: string;
  readonly last_day: string;
  readonly received: number;
  readonly returned: number;
  readonly on_time: Share;
  readonly satisfied: SurveyedShare;
  readonly answered: Share;
  readonly official: OfficialShare;
  readonly departments: readonly DepartmentMoney[];
  readonly fees: number;
  readonly charges: number;
  readonly by_post: number;
  readonly received_elsewhere: number;
  readonly places: readonly PlaceCount[];
  readonly sentence: Readonly<Record<string, string>>;
  readonly definitions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface HeadlineQuery {
  readonly from?: string | null;
  readonly to?: string | null;
}

export interface History {
  readonly ticket: Ticket;
  readonly events: readonly JournalEntry[];
  readonly stops?: readonly Stop[];
  readonly total_minutes?: number | null;
}

export interface IndicatorMeasure {
  readonly indicator: string;
  readonly name: Readonly<Record<string, string>>;
  readonly count: number;
  readonly mean: number | null;
}

export interface IssueTicket {
  readonly service: string;
  readonly priority_class?: string | null;
  readonly language?: string | null;
  readonly dossiers?: number;
  readonly appointment?: string | null;
  readonly card_number?: string | null;
}

export type ItemKind = "notice" | "ticker" | "picture" | "video";

export interface JournalEntry {
  readonly seq: number;
  readonly at: string;
  readonly event: string;
  readonly actor: string;
  readonly counter: number | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly words?: Readonly<Record<string, string>>;
  readonly undone?: boolean;
}

export interface KeptClass {
  readonly kind: string;
  readonly days: number;
  readonly since: string | null;
  readonly erased_at: string | null;
  readonly erased: number | null;
}

export interface KeptClasses {
  readonly classes: readonly KeptClass[];
}

export type Kind = "text" | "get_ready" | "closing";

export interface KioskAdvice {
  readonly elsewhere: OtherKiosk | null;
}

export interface KioskHealth {
  readonly condition: Condition;
  readonly tickets_left?: number | null;
  readonly not_handed_in?: number;
  readonly last_print_at?: string | null;
  readonly screen: string;
  readonly version: string;
}

export interface KioskLook {
  readonly primary?: string | null;
  readonly accent?: string | null;
  readonly logo?: string | null;
  readonly dims_at?: string | null;
  readonly bright_at?: string | null;
}

export interface LastTraining {
  readonly at: string;
  readonly kept: boolean;
  readonly figures: EstimatorFigures | null;
  readonly in_use: EstimatorFigures | null;
}

export interface LastVisit {
  readonly ticket: number;
  readonly number: string;
  readonly inaccurate: boolean;
}

export interface LawSheetsQuery {
  readonly quarter: string;
}

export type Layout = "hall" | "zone" | "counter" | "totem";

export interface LeaseNumbers {
  readonly kiosk: string;
  readonly size?: number;
  readonly prefixes?: readonly string[];
}

export interface MakeAppointment {
  readonly service: string;
  readonly at: string;
}

export interface MarkTimeInaccurate {
  readonly ticket?: number | null;
}

export interface Me {
  readonly role: string;
  readonly name: string;
  readonly hall: string | null;
  readonly counter: number | null;
  readonly csrf: string | null;
  readonly departments?: readonly string[];
  readonly must_change_password?: boolean;
}

export interface Measures {
  readonly count: number;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p80: number | null;
  readonly p90: number | null;
  readonly max: number | null;
  readonly within_target: number | null;
}

export type MessageState = "wanted" | "near" | "sent" | "failed";

export interface MoveItem {
  readonly position: number;
}

export interface NamedPlace {
  readonly slug: string;
  readonly name: Readonly<Record<string, string>>;
}

export interface NewAccount {
  readonly account: Account;
  readonly password: string | null;
}

export interface NewVoice {
  readonly name: string;
  readonly language: string;
  readonly speaker: string;
  readonly licence: string;
}

export interface NextStop {
  readonly service: string;
  readonly name: Readonly<Record<string, string>>;
}

export interface NoShowRule {
  readonly recalls_missing: number;
  readonly allowed_at: string;
  readonly automatic_at: string | null;
}

export type NotNow = "closed" | "full" | "online";

export interface NoticeQuery {
  readonly month: string;
  readonly department?: string | null;
}

export interface NumberLease {
  readonly id: number;
  readonly prefix: string;
  readonly day: string;
  readonly numbers: readonly string[];
  readonly begins_at?: string | null;
  readonly expires_at: string;
}

export interface NumberLeases {
  readonly leases: readonly NumberLease[];
  readonly next_day?: readonly NumberLease[];
  readonly follow_url: string;
  readonly at: string;
}

export interface OfficerCall {
  readonly at: string;
  readonly by: string;
  readonly text: string;
}

export interface OfficialShare {
  readonly dossiers: number;
  readonly overdue: number;
  readonly dissatisfied: number;
  readonly share: number | null;
}

export interface Online {
  readonly address: string;
  readonly only: boolean;
}

export interface OpenCounter {
  readonly officer?: string | null;
  readonly take_over?: boolean;
}

export interface OpenHours {
  readonly begins: string;
  readonly ends: string;
}

export interface OrderFile {
  readonly what: "figures" | "fairness" | "journal";
  readonly format: "csv" | "xlsx" | "pdf" | "jsonl" | "parquet";
  readonly from: string;
  readonly to: string;
  readonly group_by?: "service" | "department" | "counter" | "officer" | "hour" | "quarter" | "weekday" | "weekday_hour" | "day" | "month" | "priority_class" | "outcome" | "language";
  readonly department?: string | null;
  readonly language?: string | null;
}

export interface OrderedFile {
  readonly id: number;
  readonly name: string;
  readonly what: "figures" | "fairness" | "journal";
  readonly first_day: string;
  readonly last_day: string;
  readonly by: string;
  readonly at: string;
  readonly state: "waiting" | "running" | "done" | "stopped" | "failed";
  readonly days_done: number;
  readonly days: number;
  readonly fault: string | null;
  readonly size: number | null;
  readonly removed_on: string | null;
}

export interface OrderedFiles {
  readonly files: readonly OrderedFile[];
}

export interface OtherKiosk {
  readonly name: string;
  readonly place: Readonly<Record<string, string>> | null;
}

export interface OutOfOrderReason {
  readonly reason: string;
  readonly name: Readonly<Record<string, string>>;
  readonly count: number;
}

export type OutcomeRule = "not_asked" | "asked" | "demanded";

export interface OwnAccount {
  readonly account: Account;
  readonly may_have_second_factor: boolean;
  readonly sessions: readonly OwnSession[];
}

export interface OwnRatings {
  readonly weeks: readonly OwnWeek[];
}

export interface OwnSession {
  readonly since: string;
  readonly used_at: string;
}

export interface OwnStatisticsQuery {
  readonly from?: string | null;
  readonly to?: string | null;
  readonly group_by?: "day" | "weekday" | "month";
}

export interface OwnWeek {
  readonly first_day: string;
  readonly last_day: string;
  readonly served: number;
  readonly ratings: RatingMeasures;
  readonly others_mean: number | null;
}

export interface Pairing {
  readonly code: string;
  readonly expires_at: string;
}

export type Paper = "printing" | "printed" | "failed" | "not_collected";

export interface ParkTicket {
  readonly reason: string;
  readonly back_at?: string | null;
}

export interface PasswordAgain {
  readonly password: string;
}

export interface PatternFound {
  readonly officer: string;
  readonly pattern: RatingPattern;
  readonly words: Readonly<Record<string, string>>;
  readonly answers: number;
  readonly seen: number;
  readonly expected: number;
  readonly probability: number;
}

export interface PauseCounter {
  readonly reason: string;
  readonly back_at?: string | null;
}

export interface PausedFor {
  readonly reason: string;
  readonly minutes: number;
  readonly share: number;
}

export interface PlaceCount {
  readonly place: string;
  readonly name: Readonly<Record<string, string>>;
  readonly count: number;
}

export interface PlaceInHall {
  readonly role: "receptionist" | "officer" | "supervisor" | "manager" | "admin";
  readonly hall?: string | null;
  readonly departments?: readonly string[];
}

export interface PlanStops {
  readonly next_stops: readonly string[];
}

export interface Playlist {
  readonly items: readonly PlaylistEntry[];
}

export interface PlaylistEntry {
  readonly id: number;
  readonly kind: ItemKind;
  readonly words: Readonly<Record<string, string>>;
  readonly media: string | null;
  readonly media_url: string | null;
  readonly zones: readonly string[];
  readonly days: readonly string[];
  readonly begins: string | null;
  readonly ends: string | null;
  readonly first_day: string | null;
  readonly last_day: string | null;
  readonly seconds: number;
  readonly with_sound: boolean;
  readonly is_on: boolean;
  readonly shows_now: boolean;
}

export type Position = "by_arrival" | "front" | "end";

export interface PostItem {
  readonly code: string | null;
  readonly bars: string | null;
  readonly number: string;
  readonly counter: number;
  readonly department_name: Readonly<Record<string, string>>;
  readonly fee: number;
  readonly charge: number;
  readonly receipt: string | null;
}

export interface PostList {
  readonly items: readonly PostItem[];
  readonly fees: number;
  readonly charges: number;
}

export interface PostOfDay {
  readonly day: string;
  readonly handed_over: PostList;
  readonly fetched: PostList;
}

export interface PostponeTicket {
  readonly minutes: number;
}

export interface PrintedTicket {
  readonly lease: number;
  readonly number: string;
  readonly token: string;
  readonly issued_at: string;
  readonly service: string;
  readonly priority_class?: string | null;
  readonly language?: string | null;
  readonly dossiers?: number;
  readonly key?: string | null;
}

export interface PriorityClassEntry {
  readonly slug: string;
  readonly name: Readonly<Record<string, string>>;
  readonly head_start_minutes: number;
  readonly from_age?: number | null;
}

export interface Problem {
  readonly type?: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
}

export type Progress = "ready" | "not_yet" | "unknown";

export interface PromiseAccount {
  readonly promises: number;
  readonly kept: number;
  readonly early: number;
  readonly late: number;
  readonly mean_error_minutes: number;
  readonly mean_lateness_minutes: number;
}

export interface PromiseLedger {
  readonly hall: string;
  readonly timezone: string;
  readonly day: string;
  readonly slips: PromiseAccount | null;
  readonly phones: PromiseAccount | null;
  readonly not_judged: number;
  readonly worst_hour: WorstHour | null;
  readonly estimator: EstimatorInUse | null;
  readonly last_training: LastTraining | null;
}

export interface PromisedDay {
  readonly code: string;
  readonly due_on: string | null;
  readonly received_on: string | null;
}

export interface PromisesQuery {
  readonly day?: string | null;
}

export interface Proof {
  readonly hall: string;
  readonly hall_name: Readonly<Record<string, string>>;
  readonly timezone: string;
  readonly number: string;
  readonly service_name: Readonly<Record<string, string>>;
  readonly issued_at: string;
  readonly seq: number;
  readonly before: string;
  readonly entry: string;
  readonly link: string;
  readonly after: string | null;
  readonly checkpoint: CheckpointShown | null;
  readonly order: Readonly<Record<string, string>>;
}

export interface ProveSecondFactor {
  readonly password: string;
  readonly secret: string;
  readonly code: string;
}

export interface PushKeys {
  readonly p256dh: string;
  readonly auth: string;
}

export interface QueueMonitor {
  readonly id: string;
  readonly type?: "QueueMonitor";
  readonly dateModified: string;
  readonly localId: string;
  readonly officeName: string;
  readonly serviceName: string;
  readonly serviceId: string;
  readonly serviceStatus: "Open" | "Closed" | "Suspended";
  readonly serviceStatusNote?: string | null;
  readonly queueLine: string;
  readonly lastTicketIssued?: number | null;
  readonly lastTicketIssuedLabel?: string | null;
  readonly ticketServed?: number | null;
  readonly ticketServedLabel?: string | null;
  readonly ticketsToServe: number;
}

export interface QuietTime {
  readonly begins: string;
  readonly ends: string;
  readonly minutes: number;
  readonly days: number;
  readonly shorter: number;
}

export interface Rate {
  readonly ticket?: string | null;
  readonly hall?: string | null;
  readonly counter?: number | null;
  readonly score: number;
  readonly reasons?: readonly string[];
  readonly indicators?: Readonly<Record<string, number>>;
  readonly comment?: string | null;
  readonly answered_seconds_ago?: number;
}

export interface Rated {
  readonly ticket: number;
  readonly score: number;
}

export interface RatingAsks {
  readonly reasons?: readonly RatingReason[];
  readonly indicators?: readonly string[];
  readonly comment?: boolean;
}

export interface RatingComment {
  readonly day: string;
  readonly department_name: Readonly<Record<string, string>>;
  readonly comment: string;
}

export interface RatingComments {
  readonly first_day: string;
  readonly last_day: string;
  readonly comments: readonly RatingComment[];
}

export interface RatingDays {
  readonly from?: string | null;
  readonly to?: string | null;
}

export interface RatingMeasures {
  readonly count: number;
  readonly mean: number | null;
  readonly counts: readonly [number, number, number, number];
  readonly response_rate: number | null;
  readonly satisfied?: number | null;
  readonly reasons?: readonly ReasonMeasure[];
  readonly indicators?: readonly IndicatorMeasure[];
  readonly withheld?: boolean;
  readonly comparable?: boolean;
}

export type RatingPattern = "quick" | "same" | "bursts";

export interface RatingPatterns {
  readonly first_day: string;
  readonly last_day: string;
  readonly judged: number;
  readonly found: readonly PatternFound[];
  readonly method: Readonly<Record<string, string>>;
}

export interface RatingPrompt {
  readonly hall: string;
  readonly hall_name: Readonly<Record<string, string>>;
  readonly languages: readonly string[];
  readonly counter: number;
  readonly officer: string | null;
  readonly question: RatingQuestion | null;
  readonly at: string;
  readonly reasons?: readonly RatingReason[];
  readonly indicators?: readonly string[];
  readonly comment?: boolean;
}

export interface RatingQuestion {
  readonly number: string;
  readonly token: string;
  readonly service_name: Readonly<Record<string, string>>;
  readonly finished_at: string;
  readonly expires_at: string;
  readonly officer?: string | null;
}

export interface RatingReason {
  readonly slug: string;
  readonly name: Readonly<Record<string, string>>;
}

export interface RatingWithdrawn {
  readonly ticket: number;
}

export interface ReasonMeasure {
  readonly slug: string;
  readonly name: Readonly<Record<string, string>>;
  readonly count: number;
}

export interface RecordedVoice {
  readonly name: string;
  readonly language: string;
  readonly speaker: string;
  readonly licence: string;
  readonly editable: boolean;
  readonly clips: readonly VoiceClip[];
}

export interface RecordedVoices {
  readonly voices: readonly RecordedVoice[];
  readonly broken?: readonly string[];
}

export interface RecoveryCodes {
  readonly codes: readonly string[];
}

export interface ReportNotSent {
  readonly report: string;
  readonly first_day: string;
  readonly fault: string;
}

export interface ReportSlips {
  readonly slips: readonly SlipNews[];
}

export interface Request {
}

export type ReturnBy = "counter" | "post" | "online";

export interface ReturnTicket {
  readonly ticket?: number | null;
  readonly position?: Position;
}

export interface RouteStop {
  readonly service: string;
  readonly name: Readonly<Record<string, string>>;
  readonly state: StopState;
  readonly zone_name: Readonly<Record<string, string>>;
  readonly counters: string;
}

export interface SaveView {
  readonly name: string;
  readonly filters: ViewFilters;
  readonly audience?: "me" | "managers" | "department";
  readonly department?: string | null;
}

export interface SavedView {
  readonly id: number;
  readonly name: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly audience: "me" | "managers" | "department";
  readonly department: string | null;
  readonly owner: string;
  readonly is_own: boolean;
}

export interface SavedViews {
  readonly views: readonly SavedView[];
}

export interface SecondFactorOffer {
  readonly secret: string;
  readonly address: string;
  readonly qr: string;
}

export interface SecurityLogEntry {
  readonly id: number;
  readonly at: string;
  readonly kind: string;
  readonly by: string | null;
  readonly address: string | null;
  readonly about: string | null;
  readonly hall: string | null;
  readonly role: string | null;
  readonly counter: number | null;
  readonly times: number;
  readonly changed: readonly string[];
  readonly erased: Readonly<Record<string, number>>;
}

export interface SecurityLogPage {
  readonly entries: readonly SecurityLogEntry[];
  readonly older: number | null;
}

export interface SecurityLogQuery {
  readonly from?: string | null;
  readonly to?: string | null;
  readonly person?: string | null;
  readonly before?: number | null;
}

export interface ServiceEntry {
  readonly slug: string;
  readonly name: Readonly<Record<string, string>>;
  readonly prefix: string;
  readonly open: boolean;
  readonly why_closed: Readonly<Record<string, string>> | null;
  readonly people_ahead: number;
  readonly counters_serving: number;
  readonly wait: WaitRange | null;
  readonly last_ticket_at?: string | null;
  readonly not_now?: NotNow | null;
  readonly keywords?: readonly string[];
  readonly papers?: readonly (Readonly<Record<string, string>>)[];
  readonly online?: Online | null;
}

export interface ServiceForecast {
  readonly service: string;
  readonly expected: ExpectedVisitors;
}

export interface ServiceNow {
  readonly service: string;
  readonly name: Readonly<Record<string, string>>;
  readonly department_name: Readonly<Record<string, string>>;
  readonly waiting: number;
  readonly oldest_issued_at: string | null;
  readonly counters_serving: number;
  readonly target_wait_minutes: number;
  readonly wait: WaitRange | null;
  readonly longest_since?: string | null;
  readonly stopped?: string | null;
}

export interface ServiceStatus {
  readonly service: string;
  readonly name: Readonly<Record<string, string>>;
  readonly department: string;
  readonly department_name: Readonly<Record<string, string>>;
  readonly open: boolean;
  readonly why_closed: Readonly<Record<string, string>> | null;
  readonly waiting: number;
  readonly counters_serving: number;
  readonly wait: WaitRange | null;
  readonly quiet_hours?: readonly QuietTime[];
}

export interface Share {
  readonly count: number;
  readonly of: number;
  readonly share: number | null;
}

export interface SignIn {
  readonly name: string;
  readonly password: string;
  readonly code?: string | null;
}

export interface SlipNews {
  readonly token: string;
  readonly paper: Paper;
  readonly at: string;
}

export interface SlipsNoted {
  readonly unknown: readonly string[];
}

export interface StaffingHalfHour {
  readonly start: string;
  readonly arrivals: number;
  readonly counters: number;
  readonly rostered: number;
  readonly were_there: number;
  readonly within: number | null;
}

export interface StaffingPlan {
  readonly within_minutes: number;
  readonly share_percent: number;
  readonly departments: readonly DepartmentStaffing[];
}

export interface StaffingQuery {
  readonly from: string;
  readonly to: string;
  readonly department?: string | null;
  readonly weekday?: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun" | null;
  readonly within_minutes?: number;
  readonly share_percent?: number;
}

export type State = "waiting" | "called" | "serving" | "parked" | "served" | "no_show" | "cancelled";

export interface Statistics {
  readonly hall: string;
  readonly first_day: string;
  readonly last_day: string;
  readonly group_by: "service" | "department" | "counter" | "officer" | "hour" | "quarter" | "weekday" | "weekday_hour" | "day" | "month" | "priority_class" | "outcome" | "language";
  readonly rows: readonly StatisticsRow[];
  readonly total: StatisticsRow;
  readonly wait_distribution?: readonly number[];
  readonly relative_error?: number;
  readonly definitions: Readonly<Record<string, string>>;
  readonly notes?: readonly DayNote[];
}

export interface StatisticsQuery {
  readonly from?: string | null;
  readonly to?: string | null;
  readonly group_by?: "service" | "department" | "counter" | "officer" | "hour" | "quarter" | "weekday" | "weekday_hour" | "day" | "month" | "priority_class" | "outcome" | "language";
  readonly department?: string | null;
}

export interface StatisticsRow {
  readonly key: string;
  readonly name: Readonly<Record<string, string>>;
  readonly issued: number;
  readonly served: number;
  readonly no_shows: number;
  readonly cancelled: number;
  readonly waiting: number;
  readonly waits: Measures;
  readonly service_times: Measures;
  readonly ratings: RatingMeasures;
  readonly walks?: Measures;
  readonly parked?: Measures;
  readonly visits?: Measures;
  readonly inaccurate?: number;
  readonly left_open?: number | null;
  readonly utilisation?: Utilisation | null;
}

export interface Stop {
  readonly service: string;
  readonly name: Readonly<Record<string, string>>;
  readonly counter: number | null;
  readonly queued_at: string;
  readonly called_at: string | null;
  readonly ended_at: string | null;
  readonly wait_minutes: number | null;
  readonly service_minutes: number;
  readonly inaccurate?: boolean;
}

export interface StopService {
  readonly reason: string;
}

export type StopState = "done" | "here" | "ahead";

export interface StoredMedia {
  readonly media: string;
  readonly media_url: string;
  readonly kind: ItemKind;
  readonly width: number;
  readonly height: number;
}

export interface StrikeDossier {
  readonly reason: string;
}

export interface SurveyedShare {
  readonly count: number;
  readonly of: number;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface TakeBackServices {
  readonly services: readonly string[];
}

export interface Ticket {
  readonly id: number;
  readonly number: string;
  readonly hall: string;
  readonly hall_name: Readonly<Record<string, string>>;
  readonly timezone: string;
  readonly service: string;
  readonly service_name: Readonly<Record<string, string>>;
  readonly department: string;
  readonly department_name: Readonly<Record<string, string>>;
  readonly zone: string;
  readonly zone_name: Readonly<Record<string, string>>;
  readonly priority_class: string | null;
  readonly priority_class_name: Readonly<Record<string, string>> | null;
  readonly language: string;
  readonly state: State;
  readonly issued_at: string;
  readonly called_at: string | null;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly counter: number | null;
  readonly calls: number;
  readonly people_ahead: number | null;
  readonly counters_serving: number;
  readonly wait: WaitRange | null;
  readonly call_from?: string | null;
  readonly call_until?: string | null;
  readonly longer_because?: Readonly<Record<string, string>> | null;
  readonly near?: boolean;
  readonly message?: MessageState | null;
  readonly push?: boolean;
  readonly rated: boolean;
  readonly token: string;
  readonly follow_url: string;
  readonly stop?: number;
  readonly queued_at?: string | null;
  readonly waited_minutes?: number | null;
  readonly next_stops?: readonly NextStop[];
  readonly route?: readonly RouteStop[];
  readonly for_counter?: number | null;
  readonly sent_by?: number | null;
  readonly postponed_until?: string | null;
  readonly park_reason?: string | null;
  readonly back_at?: string | null;
  readonly dossiers?: number;
  readonly paper?: Paper | null;
  readonly asks?: RatingAsks | null;
  readonly proof?: string | null;
  readonly quiet_time?: QuietTime | null;
}

export interface TicketAnswer {
  readonly ticket: Ticket;
}

export interface TicketLayout {
  readonly version: string;
  readonly blocks: readonly string[];
  readonly narrow_blocks: readonly string[];
  readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly logo: string | null;
  readonly collect_seconds: number;
}

export interface TimeSpent {
  readonly minutes: number;
  readonly share: number | null;
}

export interface TopicView {
  readonly topic: string;
  readonly seq: number;
  readonly view: Board | Desk | RatingPrompt | HallNow | Ticket;
}

export interface TransferTicket {
  readonly service?: string | null;
  readonly counter?: number | null;
  readonly officer?: string | null;
  readonly back?: boolean;
  readonly position?: Position;
}

export interface TriedVoice {
  readonly sound: string;
  readonly seconds: number;
  readonly voices: readonly string[];
  readonly faults: readonly string[];
}

export interface TryVoice {
  readonly language: string;
  readonly number?: string | null;
  readonly counter?: number | null;
  readonly text?: string | null;
  readonly voice?: string | null;
}

export interface UsualTime {
  readonly service: string;
  readonly visits: number;
  readonly usual_minutes: number;
  readonly long_minutes: number;
}

export interface UsualTimes {
  readonly services: readonly UsualTime[];
}

export interface Utilisation {
  readonly minutes: number;
  readonly serving: TimeSpent;
  readonly idle_with_queue: TimeSpent;
  readonly idle_without_queue: TimeSpent;
  readonly paused: TimeSpent;
  readonly closed: TimeSpent;
  readonly pauses?: readonly PausedFor[];
}

export interface ViewFilters {
  readonly from?: string | null;
  readonly to?: string | null;
  readonly against_from?: string | null;
  readonly against_to?: string | null;
  readonly group_by?: "service" | "department" | "counter" | "officer" | "hour" | "quarter" | "weekday" | "weekday_hour" | "day" | "month" | "priority_class" | "outcome" | "language" | null;
  readonly department?: string | null;
}

export interface VisitAlone {
  readonly ticket: number;
  readonly came?: boolean;
  readonly called_seconds_ago: number;
  readonly ended_seconds_ago: number;
}

export type VisitOutcome = "received" | "supplement" | "refused" | "returned" | "guidance" | "withdrawn";

export interface VisitQuery {
  readonly number: string;
  readonly day?: string | null;
}

export interface VisitTakenOver {
  readonly ticket: number;
  readonly number: string;
  readonly outcome: "accepted" | "already" | "refused";
  readonly detail?: string | null;
}

export interface VoiceClip {
  readonly clip: string;
  readonly text: string;
  readonly recorded: boolean;
  readonly wrongs?: readonly string[];
}

export interface WaitRange {
  readonly low_minutes: number;
  readonly high_minutes: number;
}

export interface WaitingEntry {
  readonly ticket: number;
  readonly number: string;
  readonly service: string;
  readonly priority_class: string | null;
  readonly issued_at: string;
  readonly rank: string;
  readonly for_counter?: number | null;
  readonly for_officer?: string | null;
  readonly counter?: number | null;
  readonly park_reason?: string | null;
  readonly back_at?: string | null;
  readonly postponed_until?: string | null;
  readonly missed_at?: string | null;
  readonly queued_at?: string | null;
}

export interface WalkIn {
  readonly service: string;
  readonly priority_class?: string | null;
  readonly language?: string | null;
  readonly dossiers?: number;
  readonly queued?: boolean;
}

export interface WantHelp {
  readonly kiosk: string;
}

export interface WantMessage {
  readonly to: string;
}

export interface WantPush {
  readonly endpoint: string;
  readonly keys: PushKeys;
}

export interface WhatIf {
  readonly first_day: string;
  readonly last_day: string;
  readonly days: number;
  readonly rows: readonly WhatIfRow[];
  readonly replay_error_minutes: number | null;
  readonly replay_bias_minutes: number | null;
  readonly overtime_minutes: readonly [number, number];
}

export interface WhatIfDraft {
  readonly head_start?: string | null;
  readonly shared?: string | null;
  readonly more_counters?: string | null;
  readonly without_counter?: string | null;
  readonly open_at?: string | null;
  readonly no_show_after?: string | null;
  readonly help_after?: string | null;
  readonly hall_file: string;
}

export interface WhatIfQuery {
  readonly head_start?: string | null;
  readonly shared?: string | null;
  readonly more_counters?: string | null;
  readonly without_counter?: string | null;
  readonly open_at?: string | null;
  readonly no_show_after?: string | null;
  readonly help_after?: string | null;
  readonly from: string;
  readonly to: string;
}

export interface WhatIfRow {
  readonly kind: "hall" | "priority_class" | "department";
  readonly key: string;
  readonly before: GroupWaits;
  readonly after: GroupWaits;
  readonly gain: number;
  readonly lose: number;
  readonly daily_change: readonly [number, number] | null;
  readonly days_better: number;
}

export interface Why {
  readonly first: string;
  readonly second: string;
  readonly earlier: string;
  readonly because: Readonly<Record<string, string>>;
}

export interface WhyQuery {
  readonly first: string;
  readonly second: string;
  readonly day?: string | null;
  readonly service?: string | null;
}

export interface WithdrawRating {
  readonly ticket: string;
}

export interface WorstHour {
  readonly hour: number;
  readonly account: PromiseAccount;
  readonly why: Readonly<Record<string, string>>;
}

export interface WriteDayNote {
  readonly day: string;
  readonly note: string;
}

export interface WriteNote {
  readonly note: string;
}

export interface ZoneEntry {
  readonly slug: string;
  readonly name: Readonly<Record<string, string>>;
}
