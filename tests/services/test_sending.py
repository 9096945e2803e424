"""Every notice leaves once and in time, over real SMTP, and says nothing but where to look."""

import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import delete, select, update

from app.db import Database
from app.domain.case import Reference, ReporterDraft
from app.domain.vocabulary import Consequence, NotificationKind
from app.mail import Mail, MailNotSent, NullMailer, SmtpMailer, Undeliverable, mailer_for
from app.models import Case, Notification, Reporter, Unit
from app.services import outbox, sending
from app.services.sending import Delivered, deliver_due
from tests.conftest import START
from tests.factories import LINKS, sent_case, unit
from tests.services.mail_kinds import TO_REPORTERS, TO_UNITS

SENDER = "Samhandlingsavvik <ikke-svar@avvik.example>"
WORDS = "Kanarifuglen sang på rom fire"
REPORTER = ReporterDraft(
    name="Melder Kanarinavn",
    workplace="Kanarihjemmet",
    line_manager="Leder Kanarileder",
    phone="000 00 017",
    email="melder@tonsberg.example",
)
STRANGER = "melder@privatpost.example"


@dataclass
class Inbox:
    """A mail server's memory. ``refusals`` are answers to give before it accepts anything."""

    mails: list[EmailMessage] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        if self.refusals:
            return self.refusals.pop(0)
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        self.receivers += envelope.rcpt_tos
        return "250 OK"


@dataclass
class PostOffice:
    inbox: Inbox
    mailer: SmtpMailer


@pytest.fixture
def post() -> Iterator[PostOffice]:
    with mail_server(free_port()) as made:
        yield made


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """One engine is enough for what a mail says."""
    opened = Database(sqlite_url)
    yield opened
    opened.close()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def mail_server(port: int) -> Iterator[PostOffice]:
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield PostOffice(inbox, SmtpMailer(f"smtp://127.0.0.1:{port}", SENDER))
    finally:
        controller.stop()


def send(database, mailer, now=START) -> Delivered:
    return deliver_due(database, mailer, LINKS, clock=lambda: now)


def report(database, *, now=START, email=REPORTER.email, language="nb", **changes):
    """A report by somebody with a name that no mail may hold; gives its case."""
    reporter = ReporterDraft(**(vars(REPORTER) | {"email": email}))
    with database.transaction() as session:
        made = sent_case(session, now=now, reporter=reporter, description=WORDS, **changes)
        case = session.scalars(select(Case).where(Case.key == made.case_key)).one()
        case.language = language
        session.execute(
            update(Notification).where(Notification.case_id == case.id).values(language=language)
        )
        return case


def clear(database) -> None:
    with database.transaction() as session:
        session.execute(delete(Notification))


def rows(database) -> list[Notification]:
    with database.reading() as session:
        return list(session.scalars(select(Notification).order_by(Notification.id)))


def body(mail: EmailMessage) -> str:
    return str(mail.get_content())


def everything(mail: EmailMessage) -> str:
    return f"{mail.items()} {body(mail)}"


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("kind", sorted(TO_UNITS))
def test_a_mail_to_a_unit_holds_reference_unit_and_link_alone(
    sqlite_database, post, kind, language
):
    case = report(sqlite_database, language=language)
    clear(sqlite_database)
    with sqlite_database.transaction() as session:
        clinic = unit(session, "siv-medisin")
        outbox.tell_unit(session, kind, case, clinic.id, now=START)
        session.execute(update(Notification).values(language=language))
    assert send(sqlite_database, post.mailer) == Delivered(sent=1)
    (mail,) = post.inbox.mails
    assert mail["To"] == clinic.mailbox
    assert post.inbox.receivers == [clinic.mailbox]
    assert mail["Content-Language"] == language
    spoken = Reference(case.reference).spoken
    assert spoken in mail["Subject"]
    assert links_in(mail) == [f"http://localhost/saker/{case.key}"]
    assert clinic.name.within(language) in body(mail)
    assert_tells_nothing(mail)


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("email", [REPORTER.email, STRANGER])
@pytest.mark.parametrize("kind", sorted(TO_REPORTERS))
def test_a_mail_to_a_reporter_holds_a_link_only_where_one_may_be_mailed(
    sqlite_database, post, kind, email, language
):
    case = report(sqlite_database, email=email, language=language)
    clear(sqlite_database)
    with sqlite_database.transaction() as session:
        outbox.tell_reporter(session, kind, case, now=START)
    assert send(sqlite_database, post.mailer) == Delivered(sent=1)
    (mail,) = post.inbox.mails
    assert post.inbox.receivers == [email]
    assert Reference(case.reference).spoken in mail["Subject"]
    if email == STRANGER:
        assert links_in(mail) == []
        assert case.status.words.within(language) in body(mail)
    else:
        (link,) = links_in(mail)
        assert link.startswith("http://localhost/folg/")
    assert_tells_nothing(mail)


def links_in(mail: EmailMessage) -> list[str]:
    """Give every link but that to the privacy notice, which stands last in every mail."""
    *links, notice = re.findall(r"https?://\S+", body(mail))
    assert notice.startswith("http://localhost/personvern")
    assert body(mail).rstrip().endswith(notice)
    return links


def assert_tells_nothing(mail: EmailMessage) -> None:
    text = everything(mail).replace(str(mail["To"]), "")
    for secret in (WORDS, "Kanari", REPORTER.phone, "medicines", "Legemid", "Betydelig", "Død"):
        assert secret not in text
    assert not re.search(r"\d{6} ?\d{5}", text)
    assert mail["From"] == SENDER
    assert mail["Auto-Submitted"] == "auto-generated"
    assert not mail.is_multipart()


def test_several_new_cases_leave_in_one_mail(database, post):
    cases = [report(database, email="") for _ in range(5)]
    assert send(database, post.mailer) == Delivered(sent=1)
    (mail,) = post.inbox.mails
    assert mail["Subject"].startswith("5 ")
    assert sorted(links_in(mail)) == sorted(f"http://localhost/saker/{case.key}" for case in cases)


def test_a_unit_gets_at_most_one_mail_of_new_cases_in_fifteen_minutes(database, post):
    for minute in range(31):
        now = START + timedelta(minutes=minute)
        report(database, now=now, email="")
        send(database, post.mailer, now)
    assert len(post.inbox.mails) == 3
    assert sum(len(links_in(mail)) for mail in post.inbox.mails) == 31


def test_a_case_that_came_before_the_first_mail_was_marked_waits_its_turn_too(database, post):
    report(database, email="")
    with database.transaction() as session:
        first = session.scalars(select(Notification)).one()
        first.lease_until = START + timedelta(minutes=5)
    report(database, email="")
    with database.transaction() as session:
        first = session.scalars(select(Notification).order_by(Notification.id)).first()
        first.sent_at = START
    later = START + timedelta(seconds=1)
    assert send(database, post.mailer, later) == Delivered()
    assert send(database, post.mailer, START + timedelta(minutes=15)) == Delivered(sent=1)


@pytest.mark.parametrize("consequence", [Consequence.SEVERE, Consequence.DEATH])
def test_a_serious_case_is_told_at_once_and_singly(database, post, consequence):
    report(database, email="")
    send(database, post.mailer)
    for _ in range(2):
        report(database, email="", consequence=consequence)
    report(database, email="")
    assert send(database, post.mailer, START + timedelta(minutes=1)) == Delivered(sent=2)
    assert [len(links_in(mail)) for mail in post.inbox.mails] == [1, 1, 1]
    assert all("Alvorlig" in mail["Subject"] for mail in post.inbox.mails[1:])


def test_two_units_never_share_a_mail(database, post):
    report(database, email="")
    report(database, email="", hospital_unit_key="siv-kirurgi")
    assert send(database, post.mailer) == Delivered(sent=2)
    assert sorted(post.inbox.receivers) == [
        "klinikk.kirurgi@siv.example",
        "klinikk.medisin@siv.example",
    ]


def test_a_section_without_a_mailbox_is_told_by_its_clinic_s(database, post):
    case = report(database, email="")
    clear(database)
    with database.transaction() as session:
        section = unit(session, "siv-medisin-geriatri")
        outbox.tell_unit(session, NotificationKind.REPLIED, case, section.id, now=START)
    send(database, post.mailer)
    assert post.inbox.receivers == ["klinikk.medisin@siv.example"]


def test_a_worker_that_dies_after_the_server_said_yes_doubles_the_mail_under_one_name(
    database, post, monkeypatch
):
    report(database)
    with monkeypatch.context() as patched:
        patched.setattr(sending, "_mark", dies)
        with pytest.raises(KeyboardInterrupt):
            send(database, post.mailer)
    assert send(database, post.mailer, START + timedelta(minutes=1)).sent == 1
    assert send(database, post.mailer, START + timedelta(minutes=6)) == Delivered(sent=1)
    names = [mail["Message-ID"] for mail in post.inbox.mails]
    assert len(names) == 3
    assert len(set(names)) == 2
    assert all(re.fullmatch(r"<[\w-]{22}@avvik\.example>", name) for name in names)


def dies(*_args: Any, **_settings: Any) -> None:
    raise KeyboardInterrupt


def test_a_group_that_was_tried_before_keeps_its_company(database, post):
    for _ in range(3):
        report(database, email="")
    post.inbox.refusals = ["451 try later"]
    assert send(database, post.mailer) == Delivered(failed=1)
    report(database, email="")
    later = START + timedelta(minutes=20)
    assert send(database, post.mailer, later) == Delivered(sent=2)
    assert sorted(len(links_in(mail)) for mail in post.inbox.mails) == [1, 3]


@pytest.mark.parametrize("answer", ["451 try later", "550 no", "421 closing"])
def test_a_refused_mail_is_tried_again_and_again_until_it_leaves(database, post, answer):
    report(database, email="")
    post.inbox.refusals = [answer] * 4
    now, pauses = START, []
    while not post.inbox.mails:
        send(database, post.mailer, now)
        pauses.append(rows(database)[0].next_try_at - now)
        now = max(rows(database)[0].next_try_at, now)
    assert [pause.total_seconds() / 60 for pause in pauses[:4]] == [1, 2, 4, 8]
    assert rows(database)[0].tries == 5


def test_a_server_that_is_down_ends_the_round_and_loses_nothing(database):
    for key in ("siv-medisin", "siv-kirurgi", "siv-kfmr"):
        report(database, email="", hospital_unit_key=key)
    port = free_port()
    mailer = SmtpMailer(f"smtp://127.0.0.1:{port}", SENDER)
    assert send(database, mailer) == Delivered(failed=1, is_server_down=True)
    with mail_server(port) as post:
        sent = send(database, mailer, START + timedelta(minutes=2)).sent
    assert (sent, len(post.inbox.mails)) == (3, 3)


def test_a_mail_is_given_up_only_after_more_than_three_days(database, post):
    report(database, email="")
    post.inbox.refusals = ["550 no"] * 200
    now = START
    while rows(database)[0].given_up_at is None:
        now = max(rows(database)[0].next_try_at, now)
        send(database, post.mailer, now)
    assert rows(database)[0].tries == sending.GIVE_UP_AFTER_TRIES
    assert now - START > timedelta(days=3)
    assert send(database, post.mailer, now + timedelta(days=30)) == Delivered()


@pytest.mark.parametrize(
    "address", ["a@x.example, b@y.example", "a@x.example\r\nBcc: b@y.example", "nobody", ""]
)
def test_a_hostile_address_reaches_nobody_else(database, post, address):
    report(database, email="melder@tonsberg.example")
    with database.transaction() as session:
        session.execute(update(Reporter).values(email=address))
        session.execute(update(Unit).values(mailbox=None))
    assert send(database, post.mailer).sent == 0
    assert post.inbox.mails == []
    assert all(row.given_up_at for row in rows(database))


def test_a_line_break_in_a_subject_makes_no_header(post):
    post.mailer.send(Mail("k", "a@siv.example", "Hei\r\nBcc: b@y.example", "Tekst", "nb"))
    (mail,) = post.inbox.mails
    assert mail["Bcc"] is None
    assert post.inbox.receivers == ["a@siv.example"]


def test_without_a_server_mail_goes_nowhere_and_is_marked(database):
    report(database)
    assert send(database, mailer_for("", SENDER)) == Delivered(sent=2)
    assert all(row.sent_at == START for row in rows(database))


@pytest.mark.parametrize("url", ["http://x", "smtp://", "mail.example:25"])
def test_an_address_of_no_server_is_refused_at_the_start(url):
    with pytest.raises(ValueError, match="SMTP_URL"):
        mailer_for(url, SENDER)


def test_a_password_is_never_sent_to_a_server_without_tls(post):
    port = post.mailer.url.port
    mailer = SmtpMailer(f"smtp://user:secret@127.0.0.1:{port}", SENDER)
    with pytest.raises(MailNotSent):
        mailer.send(Mail("k", "a@siv.example", "Hei", "Tekst", "nb"))
    assert post.inbox.mails == []


def test_a_reason_for_not_sending_holds_no_address(post):
    with pytest.raises(Undeliverable):
        post.mailer.send(Mail("k", "a b", "Hei", "Tekst", "nb"))
    post.inbox.refusals = ["550 a@siv.example is unknown"]
    with pytest.raises(MailNotSent) as refused:
        post.mailer.send(Mail("k", "a@siv.example", "Hei", "Tekst", "nb"))
    assert str(refused.value) == "SMTPDataError 550"


def test_two_workers_at_once_send_each_mail_once(database, post):
    for key in ("siv-medisin", "siv-kirurgi", "siv-kfmr", "siv-kpa") * 3:
        report(database, hospital_unit_key=key, consequence=Consequence.SEVERE)
    with ThreadPoolExecutor(3) as pool:
        done = [pool.submit(send, database, post.mailer) for _ in range(3)]
        assert sum(one.result().sent for one in done) == 24
    names = [mail["Message-ID"] for mail in post.inbox.mails]
    assert len(names) == 24
    assert len(set(names)) == 24


def test_the_demo_page_is_shown_what_waits_and_then_what_was_sent(database):
    first = report(database)
    send(database, NullMailer())
    second = report(database, now=START + timedelta(minutes=1))
    with database.reading() as session:
        mails = sending.composed(session, LINKS, limit=3)
    assert [mail.sent_at for mail in mails] == [None, None, START]
    assert Reference(second.reference).spoken in mails[0].subject
    assert Reference(first.reference).spoken in mails[2].subject
