"""Every page that a person may open speaks nynorsk to the one who has chosen it."""

import re
from collections.abc import Iterator

import pytest

from tests.norwegian import bokmal_in
from tests.page import Element, LintingClient, Page
from tests.web.test_access import address, loads, methods, rules

SUBJECTS = ("", "leader", "municipal coordinator", "secretary", "privacy officer", "administrator")
NAMES = re.compile("Sykehuset i Vestfold|Psykiatrisk sykehusavdeling")  # stay as they are
ELSEWHERE = {"/sprak/<code>", "/stilguide", "/demo/epost"}  # mails speak their receiver's language
SPOKEN = ("aria-label", "title", "alt", "placeholder", "data-left", "data-over")


def spoken(element: Element) -> Iterator[str]:
    """What the service says below ``element``: not people's own words, nor other languages."""
    if element["lang"] == "nb" or element["class"] == "narrative":
        return
    yield from (element[name] for name in SPOKEN)
    for child in element.children:
        if isinstance(child, Element):
            yield from spoken(child)
        else:
            yield child


def bokmal_on(page: Page) -> list[str]:
    assert page.root.one("html")["lang"] == "nn"
    return [" ".join(text.split()) for text in spoken(page.root) if bokmal_in(NAMES.sub("", text))]


def speaking_nynorsk(world, subject: str) -> LintingClient:
    client = world.client(subject)
    client.set_cookie("sprak", "nn")
    return client


def pages(world, client: LintingClient) -> Iterator[str]:
    """Open every page there is; give the addresses of those that were let in."""
    for rule in rules(world.app):
        if "GET" not in methods(rule) or rule.rule in ELSEWHERE or rule.rule.endswith("pdf"):
            continue
        cases = world.cases.values() if loads(world.app, rule) == "case" else [""]
        for key in cases:
            url = address(world, rule, key, token=world.tokens["to our clinic"])
            response = client.get(url)
            if response.status_code == 200 and response.mimetype == "text/html":
                yield url


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda s: s or "anybody")
def test_every_page_is_in_nynorsk(world, subject):
    client = speaking_nynorsk(world, subject)
    wrong = {url: found for url in pages(world, client) if (found := bokmal_on(client.page))}
    assert wrong == {}


@pytest.mark.parametrize("subject", ["", "leader", "administrator"], ids=lambda s: s or "anybody")
def test_an_empty_form_is_refused_in_nynorsk(own_world, subject):
    client = speaking_nynorsk(own_world, subject)
    refused: dict[str, list[str]] = {}
    for url in pages(own_world, client):
        for form in client.page.root.all("form", method="post"):
            token = form.all("input", name="csrf_token")[0]["value"]
            if form["action"] == "/logg-ut":
                continue
            answer = client.post(form["action"] or url, data={"csrf_token": token})
            if answer.status_code == 422:
                refused[form["action"] or url] = bokmal_on(client.page)
    assert refused
    assert not any(refused.values()), refused
