"""Socket.IO: `watch` is answered with the view, then `view` after every commit that touches it and `tick` every 5 s.

`announce` is answered with what a display is to say now.

Knows who may watch and how to send; what a view holds is made in `views`, when it is sent is decided in `push`.
"""

import logging
from collections.abc import Callable
from typing import Any, TypedDict

import gevent
from flask import request
from flask_socketio import SocketIO
from gevent.event import Event
from pydantic import BaseModel, ValidationError
from socketio.exceptions import ConnectionRefusedError as NotConnected  # Python's own would tell the client nothing

from display_server.access.credentials import Credential, SessionShown, token_shown
from display_server.access.principals import Principal, Role, may_watch
from display_server.contract import Announce, Topic, TopicKind, TopicView
from display_server.domain.refusals import NotAllowed, NotSignedIn, Refused
from display_server.limits.addresses import asker
from display_server.limits.turns import Turns
from display_server.live.announcements import Announcements
from display_server.live.bell import Bell
from display_server.live.push import Push
from display_server.store.hall import Halls
from display_server.words import N_, language_for, say

log = logging.getLogger(__name__)

TICK_SECONDS = 5
SCREENS_TICK_SECONDS = 1
"""For the hall's own screens: they say within seconds that they are cut off. Phones are too many for that."""
OF_SCREENS = (TopicKind.BOARD, TopicKind.COUNTER, TopicKind.RATING)
MOST_TOPICS = 32
"""A page watches one, a program some: a socket that watches more is no screen of the hall."""
AWAY_IS_NEWS = (Role.DISPLAY, Role.RATING)
"""Screens of which it is noted when they were last connected."""


class Client(TypedDict):
    shown: Credential | None
    principal: Principal | None
    language: str
    topics: set[Topic]


class Live:
    """The sockets of one process, and the loop that pushes to them."""

    def __init__(
        self,
        sockets: SocketIO,
        halls: Halls,
        base_url: str,
        shown: Callable[[], Credential | None],
        principal_of: Callable[[Credential], Principal],
        *,
        turns: Turns,
        announcements: Announcements,
    ) -> None:
        self._announcements = announcements
        self._turns = turns
        self._sockets = sockets
        self._shown, self._principal_of = shown, principal_of
        self._halls = halls
        self._clients: dict[str, Client] = {}
        self.push = Push(halls, self._send, base_url)
        self._changed: set[str] = set()
        self._wake = Event()
        sockets.on_event("connect", self._connect)
        sockets.on_event("disconnect", self._disconnect)
        sockets.on_event("watch", self._watch)
        sockets.on_event("unwatch", self._unwatch)
        sockets.on_event("announce", self._announce)

    def run(self, bell: Bell) -> None:
        """Starts pushing: after this process's commits, and after the others' when the bell says so."""

        def committed(hall: str) -> None:
            self.changed(hall)
            bell.ring(hall)

        self._halls.on_commit = committed
        gevent.spawn(bell.listen, self.changed)
        gevent.spawn(self._push_forever)
        gevent.spawn(self._tick_forever, TICK_SECONDS, screens=False)
        gevent.spawn(self._tick_forever, SCREENS_TICK_SECONDS, screens=True)

    def changed(self, hall: str) -> None:
        """Says that a hall has changed; what was said several times before the next push is one push."""
        self._changed.add(hall)
        self._wake.set()

    def _push_forever(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            halls, self._changed = self._changed, set()
            for hall in halls:
                try:
                    self.push.hall(hall)
                except Exception:  # the loop must outlive a database that is away for a moment
                    log.exception("pushing the views of %s failed; trying again", hall)
                    gevent.spawn_later(1, self.changed, hall)

    def _tick_forever(self, every: float, *, screens: bool) -> None:
        while True:
            gevent.sleep(every)
            for hall in self.push.halls_due(self._halls.now()):
                self.changed(hall)
            for topic, seq in list(self.push.last_seq.items()):
                if (topic.kind in OF_SCREENS) is screens:
                    self._sockets.emit("tick", {str(topic): seq}, to=str(topic))

    def _send(self, view: TopicView) -> None:
        self._sockets.emit("view", _plain(view), to=view.topic)

    # --- what clients say ---

    def _connect(self, auth: dict[str, Any] | None = None) -> bool | None:
        language = language_for(request.args.get("lang"), request.accept_languages)
        try:
            shown, principal = self._who_connects(auth)
        except Refused as refusal:
            raise NotConnected(say(language, refusal.sentence, **refusal.facts)) from refusal
        self._clients[_sid()] = {"shown": shown, "principal": principal, "language": language, "topics": set()}
        return None

    def _who_connects(self, auth: dict[str, Any] | None) -> tuple[Credential | None, Principal | None]:
        """A token that is not known is refused; with a session that has ended one is nobody, and watches as such."""
        token = auth.get("token") if isinstance(auth, dict) else None
        shown = token_shown(str(token)) if token else self._shown()
        if shown is None:
            return None, None
        try:
            return shown, self._principal_of(shown)
        except NotSignedIn:
            if isinstance(shown, SessionShown):
                return None, None
            raise

    def screens_of(self, hall: str) -> set[int]:
        """The displays and rating tablets of the hall that watch something here, by their tokens."""
        clients = [client["principal"] for client in self._clients.values() if client["topics"]]
        return {
            each.device
            for each in clients
            if each is not None and each.device is not None and each.hall == hall and each.role in AWAY_IS_NEWS
        }

    def cut_off_who_is_out(self) -> None:
        """Closes the sockets of whoever may not come in any more. They may connect again, and are then nobody."""
        of_whom = {client["shown"] for client in self._clients.values() if client["shown"] is not None}
        out = {shown for shown in of_whom if self._is_out(shown)}
        for sid, client in list(self._clients.items()):
            if client["shown"] in out:
                self._sockets.server.disconnect(sid)

    def _is_out(self, shown: Credential) -> bool:
        gevent.sleep(0)  # a hall has hundreds of sockets, and each question stops the loop for a moment
        try:
            self._principal_of(shown)
        except NotSignedIn:
            return True
        except Refused:  # the database is away: it is asked again in a moment
            log.warning("whether somebody may still be connected is not known; looking again")
        return False

    def _disconnect(self, _reason: object = None) -> None:
        client = self._clients.pop(_sid(), None)
        for topic in client["topics"] if client else ():
            self.push.unwatch(topic)

    def _watch(self, asked: object = None, *_more: object) -> dict[str, Any]:
        client = self._clients[_sid()]
        try:
            topic = _topic(asked)
            may_watch(client["principal"], topic)
            if topic not in client["topics"] and len(client["topics"]) >= MOST_TOPICS:
                raise NotAllowed("%(most)s topics are watched here already. Unwatch one first.", most=MOST_TOPICS)
            self._turns.wait(asker(request.remote_addr or ""))
            if _sid() not in self._clients:  # it went while it waited: nobody would count it out again
                return {}
            view = self._watched(client, topic)
        except Refused as refusal:
            return {"error": say(client["language"], refusal.sentence, **refusal.facts)}
        return _plain(view)

    def _watched(self, client: Client, topic: Topic) -> TopicView:
        # In the room before the view is read: a change in between is pushed twice rather than lost.
        self._sockets.server.enter_room(_sid(), str(topic))
        try:
            view = self.push.watch(topic)
        except BaseException:
            if topic not in client["topics"]:
                self._sockets.server.leave_room(_sid(), str(topic))
            raise
        if topic in client["topics"]:
            self.push.unwatch(topic)
        client["topics"].add(topic)
        return view

    def _unwatch(self, asked: object = None, *_more: object) -> dict[str, Any]:
        client = self._clients[_sid()]
        try:
            topic = _topic(asked)
        except Refused as refusal:
            return {"error": say(client["language"], refusal.sentence, **refusal.facts)}
        topics = client["topics"]
        if topic in topics:
            topics.remove(topic)
            self._sockets.server.leave_room(_sid(), str(topic))
            self.push.unwatch(topic)
        return {"topic": str(topic)}

    def _announce(self, asked: object = None, *_more: object) -> dict[str, Any]:
        """A display that can sound asks what it is to say now."""
        client = self._clients[_sid()]
        device = client["principal"]
        try:
            wanted = Announce.model_validate(asked)
            if device is not None:
                device.must_belong_to(wanted.hall)
            self._turns.wait(asker(request.remote_addr or ""))
            return _plain(self._announcements.next(wanted, is_device=device is not None and not device.is_person))
        except ValidationError:
            return {"error": say(client["language"], N_("Ask to announce with hall, zone and speaker."))}
        except Refused as refusal:
            return {"error": say(client["language"], refusal.sentence, **refusal.facts)}


def _topic(asked: object) -> Topic:
    text = asked.get("topic") if isinstance(asked, dict) else None
    try:
        return Topic.parse(str(text))
    except ValueError as error:
        raise Refused("There is no topic %(topic)s. Watch board:HALL, for example.", topic=text) from error


def _plain(view: BaseModel) -> dict[str, Any]:
    return view.model_dump(mode="json")


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]  # put there by Flask-SocketIO
    return sid
