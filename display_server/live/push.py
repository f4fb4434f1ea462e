"""After each commit, every watched topic that it touched gets its complete view. Knows no queue rules.

A push is led by the journal: the events since the last push say which topics are touched. So it does not matter who
committed (this process or another one that shares the database), a lost notice heals with the next, and many commits
in a short time are one push: the latest view wins.
"""

import logging
import time
from collections import Counter as Multiset
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from prometheus_client import Counter, Histogram

from display_server import contract, views
from display_server.contract import Topic, TopicKind
from display_server.domain.events import ActionUndone, Event, TicketPostponed
from display_server.domain.hall_plan import HallPlan
from display_server.domain.refusals import NotFound
from display_server.domain.ticket import Ticket, TicketId
from display_server.store.hall import Halls
from display_server.store.journal import from_row
from display_server.store.reading import Reading

log = logging.getLogger(__name__)

PUSH_SECONDS = Histogram(
    "motcua_push_seconds",
    "From the oldest change that a push tells of until its last view was handed to the sockets.",
    ["hall"],
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
VIEWS_SENT = Counter("motcua_views_sent", "Views handed to the sockets.", ["hall"])
"""Both of this process alone, where several share the port."""

POSTPONES = (TicketPostponed.__name__, ActionUndone.__name__)
"""After these somebody else may be the next who comes due."""
Send = Callable[[contract.TopicView], None]


class Touched:
    """What a row of events touches, in the hall's terms rather than in topics."""

    def __init__(self, plan: HallPlan) -> None:
        self._plan = plan
        self.everything = False
        self.services: set[str] = set()
        self.counters: set[int] = set()
        self.tickets: set[TicketId] = set()
        self.slips: set[TicketId] = set()
        """The tickets of which only the slip has news."""
        self.holders: set[int] = set()
        """The counters that hold one of these."""

    def add(self, event: Event) -> None:
        touches = event.touches
        self.everything |= touches.everything
        self.services.update(touches.services, *(self._plan.counter(each).takes for each in touches.all_services_of))
        self.counters.update(touches.counters)
        self.tickets.update(touches.tickets)
        self.slips.update(touches.slips)

    def add_holders(self, held: Mapping[int, Ticket]) -> None:
        """A slip's news says nothing of counters: `held` is who is at which."""
        self.holders.update(number for number, ticket in held.items() if ticket.id in self.slips)

    def topic(self, topic: Topic) -> bool:
        """Whether a screen that watches this topic must be told. Tickets are decided in bulk, not here."""
        if self.everything or topic.kind is TopicKind.HALL:
            return True
        if topic.kind is TopicKind.BOARD:
            return bool(self.services or self.counters)  # slips, kiosks and leases are on no hall display
        number = int(topic.part or 0)
        if topic.kind is TopicKind.RATING:
            return number in self.counters
        return number in self.counters | self.holders or any(
            number in self._plan.counters_taking(service) for service in self.services
        )


class Push:
    """Keeps who watches what, and sends what changed."""

    def __init__(self, halls: Halls, send: Send, base_url: str) -> None:
        self._halls = halls
        self._send = send
        self._base_url = base_url
        self._watchers: Multiset[Topic] = Multiset()
        self._followed: dict[str, contract.Ticket] = {}
        """The watched tickets by their token, as they were shown last."""
        self._pushed_until: dict[str, int] = {}
        self._comes_due: dict[str, datetime] = {}
        """When the next who asked not to be called yet may be: boards change then, though nobody does anything."""
        self.last_seq: dict[Topic, int] = {}
        """The `seq` of the newest view sent of each watched topic, for `tick`."""

    def watch(self, topic: Topic) -> contract.TopicView:
        """Counts one more watcher in and answers the view. Raises NotFound for a topic that nobody can watch."""
        slug = self._hall_of(topic)
        with self._halls[slug].reading() as reading:
            view = views.topics.of_topic(reading, topic, self._base_url)
            seq = reading.seq
            if slug not in self._pushed_until:
                self._look_ahead(reading)
        if isinstance(view, contract.Ticket):
            self._followed[topic.scope] = view
        self._watchers[topic] += 1
        self._pushed_until.setdefault(slug, seq)
        self.last_seq.setdefault(topic, seq)
        return contract.TopicView(topic=str(topic), seq=seq, view=view)

    def unwatch(self, topic: Topic) -> None:
        """Counts one watcher out."""
        self._watchers[topic] -= 1
        if self._watchers[topic] <= 0:
            del self._watchers[topic]
            self.last_seq.pop(topic, None)
            self._followed.pop(topic.scope, None)

    def watched_halls(self) -> set[str]:
        return {self._hall_of(topic) for topic in self._watchers}

    def halls_due(self, now: datetime) -> list[str]:
        """Where somebody may be called who might not at the last push."""
        return [slug for slug, at in self._comes_due.items() if at <= now]

    def _look_ahead(self, reading: Reading) -> None:
        at = reading.queues.next_due()
        if at is None:
            self._comes_due.pop(reading.plan.slug, None)
        else:
            self._comes_due[reading.plan.slug] = at

    def hall(self, slug: str) -> None:
        """Sends every watched topic of the hall that its journal touched since the last time, or that came due."""
        topics = [topic for topic in self._watchers if self._hall_of(topic) == slug]
        if not topics:
            self._pushed_until.pop(slug, None)
            self._comes_due.pop(slug, None)
            return
        began = time.perf_counter()
        with self._halls[slug].reading() as reading:
            since = self._pushed_until.get(slug, 0)
            is_due = slug in self.halls_due(reading.now)
            if reading.seq == since and not is_due:
                return
            touched = Touched(reading.plan)
            rows = reading.journal.since(since)
            for row in rows:
                touched.add(from_row(row))
            if is_due:
                touched.services.update(service.slug for service in reading.plan.services)
            if touched.slips:
                touched.add_holders(reading.counters.tickets())
            built = list(self._views(reading, topics, touched))
            # Only now: if building failed, the next push begins where this one began.
            self._pushed_until[slug] = reading.seq
            if is_due or any(row.event in POSTPONES for row in rows):
                self._look_ahead(reading)
        for view in built:
            self.last_seq[Topic.parse(view.topic)] = view.seq
            self._send(view)
        if rows:
            waited = (reading.now - rows[0].at).total_seconds()
            PUSH_SECONDS.labels(slug).observe(max(0.0, waited) + time.perf_counter() - began)
            VIEWS_SENT.labels(slug).inc(len(built))

    def _views(self, reading: Reading, topics: Iterable[Topic], touched: Touched) -> Iterable[contract.TopicView]:
        tokens = {topic.scope for topic in topics if topic.kind is TopicKind.TICKET}
        for topic in topics:
            if topic.kind is not TopicKind.TICKET and touched.topic(topic):
                try:
                    view = views.topics.of_topic(reading, topic, self._base_url)
                except NotFound:  # a counter or zone that the plan has just retired
                    log.info("nothing to show any more for %s", topic)
                    continue
                yield contract.TopicView(topic=str(topic), seq=reading.seq, view=view)
        if tokens:
            yield from self._tickets(reading, tokens, touched)

    def _tickets(self, reading: Reading, tokens: set[str], touched: Touched) -> Iterable[contract.TopicView]:
        """The watched tickets that were touched, and those whose place in a touched queue may have moved.

        Each such queue is read once, however many phones follow it; queues that no phone follows are not read.
        """
        moved = {token for token in tokens if touched.everything or self._followed[token].id in touched.tickets}
        for token in moved:
            try:
                ticket = reading.tickets.with_token(token)
            except NotFound:  # its day is long over: the page learns so when it asks the next time
                continue
            yield self._show(reading, views.visitor.ticket_of_holder(reading, ticket, self._base_url))
        others = tokens - moved
        for service in {self._followed[token].service for token in others} & touched.services:
            for ahead, waiting in enumerate(reading.queues.of(service)):
                if waiting.token in others:
                    yield self._show(
                        reading, views.visitor.ticket_of_holder(reading, waiting, self._base_url, people_ahead=ahead)
                    )

    def _show(self, reading: Reading, ticket: contract.Ticket) -> contract.TopicView:
        self._followed[ticket.token] = ticket
        return contract.TopicView(topic=f"{TopicKind.TICKET}:{ticket.token}", seq=reading.seq, view=ticket)

    def _hall_of(self, topic: Topic) -> str:
        if topic.kind is not TopicKind.TICKET:
            return topic.scope
        followed = self._followed.get(topic.scope)
        return followed.hall if followed is not None else self._halls.with_token(topic.scope).slug
