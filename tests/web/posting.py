"""Posting a form as a browser would: with all that stands in it, and what a person changes."""

from werkzeug.test import TestResponse

from tests.page import Element, LintingClient


def forms_to(client: LintingClient, ending: str) -> list[Element]:
    """The forms of the last page whose address ends so."""
    return [form for form in client.page.root.all("form") if form["action"].endswith(ending)]


def form_to(client: LintingClient, ending: str) -> Element:
    found = forms_to(client, ending)
    assert len(found) == 1, f"{len(found)} forms to «{ending}», expected one"
    return found[0]


def standing(form: Element) -> dict[str, list[str]]:
    """What the form would send if nobody touched it."""
    values: dict[str, list[str]] = {}
    for control in form:
        name = control["name"]
        if control.name == "textarea":
            values.setdefault(name, []).append(written(control))
        elif control.name == "select":
            chosen = [option["value"] for option in control.all("option") if is_on(option)]
            values.setdefault(name, []).extend(chosen or [control.all("option")[0]["value"]])
        elif control.name == "input" and (
            control["type"] not in {"radio", "checkbox"} or is_on(control)
        ):
            values.setdefault(name, []).append(control["value"])
    return values


def is_on(control: Element) -> bool:
    return "checked" in control.attributes or "selected" in control.attributes


def written(textarea: Element) -> str:
    """The text in a textarea; HTML drops one newline at its beginning."""
    return "".join(c for c in textarea.children if isinstance(c, str)).removeprefix("\n")


def send(client: LintingClient, ending: str, **changes: object) -> TestResponse:
    """Fill in the form to an address and press its button."""
    form = form_to(client, ending)
    return client.post(form["action"], data={**standing(form), **changes})
