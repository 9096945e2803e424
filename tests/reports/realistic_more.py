"""More of the realistic year: goals, quarters, days in groups, what was done, two-way tables."""

from app.domain.casework import MeasureStatus, PatientGroup
from app.domain.vocabulary import Direction

# A row is its key, its words, and its figure in each column.
Rows = tuple[tuple[object, ...], ...]

QUARTERS = {
    "q1": "1. kvartal", "q2": "2. kvartal", "q3": "3. kvartal", "q4": "4. kvartal",
    "h1": "1. halvår", "h2": "2. halvår",
}  # fmt: skip
GOAL_YEARS = {"baseline": "2022", "now": "2023", "target": "Mål 2024"}
EVERY_YEAR = {f"y{year}": str(year) for year in range(2019, 2024)}
CLINICS = {
    "kirurgi": "Klinikk kirurgi",
    "medisin": "Klinikk medisin",
    "kpa": "Klinikk psykisk helse og avhengighet",
    "kfmr": "Klinikk fysikalsk medisin og rehabilitering",
    "prehospital": "Prehospital klinikk",
    "diagnostikk": "Klinikk medisinsk diagnostikk",
    "joint": "Felles",
    "outside": "Utenfor helsefellesskapet",
    "total": "I alt",
}
MUNICIPALITIES = {
    "horten": "Horten kommune",
    "holmestrand": "Holmestrand kommune",
    "tonsberg": "Tønsberg kommune",
    "sandefjord": "Sandefjord kommune",
    "larvik": "Larvik kommune",
    "faerder": "Færder kommune",
    "outside": "Utenfor helsefellesskapet",
    "total": "I alt",
}
GROUPS = (
    ("kommunikasjon", "Kommunikasjon og logistikk"),
    ("legemidler", "Legemidler"),
    ("behandling", "Behandling, pleie og diagnostikk"),
    ("annet", "Hjelpemidler og annet"),
)
BY_CLINIC = (
    (91, 139, 38, 21, 29, 17, 18, None, 353),
    (36, 60, 17, 9, 11, 0, 6, 0, 139),
    (30, 41, 9, 8, 9, 7, None, None, 109),
    (11, 17, 7, 5, 0, 6, None, 0, 50),
)
BY_MUNICIPALITY = (
    (48, 39, 81, 74, 71, 33, 7, 353),
    (19, 14, 31, 29, 28, 13, 5, 139),
    (14, 12, 24, 23, 22, 9, 5, 109),
    (6, 6, 11, 10, 9, 8, 0, 50),
)
DAYS_IN_GROUPS = (
    ("0-1", "0–1 dag"), ("2-3", "2–3 dager"), ("4-7", "4–7 dager"), ("8-14", "8–14 dager"),
    ("15-21", "15–21 dager"), ("22-28", "22–28 dager"), ("29-42", "29–42 dager"),
    ("43-56", "43–56 dager"), ("57", "Mer enn 56 dager"), ("not_yet", "Ikke ennå"),
)  # fmt: skip


def _spread(now: tuple[int, ...], before: tuple[int, ...]) -> Rows:
    full = (*before, *now[len(before) :])
    rows = zip(DAYS_IN_GROUPS, now, full, strict=True)
    spread = tuple((key, words, this, last) for (key, words), this, last in rows)
    return (*spread, ("total", "I alt", sum(now), sum(full)))


MORE: dict[str, Rows] = {
    "sent_by_quarter": (
        (Direction.TO_HOSPITAL, Direction.TO_HOSPITAL.words.nb, 47, 43, 38, 60, 90, 98),
        (Direction.TO_MUNICIPALITY, Direction.TO_MUNICIPALITY.words.nb, 5, 6, None, None, 11, None),
        ("total", "I alt", 52, 49, 38, 60, 101, 98),
    ),
    "goals": (("hospital_reports", "Meldinger fra sykehuset til kommunene", 7, 12, 11),),
    "tallies": (
        ("cases", "Meldinger der det er talt", 14, 9),
        ("times", "Ganger det skal ha skjedd", 96, 51),
    ),
    "distribution_acknowledged": _spread((88, 41, 26, 12, 8, 0, 0, 0, 0, 11), (70, 39, 25)),
    "distribution_answered": _spread((6, 9, 18, 29, 38, 35, 17, 6, 0, 28), (5, 8, 12, 27)),
    "forwarding": (
        ("never", "Kom rett fram", 149, 121),
        ("once", "Videresendt én gang", 30, 33),
        ("twice", "Videresendt to ganger", 7, 8),
        ("more", "Videresendt oftere", 0, 0),
        ("total", "I alt", 186, 162),
    ),
    "usefulness": (
        ("yes", "Svaret hjalp: ja", 61, 44),
        ("partly", "Svaret hjalp: delvis", 22, 20),
        ("no", "Svaret hjalp: nei", 12, 14),
        ("not_rated", "Svaret er ikke vurdert", 63, 61),
        ("total", "I alt", 158, 139),
    ),
    "cause": (
        ("routine", "Rutinen manglet eller var uklar", 41, 38),
        ("not_followed", "Rutinen ble ikke fulgt", 57, 49),
        ("technical", "Svikt i IKT eller utstyr", 18, 14),
        ("other", "Annet", 42, 38),
        ("total", "I alt", 158, 139),
    ),
    "measures": (
        *(
            (each, each.words.nb, now, before)
            for each, now, before in zip(MeasureStatus, (19, 12, 34, 6), (9, 8, 41, 7), strict=True)
        ),
        ("total", "I alt", 71, 65),
    ),
    "clause": (
        ("prosedyre", "Prosedyre om uønskede hendelser, punkt 3", 12, 10),
        ("tjenesteavtale", "Tjenesteavtale 3 og 5 om inn- og utskriving", 84, 71),
        ("not_assessed", "Ikke vurdert", 90, 81),
        ("total", "I alt", 186, 162),
    ),
    "patient_group": (
        *(
            (each, each.words.nb, now, before)
            for each, now, before in zip(
                PatientGroup, (8, 14, 77, 31, 20), (7, 12, 69, 25, 14), strict=False
            )
        ),
        ("not_assessed", "Ikke vurdert", 36, 35),
        ("total", "I alt", 186, 162),
    ),
    "category_group": tuple(
        (key, words, *now)
        for (key, words), now in zip(
            GROUPS, ((128, 110), (52, 41), (39, 34), (17, 16)), strict=True
        )
    ),
    "category_by_clinic": tuple(
        (key, words, *cells) for (key, words), cells in zip(GROUPS, BY_CLINIC, strict=True)
    ),
    "category_by_municipality": tuple(
        (key, words, *cells) for (key, words), cells in zip(GROUPS, BY_MUNICIPALITY, strict=True)
    ),
    "development": (
        ("counted", "Meldinger som regnes med", 118, 141, 134, 162, 186),
        (Direction.TO_HOSPITAL, Direction.TO_HOSPITAL.words.nb, 112, 136, 129, 155, 174),
        (Direction.TO_MUNICIPALITY, Direction.TO_MUNICIPALITY.words.nb, 6, 5, 5, 7, 12),
        ("incidents", "Uønskede hendelser", 111, 133, 129, 155, 171),
    ),
}
