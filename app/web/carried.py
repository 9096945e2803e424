"""Text that arrived after the sign-in had run out.

It stands in the page and in nothing else: the sign-in page carries it in hidden fields, and after
signing in one click sends it to where it was going.
"""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.web.language import page_language
from forms.signing_in import SignInForm

OWN_FIELDS = frozenset({"csrf_token", "email", "password", "neste", "carried_to"})


def carried_fields() -> list[tuple[str, str]]:
    """Give what was posted, but for the keys of pages that are gone."""
    return [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name not in OWN_FIELDS
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
