"""Messages on their way: to a real mail server, a real gateway, a real push service on this machine, and into files."""

import base64
import json
import logging
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import http_ece  # type: ignore[import-untyped]
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from display_server.domain.refusals import NotValid
from display_server.domain.reminder import Way
from display_server.messages.address import WrongMessageAddress, open_messengers
from display_server.messages.messenger import Message, Messenger, NotSent
from display_server.messages.push_key import public_key, push_key
from display_server.messages.push_services import SERVICES, is_known
from display_server.messages.smtp import SmtpMessenger
from display_server.messages.web_push import PushMessenger
from display_server.messages.webhook import SIGNATURE, TIMESTAMP, WebhookMessenger, signature
from tests.certificates import an_authority
from tests.databases import free_port

LAN = "lan@example.vn"
SENDER = "hall@dongnai.example.vn"
SECRET = "a secret of two"


def a_message(to: str) -> Message:
    return Message(to, "A042 – Trung tâm", "Số A042: mời bạn đến quầy 5.", "http://hall/t/x", "motcua-hall-42-near")


# --- e-mail -----------------------------------------------------------------------------------------------------------


class Mailbox:
    """A mail server's own side: it knows no Minh, and is full on demand."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.encrypted: list[bool] = []
        self.users: list[str] = []

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's own name)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.startswith("minh"):
            return "550 no such user here: minh@example.vn"
        if address.startswith("full"):
            return "452 full, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (as above)
        assert isinstance(envelope.content, bytes)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        self.encrypted.append(
            server.transport is not None and server.transport.get_extra_info("sslcontext") is not None
        )
        return "250 OK"

    def admit(self, _server: SMTP, _session: Session, _envelope: Envelope, _way: str, given: Any) -> AuthResult:
        known = isinstance(given, LoginPassword) and given.password == b"right"
        self.users += [given.login.decode()] if known else []
        return AuthResult(success=known, handled=False)


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What a mail server of this machine proves itself with; this machine trusts it."""
    files = an_authority(tmp_path / "authority")
    monkeypatch.setenv("SSL_CERT_FILE", str(files.authority))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(files.server, files.server_key)
    return context


@contextmanager
def mail_server(mailbox: Mailbox, **options: Any) -> Iterator[int]:
    port = free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def test_a_letter_goes_out_encrypted_from_starttls_on(trusted: ssl.SSLContext) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox, tls_context=trusted, require_starttls=True) as port:
        SmtpMessenger("127.0.0.1", port, SENDER, at_once=False).send(a_message(LAN))

    (letter,) = mailbox.letters
    assert (letter["From"], letter["To"], letter["Subject"]) == (SENDER, LAN, "A042 – Trung tâm")
    assert letter["Message-ID"] == "<motcua-hall-42-near@dongnai.example.vn>"
    assert letter.get_content().split() == ["Số", "A042:", "mời", "bạn", "đến", "quầy", "5.", "http://hall/t/x"]
    assert mailbox.encrypted == [True]


def test_a_letter_goes_out_encrypted_from_the_start_by_who_signs_in(trusted: ssl.SSLContext) -> None:
    mailbox = Mailbox()
    options = {"ssl_context": trusted, "authenticator": mailbox.admit, "auth_require_tls": False}
    with mail_server(mailbox, **options) as port:
        SmtpMessenger("127.0.0.1", port, SENDER, "hall", "right", at_once=True).send(a_message(LAN))
        with pytest.raises(NotSent, match="answers 535"):
            SmtpMessenger("127.0.0.1", port, SENDER, "hall", "wrong", at_once=True).send(a_message(LAN))

    assert len(mailbox.letters) == 1
    assert mailbox.users == ["hall"]


def test_nothing_is_sent_in_the_open() -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port, pytest.raises(NotSent, match="does not take it"):
        SmtpMessenger("127.0.0.1", port, SENDER, at_once=False).send(a_message(LAN))

    assert mailbox.letters == []


@pytest.mark.parametrize(("to", "for_good"), [("minh@example.vn", True), ("full@example.vn", False)])
def test_a_refused_address_is_told_from_a_full_mailbox_and_named_nowhere(
    trusted: ssl.SSLContext, to: str, *, for_good: bool
) -> None:
    with mail_server(Mailbox(), tls_context=trusted) as port, pytest.raises(NotSent) as fault:
        SmtpMessenger("127.0.0.1", port, SENDER, at_once=False).send(a_message(to))

    assert fault.value.for_good is for_good
    assert to not in str(fault.value)


def test_a_mail_server_that_is_not_there_is_tried_again() -> None:
    with pytest.raises(NotSent, match="does not take it") as fault:
        SmtpMessenger("127.0.0.1", free_port(), SENDER, at_once=True).send(a_message(LAN))

    assert not fault.value.for_good


# --- whoever is asked by HTTP -----------------------------------------------------------------------------------------


class Asked:
    """What a server on this machine was sent, and what it answers."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.status = 201
        self.url = ""


@pytest.fixture
def asked() -> Iterator[Asked]:
    asked = Asked()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.requests.append((dict(self.headers), body))
            self.send_response(asked.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    asked.url = f"http://127.0.0.1:{server.server_port}"
    yield asked
    server.shutdown()
    server.server_close()


def test_a_gateway_is_sent_what_only_who_knows_the_secret_can_have_signed(
    asked: Asked, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        WebhookMessenger(f"{asked.url}/sms", SECRET, lambda: 1_800_000_000.9).send(a_message("+84912345678"))

    ((headers, body),) = asked.requests
    assert json.loads(body) == {
        "to": "+84912345678",
        "text": "Số A042: mời bạn đến quầy 5.",
        "url": "http://hall/t/x",
        "key": "motcua-hall-42-near",
    }
    assert headers["Idempotency-Key"] == "motcua-hall-42-near"
    assert headers[TIMESTAMP] == "1800000000"
    assert headers[SIGNATURE] == signature(SECRET, "1800000000", body)
    assert signature(SECRET, "1800000001", body) != headers[SIGNATURE]
    assert "912345678" not in caplog.text


def test_the_signature_is_the_one_that_the_documentation_names() -> None:
    # printf '1800000000.{}' | openssl dgst -sha256 -hmac secret
    assert (
        signature("secret", "1800000000", b"{}")
        == "sha256=bb7079132825ac793cea8c013c1dd24d926b9b02132245b10588d9e5c0df70d7"
    )


@pytest.mark.parametrize(("status", "for_good"), [(400, True), (401, True), (429, False), (409, False), (503, False)])
def test_a_gateways_no_is_told_from_a_busy_one(asked: Asked, status: int, *, for_good: bool) -> None:
    asked.status = status

    with pytest.raises(NotSent, match=f"answers {status}") as fault:
        WebhookMessenger(asked.url, SECRET).send(a_message("+84912345678"))

    assert fault.value.for_good is for_good


class Browser:
    """A browser that has subscribed: it alone can read what is pushed to it (RFC 8291)."""

    def __init__(self, endpoint: str) -> None:
        self._key, self._secret = ec.generate_private_key(ec.SECP256R1()), b"0123456789abcdef"
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": in_base64(point), "auth": in_base64(self._secret)}
        self.subscription = json.dumps({"endpoint": endpoint, "keys": keys})

    def read(self, body: bytes) -> dict[str, str]:
        opened = http_ece.decrypt(body, private_key=self._key, auth_secret=self._secret, version="aes128gcm")
        read: dict[str, str] = json.loads(opened)
        return read


def in_base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def test_a_push_can_be_read_by_the_browser_alone_and_its_service_knows_whose_it_is(
    asked: Asked, tmp_path: Path
) -> None:
    browser, key = Browser(f"{asked.url}/push/1"), push_key(tmp_path)

    PushMessenger(key, "mailto:it@example.vn").send(a_message(browser.subscription))

    ((sent, body),) = asked.requests
    headers = {name.lower(): value for name, value in sent.items()}
    assert b"A042" not in body
    assert browser.read(body) == {
        "title": "A042 – Trung tâm",
        "body": "Số A042: mời bạn đến quầy 5.",
        "url": "http://hall/t/x",
        "tag": "motcua-hall-42-near",
    }
    assert headers["ttl"] == "900"
    assert Vapid02.verify(headers["authorization"])
    assert public_key(key) in headers["authorization"]


@pytest.mark.parametrize(("status", "for_good"), [(410, True), (404, True), (429, False), (500, False)])
def test_a_browser_that_let_go_is_not_asked_again(asked: Asked, tmp_path: Path, status: int, *, for_good: bool) -> None:
    asked.status = status
    messenger = PushMessenger(push_key(tmp_path), "mailto:it@example.vn")

    with pytest.raises(NotSent, match=f"answers {status}") as fault:
        messenger.send(a_message(Browser(asked.url).subscription))

    assert fault.value.for_good is for_good


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    first = public_key(push_key(tmp_path / "data"))

    assert public_key(push_key(tmp_path / "data")) == first
    assert len(base64.urlsafe_b64decode(first + "=")) == 65
    assert oct((tmp_path / "data" / "push_key").stat().st_mode & 0o777) == "0o600"
    (tmp_path / "data" / "push_key").write_text("nonsense")
    with pytest.raises(NotValid, match="holds no key"):
        push_key(tmp_path / "data")


def test_only_services_that_are_known_are_asked() -> None:
    assert is_known("https://fcm.googleapis.com/fcm/send/x", SERVICES)
    assert is_known("https://web.push.apple.com/x", SERVICES)
    for stranger in (
        *("http://fcm.googleapis.com/x", "https://fcm.googleapis.com.evil.vn/x", "https://fcm.googleapis.com:8080/x"),
        *("https://127.0.0.1/x", "https://evilpush.apple.com/x", "https://a@fcm.googleapis.com/x", "https://[/x"),
    ):
        assert not is_known(stranger, SERVICES), stranger


# --- files, and addresses ---------------------------------------------------------------------------------------------


def test_the_virtual_twin_writes_a_file_for_each_message_and_none_twice(tmp_path: Path) -> None:
    messengers = open_messengers(f"virtual://{tmp_path / 'out'}")
    for _ in range(2):
        messengers[Way.PHONE].send(a_message("+84912345678"))

    (file,) = (tmp_path / "out").iterdir()
    assert json.loads(file.read_text())["text"] == "Số A042: mời bạn đến quầy 5."
    assert oct(file.stat().st_mode & 0o777) == "0o600"


def test_mail_and_text_messages_have_each_their_carrier() -> None:
    found = open_messengers("smtps://mail.example.vn?from=hall@example.vn https://sms.example.vn/send", secret=SECRET)

    carriers: dict[Way, type[Messenger]] = {way: type(each) for way, each in found.items()}
    assert carriers == {Way.EMAIL: SmtpMessenger, Way.PHONE: WebhookMessenger}


@pytest.mark.parametrize(
    ("address", "mend"),
    [
        ("mail.example.vn", "write smtp://"),
        ("smtp://mail.example.vn", "does not say who writes"),
        ("https://sms.example.vn/send", "MOTCUA_MESSAGES_SECRET"),
        ("http://sms.example.vn/send", "in the open"),
        ("smtp://mail:port?from=a@b.vn", "holds an address that is none"),
    ],
)
def test_a_wrong_address_says_what_to_write(address: str, mend: str) -> None:
    secret = None if "MOTCUA" in mend else SECRET

    with pytest.raises(WrongMessageAddress, match=mend):
        open_messengers(address, secret=secret)
