"""The words at the rows and columns of the tables. What a register owns is handed in."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from app.domain.casework import CauseKind, MeasureStatus, PatientGroup, Usefulness
from app.domain.figures import Heading
from app.domain.vocabulary import Consent, Direction, Term, Words


@dataclass(frozen=True)
class Listed:
    """The rows that a table may have, in order.

    ``if_counted`` stand only where something is counted on them: a retired unit, a former option.
    ``last`` stand at the end whatever comes before.
    """

    always: tuple[Heading, ...] = ()
    if_counted: tuple[Heading, ...] = ()
    last: tuple[Heading, ...] = ()

    def rows(self, counted: Collection[str]) -> tuple[Heading, ...]:
        """Give the rows for what is counted; a key that is not listed stands under its own name.

        No count is ever left out, so that rows add up to their total.
        """
        known = {row.key for row in (*self.always, *self.if_counted, *self.last)}
        strays = (Heading(key, Words(key, key)) for key in sorted(set(counted) - known))
        seldom = (row for row in self.if_counted if row.key in counted)
        return (*self.always, *seldom, *strays, *self.last)


@dataclass(frozen=True)
class Headings:
    """The year, and what its register calls parties, units and the options of its form."""

    year: int
    parties: Listed
    units: Listed
    service_kinds: Listed
    categories: Listed
    consequences: Listed
    clauses: Listed = Listed()
    category_groups: Listed = Listed()


def heading(key: str, nb: str, nn: str) -> Heading:
    """Make a heading from its words."""
    return Heading(key, Words(nb, nn))


def of_terms(terms: type[Term]) -> Listed:
    """Give a closed list as rows, each beginning with a capital."""
    return Listed(
        tuple(
            heading(term.value, _capital(term.words.nb), _capital(term.words.nn)) for term in terms
        )
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


MONTH_NAMES = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
"""Alike in bokmål and nynorsk."""

YEAR_BEFORE = "year_before"

TOTALS = Listed(
    (
        heading("sent", "Sendte meldinger", "Meldingar som er sende"),
        heading("counted", "Meldinger som regnes med", "Meldingar som blir rekna med"),
        heading("withdrawn", "Trukket av melder", "Trekte av meldar"),
        heading("duplicate", "Dobbeltmeldinger", "Dobbeltmeldingar"),
        heading("test", "Tester og feilregistreringer", "Testar og feilregistreringar"),
        heading("incidents", "Uønskede hendelser", "Uønska hendingar"),
    )
)
DIRECTIONS = of_terms(Direction)
CONSENTS = of_terms(Consent)
MONTHS = Listed(
    tuple(heading(f"{number:02}", name, name) for number, name in enumerate(MONTH_NAMES, 1))
)
PATIENT_SEARCHES = Listed(
    always=(
        heading("found_by_phone", "Funnet på telefon", "Funnen på telefon"),
        heading("found_by_letter", "Funnet med følgeskriv", "Funnen med følgjeskriv"),
        heading("found_by_other", "Funnet på annen måte", "Funnen på annan måte"),
    ),
    if_counted=(
        heading(
            "found_by_journal_message",
            "Funnet med PLO- eller dialogmelding",
            "Funnen med PLO- eller dialogmelding",
        ),
    ),
    last=(
        heading("not_found", "Ikke funnet", "Ikkje funnen"),
        heading("not_needed", "Trengte ikke finne pasienten", "Trong ikkje finne pasienten"),
        heading("not_recorded", "Ikke registrert", "Ikkje registrert"),
    ),
)
ANSWERS = Listed(
    (
        heading("answered", "Besvart", "Svara"),
        heading("not_answered", "Ikke besvart", "Ikkje svara"),
        heading("declined", "Avvist", "Avvist"),
    )
)
USEFULNESS = Listed(
    always=tuple(
        heading(term.value, f"Svaret hjalp: {nb}", f"Svaret hjelpte: {nn}")
        for term, nb, nn in (
            (Usefulness.YES, "ja", "ja"),
            (Usefulness.PARTLY, "delvis", "delvis"),
            (Usefulness.NO, "nei", "nei"),
        )
    ),
    last=(heading("not_rated", "Svaret er ikke vurdert", "Svaret er ikkje vurdert"),),
)
USEFUL_SHARES = {
    "useful": heading("useful", "Svaret hjalp", "Svaret hjelpte"),
    "partly": heading("partly", "Svaret hjalp delvis", "Svaret hjelpte delvis"),
    "rated": heading("rated", "Svar som er vurdert", "Svar som er vurderte"),
}
CAUSES = replace(
    of_terms(CauseKind),
    if_counted=(heading("not_recorded", "Ikke registrert", "Ikkje registrert"),),
)
PATIENT_GROUPS = of_terms(PatientGroup)
TIMELINESS = {
    "acknowledged": heading(
        "acknowledged_in_time",
        "Mottak bekreftet innen fristen",
        "Mottak stadfesta innan fristen",
    ),
    "answered": heading("answered_in_time", "Besvart innen fristen", "Svara på innan fristen"),
}
DAYS = {
    "sent": heading(
        "median_days_to_sent",
        "Dager meldingen ventet på melders leder, median",
        "Dagar meldinga venta på leiaren til meldaren, median",
    ),
    "acknowledged": heading(
        "median_days_to_acknowledged",
        "Dager til mottak er bekreftet, median",
        "Dagar til mottak er stadfesta, median",
    ),
    "answered": heading(
        "median_days_to_answered", "Dager til svar, median", "Dagar til svar, median"
    ),
}

NINTH_DECILES = {
    "acknowledged": heading(
        "p90_days_to_acknowledged",
        "Dager til ni av ti er bekreftet",
        "Dagar til ni av ti er stadfesta",
    ),
    "answered": heading(
        "p90_days_to_answered", "Dager til ni av ti er besvart", "Dagar til ni av ti er svara på"
    ),
}
FORWARDING = Listed(
    (
        heading("never", "Ikke videresendt", "Ikkje vidaresend"),
        heading("once", "Videresendt én gang", "Vidaresend éin gong"),
        heading("twice", "Videresendt to ganger", "Vidaresend to gonger"),
        heading("more", "Videresendt oftere", "Vidaresend oftare"),
    )
)
MEASURES = of_terms(MeasureStatus)
NOT_YET = {
    "acknowledged": heading("not_yet", "Ikke bekreftet", "Ikkje stadfesta"),
    "answered": heading("not_yet", "Ikke besvart", "Ikkje svara på"),
}
QUARTERS = tuple(
    heading(f"q{number}", f"{number}. kvartal", f"{number}. kvartal") for number in range(1, 5)
)
HALVES = (
    heading("h1", "1. halvår", "1. halvår"),
    heading("h2", "2. halvår", "2. halvår"),
)
GOAL_COLUMNS = (
    heading("baseline", "Utgangspunkt", "Utgangspunkt"),
    heading("now", "Nå", "No"),
    heading("target", "Mål", "Mål"),
)
SECTION_COLUMNS = (
    heading("received", "Mottatt", "Motteke"),
    heading("sent", "Sendt", "Sendt"),
    heading("answered", "Besvart", "Svara på"),
)
NO_GROUP_ROW = heading("no_group", "Uten gruppe", "Utan gruppe")

TOTAL_ROW = heading("total", "I alt", "I alt")
OUTSIDE_ROW = heading("outside", "Utenfor helsefellesskapet", "Utanfor helsefellesskapet")
JOINT_ROW = heading("joint", "Felles", "Felles")
NOT_ASSESSED_ROW = heading("not_assessed", "Ikke vurdert", "Ikkje vurdert")


def year_column(year: int) -> Heading:
    """Head the column of the year itself."""
    return heading("year", str(year), str(year))


def year_before_column(year: int) -> Heading:
    """Head the column of the year before ``year``."""
    return heading(YEAR_BEFORE, str(year - 1), str(year - 1))
