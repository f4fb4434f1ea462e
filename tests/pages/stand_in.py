"""A server that shows the pages whatever views a test gives it: real Flask-SocketIO, no hall behind it.

python -m tests.pages.stand_in --port 8123
"""

import threading
import time
from dataclasses import dataclass, field
from functools import partial
from mimetypes import guess_type
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, cast

import click
from flask import Flask, Response, jsonify, request
from flask.typing import ResponseReturnValue
from flask_socketio import SocketIO, join_room
from werkzeug.serving import BaseWSGIServer, make_server

import counter_panel
from display_server import pages
from display_server.contract import GroupBy
from display_server.hall_file.reading import read_hall_file
from display_server.live.announcements import Announcements
from display_server.media.files import MediaFiles, MediaLimits
from display_server.pages.routes import PHONE
from display_server.planning.beside import Planner
from display_server.store.accounts import Accounts
from display_server.store.database import open_database
from display_server.store.erasures import Erasures
from display_server.store.hall import Halls, system_clock
from display_server.store.ordered_files import OrderedFiles
from display_server.store.saved_views import SavedViews
from display_server.use_cases.hall import load_plan
from display_server.use_cases.pairing import Pairings
from display_server.voice.maker import SoundMaker
from display_server.voice.recipe import Voices
from display_server.voice.studio import Studio
from display_server.web.services import Services
from display_server.web.shell import page, visitors_language
from tests.pages import views

PATIENCE_SECONDS = 10.0
ME = {"role": "officer", "hall": views.HALL, "counter": 12, "name": "Nguyễn Thị Lan", "csrf": "csrf-of-the-test"}


@dataclass
class StandIn:
    """What the pages are told, and what they asked for."""

    folder: Path
    views: dict[str, tuple[int, Any]] = field(default_factory=dict)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    refuse_with: str | None = None
    refuse_status: int = 409
    signed_in: bool = True
    colleagues: list[dict[str, Any]] = field(default_factory=list)
    usual: list[dict[str, Any]] = field(default_factory=list)
    takes_over: dict[int, str] = field(default_factory=dict)
    """What becomes of a number that a counter hands in, where it is not accepted: why not, in words."""
    quiet_time: dict[str, Any] | None = None
    """When a visit for the ticket's service would be quicker."""
    delay: float = 0.0
    """Seconds that a command takes."""

    def __post_init__(self) -> None:
        self.app = Flask("display_server")
        self.sockets = SocketIO(self.app, async_mode="threading")
        self._open_the_hall()
        self.app.register_blueprint(pages.blueprint())
        self.app.register_blueprint(counter_panel.blueprint())
        self.app.view_functions["pages.phone"] = lambda token: page(
            PHONE, "", visitors_language(), token=token, quiet_time=self.quiet_time
        )
        self.app.view_functions["static"] = partial(read, Path("display_server/static"))
        self.app.view_functions["counter_panel.static"] = partial(read, Path("counter_panel/static"))
        self._answer_watches()
        self._answer_commands()
        self._server: BaseWSGIServer | None = None
        self._clients: set[str] = set()
        self.sockets.on_event("connect", lambda _auth=None: self._clients.add(sid()))
        self.sockets.on_event("disconnect", lambda _reason=None: self._clients.discard(sid()))

    def show(self, topic: str, view: Any, seq: int) -> None:
        """A commit touched the topic: everybody who watches it is told."""
        self.views[topic] = (seq, view.model_dump(mode="json"))
        self.sockets.emit("view", self._told(topic), to=topic)

    def forget(self) -> None:
        self.views.clear()
        self.asked.clear()
        self.refuse_with, self.refuse_status, self.signed_in, self.delay = None, 409, True, 0.0
        self.colleagues, self.usual, self.takes_over, self.quiet_time = [], [], {}, None

    def until_asked(self) -> None:
        """Waits until a page has told something."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.asked:
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def start(self, port: int) -> str:
        self.port = port
        self._server = make_server("127.0.0.1", port, self.app, threaded=True)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        threading.Thread(target=self._tick, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self.url

    def stop(self) -> None:
        server, self._server = self._server, None
        if server:
            server.shutdown()
            server.server_close()
        for client in list(self._clients):  # werkzeug leaves open sockets open
            self.sockets.server.disconnect(client)

    def _open_the_hall(self) -> None:
        engine = open_database(f"sqlite:///{self.folder / 'hall.db'}")
        halls = Halls(engine)
        announcements = Announcements(halls, Voices(self.folder), SoundMaker(self.folder))
        house = Services(
            *(halls, Accounts(engine), Pairings(engine), Erasures(engine), system_clock, "http://hall.test"),
            media=MediaFiles(self.folder / "media", MediaLimits()),
            announcements=announcements,
            ordered_files=OrderedFiles(engine),
            ordered_folder=self.folder / "files",
            saved_views=SavedViews(engine),
            studio=Studio(self.folder),
            planner=Planner(f"sqlite:///{self.folder / 'hall.db'}", system_clock),
        )
        load_plan(house.halls, read_hall_file("display_server/dong_nai_hall.toml"))
        house.attach_to(self.app)

    def _told(self, topic: str) -> dict[str, Any]:
        seq, view = self.views[topic]
        return {"topic": topic, "seq": seq, "view": view}

    def _answer_watches(self) -> None:
        def watch(asked: dict[str, str]) -> dict[str, Any]:
            topic = asked["topic"]
            if topic not in self.views:
                return {"error": "Không có màn hình này."}
            join_room(topic)
            return self._told(topic)

        self.sockets.on_event("watch", watch)

    def _answer_commands(self) -> None:
        @self.app.route("/api/v1/me")
        def me() -> ResponseReturnValue:
            return (jsonify(ME), 200) if self.signed_in else (jsonify(status=401, title="Chưa đăng nhập"), 401)

        @self.app.post("/api/v1/session")
        def sign_in() -> ResponseReturnValue:
            self.signed_in = request.get_json()["password"] == "right"
            return (jsonify(ME), 200) if self.signed_in else (jsonify(detail="Sai tên hoặc mật khẩu."), 401)

        @self.app.get("/api/v1/halls/<hall>/statistics")
        def statistics(hall: str) -> ResponseReturnValue:
            return jsonify(views.statistics(cast(GroupBy, request.args["group_by"])).model_dump(mode="json"))

        @self.app.get("/api/v1/halls/<hall>/catalogue")
        def catalogue(hall: str) -> ResponseReturnValue:
            return jsonify(departments=[])

        @self.app.get("/api/v1/halls/<hall>/counters/<counter>/colleagues")
        def colleagues(hall: str, counter: str) -> ResponseReturnValue:
            return jsonify(officers=self.colleagues)

        @self.app.get("/api/v1/halls/<hall>/counters/<counter>/usual-times")
        def usual_times(hall: str, counter: str) -> ResponseReturnValue:
            return jsonify(services=self.usual)

        @self.app.post("/api/v1/halls/<hall>/counters/<counter>/worked-alone")
        def worked_alone(hall: str, counter: str) -> ResponseReturnValue:
            body = request.get_json()
            self.asked.append((f"halls/{hall}/counters/{counter}/worked-alone", body))
            return jsonify(visits=[self._taken_over(each["ticket"]) for each in body["visits"]])

        @self.app.post("/api/v1/<path:path>")
        def command(path: str) -> ResponseReturnValue:
            self.asked.append((path, request.get_json()))
            time.sleep(self.delay)
            if self.refuse_with:
                return jsonify(status=self.refuse_status, title="No", detail=self.refuse_with), self.refuse_status
            return "", 204

    def _taken_over(self, ticket: int) -> dict[str, Any]:
        why = self.takes_over.get(ticket)
        return {"ticket": ticket, "number": "", "outcome": "refused" if why else "accepted", "detail": why}

    def _tick(self) -> None:
        while self._server:
            self.sockets.emit("tick", {topic: seq for topic, (seq, _) in self.views.items()})
            self.sockets.sleep(1)


def read(folder: Path, filename: str) -> Response:
    """A static file, read at once: werkzeug leaves it open where a browser goes away while it loads."""
    return Response((folder / filename).read_bytes(), mimetype=guess_type(filename)[0])


def sid() -> str:
    """The socket that is speaking."""
    found: str = request.sid  # type: ignore[attr-defined]  # put there by Flask-SocketIO
    return found


@click.command()
@click.option("--port", default=8123)
def main(port: int) -> None:
    stand_in = StandIn(Path(mkdtemp()))
    for topic, view in views.every_topic().items():
        stand_in.show(topic, view, 100)
    click.echo(stand_in.start(port))
    threading.Event().wait()


if __name__ == "__main__":
    main()
