"""Bokmål and nynorsk stand side by side, in every message and every closed list."""

import ast
import importlib
import pkgutil
import re
import time
from collections import Counter, defaultdict
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

import app.domain
import forms
from app.domain.figures import Heading
from app.domain.statistics import headings
from app.domain.vocabulary import Term
from app.translations import catalogue
from app.translations.extraction import (
    ROOT,
    UnreadableMessage,
    in_python,
    in_template,
    messages,
)
from forms.base import Form
from tests.norwegian import bokmal_in

MESSAGES = frozenset(messages())
PAIRS = [(nb, nn) for nb, nn in catalogue.pairs(catalogue.read()) if nn]
BOTH_BRANCHES = ["a", "b"]
MARKS = ".?!:…,»"


def placeholders(text):
    return Counter(re.findall(r"%\((\w+)\)s", text))


# ---- the catalogue ----


def test_every_message_has_its_words_in_nynorsk():
    found = catalogue.gathered(MESSAGES, catalogue.read())
    missing = [nb for nb, nn in catalogue.pairs(found) if not nn]
    assert missing == [], "run «make translations» and write them"


def test_no_entry_is_a_guess_or_left_over():
    read = catalogue.read()
    assert [entry.id for entry in read if entry.id and entry.id not in MESSAGES] == []
    assert [entry.id for entry in read if entry.id and entry.fuzzy] == []
    assert not read.obsolete


def test_the_catalogue_is_kept_as_its_tool_writes_it():
    found = catalogue.gathered(messages(), catalogue.read())
    assert catalogue.PATH.read_bytes() == catalogue.written(found), "run «make translations»"


def test_a_changed_message_loses_its_words_and_keeps_nobody_elses():
    known = catalogue.gathered(["Ta saken", ("én", "mange")], catalogue.read())
    for entry in known:
        entry.string = ("éin", "mange") if isinstance(entry.id, tuple) else "Ta saka"
    after = catalogue.gathered(["Ta saken", "Ta saken nå", ("én", "flere")], known)
    assert after["Ta saken"].string == "Ta saka"
    assert [nb for nb, nn in catalogue.pairs(after) if not nn] == ["Ta saken nå", "én", "flere"]


def test_no_message_stands_both_alone_and_with_a_number():
    counted = {message[0] for message in MESSAGES if isinstance(message, tuple)}
    assert not counted & MESSAGES


def test_both_sides_name_the_same_values():
    assert [nb for nb, nn in PAIRS if placeholders(nb) != placeholders(nn)] == []


def test_what_names_values_can_be_filled_in():
    for nb, nn in PAIRS:
        for text in (nb, nn):
            if values := dict.fromkeys(placeholders(text), "x"):
                assert "%" not in (text % values).replace("\xa0%", "")


def test_both_sides_begin_and_end_alike():
    for nb, nn in PAIRS:
        assert nb[:1].isupper() == nn[:1].isupper(), nn
        assert [nb.endswith(mark) for mark in MARKS] == [nn.endswith(mark) for mark in MARKS], nn
        assert nn == nn.strip()


def test_nynorsk_is_nynorsk():
    assert {nn: found for _, nn in PAIRS if (found := bokmal_in(nn))} == {}


def test_the_catalogue_is_read_in_a_blink():
    start = time.process_time()
    catalogue.read()
    assert time.process_time() - start < 0.5


# ---- closed lists ----


def domain_modules():
    for module in pkgutil.walk_packages(app.domain.__path__, "app.domain."):
        yield importlib.import_module(module.name)


def terms(kind=Term):
    for closed_list in kind.__subclasses__():
        yield from closed_list
        yield from terms(closed_list)


def all_words():
    modules = list(domain_modules())
    assert len(modules) > 10
    for term in terms():
        yield f"{type(term).__name__}.{term.name}", term.words
    for name, value in vars(headings).items():
        named = value.items() if isinstance(value, dict) else [("", value)]
        for place, listed in named:
            for row in rows_of(listed):
                yield ".".join(filter(None, (name, place, row.key))), row.words


def rows_of(listed):
    if isinstance(listed, headings.Listed):
        return listed.rows(())
    several = listed if isinstance(listed, tuple) else (listed,)
    return [row for row in several if isinstance(row, Heading)]


@pytest.mark.parametrize("words", [pytest.param(w, id=place) for place, w in all_words()])
def test_a_closed_list_has_words_in_both_and_they_are_what_they_say(words):
    assert words.nb
    assert words.nn
    assert not bokmal_in(words.nn)
    assert words.nb[:1].isupper() == words.nn[:1].isupper()


def test_a_message_and_a_closed_list_say_the_same_thing_alike():
    listed = defaultdict(set)
    for _, words in all_words():
        listed[words.nb].add(words.nn)
    assert {nb: nn for nb, nn in PAIRS if nb in listed and nn not in listed[nb]} == {}


# ---- finding the messages ----


@pytest.mark.parametrize(
    "source",
    [
        'language("Ta saken")',
        'self.language("Ta saken")',
        'form.language.text("Ta saken")',
        'page_language()("Ta saken")',
        '_("Ta saken", day=day)',
        'Required(N_("Ta saken"))',
        'language(N_("Ta saken"))',
        'flash(page_language()("Ta " "saken"), "success")',
    ],
)
def test_a_message_is_found_however_the_language_is_reached(source):
    assert list(in_python(source)) == ["Ta saken"]


@pytest.mark.parametrize("way", ["language", "self.language", "page_language()", "_"])
def test_both_forms_are_found_of_what_counts(way):
    assert list(in_python(f'{way}.plural("én", "mange", 2)')) == [("én", "mange")]


@pytest.mark.parametrize("call", ['_("a" if x else "b")', 'language("a" if x else "b")'])
def test_both_branches_of_a_choice_are_found(call):
    assert list(in_python(call)) == BOTH_BRANCHES
    assert list(in_template("{{ " + call + " }}")) == BOTH_BRANCHES


def test_messages_in_templates_are_found_in_text_attributes_macros_and_sets():
    source = """
        {% set due = _("a") %}<p title="{{ _('b') }}">{{ language.plural("én", "mange", n) }}</p>
        {% call card(_("c")) %}{% if x %}{{ language("d", day=day) }}{% endif %}{% endcall %}
    """
    assert set(in_template(source)) == {"a", "b", "c", "d", ("én", "mange")}


@pytest.mark.parametrize("source", ["language.words(w)", "_(label)", "text('date')", "f('Nei')"])
def test_what_is_no_message_is_left_alone(source):
    assert not list(in_python(source))
    assert not list(in_template("{{ " + source + " }}"))


@pytest.mark.parametrize("source", ['_(f"{n} saker")', '_("Sak " + n)', 'language("Sak %s" % n)'])
def test_a_message_put_together_on_the_way_is_refused_with_its_place(source):
    with pytest.raises(UnreadableMessage, match=r"^sak\.py:2: "):
        list(in_python("\n" + source, "sak.py"))


# ---- nothing goes round the catalogue; the style guide is our own, and bokmål ----


def forms_of(kind=Form):
    for module in pkgutil.iter_modules(forms.__path__, "forms."):
        importlib.import_module(module.name)
    for form in kind.__subclasses__():
        yield form
        yield from forms_of(form)


def sentences_of(form):
    for field in vars(form).values():
        if hasattr(field, "field_class"):
            told = {"label": None, "description": None, "validators": ()} | field.kwargs
            told |= dict(zip(("label", "validators"), field.args, strict=False))
            yield from (told["label"], told["description"])
            yield from (getattr(v, "message", None) for v in told["validators"] or ())


FORMS = dict.fromkeys(forms_of())


@pytest.mark.parametrize("form", [pytest.param(f, id=f.__qualname__) for f in FORMS])
def test_labels_helps_and_faults_of_a_form_are_messages(form):
    assert {told for told in sentences_of(form) if told and isinstance(told, str)} <= MESSAGES


ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')


class Bare(HTMLParser):
    """What a template says outside every message."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        spoken = {"aria-label", "alt", "title", "placeholder"}
        self.found += [value for name, value in attrs if name in spoken and value]

    def handle_data(self, data):
        self.found.append(ATTRIBUTE.sub("", data))  # a macro may give a tag's inside alone


def bare_text(source):
    tree = Environment(autoescape=True).parse(source)
    parser = Bare()
    parser.feed("0".join(piece.data for piece in tree.find_all(nodes.TemplateData)))
    said = {text for message in in_template(source) for text in ([message, *message])}
    written = [c.value for c in tree.find_all(nodes.Const) if isinstance(c.value, str)]
    parser.found += [text for text in written if text not in said and re.search("[æøå]", text)]
    return [text.strip() for text in parser.found if re.search(r"[^\W\d_]{2}", text)]


TEMPLATES = sorted((ROOT / "app" / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if path.name != "styleguide.html"]


@pytest.mark.parametrize("path", [pytest.param(p, id=str(p.relative_to(ROOT))) for p in PAGES])
def test_a_template_says_nothing_past_the_catalogue(path):
    assert bare_text(path.read_text("utf-8")) == []


NORWEGIAN = re.compile(r"[æøå]|\b(ikke|er|har|den|det|du)\b")
ADDRESS_OR_KEY = re.compile(r"[a-z0-9/<>:_-]+")


def unmarked(source):
    tree = ast.parse(source)
    said = {text for message in in_python(source) for text in (message, *message)}
    apart = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    apart |= {id(text) for call in calls if ast.unparse(call.func) == "Words" for text in call.args}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [
        text.value
        for text in texts
        if isinstance(text.value, str) and id(text) not in apart and text.value not in said
        if NORWEGIAN.search(text.value) and not ADDRESS_OR_KEY.fullmatch(text.value)
    ]


ROOMS = ("app/web", "app/services", "forms", "reports")
MODULES = [
    path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
    if path.stem != "style_guide"
]


@pytest.mark.parametrize("path", [pytest.param(p, id=str(p.relative_to(ROOT))) for p in MODULES])
def test_a_module_says_nothing_past_the_catalogue(path: Path):
    assert unmarked(path.read_text("utf-8")) == []
