"""Text that arrived after the sign-in had run out.

It stands in the page and in nothing else: the sign-in page carries it in hidden fields, and after
signing in one click sends it to where it was going.
"""

from typing import NamedTuple

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.web.language import page_language
from forms.signing_in import SignInForm

SIGN_IN = "signing_in.send_sign_in"
PREFIX = "medbrakt."
"""Before the names on the sign-in page, which has an address and answers of its own."""
SECRETS = frozenset({"csrf_token", "password"})
MARKS = frozenset({"version", "form_key", "bekreftet", "erstatt"})
"""What a page says with its text: which case it showed, which findings were answered and how."""
SHORTEST_SHOWN = 3


class Carried(NamedTuple):
    """A posted value. It goes on as it came, whether it is shown or not."""

    name: str
    value: str

    @property
    def carried_as(self) -> str:
        """Give its name on the sign-in page."""
        return f"{PREFIX}{self.name}"

    @property
    def is_shown(self) -> bool:
        """Tell whether a person would know it as something written."""
        return len(self.value) >= SHORTEST_SHOWN and self.name not in MARKS


def carried_fields() -> list[Carried]:
    """Give what was posted, but for passwords and the keys of pages that are gone."""
    prefix = PREFIX if request.endpoint == SIGN_IN else ""
    return [
        Carried(name.removeprefix(prefix), value)
        for name, values in request.form.lists()
        for value in values
        if name.startswith(prefix) and name not in SECRETS
    ]


def sign_in_with_carried_text() -> ResponseReturnValue:
    """Show the sign-in page with everything that was posted in it."""
    form = SignInForm(page_language(), formdata=None)
    page = render_template(
        "signing_in/sign_in.html",
        form=form,
        carried=carried_fields(),
        carried_to=request.path,
        next_path="",
    )
    return page, 401
