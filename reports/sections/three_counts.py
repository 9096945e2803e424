"""Reports, incidents and tallies: three things that are counted apart."""

from reports.beside import Beside
from reports.flowables import Block, Paragraph
from reports.reading import Reading
from reports.sections.composed import Section, in_rows, narrow, shown
from reports.theme import BODY

KEYS = ("totals", "tallies", "incident_year")
FEW = 12


def three_counts(reading: Reading) -> Section | None:
    """Explain the three, and show each in a table of its own."""
    _ = reading.language
    keys = tuple(key for key in KEYS if reading.has(key))
    if not keys:
        return None
    if reading.compact:
        tables = tuple(in_rows(reading, key) for key in keys)
        return Section(_("Meldinger og hendelser"), "", tables, keys)
    title = _("Meldinger, hendelser og opptellinger")
    body = (Paragraph(_explained(reading), BODY), *_tables(reading, keys))
    return Section(title, lead(reading), body, keys)


def _tables(reading: Reading, keys: tuple[str, ...]) -> tuple[Block, ...]:
    """Set the first table beside the others, where none of them is long."""
    tables = [narrow(reading, key) for key in keys]
    if len(keys) == 1 or any(len(reading.tables[key].rows) > FEW for key in keys):
        return tuple(block for key in keys for block in shown(reading, key, caption=True))
    return (Beside(tables[0], [block for table in tables[1:] for block in table]),)


def _explained(reading: Reading) -> str:
    _ = reading.language
    found = [
        _("En melding er det en melder har sendt."),
        _("En hendelse er det som skjedde. Flere meldinger kan gjelde samme hendelse."),
    ]
    if reading.has("tallies"):
        found.append(
            _(
                "En opptelling er melderens anslag på hvor ofte noe ufarlig har skjedd. Den er "
                "ikke med i meldingene eller hendelsene."
            )
        )
    return " ".join(found)


def lead(reading: Reading) -> str:
    """Say how many incidents the reports concern, and how many of them were of the same year."""
    return " ".join(filter(None, (_incidents(reading), _same_year(reading))))


def _incidents(reading: Reading) -> str:
    language = reading.language
    incidents, total = reading.value("totals", "incidents"), reading.total()
    if incidents is None or not total:
        return ""
    return language.plural(
        "De %(total)s meldingene gjelder %(count)s hendelse.",
        "De %(total)s meldingene gjelder %(count)s hendelser.",
        int(incidents), total=language.number(total),
    )  # fmt: skip


def _same_year(reading: Reading) -> str:
    _ = reading.language
    year, total = reading.figures.year, reading.total()
    same = reading.value("incident_year", str(year))
    if same is None or not total:
        return ""
    return _(
        "%(count)s av meldingene gjelder hendelser fra samme år.",
        count=_.number(same),
    )  # fmt: skip
