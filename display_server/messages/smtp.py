"""E-mail by SMTP: encrypted from the start (smtps) or from STARTTLS on. Nothing is sent in the open."""

import mimetypes
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate

from display_server.messages.messenger import SECONDS, Message, NotSent

FOR_GOOD = range(500, 600)
"""Replies that stay the same however often it is tried (RFC 5321 §4.2.1)."""


class SmtpMessenger:
    """`at_once`: TLS from the first byte; otherwise after STARTTLS, without which nothing is sent."""

    def __init__(
        self, host: str, port: int, sender: str, user: str | None = None, password: str | None = None, *, at_once: bool
    ) -> None:
        self._host, self._port, self._sender = host, port, sender
        self._user, self._password = user, password
        self._at_once = at_once
        self._trust = ssl.create_default_context()

    def send(self, message: Message) -> None:
        try:
            with self._connected() as server:
                if self._user:
                    server.login(self._user, self._password or "")
                server.send_message(self._letter(message))
        except smtplib.SMTPRecipientsRefused as fault:
            codes = [code for code, _ in fault.recipients.values()]
            raise NotSent(f"{self._host} refuses the address ({codes[0]})", for_good=codes[0] in FOR_GOOD) from None
        except smtplib.SMTPResponseException as fault:
            # The server's own text may name the address.
            raise NotSent(f"{self._host} answers {fault.smtp_code} ({type(fault).__name__})") from None
        except (OSError, smtplib.SMTPException) as fault:
            raise NotSent(f"{self._host}:{self._port} does not take it ({type(fault).__name__})") from None

    def _connected(self) -> smtplib.SMTP:
        if self._at_once:
            return smtplib.SMTP_SSL(self._host, self._port, timeout=SECONDS, context=self._trust)
        server = smtplib.SMTP(self._host, self._port, timeout=SECONDS)
        try:
            server.starttls(context=self._trust)
        except BaseException:
            server.close()
            raise
        return server

    def _letter(self, message: Message) -> EmailMessage:
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self._sender, message.to, message.subject
        letter["Date"] = formatdate()
        letter["Message-ID"] = f"<{message.key}@{self._sender.rpartition('@')[2].rstrip('>')}>"
        letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office note comes back
        letter.set_content(f"{message.text}\n{message.url}\n")
        if message.attachment is not None:
            kind = mimetypes.guess_type(message.attachment.name)[0] or "application/octet-stream"
            maintype, subtype = kind.split("/")
            name, content = message.attachment.name, message.attachment.content
            letter.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
        return letter
