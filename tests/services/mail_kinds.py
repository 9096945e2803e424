"""Which notices go where; those to people and to line managers have tests of their own."""

from app.domain.vocabulary import NotificationKind

TO_UNITS = {
    NotificationKind.NEW_CASE,
    NotificationKind.SERIOUS_CASE,
    NotificationKind.REPLIED,
    NotificationKind.SUPPLEMENTED,
    NotificationKind.REOPENED,
    NotificationKind.WITHDRAWN,
    NotificationKind.LEADER_ADDED,
    NotificationKind.INQUIRY_ANSWERED,
    NotificationKind.DUTY_REMINDER,
}
TO_REPORTERS = {
    NotificationKind.RECEIPT,
    NotificationKind.ACKNOWLEDGED,
    NotificationKind.FORWARDED,
    NotificationKind.DECLINED,
    NotificationKind.QUESTION,
    NotificationKind.ANSWERED,
    NotificationKind.GUIDANCE,
    NotificationKind.LINK_REISSUED,
    NotificationKind.CALL_REQUESTED,
    NotificationKind.FILED,
    NotificationKind.SENT_BACK,
    NotificationKind.SENT_ON,
    NotificationKind.LINKED,
}
