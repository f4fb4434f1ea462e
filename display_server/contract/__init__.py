"""What travels to other programs: views, requests, answers and topics. No Flask, no SQL, no rules.

A file for each audience; programs import the names from here. Every model is frozen. Instants are aware datetimes (UTC
inside, ISO 8601 with offset on the wire); words for people come as `Words`, one text per language code, so that a
screen changes its language without asking the server again.
"""

from display_server.contract.accounts import (
    Account as Account,
    Accounts as Accounts,
    AddAccount as AddAccount,
    ChangePassword as ChangePassword,
    GivenPassword as GivenPassword,
    GivePassword as GivePassword,
    NewAccount as NewAccount,
    OwnAccount as OwnAccount,
    OwnSession as OwnSession,
    PasswordAgain as PasswordAgain,
    PlaceInHall as PlaceInHall,
    ProveSecondFactor as ProveSecondFactor,
    RecoveryCodes as RecoveryCodes,
    SecondFactorOffer as SecondFactorOffer,
)
from display_server.contract.announcements import (
    Announce as Announce,
    Announcement as Announcement,
    AnnouncementAnswer as AnnouncementAnswer,
    AnnouncementKind as AnnouncementKind,
    AnnouncementNow as AnnouncementNow,
    AskAnnouncement as AskAnnouncement,
    BoardAnnouncement as BoardAnnouncement,
)
from display_server.contract.authority import Authority as Authority, safety_code as safety_code
from display_server.contract.board import (
    ArrangeDisplay as ArrangeDisplay,
    Board as Board,
    BoardCall as BoardCall,
    BoardCounter as BoardCounter,
    BoardDisplay as BoardDisplay,
    BoardItem as BoardItem,
    BoardPause as BoardPause,
    BoardQuery as BoardQuery,
    BoardReady as BoardReady,
    BoardService as BoardService,
    BoardSpan as BoardSpan,
)
from display_server.contract.common import (
    NEEDED_BLOCK as NEEDED_BLOCK,
    NETWORK_SERVICE as NETWORK_SERVICE,
    NO_NUL as NO_NUL,
    TICKET_BLOCKS as TICKET_BLOCKS,
    ApproveDevice as ApproveDevice,
    AskToPair as AskToPair,
    Day as Day,
    DeviceLetIn as DeviceLetIn,
    FieldError as FieldError,
    Id as Id,
    LongText as LongText,
    Me as Me,
    Message as Message,
    Moment as Moment,
    Pairing as Pairing,
    Problem as Problem,
    Request as Request,
    ShortText as ShortText,
    SignIn as SignIn,
    Slug as Slug,
    WaitRange as WaitRange,
    Words as Words,
)
from display_server.contract.counter import (
    CallChosen as CallChosen,
    Colleague as Colleague,
    Colleagues as Colleagues,
    CorrectDossiers as CorrectDossiers,
    CounterHelp as CounterHelp,
    Desk as Desk,
    DeskNote as DeskNote,
    DeskService as DeskService,
    FinishTicket as FinishTicket,
    HandedInAlone as HandedInAlone,
    HandInAlone as HandInAlone,
    LastVisit as LastVisit,
    MarkTimeInaccurate as MarkTimeInaccurate,
    NoShowRule as NoShowRule,
    OpenCounter as OpenCounter,
    ParkTicket as ParkTicket,
    PauseCounter as PauseCounter,
    PlanStops as PlanStops,
    ReturnTicket as ReturnTicket,
    TransferTicket as TransferTicket,
    UsualTime as UsualTime,
    UsualTimes as UsualTimes,
    VisitAlone as VisitAlone,
    VisitTakenOver as VisitTakenOver,
    WaitingEntry as WaitingEntry,
    WalkIn as WalkIn,
    WriteNote as WriteNote,
)
from display_server.contract.dossiers import (
    CorrectDossier as CorrectDossier,
    DossierAsking as DossierAsking,
    DossierEntry as DossierEntry,
    DossiersOfDay as DossiersOfDay,
    DossiersQuery as DossiersQuery,
    HandledAnswer as HandledAnswer,
    HandledEntry as HandledEntry,
    NamedPlace as NamedPlace,
    PostItem as PostItem,
    PostList as PostList,
    PostOfDay as PostOfDay,
    PromisedDay as PromisedDay,
    StrikeDossier as StrikeDossier,
)
from display_server.contract.headline import (
    DepartmentMoney as DepartmentMoney,
    Headline as Headline,
    HeadlineQuery as HeadlineQuery,
    LawSheetsQuery as LawSheetsQuery,
    NoticeQuery as NoticeQuery,
    OfficialShare as OfficialShare,
    PlaceCount as PlaceCount,
    Share as Share,
    SurveyedShare as SurveyedShare,
)
from display_server.contract.kiosk import (
    Catalogue as Catalogue,
    DepartmentEntry as DepartmentEntry,
    DossierAnswer as DossierAnswer,
    HandedIn as HandedIn,
    HandedInTicket as HandedInTicket,
    HandInTickets as HandInTickets,
    Kiosk as Kiosk,
    KioskAdvice as KioskAdvice,
    KioskHealth as KioskHealth,
    KioskLook as KioskLook,
    LeaseNumbers as LeaseNumbers,
    NotNow as NotNow,
    NumberLease as NumberLease,
    NumberLeases as NumberLeases,
    Online as Online,
    OpenHours as OpenHours,
    OtherKiosk as OtherKiosk,
    PrintedTicket as PrintedTicket,
    PriorityClassEntry as PriorityClassEntry,
    ReportSlips as ReportSlips,
    ServiceEntry as ServiceEntry,
    SlipNews as SlipNews,
    SlipsNoted as SlipsNoted,
    TicketLayout as TicketLayout,
    WantHelp as WantHelp,
    ZoneEntry as ZoneEntry,
)
from display_server.contract.manager import (
    AcknowledgeAlert as AcknowledgeAlert,
    AlertNow as AlertNow,
    CounterNow as CounterNow,
    DeviceNow as DeviceNow,
    FiveMinutes as FiveMinutes,
    GroupBy as GroupBy,
    HallNow as HallNow,
    HallOverview as HallOverview,
    HallsOverview as HallsOverview,
    IndicatorMeasure as IndicatorMeasure,
    Measures as Measures,
    RatingMeasures as RatingMeasures,
    ReasonMeasure as ReasonMeasure,
    ReportNotSent as ReportNotSent,
    ServiceNow as ServiceNow,
    Statistics as Statistics,
    StatisticsQuery as StatisticsQuery,
    StatisticsRow as StatisticsRow,
    StopService as StopService,
)
from display_server.contract.playlist import (
    ArrangeItem as ArrangeItem,
    MoveItem as MoveItem,
    Playlist as Playlist,
    PlaylistEntry as PlaylistEntry,
    StoredMedia as StoredMedia,
)
from display_server.contract.promises import (
    EstimatorFigures as EstimatorFigures,
    EstimatorInUse as EstimatorInUse,
    LastTraining as LastTraining,
    PromiseAccount as PromiseAccount,
    PromiseLedger as PromiseLedger,
    PromisesQuery as PromisesQuery,
    WorstHour as WorstHour,
)
from display_server.contract.ratings import (
    OwnRatings as OwnRatings,
    OwnWeek as OwnWeek,
    PatternFound as PatternFound,
    RatingComment as RatingComment,
    RatingComments as RatingComments,
    RatingDays as RatingDays,
    RatingPatterns as RatingPatterns,
)
from display_server.contract.retention import KeptClass as KeptClass, KeptClasses as KeptClasses
from display_server.contract.security_log import (
    SecurityLogEntry as SecurityLogEntry,
    SecurityLogPage as SecurityLogPage,
    SecurityLogQuery as SecurityLogQuery,
)
from display_server.contract.status import (
    HallStatus as HallStatus,
    QueueMonitor as QueueMonitor,
    QueueMonitors as QueueMonitors,
    QuietTime as QuietTime,
    ServiceStatus as ServiceStatus,
)
from display_server.contract.tickets import (
    Appointment as Appointment,
    Appointments as Appointments,
    AppointmentsQuery as AppointmentsQuery,
    CheckpointShown as CheckpointShown,
    History as History,
    IssueTicket as IssueTicket,
    JournalEntry as JournalEntry,
    MakeAppointment as MakeAppointment,
    NextStop as NextStop,
    PostponeTicket as PostponeTicket,
    Proof as Proof,
    PushKeys as PushKeys,
    Rate as Rate,
    Rated as Rated,
    RatingAsks as RatingAsks,
    RatingPrompt as RatingPrompt,
    RatingQuestion as RatingQuestion,
    RatingReason as RatingReason,
    RatingWithdrawn as RatingWithdrawn,
    RouteStop as RouteStop,
    Stop as Stop,
    StopState as StopState,
    Ticket as Ticket,
    TicketAnswer as TicketAnswer,
    WantMessage as WantMessage,
    WantPush as WantPush,
    Why as Why,
    WhyQuery as WhyQuery,
    WithdrawRating as WithdrawRating,
)
from display_server.contract.topics import Topic as Topic, TopicKind as TopicKind, TopicView as TopicView, View as View
from display_server.contract.voices import (
    NewVoice as NewVoice,
    RecordedVoice as RecordedVoice,
    RecordedVoices as RecordedVoices,
    TriedVoice as TriedVoice,
    TryVoice as TryVoice,
    VoiceClip as VoiceClip,
)
from display_server.domain.counter import CounterState as CounterState
from display_server.domain.device import Condition as Condition
from display_server.domain.dispatch import Position as Position
from display_server.domain.display_plan import Direction as Direction, Layout as Layout
from display_server.domain.dossier import Progress as Progress
from display_server.domain.handled import ReturnBy as ReturnBy
from display_server.domain.outcome import OutcomeRule as OutcomeRule, VisitOutcome as VisitOutcome
from display_server.domain.panel_rules import CallAfterFinish as CallAfterFinish
from display_server.domain.playlist import ItemKind as ItemKind
from display_server.domain.ticket import Paper as Paper, State as State
