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
    SENDER_CLASSIFIED = Entry(
        "sender_classified",
        "Vurderingen til parten som meldte",
        "Vurderinga til parten som melde",
        "party",
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
    LEADER_TOLD = Entry(
        "leader_told",
        "Nærmeste leder har fått beskjed",
        "Næraste leiar har fått beskjed",
        "request mode",
        shared=True,
    )
    LEADER_REMINDED = Entry(
        "leader_reminded",
        "Nærmeste leder er påminnet",
        "Næraste leiar er minna på",
        "request",
        shared=True,
    )
    COORDINATOR_TOLD = Entry(
        "coordinator_told",
        "Koordinator kan sende meldingen",
        "Koordinator kan sende meldinga",
        "request",
        shared=True,
    )
    LEADER_FOLLOWS = Entry(
        "leader_follows",
        "Nærmeste leder følger saken",
        "Næraste leiar følgjer saka",
        "request follows",
    )
    LEADER_ADDED = Entry(
        "leader_added",
        "Tillegg fra nærmeste leder",
        "Tillegg frå næraste leiar",
        "assignment narrative",
        shared=True,
    )
    LEADER_SENT_BACK = Entry(
        "leader_sent_back",
        "Sendt tilbake til melder",
        "Send tilbake til meldar",
        "assignment narrative",
        shared=True,
    )
    SENDING_CONFIRMED = Entry(
        "sending_confirmed",
        "Sendt videre til mottaker",
        "Send vidare til mottakar",
        "assignment unit outcome",
        shared=True,
    )
    CLOCK_PAUSED = Entry(
        "clock_paused",
        "Fristen står stille",
        "Fristen står stille",
        "assignment unit until",
        shared=True,
    )
    CLOCK_RESUMED = Entry(
        "clock_resumed",
        "Fristen løper igjen",
        "Fristen går igjen",
        "assignment unit days",
        shared=True,
    )
    DUE_DATE_MOVED = Entry(
        "due_date_moved",
        "Ny frist etter vedtak",
        "Ny frist etter vedtak",
        "assignment unit before after",
        shared=True,
    )
    HANDED_OVER = Entry(
        "handed_over",
        "Saken har fått ny saksbehandler",
        "Saka har fått ny saksbehandlar",
        "assignment unit handler reason",
        shared=True,
    )
    JOINED = Entry(
        "joined",
        "To parter har saken sammen",
        "To partar har saka saman",
        "assignment unit to_assignment to_unit narrative",
        shared=True,
    )
    SENT_TO_PLACING = Entry(
        "sent_to_placing",
        "FSU-sekretariatet skal avgjøre hvem som har saken",
        "FSU-sekretariatet skal avgjere kven som har saka",
        "assignment unit to_assignment to_unit narrative",
        shared=True,
    )
    PLACING_PROPOSED = Entry(
        "placing_proposed",
        "Forslag til hvem som skal ha saken",
        "Forslag til kven som skal ha saka",
        "assignment unit proposal",
    )
    PLACED = Entry(
        "placed",
        "FSU-sekretariatet har avgjort hvem som har saken",
        "FSU-sekretariatet har avgjort kven som har saka",
        "assignment unit to_assignment to_unit",
        shared=True,
    )
    CONTESTED = Entry(
        "contested",
        "Innvending mot avvisningen",
        "Innvending mot avvisinga",
        "assignment narrative",
        shared=True,
    )
    CONTEST_UPHELD = Entry(
        "contest_upheld",
        "Avvisningen står",
        "Avvisinga står",
        "assignment unit narrative",
        shared=True,
    )
    CONTEST_OVERTURNED = Entry(
        "contest_overturned",
        "Saken skal behandles likevel",
        "Saka skal behandlast likevel",
        "assignment unit narrative",
        shared=True,
    )
    APPEALED = Entry(
        "appealed",
        "FSU-sekretariatet er bedt om å avgjøre innvendingen",
        "FSU-sekretariatet er bede om å avgjere innvendinga",
        "assignment unit to_assignment",
        shared=True,
    )
    LINKED = Entry(
        "linked", "Koblet til en annen sak", "Kopla til ei anna sak", "link other tie", shared=True
    )
    UNLINKED = Entry(
        "unlinked",
        "Koblingen er tatt bort",
        "Koplinga er teken bort",
        "link other tie",
        shared=True,
    )
    INQUIRED = Entry(
        "inquired",
        "Spørsmål til noen andre",
        "Spørsmål til nokon andre",
        "assignment unit inquiry narrative",
        shared=True,
    )
    INQUIRY_OPENED = Entry("inquiry_opened", "Spørsmålet er åpnet", "Spørsmålet er opna", "inquiry")
    INQUIRY_ANSWERED = Entry(
        "inquiry_answered",
        "Svar fra den som ble spurt",
        "Svar frå den som vart spurd",
        "assignment unit inquiry narrative",
        shared=True,
    )
    INQUIRY_WITHDRAWN = Entry(
        "inquiry_withdrawn",
        "Spørsmålet er trukket tilbake",
        "Spørsmålet er trekt tilbake",
        "inquiry",
        shared=True,
    )
    TALLIED = Entry(
        "tallied", "Har skjedd igjen", "Har skjedd igjen", "tally count party", shared=True
    )
    RATED = Entry(
        "rated",
        "Melder har sagt om svaret hjalp",
        "Meldaren har sagt om svaret hjelpte",
        "answer usefulness by",
        shared=True,
    )
    MEASURE_FOLLOWED = Entry(
        "measure_followed",
        "Tiltaket er oppdatert",
        "Tiltaket er oppdatert",
        "unit measure status",
        shared=True,
    )
    DUTY_ASSESSED = Entry(
        "duty_assessed",
        "Meldeplikt er vurdert",
        "Meldeplikt er vurdert",
        "party assessment duty result",
        shared=True,
    )
    REMINDED = Entry("reminded", "Purret", "Purra", "assignment rung")
    ABSENCE_SET = Entry("absence_set", "Fravær registrert", "Fråvær registrert", "user absence")
    ABSENCE_ENDED = Entry("absence_ended", "Fravær avsluttet", "Fråvær avslutta", "user absence")
    DUTY_DATED = Entry("duty_dated", "Dato for meldeplikt satt", "Dato for meldeplikt sett", "duty")
    ROUTING_SHEET_READ = Entry(
        "routing_sheet_read", "Fordelingsarket lest", "Fordelingsarket lese", "where"
    )
    NOTED = Entry("noted", "Internt notat", "Internt notat", "assignment note")
    NOTED_ASIDE = Entry("noted_aside", "Eget notat", "Eige notat", "assignment note")
    JUDGED_APART = Entry("judged_apart", "Ikke samme hendelse", "Ikkje same hending", "other")
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
    RELEASE_DRAFTED = Entry("release_drafted", "Utkast laget", "Utkast laga", "year version")
    RELEASE_EDITED = Entry("release_edited", "Utkast endret", "Utkast endra", "year version")
    RELEASE_COMMENTED = Entry("release_commented", "Merknad", "Merknad", "year version")
    RELEASE_ADOPTED = Entry("release_adopted", "Vedtatt", "Vedteke", "year version digest")
    RELEASE_SENT = Entry("release_sent", "Sendt til SSU", "Sendt til SSU", "year version")
    RELEASE_DROPPED = Entry("release_dropped", "Utkast kastet", "Utkast kasta", "year version")
    STEERING_LOADED = Entry("steering_loaded", "Lastet inn", "Lasta inn", "upload rows refused")
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
