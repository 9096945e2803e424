"""What a case is called: on its pages, in its PDF, and so in journals that anybody may read."""

from collections.abc import Sequence

from app.domain.vocabulary import Words
from app.language import Language


def case_title(language: Language, reference: str, categories: Sequence[Words]) -> str:
    """Give «Samhandlingsavvik <reference> – Legemidler».

    ``categories`` are what the form's own list calls what was ticked; only the first is named,
    since a rare set of them tells more. No unit, no date and nothing that was written has a place
    here: titles stand in the parties' public journals (offentleglova).
    """
    if not categories:
        return language("Samhandlingsavvik %(reference)s", reference=reference)
    sentence = (
        language("Samhandlingsavvik %(reference)s – %(category)s")
        if len(categories) == 1
        else language("Samhandlingsavvik %(reference)s – %(category)s med mer")
    )
    return sentence % {"reference": reference, "category": language.words(categories[0])}
