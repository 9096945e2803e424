"""Lists to choose from: options in words of both languages, and one sentence for what is not there.

WTForms' types are older than its ``SelectChoice`` and its own messages; what they lack is said here
and nowhere else.
"""

from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # see above

from app.domain.vocabulary import Words
from forms.base import N_

NOT_AN_OPTION = N_("Dette valget finnes ikke lenger. Velg på nytt.")


def choice(value: str, words: Words | str, group: str | None = None) -> Any:  # noqa: ANN401  see above
    """Give an option; the templates show its words in the reader's language."""
    return SelectChoice(value, words, optgroup=group)


class Select(SelectField):
    """One of a list that unfolds."""

    def __init__(self, label: str = "", validators: Any = None, **kwargs: Any) -> None:  # noqa: ANN401  WTForms' own
        """Word the refusal of an unknown value."""
        super().__init__(label, validators, invalid_choice_message=NOT_AN_OPTION, **kwargs)  # type: ignore[call-arg]  # see above


class Radios(RadioField):
    """One of a list that is all in sight."""

    def __init__(self, label: str = "", validators: Any = None, **kwargs: Any) -> None:  # noqa: ANN401  WTForms' own
        """Word the refusal of an unknown value."""
        super().__init__(label, validators, invalid_choice_message=NOT_AN_OPTION, **kwargs)  # type: ignore[call-arg]  # see above


class Boxes(SelectMultipleField):
    """Any number of a list."""

    def __init__(self, label: str = "", validators: Any = None, **kwargs: Any) -> None:  # noqa: ANN401  WTForms' own
        """Word the refusal of an unknown value."""
        super().__init__(label, validators, invalid_choice_message=NOT_AN_OPTION, **kwargs)  # type: ignore[call-arg]  # see above
