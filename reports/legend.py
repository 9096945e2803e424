"""What the symbols in tables and data files mean."""

from collections.abc import Mapping

from app.domain.figures import MISSING, NOT_APPLICABLE, WITHHELD, ZERO
from reports.reading import REVISED, Reading
from reports.standing import revised_count


def legend(reading: Reading) -> Mapping[str, str]:
    """Give the symbols and what they mean, in the figures' own words where they have some.

    The symbols are those of SSB and KOSTRA.
    """
    _ = reading.language
    usual = {
        WITHHELD: _(
            "Tallet vises ikke, slik at ingen kan kjennes igjen. Det er lavt, eller det ville "
            "ha røpet et annet tall som er lavt."
        ),
        ZERO: _("Ingen: tallet er null."),
        MISSING: _("Tallet mangler. Ingen har oppgitt det."),
        NOT_APPLICABLE: _("Tallet kan ikke forekomme, for eksempel medianen av ingen svar."),
    }
    if revised_count(reading):
        usual[REVISED] = _("Tallet er rettet siden forrige versjon.")
    own = {symbol: _.words(words) for symbol, words in reading.figures.legend.items()}
    return usual | own
