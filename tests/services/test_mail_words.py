"""Nothing is told by mail without words for it."""

from app.domain.vocabulary import NotificationKind
from app.services import mail_texts
from app.services.line_manager import mails
from app.services.reminding import digest_texts


def test_every_kind_of_notice_has_its_words():
    assert set(mail_texts.SUBJECTS) == set(mail_texts.OPENINGS)
    assert set(NotificationKind) == {
        *mail_texts.SUBJECTS,
        *digest_texts.SUBJECTS,
        *mails.SUBJECTS,
        NotificationKind.INQUIRY,
    }
