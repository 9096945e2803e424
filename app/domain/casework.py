"""The closed lists of casework, each member with its words in both forms of Norwegian.

What stands here is what handling, forwarding, asking and answering branch on; the lists that the
joint form and the figures share are in :mod:`app.domain.vocabulary`.
"""

import re

from app.domain.vocabulary import Consequence, Term

NOKUP_CODE = re.compile(r"[A-Z0-9](?:[.-]?[A-Z0-9]){0,7}")
"""Eight letters and digits at most, so that no identity number has room."""


class LineManagerOutcome(Term):
    """What came of telling a line manager about a report."""

    CONFIRMED = "confirmed", "bekreftet av leder", "stadfesta av leiar"
    SENT_BACK = "sent_back", "sendt tilbake til melder", "send tilbake til meldar"
    COORDINATOR_SENT = "coordinator_sent", "sendt av koordinator", "send av koordinator"
    TOO_SERIOUS_TO_WAIT = (
        "too_serious_to_wait",
        "sendt med en gang fordi den er alvorlig",
        "send med ein gong fordi ho er alvorleg",
    )


class HandOverReason(Term):
    """Why somebody else got a case."""

    ASSIGNED = "assigned", "fordelt av leder", "fordelt av leiar"
    ABSENCE = "absence", "saksbehandler er borte", "saksbehandlar er borte"
    LEFT = "left", "saksbehandler har sluttet", "saksbehandlar har slutta"


class ReminderRung(Term):
    """Who is reminded, the nearest first; each rung comes when the one below was not enough."""

    PERSON = "person", "saksbehandler", "saksbehandlar"
    UNIT_LEADER = "unit_leader", "leder av enheten", "leiar av eininga"
    COORDINATOR = "coordinator", "koordinator for parten", "koordinator for parten"
    SECRETARIAT = "secretariat", "FSU-sekretariatet", "FSU-sekretariatet"


class ContestLevel(Term):
    """Who decides when a declined report is contested."""

    COORDINATOR = "coordinator", "mottakers koordinator", "koordinatoren hos mottakaren"
    SECRETARIAT = "secretariat", "FSU-sekretariatet", "FSU-sekretariatet"


class ContestOutcome(Term):
    """What was decided."""

    UPHELD = "upheld", "avvisningen står", "avvisinga står"
    OVERTURNED = "overturned", "saken skal behandles", "saka skal behandlast"


class NoteScope(Term):
    """Who reads a note."""

    SHARED = "shared", "begge parter", "begge partar"
    OWN_PARTY = "own_party", "de som har saken hos oss", "dei som har saka hos oss"
    OWN = "own", "bare meg", "berre meg"


class LinkKind(Term):
    """How two cases belong together."""

    SAME_INCIDENT = "same_incident", "samme hendelse", "same hending"
    PATTERN = "pattern", "del av samme mønster", "del av same mønster"
    FOLLOW_UP = "follow_up", "oppfølging av en tidligere sak", "oppfølging av ei tidlegare sak"
    COUNTER_REPORT = (
        "counter_report",
        "meldt fra den andre siden",
        "meldt frå den andre sida",
    )


class CauseKind(Term):
    """Årsak in one word, as the recipient sees it. A text says more."""

    ROUTINE_MISSING = "routine_missing", "Rutinen mangler", "Rutinen manglar"
    ROUTINE_UNKNOWN = "routine_unknown", "Rutinen er ikke kjent", "Rutinen er ikkje kjend"
    ROUTINE_NOT_FOLLOWED = (
        "routine_not_followed",
        "Rutinen er ikke fulgt",
        "Rutinen er ikkje følgd",
    )
    UNCLEAR_RESPONSIBILITY = (
        "unclear_responsibility",
        "Uklart hvem som har ansvar",
        "Uklart kven som har ansvar",
    )
    INFORMATION_NOT_SENT = (
        "information_not_sent",
        "Opplysninger ble ikke sendt",
        "Opplysningar vart ikkje sende",
    )
    SYSTEM_FAILED = "system_failed", "Feil i IT eller utstyr", "Feil i IT eller utstyr"
    CAPACITY = "capacity", "For få folk eller plasser", "For få folk eller plassar"
    COMPETENCE = (
        "competence",
        "Manglende kunnskap eller opplæring",
        "Manglande kunnskap eller opplæring",
    )
    CHANCE = "chance", "Enkeltstående glipp", "Enkeltståande glipp"
    NOT_FOUND = "not_found", "Vi fant ingen årsak", "Vi fann inga årsak"
    OTHER = "other", "Annet", "Anna"


class Usefulness(Term):
    """Whether the answer helped whoever reported."""

    YES = "yes", "Ja, det hjalp", "Ja, det hjelpte"
    PARTLY = "partly", "Delvis", "Delvis"
    NO = "no", "Nei", "Nei"


class Rater(Term):
    """Who says whether the answer helped."""

    REPORTER = "reporter", "melder", "meldar"
    LINE_MANAGER = "line_manager", "nærmeste leder", "næraste leiar"


class MeasureStatus(Term):
    """Where a corrective action stands."""

    PLANNED = "planned", "Planlagt", "Planlagt"
    STARTED = "started", "I gang", "I gang"
    DONE = "done", "Gjennomført", "Gjennomført"
    DROPPED = "dropped", "Ikke gjennomført", "Ikkje gjennomført"

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to be done."""
        return self in {MeasureStatus.PLANNED, MeasureStatus.STARTED}


class PatientGroup(Term):
    """The four groups of patients that helsefellesskapene are asked to put first, or none of them.

    They stand in the agreement between the Government and KS of 23 October 2019.
    """

    CHILDREN = "children", "Barn og unge", "Barn og unge"
    SEVERE_MENTAL = (
        "severe_mental",
        "Alvorlige psykiske lidelser og rusproblemer",
        "Alvorlege psykiske lidingar og rusproblem",
    )
    FRAIL_ELDERLY = "frail_elderly", "Skrøpelige eldre", "Skrøpelege eldre"
    SEVERAL_CHRONIC = (
        "several_chronic",
        "Flere kroniske lidelser",
        "Fleire kroniske lidingar",
    )
    NONE = "none", "Ingen av disse", "Ingen av desse"


class PatientInformed(Term):
    """Whether patient or relatives know what happened."""

    PATIENT = "patient", "Pasienten er informert", "Pasienten er informert"
    RELATIVES = "relatives", "Pårørende er informert", "Pårørande er informerte"
    BOTH = "both", "Pasient og pårørende er informert", "Pasient og pårørande er informerte"
    NOT_INFORMED = "not_informed", "Ingen er informert", "Ingen er informerte"
    UNKNOWN = "unknown", "Vet ikke", "Veit ikkje"


class DutyResult(Term):
    """What a party found when it looked at a duty elsewhere."""

    REPORTED = "reported", "Meldt", "Meldt"
    NOT_REQUIRED = "not_required", "Vurdert, ikke meldepliktig", "Vurdert, ikkje meldepliktig"
    WILL_REPORT = "will_report", "Skal meldes", "Skal meldast"


def is_harmless(consequence: Consequence) -> bool:
    """Tell whether a consequence is one of which it may be said how often it happens."""
    return consequence in {Consequence.NONE, Consequence.MINOR}


def is_nokup_code(text: str) -> bool:
    """Tell whether a text can be a code of NOKUP (Volven 7221), by its shape alone."""
    return NOKUP_CODE.fullmatch(text) is not None
