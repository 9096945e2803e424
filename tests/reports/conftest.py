from datetime import date

import pytest

from app.domain.figures import Figures
from app.domain.vocabulary import Audience
from app.language import Language
from reports.annual_report import annual_report
from tests.reports.realistic import NAME, figures_for

ADOPTED = date(2024, 2, 19)


@pytest.fixture
def nb() -> Language:
    return Language("nb")


@pytest.fixture
def nn() -> Language:
    return Language("nn")


@pytest.fixture
def fsu() -> Figures:
    return figures_for(Audience.FSU)


@pytest.fixture
def ssu() -> Figures:
    return figures_for(Audience.SSU)


@pytest.fixture
def draw(nb):
    """Draw the annual report of some figures."""

    def drawn(figures, language=nb, *, helsefellesskap=NAME.nb, demo=False) -> bytes:
        return annual_report(
            figures, language, helsefellesskap=helsefellesskap, generated_on=ADOPTED, demo=demo
        )

    return drawn
