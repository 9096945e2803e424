"""A test client that reads every page as a careful colleague would, and says what to mend."""

import re
from collections.abc import Iterator
from functools import cached_property
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

TOKEN = re.compile('(?<=name="csrf_token" value=")[^"]*')
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
PROSE = {"p", "li", "h1", "h2", "h3", "legend", "label", "summary", "dt", "dd", "td", "th", "a"}


class Element:
    """An element with its attributes, its children and its place."""

    def __init__(self, name: str, attributes: dict[str, str], parent: "Element | None") -> None:
        self.name = name
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")

    def __iter__(self) -> Iterator["Element"]:
        """Give every element below, in the order of the page."""
        return iter(self._below)

    @cached_property
    def _below(self) -> "list[Element]":
        """Gathered when it is first asked for; without recursion, for pages nest."""
        gathered, waiting = [], [self]
        while waiting:
            element = waiting.pop()
            gathered.append(element)
            waiting += [child for child in reversed(element.children) if isinstance(child, Element)]
        return gathered[1:]

    @property
    def text(self) -> str:
        """All words below, with single spaces."""
        words = (c if isinstance(c, str) else c.text for c in self.children)
        return re.sub(r"\s+", " ", "".join(words)).strip()

    def all(self, element: str, **attributes: str) -> list["Element"]:
        """Every element below with that name and those attributes; for_ and class_ as in CSS."""
        found = [e for e in self if e.name == element]
        for key, value in attributes.items():
            name = key.rstrip("_").replace("_", "-")
            found = [e for e in found if e[name] == value]
        return found

    def one(self, element: str, **attributes: str) -> "Element":
        """The only such element; the failure says how many there were."""
        found = self.all(element, **attributes)
        assert len(found) == 1, f"{len(found)} <{element}> with {attributes}, expected one"
        return found[0]


class Page(HTMLParser):
    """A parsed page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, None)
        self._open = self.root
        self.html = html
        self.feed(html)
        assert self._open is self.root, f"<{self._open.name}> is never closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.children.append(element)
        if tag not in VOID:
            self._open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.children.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self._open.name == tag, f"</{tag}> closes <{self._open.name}>"
        assert self._open.parent is not None
        self._open = self._open.parent

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)


def lint(page: Page) -> None:
    """Raise with a sentence that says what to write instead."""
    root = page.root
    _has_one_heading(root)
    _has_unique_ids(root)
    _has_no_inline_code(root)
    for control in (e for e in root if e.name in {"input", "select", "textarea"}):
        _has_a_label(root, control)
    for form in root.all("form"):
        if form["method"].lower() == "post":
            tokens = [e for e in form.all("input") if e["name"].endswith("csrf_token")]
            assert tokens, f"form to «{form['action']}» has no token"
    _speaks_norwegian_typography(root)


def _has_one_heading(root: Element) -> None:
    headings = root.all("h1")
    assert len(headings) == 1, f"the page has {len(headings)} h1, it needs exactly one"
    title = root.one("head").one("title").text.removeprefix("Feil: ")
    assert title.startswith(headings[0].text), f"title «{title}» must begin with the h1"
    assert root.one("html")["lang"] in {"nb", "nn"}, "html needs lang nb or nn"


def _has_unique_ids(root: Element) -> None:
    ids = [e["id"] for e in root if e["id"]]
    doubled = {i for i in ids if ids.count(i) > 1}
    assert not doubled, f"these ids stand twice: {sorted(doubled)}"
    for element in root:
        for reference in ("aria-describedby", "aria-labelledby", "for"):
            for name in element[reference].split():
                assert name in ids, f"{reference} on <{element.name}> points at «{name}», not there"


def _has_no_inline_code(root: Element) -> None:
    for element in root:
        assert not element["style"], f"<{element.name}> has a style attribute; the CSP drops it"
        handlers = [name for name in element.attributes if name.startswith("on")]
        assert not handlers, f"<{element.name}> has {handlers}; the CSP drops it"
        if element.name == "script":
            assert element["src"], "an inline script; the CSP drops it"
        assert element.name != "style", "a style element; the CSP drops it"


def _has_a_label(root: Element, control: Element) -> None:
    if control["type"] in {"hidden", "submit"}:
        return
    labelled = bool(control["aria-label"] or control["aria-labelledby"])
    labelled = labelled or bool(control["id"] and root.all("label", for_=control["id"]))
    parent = control.parent
    while not labelled and parent is not None:
        labelled = parent.name == "label"
        parent = parent.parent
    assert labelled, f"<{control.name} name={control['name']}> has no label"


def _speaks_norwegian_typography(root: Element) -> None:
    for element in root:
        if element.name not in PROSE or element.all("code"):
            continue
        own = "".join(c for c in element.children if isinstance(c, str))
        assert '"' not in own, f"write «…» instead of straight quotes in «{own.strip()}»"
        assert " - " not in own, f"write – instead of - in «{own.strip()}»"


FAULTLESS: set[str] = set()
"""Pages without their tokens that were linted; whoever signs in meets many of them again."""


class LintingClient(FlaskClient):
    """Every HTML page that comes through is linted; ``page`` is the last one."""

    _html = ""

    @property
    def page(self) -> Page:
        """The last page; read when it is asked for."""
        if self._page is None:
            self._page = Page(self._html)
        return self._page

    _page: Page | None = None

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("buffered", True)  # a static file is closed when it has been read
        response = super().open(*args, **kwargs)
        is_page = response.mimetype == "text/html" and response.data
        if is_page and response.status_code not in {301, 302, 303, 308}:
            self._html, self._page = response.get_data(as_text=True), None
            if (seen := TOKEN.sub("", self._html)) not in FAULTLESS:
                lint(self.page)
                FAULTLESS.add(seen)
        return response

    def token(self) -> str:
        """The CSRF token of the last page."""
        return self.page.root.all("input", name="csrf_token")[0]["value"]
