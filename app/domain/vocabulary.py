"""The closed lists that rules depend on, each member with its words in both forms of Norwegian.

Lists that a helsefellesskap may change (tjenestested, categories, the wording of consequences) are
register rows, not members here; what stands here is what code branches on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


@dataclass(frozen=True)
class Words:
    """What a thing is called in bokmål, nynorsk and, when translated, Northern Sámi.

    Identical in content, as språklova § 14 asks of forms; a missing Sámi word falls back to bokmål.
    """

    nb: str
    nn: str
    se: str | None = None

    def within(self, language: str) -> str:
        """Give the words in ``language`` ("nb", "nn" or "se")."""
        if language == "nn":
            return self.nn
        if language == "se" and self.se:
            return self.se
        return self.nb


def joined(parts: Iterable[Words], by: str) -> Words:
    """Set words after one another in each language."""
    listed = list(parts)
    return Words(by.join(part.nb for part in listed), by.join(part.nn for part in listed))


class Term(StrEnum):
    """A closed list. ``value`` is the stored key; ``words`` is what people read."""

    words: Words

    def __new__(cls, key: str, nb: str = "", nn: str = "") -> Self:
        """Keep the key as the value and the words beside it; a look-up by key has no words."""
        member = str.__new__(cls, key)
        member._value_ = key
        member.words = Words(nb, nn)
        return member


class PartyKind(Term):
    """What kind of body a party is."""

    HEALTH_TRUST = "health_trust", "helseforetak", "helseføretak"
    MUNICIPALITY = "municipality", "kommune", "kommune"
    JOINT_BODY = "joint_body", "felles utvalg", "felles utval"


class UnitKind(Term):
    """What kind of part of a party a unit is."""

    CLINIC = "clinic", "klinikk", "klinikk"
    SECTION = "section", "seksjon", "seksjon"
    MAILROOM = "mailroom", "postmottak", "postmottak"
    SERVICE = "service", "virksomhet", "verksemd"
    GP_PRACTICE = "gp_practice", "fastlegekontor", "fastlegekontor"
    DESK = "desk", "koordinator", "koordinator"
    SECRETARIAT = "secretariat", "sekretariat", "sekretariat"


class Direction(Term):
    """Who reports to whom."""

    TO_HOSPITAL = "municipality_to_hospital", "fra kommune til sykehus", "frå kommune til sjukehus"
    TO_MUNICIPALITY = (
        "hospital_to_municipality",
        "fra sykehus til kommune",
        "frå sjukehus til kommune",
    )


class Consent(Term):
    """The joint form's three statements and two choices that are not on the paper form.

    The first two follow the words of helsepersonelloven § 25, the third those of § 23 nr. 3.
    """

    PATIENT_NOT_OPPOSED = (
        "patient_not_opposed",
        "Pasienten er spurt og har ikke motsatt seg",
        "Pasienten er spurd og har ikkje motsett seg",
    )
    RELATIVE_NOT_OPPOSED = (
        "relative_not_opposed",
        "Nærmeste pårørende er spurt og har ikke motsatt seg",
        "Næraste pårørande er spurd og har ikkje motsett seg",
    )
    PATIENT_OPPOSED = (
        "patient_opposed",
        "Pasienten motsetter seg",
        "Pasienten motset seg",
    )
    NOT_ASKED_YET = (
        "not_asked_yet",
        "Pasienten er ikke spurt ennå",
        "Pasienten er ikkje spurd enno",
    )
    NO_SINGLE_PATIENT = (
        "no_single_patient",
        "Hendelsen gjelder ikke én bestemt pasient",
        "Hendinga gjeld ikkje éin bestemt pasient",
    )


class PatientSearch(Term):
    """What came of looking for the patient that a report is about; empty while nobody has said."""

    FOUND = "found", "Pasienten er funnet", "Pasienten er funnen"
    NOT_FOUND = "not_found", "Pasienten er ikke funnet", "Pasienten er ikkje funnen"
    NOT_NEEDED = "not_needed", "Trenger ikke finne pasienten", "Treng ikkje finne pasienten"


class FoundBy(Term):
    """By which road the recipient learnt who the patient is. The oppslagskode is never required.

    Messages in the journal systems are offered only where the helsefellesskap has decided so, since
    they make the report part of the patient's journal.
    """

    PHONE = "phone", "telefon", "telefon"
    LETTER = "letter", "følgeskriv", "følgjeskriv"
    OTHER = "other", "annet", "anna"
    JOURNAL_MESSAGE = (
        "journal_message",
        "PLO- eller dialogmelding",
        "PLO- eller dialogmelding",
    )


class TextPlace(Term):
    """Where a text that a person wrote on a case is kept; what may be blacked out."""

    NARRATIVE = "narrative", "tekst i saken", "tekst i saka"
    NOTE = "note", "internt notat", "internt notat"
    SHARED_NOTE = "shared_note", "notat for begge parter", "notat for begge partar"
    ANSWER = "answer", "del av svaret", "del av svaret"
    RESPONSIBLE = "responsible", "ansvarlig for tiltaket", "ansvarleg for tiltaket"
    REPORTER_NAME = "reporter_name", "melders navn", "namnet til meldaren"
    REPORTER_WORKPLACE = "reporter_workplace", "melders arbeidssted", "arbeidsstaden til meldaren"
    LINE_MANAGER = "line_manager", "melders nærmeste leder", "næraste leiaren til meldaren"
    REPORTER_PHONE = "reporter_phone", "melders telefon", "telefonen til meldaren"
    REPORTER_EMAIL = "reporter_email", "melders e-post", "e-posten til meldaren"
    SENDER = "sender", "hvem som sendte meldingen", "kven som sende meldinga"
    OWN_NUMBER = "own_number", "partens eget nummer", "parten sitt eige nummer"
    MEASURE = "measure", "tiltak", "tiltak"
    EXPECTED_EFFECT = "expected_effect", "forventet virkning", "venta verknad"
    MEASURE_OWNER = "measure_owner", "ansvarlig for tiltaket", "ansvarleg for tiltaket"
    LINE_MANAGER_EMAIL = "line_manager_email", "lederens e-post", "e-posten til leiaren"
    INQUIRY_ANSWERER = "inquiry_answerer", "hvem som svarte", "kven som svara"
    INQUIRY_EMAIL = (
        "inquiry_email",
        "adressen spørsmålet gikk til",
        "adressa spørsmålet gjekk til",
    )
    DUTY_REFERENCE = "duty_reference", "referansen hos myndigheten", "referansen hos styresmakta"


class IdentifierKind(Term):
    """What kind of thing was blacked out; what the log keeps in the place of the value."""

    NAME = "name", "navn eller initialer", "namn eller initialar"
    NATIONAL_NUMBER = (
        "national_number",
        "fødselsnummer eller lignende nummer",
        "fødselsnummer eller liknande nummer",
    )
    BIRTH_DATE = "birth_date", "fødselsdato eller alder", "fødselsdato eller alder"
    CONTACT = (
        "contact",
        "telefon, e-post, adresse, bil eller rom",
        "telefon, e-post, adresse, bil eller rom",
    )
    OTHER = "other", "annet som peker på en person", "anna som peikar på ein person"


class Consequence(Term):
    """Faktisk konsekvens for pasient, mildest first; ``rank`` orders them."""

    NONE = "none", "Ingen", "Ingen"
    MINOR = "minor", "Mindre alvorlig", "Mindre alvorleg"
    MODERATE = "moderate", "Moderat", "Moderat"
    SEVERE = "severe", "Betydelig", "Betydeleg"
    DEATH = "death", "Død", "Død"

    @property
    def rank(self) -> int:
        """Give 0 for Ingen up to 4 for Død."""
        return list(Consequence).index(self)

    @property
    def is_serious(self) -> bool:
        """Betydelig and Død are told to the recipient at once and singly."""
        return self in {Consequence.SEVERE, Consequence.DEATH}


class Role(Term):
    """What a person may be asked to do, always within a unit, a party or a helsefellesskap."""

    TRIAGE = "triage", "fordeler", "fordelar"
    CASEWORKER = "caseworker", "saksbehandler", "saksbehandlar"
    UNIT_LEADER = "unit_leader", "leder", "leiar"
    COORDINATOR = "coordinator", "koordinator", "koordinator"
    FSU_SECRETARY = "fsu_secretary", "FSU-sekretær", "FSU-sekretær"
    FSU_READER = "fsu_reader", "FSU-medlem", "FSU-medlem"
    SSU_READER = "ssu_reader", "SSU-medlem", "SSU-medlem"
    PRIVACY_OFFICER = "privacy_officer", "personvernombud", "personvernombod"
    ADMINISTRATOR = "administrator", "administrator", "administrator"

    @property
    def scope(self) -> str:
        """Say what a membership with this role names: unit, party, helsefellesskap or nothing."""
        if self in {Role.TRIAGE, Role.CASEWORKER, Role.UNIT_LEADER}:
            return "unit"
        if self in {Role.COORDINATOR, Role.PRIVACY_OFFICER}:
            return "party"
        return "installation" if self is Role.ADMINISTRATOR else "helsefellesskap"

    @property
    def may_speak_for_party(self) -> bool:
        """The two FSU secretaries decide together: one for the hospital, one for municipalities."""
        return self is Role.FSU_SECRETARY


class DeclineReason(Term):
    """Why a recipient sends a report back; a comment goes with every one."""

    NOT_COLLABORATION = "not_collaboration", "Gjelder ikke samhandling", "Gjeld ikkje samhandling"
    WORKING_ENVIRONMENT = (
        "working_environment",
        "Arbeidsmiljø eller personalsak",
        "Arbeidsmiljø eller personalsak",
    )
    DUPLICATE = "duplicate", "Dobbeltmelding", "Dobbeltmelding"
    TEST = "test", "Test eller feilregistrering", "Test eller feilregistrering"
    OTHER = "other", "Annet", "Anna"


class Channel(Term):
    """How a report reached the service."""

    WEB = "web", "meldt her", "meldt her"
    POST = "post", "brev", "brev"
    PHONE = "phone", "telefon", "telefon"
    EQS = "eqs", "EQS", "EQS"


class Standing(Term):
    """How a sent report counts in the year it was sent; one that was never sent counts nowhere."""

    UNSENT = "unsent", "ikke sendt til mottaker", "ikkje send til mottakar"
    COUNTED = "counted", "regnes med", "blir rekna med"
    WITHDRAWN = "withdrawn", "trukket", "trekt"
    DUPLICATE = "duplicate", "dobbeltmelding", "dobbeltmelding"
    TEST = "test", "test eller feilregistrering", "test eller feilregistrering"


class NarrativeKind(Term):
    """What a piece of free text on a case is; every kind is screened alike."""

    DESCRIPTION = "description", "Kort beskrivelse av hendelsen", "Kort omtale av hendinga"
    PROPOSAL = (
        "proposal",
        "Forslag til tiltak for å hindre gjentagelse",
        "Forslag til tiltak for å hindre at det skjer igjen",
    )
    IMMEDIATE_ACTION = "immediate_action", "Strakstiltak", "Strakstiltak"
    OTHER_SERVICE_KIND = "other_service_kind", "Annet tjenestested", "Annan tenestestad"
    OTHER_CATEGORY = "other_category", "Gjelder annet", "Gjeld anna"
    PLACE_IN_WORDS = "place_in_words", "Enhet eller mottaker", "Eining eller mottakar"
    SUPPLEMENT = "supplement", "Tillegg fra melder", "Tillegg frå meldar"
    QUESTION = "question", "Spørsmål til melder", "Spørsmål til meldar"
    REPLY = "reply", "Svar fra melder", "Svar frå meldar"
    FORWARD_REASON = "forward_reason", "Hvorfor videresendt", "Kvifor vidaresend"
    DECLINE_COMMENT = "decline_comment", "Hvorfor avvist", "Kvifor avvist"
    REOPEN_REASON = "reopen_reason", "Hva som mangler", "Kva som manglar"
    WITHDRAW_REASON = "withdraw_reason", "Hvorfor trukket", "Kvifor trekt"
    GUIDANCE = "guidance", "Beskjed fra FSU-sekretariatet", "Melding frå FSU-sekretariatet"
    CALL_REQUEST = (
        "call_request",
        "Nummeret melder er bedt om å ringe",
        "Nummeret meldar er beden om å ringje",
    )
    LEADER_ADDITION = "leader_addition", "Tillegg fra nærmeste leder", "Tillegg frå næraste leiar"
    LEADER_COMMENT = "leader_comment", "Kommentar fra nærmeste leder", "Kommentar frå næraste leiar"
    CONTEST_REASON = "contest_reason", "Hvorfor avvisningen er feil", "Kvifor avvisinga er feil"
    CONTEST_DECISION = "contest_decision", "Avgjørelsen", "Avgjerda"
    INQUIRY = "inquiry", "Spørsmål til noen andre", "Spørsmål til nokon andre"
    INQUIRY_REPLY = "inquiry_reply", "Svar fra den som ble spurt", "Svar frå den som vart spurd"
    RATING_COMMENT = "rating_comment", "Hva melder sier om svaret", "Kva meldaren seier om svaret"


class Side(Term):
    """Whose words or judgement something is."""

    REPORTER = "reporter", "melder", "meldar"
    RECIPIENT = "recipient", "mottaker", "mottakar"


class AnswerPart(Term):
    """The parts of an answer."""

    FINDING = "finding", "Hva vi fant", "Kva vi fann"
    CAUSE = "cause", "Årsak", "Årsak"
    MEASURES = "measures", "Tiltak", "Tiltak"
    NO_MEASURES = "no_measures", "Hvorfor ingen tiltak", "Kvifor ingen tiltak"


class NotificationKind(Term):
    """What an e-mail tells; it never tells more than a reference and a link."""

    NEW_CASE = "new_case", "Ny sak", "Ny sak"
    SERIOUS_CASE = "serious_case", "Alvorlig sak", "Alvorleg sak"
    RECEIPT = "receipt", "Kvittering", "Kvittering"
    FILED = "filed", "Kvittering, venter på leder", "Kvittering, ventar på leiar"
    ACKNOWLEDGED = "acknowledged", "Mottak bekreftet", "Mottak stadfesta"
    FORWARDED = "forwarded", "Videresendt", "Vidaresend"
    DECLINED = "declined", "Avvist", "Avvist"
    QUESTION = "question", "Spørsmål", "Spørsmål"
    ANSWERED = "answered", "Svar", "Svar"
    REPLIED = "replied", "Melder har svart", "Meldar har svart"
    SUPPLEMENTED = "supplemented", "Tillegg", "Tillegg"
    REOPENED = "reopened", "Gjenåpnet", "Attopna"
    WITHDRAWN = "withdrawn", "Trukket", "Trekt"
    GUIDANCE = "guidance", "Beskjed", "Beskjed"
    LINK_REISSUED = "link_reissued", "Ny følgelenke", "Ny følgjelenkje"
    CALL_REQUESTED = "call_requested", "Mottakeren ber deg ringe", "Mottakaren ber deg ringje"
    LEADER_TOLD = "leader_told", "En melding fra din enhet", "Ei melding frå eininga di"
    LEADER_ASKED = "leader_asked", "En melding venter på deg", "Ei melding ventar på deg"
    LEADER_REMINDED = "leader_reminded", "En melding venter ennå", "Ei melding ventar enno"
    SENT_BACK = "sent_back", "Lederen din har spurt om noe", "Leiaren din spør om noko"
    SENT_ON = "sent_on", "Meldingen er sendt videre", "Meldinga er send vidare"
    LEADER_ADDED = "leader_added", "Tillegg fra melders leder", "Tillegg frå leiaren til meldaren"
    NOT_SENT_YET = (
        "not_sent_yet",
        "En melding fra dere er ikke sendt ennå",
        "Ei melding frå dykk er ikkje send enno",
    )
    REMINDER = "reminder", "Saker som venter på deg", "Saker som ventar på deg"
    ESCALATION = "escalation", "Saker som ingen har svart på", "Saker som ingen har svart på"
    STRANDED = "stranded", "Saker uten saksbehandler", "Saker utan saksbehandlar"
    HANDED_OVER = "handed_over", "Du har fått en sak", "Du har fått ei sak"
    TO_BE_PLACED = "to_be_placed", "En sak må plasseres", "Ei sak må plasserast"
    JOINED = "joined", "To parter har saken sammen", "To partar har saka saman"
    PLACED = "placed", "Det er avgjort hvem som har saken", "Det er avgjort kven som har saka"
    CONTESTED = "contested", "Innvending mot en avvisning", "Innvending mot ei avvising"
    CONTEST_SETTLED = "contest_settled", "Innvendingen er avgjort", "Innvendinga er avgjord"
    LINKED = "linked", "Meldingen er koblet til en annen", "Meldinga er kopla til ei anna"
    INQUIRY = "inquiry", "Et spørsmål til dere", "Eit spørsmål til dykk"
    INQUIRY_ANSWERED = "inquiry_answered", "Svar på spørsmålet", "Svar på spørsmålet"
    DUTY_REMINDER = "duty_reminder", "Meldeplikt er ikke vurdert", "Meldeplikt er ikkje vurdert"


class Audience(Term):
    """Who figures are shown to; all but ``internal`` get small counts withheld."""

    INTERNAL = "internal", "egen part", "eigen part"
    FSU = "fsu", "FSU", "FSU"
    SSU = "ssu", "SSU", "SSU"
    PUBLIC = "public", "alle", "alle"
