"""Signing in and out."""

from wtforms import PasswordField, StringField

from forms.base import LINE_LENGTH, N_, AtMost, Form, Required


class SignInForm(Form):
    """Address and password."""

    email = StringField(
        N_("E-post"), [Required(N_("Skriv e-postadressen din.")), AtMost(LINE_LENGTH)]
    )
    password = PasswordField(
        N_("Passord"), [Required(N_("Skriv passordet ditt.")), AtMost(LINE_LENGTH)]
    )


class SignOutForm(Form):
    """The button that ends a sign-in."""
