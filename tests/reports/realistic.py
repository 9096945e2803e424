"""A year as Vestfold's could have been: 174 reports from municipalities, 12 from the hospital."""

from datetime import date

from app.domain.figures import Cell, Figures, Heading, Released, Table
from app.domain.releasing import ReleaseStatus
from app.domain.vocabulary import Audience, Consent, Consequence, Direction, Words
from tests.reports.realistic_more import (
    CLINICS,
    EVERY_YEAR,
    GOAL_YEARS,
    MORE,
    MUNICIPALITIES,
    QUARTERS,
    Rows,
)

YEAR = 2023
THRESHOLD = 5
ADOPTED = Released(
    1, ReleaseStatus.ADOPTED, date(2024, 1, 8), date(2024, 2, 19), meeting="møte 2/2024"
)
NAME = Words("Helsefellesskapet Vestfold", "Helsefellesskapet Vestfold")
SSU_TABLES = (
    "totals",
    "direction",
    "sent_by_quarter",
    "category_group",
    "answers",
    "timeliness",
    "useful_answers",
    "measures",
    "goals",
    "development",
    "development_timeliness",
    "category",
    "consequence",
    "days",
    "forwarding",
    "category_by_clinic",
    "category_by_municipality",
)

YEARS = {"year": str(YEAR), "year_before": str(YEAR - 1)}
JUDGES = {
    "reporter": "Melders vurdering",
    "recipient": "Mottakers vurdering",
    "year_before": f"Melder {YEAR - 1}",
}
COMMUNICATION = (
    "Kommunikasjon / dokumentasjon (henvisning, epikrise, innleggelse, helseopplysning og "
    "utskrivningsrapport)"
)
MONTHS = (
    "Januar",
    "Februar",
    "Mars",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Desember",
)

COUNTS: dict[str, Rows] = {
    "totals": (
        ("sent", "Sendt", 201, 173),
        ("counted", "Regnes med", 186, 162),
        ("withdrawn", "Trukket", 6, 4),
        ("duplicate", "Dobbeltmelding", 7, 5),
        ("test", "Test eller feilregistrering", 2, 2),
        ("incidents", "Hendelser", 171, 155),
    ),
    "direction": (
        (Direction.TO_HOSPITAL, Direction.TO_HOSPITAL.words.nb, 174, 155),
        (Direction.TO_MUNICIPALITY, Direction.TO_MUNICIPALITY.words.nb, 12, 7),
        ("total", "I alt", 186, 162),
    ),
    "reporting_party": (
        ("siv", "Sykehuset i Vestfold HF", 12, 7),
        ("horten", "Horten kommune", 22, 24),
        ("holmestrand", "Holmestrand kommune", 19, 17),
        ("tonsberg", "Tønsberg kommune", 41, 35),
        ("sandefjord", "Sandefjord kommune", 38, 33),
        ("larvik", "Larvik kommune", 36, 30),
        ("faerder", "Færder kommune", 18, 16),
        ("outside", "Utenfor helsefellesskapet", 0, 0),
        ("total", "I alt", 186, 162),
    ),
    "recipient_party": (
        ("siv", "Sykehuset i Vestfold HF", 171, 153),
        ("horten", "Horten kommune", 2, 1),
        ("holmestrand", "Holmestrand kommune", 1, 1),
        ("tonsberg", "Tønsberg kommune", 3, 2),
        ("sandefjord", "Sandefjord kommune", 2, 1),
        ("larvik", "Larvik kommune", 3, 1),
        ("faerder", "Færder kommune", 1, 1),
        ("outside", "Utenfor helsefellesskapet", 3, 2),
        ("total", "I alt", 186, 162),
    ),
    "unit": (
        ("kirurgi", "Klinikk kirurgi", 48, 40),
        ("medisin", "Klinikk medisin", 74, 69),
        ("kpa", "Klinikk psykisk helse og avhengighet", 21, 18),
        ("kfmr", "Klinikk fysikalsk medisin og rehabilitering", 9, 6),
        ("prehospital", "Prehospital klinikk", 11, 10),
        ("diagnostikk", "Klinikk medisinsk diagnostikk", 8, 7),
        ("horten-post", "Horten kommune, postmottak", 2, 1),
        ("larvik-post", "Larvik kommune, postmottak", 3, 2),
        ("tonsberg-post", "Tønsberg kommune, postmottak", 3, 2),
        ("joint", "Felles", 7, 7),
        ("total", "I alt", 186, 162),
    ),
    "first_recipient_unit": (
        ("kirurgi", "Klinikk kirurgi", 52, 44),
        ("medisin", "Klinikk medisin", 81, 73),
        ("kpa", "Klinikk psykisk helse og avhengighet", 20, 17),
        ("kfmr", "Klinikk fysikalsk medisin og rehabilitering", 8, 6),
        ("prehospital", "Prehospital klinikk", 10, 8),
        ("diagnostikk", "Klinikk medisinsk diagnostikk", 7, 7),
        ("horten-post", "Horten kommune, postmottak", 2, 1),
        ("larvik-post", "Larvik kommune, postmottak", 3, 3),
        ("tonsberg-post", "Tønsberg kommune, postmottak", 3, 3),
        ("total", "I alt", 186, 162),
    ),
    "service_kind": (
        ("institution", "Institusjon", 61, 50),
        ("home", "Hjemmebasert pleie og omsorgstjeneste", 88, 77),
        ("emergency", "Legevakt", 14, 11),
        ("gp", "Fastlege", 17, 16),
        ("coordinating", "Koordinerende enhet", 6, 4),
        ("kad", "Kommunalt øyeblikkelig hjelp tilbud (KAD)", 9, 8),
        ("mental", "Psykisk helse og rus", 12, 9),
        ("other", "Annet", 3, 5),
    ),
    "category": (
        ("communication", COMMUNICATION, 97, 88),
        ("logistics", "Logistikkmeldinger (melding om innlagt og avmelding)", 41, 30),
        ("care", "Behandling og pleie", 33, 29),
        ("diagnostics", "Diagnostikk/utredning", 8, 6),
        ("information", "Pasientinformasjon, brukermedvirkning", 19, 20),
        ("medication", "Legemidler", 52, 41),
        ("equipment", "Hjelpemidler med tilhørende forbruksmateriell", 14, 11),
        ("other", "Annet", 3, 5),
    ),
    "consequence": (
        (Consequence.NONE, "Ingen", 79, 71, 70),
        (Consequence.MINOR, "Mindre alvorlig", 61, 48, 52),
        (Consequence.MODERATE, "Moderat", 32, 22, 28),
        (Consequence.SEVERE, "Betydelig", 12, 7, 10),
        (Consequence.DEATH, "Død", 2, 1, 2),
        ("not_assessed", "Ikke vurdert", None, 37, None),
        ("total", "I alt", 186, 186, 162),
    ),
    "consent": (
        *(
            (choice, choice.words.nb, now, before)
            for choice, now, before in zip(
                Consent, (104, 31, 9, 30, 12), (99, 22, 7, 25, 9), strict=True
            )
        ),
        ("total", "I alt", 186, 162),
    ),
    "patient_search": (
        ("found_by_phone", "Funnet på telefon", 61, 54),
        ("found_by_letter", "Funnet med følgeskriv", 22, 31),
        ("found_by_other", "Funnet på annen måte", 7, 6),
        ("not_found", "Ikke funnet", 6, 8),
        ("not_needed", "Trengte ikke finne pasienten", 24, 14),
        ("not_recorded", "Ikke registrert", 15, 8),
        ("total", "I alt", 135, 121),
    ),
    "month": (
        *(
            (f"{number:02}", name, now, before)
            for number, name, now, before in zip(
                range(1, 13),
                MONTHS,
                (17, 14, 21, 12, 16, 15, 4, 11, 19, 24, 22, 11),
                (13, 12, 15, 14, 13, 16, 7, 9, 14, 18, 20, 11),
                strict=True,
            )
        ),
        ("total", "I alt", 186, 162),
    ),
    "incident_year": (
        ("2023", "2023", 174, None),
        ("2022", "2022", 11, 151),
        ("2021", "2021", 1, 11),
        ("total", "I alt", 186, 162),
    ),
    "answers": (
        ("answered", "Besvart", 158, 139),
        ("not_answered", "Ikke besvart", 19, 16),
        ("declined", "Avvist", 9, 7),
        ("total", "I alt", 186, 162),
    ),
    **MORE,
}
SHARES: Rows = (
    ("acknowledged_in_time", "Mottak bekreftet innen fristen", 0.883, 0.81),
    ("answered_in_time", "Besvart innen fristen", 0.741, 0.66),
)
SHARES_BY_YEAR: Rows = (
    ("acknowledged_in_time", "Mottak bekreftet innen fristen", None, 0.71, 0.76, 0.81, 0.883),
    ("answered_in_time", "Besvart innen fristen", None, 0.58, 0.63, 0.66, 0.741),
)
USEFUL: Rows = (
    ("useful", "Svaret hjalp", 61 / 95, 44 / 78),
    ("partly", "Svaret hjalp delvis", 22 / 95, 20 / 78),
    ("rated", "Svar som er vurdert", 95 / 158, 78 / 139),
)
RATES: Rows = (
    ("horten", "Horten kommune", 6.1, 11.9),
    ("tonsberg", "Tønsberg kommune", 5.4, None),
    ("total", "I alt", 5.8, None),
)
RATE_COLUMNS = {"discharges": "Utskrivninger fra sykehus", "readmissions": "Reinnleggelser"}
DAYS: Rows = (
    ("median_days_to_acknowledged", "Dager til mottak er bekreftet", 2, 2.5),
    ("p90_days_to_acknowledged", "Dager til ni av ti er bekreftet", 6, 8.5),
    ("median_days_to_answered", "Dager til svar", 19, 23),
    ("p90_days_to_answered", "Dager til ni av ti er besvart", 37, 44),
)
COLUMNS = {
    "consequence": JUDGES,
    "sent_by_quarter": QUARTERS,
    "goals": GOAL_YEARS,
    "development": EVERY_YEAR,
    "category_by_clinic": CLINICS,
    "category_by_municipality": MUNICIPALITIES,
}
HIDDEN_IN = {"category_by_clinic", "category_by_municipality", "sent_by_quarter"}
POOLED = {"category_by_clinic": (2021, 2022, 2023), "category_by_municipality": (2021, 2022, 2023)}
OVERLAPPING = {"service_kind", "category", "category_group", *POOLED}


def figures_for(audience: Audience, tables: tuple[Table, ...] | None = None) -> Figures:
    """Give the year as an audience gets it: small counts withheld, SSU's tables for SSU."""
    if tables is None:
        tables = realistic_tables(exact=audience is Audience.INTERNAL)
    if audience is Audience.SSU:
        tables = tuple(table for table in tables if table.key in SSU_TABLES)
    if audience is not Audience.INTERNAL:
        tables = tuple(table for table in tables if table.key != "month")
    released = None if audience is Audience.INTERNAL else ADOPTED
    return Figures(YEAR, audience, NAME, tables, version=1, released=released)


def realistic_tables(*, exact: bool = False) -> tuple[Table, ...]:
    return (
        *(table(key, rows, COLUMNS.get(key, YEARS), exact=exact) for key, rows in COUNTS.items()),
        table("timeliness", SHARES, YEARS, measure="share"),
        table("development_timeliness", SHARES_BY_YEAR, EVERY_YEAR, measure="share"),
        table("useful_answers", USEFUL, YEARS, measure="share"),
        table("rates", RATES, RATE_COLUMNS, measure="rate"),
        table("days", DAYS, YEARS, measure="days"),
    )


def table(key, rows, columns=YEARS, *, measure="count", exact=False) -> Table:
    """Build a table; a count of 1 to 4 is withheld unless ``exact``."""

    def cell(value: float | None) -> Cell:
        if value is None:
            return Cell(None, ":" if key in HIDDEN_IN else ".")
        hidden = measure == "count" and 0 < value < THRESHOLD and not exact
        return Cell(None, ":") if hidden else Cell(value)

    return Table(
        key,
        measure,
        tuple(Heading(str(row[0]), Words(row[1], row[1])) for row in rows),
        tuple(Heading(column, Words(name, name)) for column, name in columns.items()),
        tuple(tuple(cell(value) for value in row[2:]) for row in rows),
        overlaps=key in OVERLAPPING,
        years=POOLED.get(key, ()),
    )
