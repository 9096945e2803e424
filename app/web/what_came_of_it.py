"""«Hva ble det av meldingene?»: a released year told to those who wrote the reports."""

from collections.abc import Iterator

from app.domain.figures import Figures
from app.language import Language
from reports.reading import Reading


def what_came_of_it(figures: Figures, language: Language) -> tuple[str, ...]:
    """Give a sentence for each thing that the year's figures tell; what is withheld is left out."""
    reading = Reading(figures, language)
    return tuple(
        sentence
        for tell in (_sent, _answered, _in_time, _useful, _measures)
        for sentence in tell(reading)
    )


def _sent(reading: Reading) -> Iterator[str]:
    counted = reading.total()
    if counted is not None:
        yield reading.language.plural(
            "%(count)s melding om uønsket hendelse regnes med i %(year)s.",
            "%(count)s meldinger om uønskede hendelser regnes med i %(year)s.",
            int(counted),
            year=str(reading.figures.year),
        )


def _answered(reading: Reading) -> Iterator[str]:
    answered = reading.value("answers", "answered")
    if answered:
        yield reading.language.plural(
            "%(count)s av dem har fått svar (%(share)s).",
            "%(count)s av dem har fått svar (%(share)s).",
            int(answered),
            share=reading.share(answered),
        )


def _in_time(reading: Reading) -> Iterator[str]:
    share = reading.value("timeliness", "answered_in_time")
    days = reading.value("days", "median_days_to_answered")
    if share is not None:
        yield reading.language(
            "%(share)s ble besvart innen fristen.", share=reading.language.percent(share)
        )
    if days is not None:
        yield reading.language(
            "Halvparten av svarene kom innen %(days)s dager.",
            days=reading.language.number(days, int(days != int(days))),
        )


def _useful(reading: Reading) -> Iterator[str]:
    helped = reading.value("useful_answers", "useful")
    partly = reading.value("useful_answers", "partly")
    if helped is not None:
        yield reading.language(
            "Av svarene melderne har vurdert, sier de at %(share)s hjalp.",
            share=reading.language.percent(helped),
        )
    if partly is not None:
        yield reading.language("%(share)s hjalp delvis.", share=reading.language.percent(partly))


def _measures(reading: Reading) -> Iterator[str]:
    language = reading.language
    every = reading.value("measures", "total")
    if every:
        yield language.plural(
            "Meldingene førte til %(count)s tiltak.",
            "Meldingene førte til %(count)s tiltak.",
            int(every),
        )
    for row, words in (
        ("done", language("%(count)s av tiltakene er gjennomført.")),
        ("started", language("%(count)s av tiltakene er i gang.")),
        ("planned", language("%(count)s av tiltakene er planlagt.")),
    ):
        count = reading.value("measures", row)
        if count:
            yield words % {"count": language.number(count)}
