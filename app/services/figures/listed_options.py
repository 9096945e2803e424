"""The form's lists across its versions: what an option is counted as, and what it is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.figures import Heading
from app.domain.statistics import Listed
from app.domain.vocabulary import Words
from app.models import FormOption, FormVersion
from app.services.register import form_version_on

OptionKey = tuple[int, str, str]
"""The id of a form version, the name of one of its lists, and the key of an option in it."""


@dataclass(frozen=True)
class Options:
    """Every option of every version, newest version first, each version's in its own order."""

    rows: Mapping[OptionKey, FormOption]
    version_before: Mapping[int, int]
    current_version_id: int

    def counted_as(self, version_id: int, listed: str, key: str) -> str:
        """Follow ``maps_to`` back through the versions, so that years compare."""
        option = self.rows.get((version_id, listed, key))
        before = self.version_before.get(version_id)
        if option is None or option.maps_to is None or before is None:
            return key
        return self.counted_as(before, listed, option.maps_to)

    def listed(self, listed: str) -> Listed:
        """Give the rows of a list: those of the current version, and others if counted.

        A row has the words for tables, of the current version or the newest that has the option.
        """
        own = [row for row in self.rows.values() if row.list == listed]
        own.sort(key=lambda row: row.form_version_id != self.current_version_id)
        words: dict[str, Words] = {}
        for row in own:
            words.setdefault(row.key, row.short or row.words)
        always = {
            self.counted_as(row.form_version_id, listed, row.key)
            for row in own
            if row.form_version_id == self.current_version_id
        }
        return Listed(
            always=tuple(Heading(key, words[key]) for key in words if key in always),
            if_counted=tuple(Heading(key, words[key]) for key in words if key not in always),
        )


def read_options(session: Session, helsefellesskap_id: int, on: date) -> Options:
    """Read the options of every version; the one that holds on a date gives lists and words.

    Raises:
        LookupError: when the helsefellesskap has no form.
    """
    versions = session.scalars(
        select(FormVersion.id)
        .where(FormVersion.helsefellesskap_id == helsefellesskap_id)
        .order_by(FormVersion.valid_from.desc())
    ).all()
    options = session.scalars(
        select(FormOption)
        .join(FormVersion, FormVersion.id == FormOption.form_version_id)
        .where(FormVersion.helsefellesskap_id == helsefellesskap_id)
        .order_by(FormVersion.valid_from.desc(), FormOption.position)
    )
    return Options(
        rows={(row.form_version_id, row.list, row.key): row for row in options},
        version_before=dict(pairwise(versions)),
        current_version_id=form_version_on(session, helsefellesskap_id, on).id,
    )
