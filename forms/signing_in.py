"""Signing in and out."""

from forms.base import LINE_LENGTH, N_, AtMost, Form, Required
from forms.fields import LineField, SecretField


class SignInForm(Form):
    """Address and password."""

    email = LineField(
        N_("E-post"), [Required(N_("Skriv e-postadressen din.")), AtMost(LINE_LENGTH)]
    )
    password = SecretField(
        N_("Passord"), [Required(N_("Skriv passordet ditt.")), AtMost(LINE_LENGTH)]
    )


class SignOutForm(Form):
    """The button that ends a sign-in."""
