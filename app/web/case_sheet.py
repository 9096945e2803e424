"""A case as the sheet for an archive: what the page shows, without the people."""

from flask import current_app

from app.domain.audit import AuditAction
from app.domain.vocabulary import Term, Words
from app.language import Language
from app.services.case_page import CasePage
from app.services.case_titles import case_title
from app.services.reported import Reported
from app.services.retention.erased_words import Text
from app.services.timeline import AnswerAsSent, TimelineEntry
from app.web.access import now
from reports.case_sheet import CaseSheet, case_sheet


def draw_sheet(page: CasePage, language: Language) -> bytes:
    """Draw the case as PDF."""
    demo = current_app.config["SAMHANDLING"].is_demo
    return case_sheet(sheet_of(page, language), language, demo=demo)


def sheet_of(page: CasePage, language: Language) -> CaseSheet:
    """Put the page's words on a sheet that has no room for anybody's identity."""
    report = page.reported
    in_words = _text(report.said("place_in_words"), language)
    return CaseSheet(
        title=case_title(language, page.reference, report.category_labels),
        reference=page.reference,
        helsefellesskap=language.words(page.helsefellesskap.name),
        direction=language.words(page.case.direction.words),
        status=language.words(page.status.words),
        occurred=_occurred(page, language),
        consequence_reporter=_reporters_consequence(report, language),
        consequence_recipient=_worded(page.case.recipient_consequence, language),
        consent=_consent(page, language),
        description=_text(report.said("description"), language),
        unit=_named(report.hospital_unit, language) or (in_words if report.municipality else ""),
        municipality=_named(report.municipality, language) or in_words,
        service_kinds=_listed(report.service_kinds, report.said("other_service_kind"), language),
        categories=_listed(report.categories, report.said("other_category"), language),
        categories_recipient=_listed(report.form.chosen("category", page.categories), "", language),
        immediate_action=_text(report.said("immediate_action"), language),
        proposal=_text(report.said("proposal"), language),
        due=_due(page, language),
        external_references=_numbers(page, language),
        supplements=_written_since(page, language),
        answer=_answer(page.answers[0].answer, language) if page.answers else (),
        timeline=tuple(_entry(entry, language) for entry in page.timeline),
        printed_on=language.date(now()),
    )


def _occurred(page: CasePage, language: Language) -> str:
    day = language.date(page.reported.occurred_on)
    clock = page.reported.occurred_at
    return f"{day} kl. {clock:%H.%M}" if clock else day


def _due(page: CasePage, language: Language) -> str:
    day = language.date(page.clock.due_on)
    return day if page.clock.is_decided else language("%(day)s (forslag, ikke vedtatt)", day=day)


def _consent(page: CasePage, language: Language) -> str:
    """Give the statement that holds, and below it each choice with who made it and when."""
    choices = [
        language(
            "%(moment)s: %(choice)s (%(who)s)",
            moment=language.moment(choice.at),
            choice=choice.consent.words,
            who=language("melder") if choice.is_reporters else language("ført inn for melder"),
        )
        for choice in page.patient.consent_choices
    ]
    return "\n".join([language.words(page.reported.consent_statement), *choices])


def _worded(term: Term | None, language: Language) -> str:
    return language.words(term.words) if term else ""


def _reporters_consequence(report: Reported, language: Language) -> str:
    first = language.words(report.consequence.words)
    if report.changed_consequence is None:
        return first
    return language(
        "%(first)s, endret til %(now)s", first=first, now=report.changed_consequence.words
    )


def _named(name: Words | None, language: Language) -> str:
    return language.words(name) if name else ""


def _text(text: Text, language: Language) -> str:
    return language.words(text) if isinstance(text, Words) else text


def _listed(options: tuple[Words, ...], more: Text, language: Language) -> tuple[str, ...]:
    """Give options in words; what was written at «Annet» stands with it, last as in the form."""
    listed = [language.words(words) for words in options]
    if not listed or not more:
        return tuple(listed)
    return (*listed[:-1], f"{listed[-1]}: {_text(more, language)}")


def _numbers(page: CasePage, language: Language) -> tuple[str, ...]:
    numbers = page.numbers
    named = {page.reporting_party: numbers.reporters, numbers.own_party: numbers.own}
    return tuple(
        f"{language.words(party)}: {value}" for party, value in named.items() if party and value
    )


def _written_since(page: CasePage, language: Language) -> tuple[tuple[str, str], ...]:
    """Give every text that both sides see, but for the report and the newest answer."""
    newest = page.answers[0] if page.answers else None
    return tuple(
        (f"{language.words(entry.action.words)}, {language.date(entry.at)}", body)
        for entry in page.timeline
        if entry is not newest
        and (body := _text(entry.body, language) or _in_one(entry.answer, language))
    )


def _in_one(answer: AnswerAsSent | None, language: Language) -> str:
    return "\n".join(f"{heading}: {body}" for heading, body in _answer(answer, language) if body)


def _answer(answer: AnswerAsSent | None, language: Language) -> tuple[tuple[str, str], ...]:
    if answer is None:
        return ()
    parts = [
        (language.words(part.words), _caused(answer, body, language) if part == "cause" else body)
        for part, body in answer.parts
    ]
    if answer.erased:
        parts.append((language("Teksten"), language.words(answer.erased)))
    effective = language.date(answer.effective_on) if answer.effective_on else ""
    return (
        *parts,
        (language("Ansvarlig"), answer.responsible),
        (language("På plass"), effective),
    )


def _caused(answer: AnswerAsSent, body: str, language: Language) -> str:
    """Give the cause as the list names it, and what was written of it."""
    kind = _worded(answer.cause_kind, language)
    return "\n".join(filter(None, (kind, body)))


def _entry(entry: TimelineEntry, language: Language) -> tuple[str, str, str]:
    is_undecided = entry.action is AuditAction.SENT_TO_PLACING
    place = entry.place if is_undecided else entry.to_place or entry.place
    act = language.words(entry.action.words)
    return language.moment(entry.at), _named(place.unit if place else None, language), act
