"""What the log may say: closed actions, and exactly the facts each entry must carry.

Entries name people, units and texts by id only. The timeline that parties and reporter see is
drawn from the entries whose action is ``shared``; reads and internal acts are not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from app.domain.vocabulary import Term, Words

Facts = Mapping[str, str | int | bool | None]


@dataclass(frozen=True)
class Entry:
    """How one action is described: key, words, the names of its facts, and who sees it."""

    key: str
    nb: str
    nn: str
    facts: str = ""
    shared: bool = False


class AuditAction(Term):
    """One kind of entry in the log."""

    facts: frozenset[str]
    shared: bool

    def __new__(cls, entry: Entry) -> Self:
        """Keep the names of the facts as a set."""
        member = str.__new__(cls, entry.key)
        member._value_ = entry.key
        member.words = Words(entry.nb, entry.nn)
        member.facts = frozenset(entry.facts.split())
        member.shared = entry.shared
        return member

    SENT = Entry("sent", "Sendt", "Sendt", "assignment unit reason", shared=True)
    ENTERED = Entry(
        "entered",
        "Ført inn på vegne av melder",
        "Ført inn på vegner av meldar",
        "assignment unit channel",
        shared=True,
    )
    ACKNOWLEDGED = Entry(
        "acknowledged", "Mottak bekreftet", "Mottak stadfesta", "assignment unit", shared=True
    )
    TAKEN = Entry(
        "taken",
        "Saken har fått saksbehandler",
        "Saka har fått saksbehandlar",
        "assignment unit",
        shared=True,
    )
    FORWARDED = Entry(
        "forwarded",
        "Videresendt",
        "Vidaresend",
        "assignment unit to_assignment to_unit narrative",
        shared=True,
    )
    DECLINED = Entry(
        "declined", "Avvist", "Avvist", "assignment unit reason narrative duplicate_of", shared=True
    )
    ASKED = Entry(
        "asked",
        "Spørsmål til melder",
        "Spørsmål til meldar",
        "assignment unit narrative",
        shared=True,
    )
    GUIDED = Entry(
        "guided",
        "Beskjed om rett mottaker",
        "Beskjed om rett mottakar",
        "assignment unit narrative",
        shared=True,
    )
    REPLIED = Entry(
        "replied", "Melder svarte", "Meldar svara", "assignment narrative question", shared=True
    )
    SUPPLEMENTED = Entry(
        "supplemented",
        "Tillegg fra melder",
        "Tillegg frå meldar",
        "assignment narrative",
        shared=True,
    )
    CLASSIFIED = Entry(
        "classified",
        "Mottakers vurdering",
        "Mottakaren si vurdering",
        "assignment unit consequence",
        shared=True,
    )
    ANSWERED = Entry("answered", "Besvart", "Svara", "assignment unit answer", shared=True)
    CLOSED = Entry("closed", "Lukket", "Lukka", "assignment unit", shared=True)
    WITHDRAWN = Entry(
        "withdrawn", "Trukket av melder", "Trekt av meldar", "assignment narrative", shared=True
    )
    REOPENED = Entry("reopened", "Gjenåpnet", "Attopna", "assignment narrative", shared=True)
    CONSENT_RECORDED = Entry(
        "consent_recorded",
        "Svar fra pasienten registrert",
        "Svar frå pasienten registrert",
        "before after",
        shared=True,
    )
    PATIENT_SEARCHED = Entry(
        "patient_searched",
        "Registrert om pasienten er funnet",
        "Registrert om pasienten er funnen",
        "assignment unit outcome found_by",
        shared=True,
    )
    CALL_REQUESTED = Entry(
        "call_requested",
        "Melder er bedt om å ringe",
        "Meldar er beden om å ringje",
        "assignment unit narrative",
        shared=True,
    )
    PASSAGE_HIDDEN = Entry(
        "passage_hidden",
        "Noe som peker på en person, er skjult",
        "Noko som peikar på ein person, er gøymt",
        "passage place kind side",
        shared=True,
    )
    PASSAGE_SHOWN = Entry(
        "passage_shown",
        "Det som var skjult, er vist igjen",
        "Det som var gøymt, er vist igjen",
        "passage place kind side",
        shared=True,
    )
    PASSAGE_REDACTED = Entry(
        "passage_redacted",
        "Det som var skjult, er sladdet for godt",
        "Det som var gøymt, er sladda for godt",
        "passage place kind side",
        shared=True,
    )
    CASE_ARCHIVED = Entry(
        "case_archived", "Saksarket er arkivert", "Saksarket er arkivert", "party"
    )
    ERASED = Entry(
        "erased",
        "Slettet etter regelen om oppbevaring",
        "Sletta etter regelen om oppbevaring",
        "party texts reporters",
    )
    NOTED = Entry("noted", "Internt notat", "Internt notat", "assignment note")
    NUMBERED = Entry("numbered", "Eget nummer registrert", "Eige nummer registrert", "party")
    NOT_OUR_REPORTER = Entry(
        "not_our_reporter", "Merket «ikke vår melder»", "Merkt «ikkje vår meldar»", "party"
    )
    LINK_REISSUED = Entry("link_reissued", "Ny følgelenke", "Ny følgjelenkje", "generation")
    CASE_READ = Entry("case_read", "Saken lest", "Saka lesen", "where")
    CASE_PRINTED = Entry("case_printed", "Saken skrevet ut", "Saka skriven ut", "language")
    LOG_READ = Entry("log_read", "Loggen lest", "Loggen lesen", "party")
    RETENTION_READ = Entry(
        "retention_read", "Oppbevaringslisten lest", "Oppbevaringslista lesen", "party"
    )
    REDACTIONS_READ = Entry(
        "redactions_read", "Listen over sladding lest", "Lista over sladding lesen", "party"
    )
    REPORT_DRAWN = Entry(
        "report_drawn", "Årsrapport hentet", "Årsrapport henta", "year audience language"
    )
    SIGNED_IN = Entry("signed_in", "Logget inn", "Logga inn", "method")
    SIGNED_OUT = Entry("signed_out", "Logget ut", "Logga ut", "")
    SIGN_IN_REFUSED = Entry("sign_in_refused", "Innlogging avvist", "Innlogging avvist", "")
    USER_ADDED = Entry("user_added", "Bruker lagt til", "Brukar lagd til", "user")
    USER_DEACTIVATED = Entry("user_deactivated", "Bruker stengt", "Brukar stengd", "user")
    MEMBERSHIP_ADDED = Entry("membership_added", "Rolle gitt", "Rolle gitt", "user membership")
    MEMBERSHIP_ENDED = Entry(
        "membership_ended", "Rolle avsluttet", "Rolle avslutta", "user membership"
    )
    PASSWORD_CHANGED = Entry("password_changed", "Passord endret", "Passord endra", "user")
    REGISTER_LOADED = Entry(
        "register_loaded", "Register lest inn", "Register lese inn", "helsefellesskap"
    )


class WrongFacts(Exception):
    """An entry carried other facts than its action declares."""


def checked_facts(action: AuditAction, facts: Facts) -> Facts:
    """Give the facts back when they are exactly those the action declares.

    Raises:
        WrongFacts: when one is missing or one too many.
    """
    if action.facts != frozenset(facts):
        message = f"{action.value} carries {sorted(action.facts)}, not {sorted(facts)}"
        raise WrongFacts(message)
    return facts
