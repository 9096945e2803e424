"""The joint form as a dated version: every text that it shows, and its lists in its own order."""

from dataclasses import dataclass, fields
from typing import ClassVar

from app.domain.register.claims import Key, WordsNamingMunicipality
from app.domain.register.entry import Dated, Entry
from app.domain.vocabulary import Consent, Consequence, Words


@dataclass(frozen=True, kw_only=True)
class OptionEntry(Entry):
    """A box of the form. ``words`` are the form's own; ``short`` serves tables and charts.

    ``maps_to`` is the key of the option in the version before that this one is counted as, so that
    years compare; ``added`` marks a choice that is not on the paper form.
    """

    key: Key
    words: Words
    short: Words | None = None
    needs_text: bool = False
    added: bool = False
    maps_to: Key | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceKindEntry(OptionEntry):
    """A tjenestested: the municipal service concerned."""

    table: ClassVar[str] = "service_kind"
    noun: ClassVar[Words] = Words("tjenestested", "tenestestad")


@dataclass(frozen=True, kw_only=True)
class CategoryEntry(OptionEntry):
    """What the incident is about («gjelder»); ``group`` is the key of one of the groups."""

    table: ClassVar[str] = "category"
    noun: ClassVar[Words] = Words("kategori", "kategori")
    group: Key | None = None


@dataclass(frozen=True, kw_only=True)
class CategoryGroupEntry(OptionEntry):
    """Categories that tables of two ways have as one row. No box of the form."""

    table: ClassVar[str] = "category_group"
    noun: ClassVar[Words] = Words("kategorigruppe", "kategorigruppe")


@dataclass(frozen=True, kw_only=True)
class ConsequenceEntry(OptionEntry):
    """The wording of a consequence that the code knows the rank of, and its explanation."""

    table: ClassVar[str] = "consequence"
    noun: ClassVar[Words] = Words("konsekvens", "konsekvens")
    key: Consequence
    explanation: Words


@dataclass(frozen=True, kw_only=True)
class ConsentEntry(OptionEntry):
    """The wording of a consent statement that the code knows the meaning of."""

    table: ClassVar[str] = "consent"
    noun: ClassVar[Words] = Words("samtykkevalg", "samtykkeval")
    key: Consent


@dataclass(frozen=True, kw_only=True)
class PaperTexts:
    """Headings and labels as they stand on the paper form, in its order.

    A label is without the colon and the line that paper needs; a heading is as printed.
    """

    title: Words
    section_incident: Words
    date: Words
    time: Words
    hospital_unit: Words
    section_municipality: Words
    municipality: Words
    section_category: Words
    section_description: Words
    section_consequence: Words
    section_proposal: Words
    section_consent: Words
    patient_name: Words
    patient_number: Words
    section_reporter: Words
    reporter_name: Words
    reporter_workplace: Words
    line_manager: Words
    phone: Words
    email: Words
    line_manager_signature: Words
    sends_to_hospital: Words
    send_by_post: Words
    clinic_leadership: Words
    obs: Words


@dataclass(frozen=True, kw_only=True)
class AddedTexts:
    """Texts that the paper form lacks: the other direction, and what the procedure asks for."""

    hospital_unit_reporting: Words
    service_kind: Words
    immediate_action: Words
    own_reference: Words
    documents_follow: Words
    sends_to_municipality: WordsNamingMunicipality
    serious_warning: Words
    privacy_note: Words


@dataclass(frozen=True, kw_only=True)
class HelpTexts:
    """What each field wants, in one or two sentences. None of these is on the paper form."""

    date: Words
    time: Words
    hospital_unit: Words
    hospital_unit_reporting: Words
    municipality: Words
    municipality_receiving: Words
    service_kind: Words
    category: Words
    description: Words
    consequence: Words
    proposal: Words
    consent: Words
    reporter_workplace: Words
    line_manager: Words
    contact: Words
    immediate_action: Words
    own_reference: Words
    documents_follow: Words


@dataclass(frozen=True, kw_only=True)
class FormVersionEntry(Dated):
    """One version of the joint form. ``source`` names the paper it was printed in."""

    table: ClassVar[str] = "form_version"
    noun: ClassVar[Words] = Words("skjemaversjon", "skjemaversjon")
    key: Key
    source: str
    text: PaperTexts
    added: AddedTexts
    help: HelpTexts
    service_kinds: tuple[ServiceKindEntry, ...]
    categories: tuple[CategoryEntry, ...]
    consequences: tuple[ConsequenceEntry, ...]
    consents: tuple[ConsentEntry, ...]
    category_groups: tuple[CategoryGroupEntry, ...] = ()

    @property
    def texts(self) -> dict[str, Words]:
        """Give every text by key: as in the file, ``help_<field>`` and ``consent_<choice>``."""
        return {
            **_by_key(self.text),
            **_by_key(self.added),
            **{f"consent_{row.key}": row.words for row in self.consents},
            **{f"help_{key}": words for key, words in _by_key(self.help).items()},
        }

    @property
    def lists(self) -> dict[str, tuple[OptionEntry, ...]]:
        """Give the form's lists by the name their rows have in the file."""
        return {
            ServiceKindEntry.table: self.service_kinds,
            CategoryEntry.table: self.categories,
            CategoryGroupEntry.table: self.category_groups,
            ConsequenceEntry.table: self.consequences,
            ConsentEntry.table: self.consents,
        }


def _by_key(texts: PaperTexts | AddedTexts | HelpTexts) -> dict[str, Words]:
    return {field.name: getattr(texts, field.name) for field in fields(texts)}
