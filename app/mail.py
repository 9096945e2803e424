"""Mail as it leaves the house: over SMTP, or nowhere when no server is named.

Whoever hands a mail over decides what it says; here is only how it travels. A mail that is handed
over twice has the same Message-ID both times, so that a receiver's system can tell.
"""

import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, parseaddr
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

TIMEOUT_SECONDS = 20
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True)
class Mail:
    """One mail to one address. ``key`` is stable over retries and makes the Message-ID."""

    key: str
    to: str
    subject: str
    body: str
    language: str


class MailNotSent(Exception):
    """The mail was not accepted. ``is_server_down`` when no other would have been, either."""

    def __init__(self, reason: str, *, is_server_down: bool = False) -> None:
        """Keep a reason without addresses in it, fit for a log."""
        super().__init__(reason)
        self.is_server_down = is_server_down


class Undeliverable(Exception):
    """The address is not one that mail can be sent to; trying again is of no use."""


class Mailer(Protocol):
    """Whatever a mail can be handed to."""

    def send(self, mail: Mail) -> None:
        """Send one mail.

        Raises:
            MailNotSent: when it was not accepted now.
            Undeliverable: when it never can be.
        """


class NullMailer:
    """Takes every mail and sends none, where no SMTP server is named."""

    def send(self, mail: Mail) -> None:
        """Let the mail go nowhere."""


class SmtpMailer:
    """Sends by ``smtp://``, ``smtp+starttls://`` (TLS demanded) or ``smtps://``.

    With plain ``smtp://`` TLS is used wherever the server offers it; a password is never sent
    without. ``sender`` is an address, with or without a name before it.
    """

    def __init__(self, url: str, sender: str) -> None:
        """Read the address of the server; nothing is opened yet."""
        self.url: SplitResult = urlsplit(url)
        if self.url.scheme not in PORTS or not self.url.hostname:
            raise ValueError("SMTP_URL must be smtp://, smtp+starttls:// or smtps:// and a host")
        self.sender_name, self.sender = parseaddr(sender)

    def send(self, mail: Mail) -> None:
        """Send one mail over a connection of its own.

        Raises:
            MailNotSent: when the server does not answer or does not accept it.
            Undeliverable: when the address is none.
        """
        message = self._message(mail)
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as fault:
            raise MailNotSent(_reason(fault), is_server_down=True) from fault
        try:
            server.send_message(message, self.sender, [mail.to])
        except (OSError, smtplib.SMTPException) as fault:
            raise MailNotSent(_reason(fault)) from fault
        finally:
            _leave(server)

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        try:
            message["To"] = Address(addr_spec=mail.to)
        except (ValueError, IndexError, LookupError) as fault:
            raise Undeliverable from fault
        message["From"] = Address(self.sender_name, addr_spec=self.sender)
        message["Subject"] = " ".join(mail.subject.split())
        message["Date"] = formatdate(usegmt=True)
        message["Message-ID"] = f"<{mail.key}@{self.sender.partition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.body, cte="quoted-printable")
        message["Content-Language"] = mail.language
        return message

    def _connect(self) -> smtplib.SMTP:
        host, port = str(self.url.hostname), self.url.port or PORTS[self.url.scheme]
        if self.url.scheme == "smtps":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, timeout=TIMEOUT_SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
        try:
            self._secure(server)
        except BaseException:
            server.close()
            raise
        return server

    def _secure(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        is_secure = self.url.scheme == "smtps"
        must_secure = self.url.scheme == "smtp+starttls" or bool(self.url.username)
        if not is_secure and (must_secure or server.has_extn("starttls")):
            server.starttls(context=ssl.create_default_context())
        if self.url.username:
            server.login(unquote(self.url.username), unquote(self.url.password or ""))


def mailer_for(smtp_url: str, sender: str) -> Mailer:
    """Give the mailer that ``SMTP_URL`` asks for: by SMTP, or nowhere when it is empty.

    Raises:
        ValueError: when the URL is none of those that :class:`SmtpMailer` knows.
    """
    return SmtpMailer(smtp_url, sender) if smtp_url else NullMailer()


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye; what was accepted is accepted, however the server takes its leave."""
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()


def _reason(fault: Exception) -> str:
    """Name the kind of fault and the server's code; its words may repeat an address."""
    code = getattr(fault, "smtp_code", None)
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        code = next((code for code, _ in fault.recipients.values()), None)
    return f"{type(fault).__name__} {code}" if code else type(fault).__name__
