"""What is handed to whoever draws a version: its frozen figures and its texts."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.domain.figures import Figures
from app.domain.releasing import Adoption, ReleaseStatus, ReleaseTextKind, Texts
from app.domain.vocabulary import Audience
from app.models import Release
from app.services.released import frozen_figures
from app.services.releasing.taking import readers
from app.services.releasing.texts import texts_of

LANGUAGES = ("nb", "nn")


@dataclass(frozen=True)
class Sheets:
    """A version as it is drawn: the figures of every reader, and the texts."""

    figures: tuple[Figures, ...]
    texts: Texts

    def of(self, audience: Audience) -> Figures:
        """Give the figures of an audience.

        Raises:
            KeyError: when the version has none for it.
        """
        return {each.audience: each for each in self.figures if each.party is None}[audience]


def sheets(session: Session, release: Release) -> Sheets:
    """Read a version as it stands."""
    everybody = readers(session, release.helsefellesskap_id, release.year)
    found = (frozen_figures(session, release, r.audience, r.party_key) for r in everybody)
    return Sheets(
        tuple(figures for figures in found if figures is not None), texts_of(session, release)
    )


def as_adopted(drafted: Sheets, adoption: Adoption) -> Sheets:
    """Give a draft as its files are to say it is from the adoption on."""
    return replace(
        drafted,
        figures=tuple(
            replace(
                figures,
                released=replace(
                    figures.released,
                    status=ReleaseStatus.ADOPTED,
                    adopted_on=adoption.adopted_on,
                    meeting=adoption.meeting,
                ),
            )
            for figures in drafted.figures
            if figures.released
        ),
    )


def missing(texts: Texts) -> list[tuple[ReleaseTextKind, str]]:
    """Give the kinds and languages of texts that stand in the other language alone."""
    return [
        (kind, other)
        for kind, code in texts
        for other in LANGUAGES
        if other != code and texts[kind, code].strip() and not texts.get((kind, other), "").strip()
    ]
