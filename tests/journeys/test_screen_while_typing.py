"""What a writer sees while typing: numbers at once, names after a pause, and nothing is sent."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import TODAY
from tests.domain.taken_away import ROWS, opened
from tests.journeys.conftest import DESK, PHONE, follow
from tests.journeys.test_accessibility import findings as faults_of
from tests.journeys.test_main_job import fill_form

pytestmark = pytest.mark.browser

NUMBER = "130585 12345"
NAME = "Kari Nordmann"
WORD = "kvitebjørn"
SAID = "Her står noe som ligner et fødselsnummer."
FORM = "/meld/vestfold/kommune-til-sykehus"
OF_EVERY_CERTAINTY = (
    f"Fnr {NUMBER}. Så ringte {NAME} til oss fra 912 34 567, og {NAME} sa det var rom 214. "
    "Hun er den eneste i bygda med dialyse."
)
REST_MS, WHOLE_NUMBER_MS, A_FRAME_MS = 800, 500, 20
SETTLED_MS = 250
NO_SHA_256 = "Object.defineProperty(globalThis.crypto, 'subtle', {value: undefined})"


@pytest.fixture
def context(browser):
    made = browser.new_context(viewport=DESK, locale="nb-NO")
    yield made
    made.close()


@pytest.fixture
def page(context) -> Page:
    """A page whose clock can be moved on."""
    made = context.new_page()
    made.clock.install(time=TODAY)
    return made


@pytest.fixture
def form(page, site) -> Page:
    page.goto(site.address + FORM)
    return page


def description(page: Page) -> Locator:
    return page.locator("#description")


def found(page: Page, name: str = "description") -> Locator:
    return page.locator(f"#{name}-findings .finding")


def marked(page: Page, name: str = "description") -> list[str]:
    return found(page, name).locator("mark").all_inner_texts()


def expect_marked(page: Page, *words: str, name: str = "description") -> None:
    expect(found(page, name).locator("mark")).to_have_text(words)


def stand_still(page: Page) -> None:
    """Stop the page's own clock; its timers then run only when they are told to."""
    page.clock.pause_at(TODAY + timedelta(minutes=1))


def rest(page: Page) -> None:
    """Let the time of a rest go by, and what it set going come to its end."""
    page.clock.run_for(REST_MS)
    page.wait_for_timeout(SETTLED_MS)


def read_and_rest(page: Page, text: str, name: str = "description") -> None:
    """Type a text and wait until the names have been looked for."""
    with page.expect_response("**/names.json"):
        page.locator(f"#{name}").fill(text)
    rest(page)


def test_a_number_shows_at_once_and_goes_when_it_is_replaced(form):
    stand_still(form)
    with form.expect_response("**/names.json"):
        description(form).press_sequentially(f"Fnr {NUMBER} kom hjem.")
    form.clock.run_for(A_FRAME_MS)
    expect(found(form)).to_have_attribute("data-certainty", "refused")
    expect_marked(form, NUMBER)
    found(form).get_by_role("button", name="[pasienten]").click()
    expect(found(form)).to_have_count(0)
    expect(description(form)).to_have_value("Fnr [pasienten] kom hjem.")
    expect(description(form)).to_be_focused()


def test_a_replacement_is_taken_back_with_the_browsers_own_undo(form):
    text = f"Fnr {NUMBER}, og igjen {NUMBER}."
    description(form).press_sequentially(text)
    found(form).get_by_role("button", name="Ta bort").click()
    expect(description(form)).to_have_value("og igjen.")
    form.keyboard.press("Control+z")
    expect(description(form)).to_have_value(text)
    expect(found(form)).to_have_count(1)


def test_a_name_shows_after_a_pause_and_not_before(form):
    stand_still(form)
    with form.expect_response("**/names.json"):
        description(form).press_sequentially(f"Så ringte {NAME} til oss.")
    form.clock.run_for(REST_MS - 1)
    form.wait_for_timeout(SETTLED_MS)
    assert not marked(form)
    form.clock.run_for(1)
    expect(found(form)).to_have_attribute("data-certainty", "warned")
    expect_marked(form, NAME)


def test_a_warning_stays_while_more_is_typed_and_goes_with_its_words(form):
    read_and_rest(form, f"Så ringte {NAME} til oss.")
    stand_still(form)
    description(form).press_sequentially(" Hun ringte")
    form.clock.run_for(A_FRAME_MS)
    expect_marked(form, NAME)
    description(form).fill("Så ringte noen til oss.")
    form.clock.run_for(A_FRAME_MS)
    expect(found(form)).to_have_count(0)


def test_nothing_shows_before_somebody_types(form):
    description(form).evaluate("(control, text) => { control.value = text; }", f"Fnr {NUMBER}")
    description(form).focus()
    rest(form)
    assert not marked(form)


def test_a_line_never_warns_of_a_name_and_never_fetches_the_list(form):
    asked: list[str] = []
    form.on("request", lambda request: asked.append(request.url))
    form.locator("#reporter_name").press_sequentially(f"{NAME} {NUMBER}")
    expect(found(form, "reporter_name")).to_have_count(1)
    rest(form)
    expect_marked(form, NUMBER, name="reporter_name")
    expect(found(form, "reporter_name").get_by_role("button")).to_have_text([f"Ta bort «{NUMBER}»"])
    assert not [url for url in asked if url.endswith("names.json")]


def test_nothing_that_is_typed_is_sent_or_kept(form):
    sent: list[str] = []
    form.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    read_and_rest(form, f"{WORD} {NAME} {NUMBER}")
    found(form).get_by_role("button", name="[ansatt]").first.click()
    rest(form)
    told = " ".join(sent).casefold()
    assert told
    assert not [word for word in (WORD, "nordmann", "13058", "12345", "ansatt") if word in told]
    assert form.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
        0,
        0,
        "",
    ]
    assert form.evaluate("indexedDB.databases()") == []


def test_the_rules_are_fetched_when_a_field_is_entered_and_the_names_when_one_is_written_in(form):
    asked: list[str] = []
    form.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    with form.expect_response("**/rules.json"):
        description(form).focus()
    assert "names.json" not in asked
    with form.expect_response("**/names.json"):
        form.keyboard.press("a")
    form.keyboard.type("bcdef")
    form.locator("#proposal").press_sequentially("abc")
    assert asked.count("names.json") == 1
    assert asked.count("rules.json") == 1


def test_a_finding_is_said_once(form):
    form.evaluate("""() => {
      window.said = [];
      const place = document.getElementById("announcer");
      new MutationObserver(() => place.textContent && window.said.push(place.textContent))
        .observe(place, { childList: true });
    }""")
    description(form).press_sequentially(f"Fnr {NUMBER}")
    form.clock.run_for(REST_MS)
    expect(form.locator("#announcer")).to_have_text(SAID)
    form.keyboard.type(" kom hjem")
    rest(form)
    assert form.evaluate("said") == [SAID]


def test_the_field_stays_where_it_is_on_the_screen(form):
    description(form).focus()
    before = description(form).bounding_box()
    description(form).press_sequentially(f"Fnr {NUMBER}")
    expect(found(form)).to_have_count(1)
    after = description(form).bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 1


def test_after_a_replacement_the_next_finding_has_the_focus(form):
    description(form).press_sequentially(f"Fnr {NUMBER} og 010190-54321.")
    expect(found(form)).to_have_count(2)
    found(form).first.get_by_role("button", name="[pasienten]").press("Enter")
    expect(found(form)).to_have_count(1)
    expect(found(form).get_by_role("button").first).to_be_focused()
    assert form.url.endswith(FORM)


def test_the_server_draws_the_same_and_knows_what_was_confirmed_here(form):
    read_and_rest(form, OF_EVERY_CERTAINTY)
    expect(found(form).filter(has_text=NAME).first).to_be_visible()
    assert {certainty for _, certainty, *_ in drawn(form)} == {"refused", "warned", "hint"}
    found(form).filter(has_text=NAME).get_by_role("checkbox").first.check()
    form.keyboard.press("Tab")
    here = drawn(form)
    follow(form, form.get_by_role("button", name="Send melding"))
    assert sorted(drawn(form)) == sorted(here)
    assert any(is_checked for *_, is_checked in here)


def test_at_most_ten_findings_are_drawn_and_the_rest_are_counted(form):
    description(form).fill(", ".join(f"{day:02}0585 12345" for day in range(1, 13)))
    expect(found(form)).to_have_count(10)
    expect(form.locator("#description-findings .findings-rest")).to_contain_text(": 2.")


def drawn(page: Page) -> list[tuple[str, str, str, bool]]:
    """Each finding as a reader has it: its kind, its words and buttons, and its box."""
    return [
        (
            finding.get_attribute("data-kind") or "",
            finding.get_attribute("data-certainty") or "",
            " ".join((finding.text_content() or "").split()),
            bool(finding.locator("input:checked").count()),
        )
        for finding in found(page).all()
    ]


@pytest.mark.parametrize("before", ["Fnr ", "fnr", "(", ""])
def test_a_finding_that_the_server_drew_is_replaced_in_place(form, before):
    description(form).fill(f"{before}{NUMBER} kom hjem.")
    follow(form, form.get_by_role("button", name="Send melding"))
    sent: list[str] = []
    form.on("request", lambda request: sent.append(request.method))
    found(form).get_by_role("button", name="[pårørende]").click()
    expect(found(form)).to_have_count(0)
    expect(description(form)).to_have_value(f"{before}[pårørende] kom hjem.")
    assert "POST" not in sent


def test_where_the_browser_has_no_sha_256_the_confirmation_is_left_to_the_server(page, site):
    page.add_init_script(NO_SHA_256)
    page.goto(site.address + FORM)
    read_and_rest(page, f"Så ringte {NAME} til oss.")
    expect_marked(page, NAME)
    expect(found(page).get_by_role("checkbox")).to_have_count(0)


def test_a_number_that_is_still_being_written_does_not_flash(form):
    stand_still(form)
    with form.expect_response("**/names.json"):
        description(form).press_sequentially("Konto 130585 12345")
    form.clock.run_for(WHOLE_NUMBER_MS - 1)
    form.wait_for_timeout(SETTLED_MS)
    assert not marked(form)
    form.keyboard.type("67")
    form.clock.run_for(REST_MS)
    form.wait_for_timeout(SETTLED_MS)
    assert not marked(form)
    form.keyboard.type(f", {NUMBER}")
    form.clock.run_for(WHOLE_NUMBER_MS)
    expect_marked(form, NUMBER)


def test_a_card_is_drawn_anew_only_when_its_words_change(form):
    read_and_rest(form, f"Så ringte {NAME} til oss, og det var sent på kvelden, og mørkt.")
    expect_marked(form, NAME)
    form.evaluate("""() => {
      window.drawn = 0;
      new MutationObserver(({ length }) => { window.drawn += length; })
        .observe(document.getElementById("description-findings"),
          { childList: true, subtree: true, characterData: true });
    }""")
    form.keyboard.type(" Ingen andre var der.")
    rest(form)
    expect_marked(form, NAME)
    assert form.evaluate("drawn") == 0


def refused_with(page: Page, text: str) -> None:
    description(page).fill(text)
    follow(page, page.get_by_role("button", name="Send melding"))


def test_what_the_server_said_goes_away_when_all_is_mended(form):
    refused_with(form, f"Fnr {NUMBER}. Så ringte {NAME} til oss.")
    summary = form.locator("#error-summary")
    lines = summary.locator("li").count()
    found(form).filter(has_text=NAME).get_by_role("checkbox").check()
    expect(summary.locator("li")).to_have_count(lines - 1)
    expect(form.locator("#description-error")).to_be_visible()
    found(form).get_by_role("button", name="Ta bort").first.click()
    expect(form.locator("#description-error")).to_have_count(0)
    expect(summary.locator("[data-screened]")).to_have_count(0)
    expect(summary.locator("h2")).to_contain_text(f"{lines - 2} ting")
    expect(description(form)).not_to_have_attribute("aria-invalid", re.compile(""))
    expect(form.locator(".ds-field[data-invalid]:has(> #description)")).to_have_count(0)
    expect(form).to_have_title(re.compile("^Feil:"))


def test_the_title_is_unmarked_when_nothing_is_left_to_mend(page, site):
    fill_form(page, site)
    refused_with(page, f"Så ringte {NAME} til oss.")
    expect(page).to_have_title(re.compile("^Feil:"))
    description(page).fill("Så ringte noen til oss.")
    expect(page.locator("#error-summary")).to_have_count(0)
    expect(page).not_to_have_title(re.compile("^Feil:"))
    expect(description(page)).not_to_have_attribute("aria-invalid", re.compile(""))


def test_what_is_wrong_by_another_rule_stays_when_the_text_is_mended(form):
    refused_with(form, f"Så ringte {NAME} til oss. " + "Mer. " * 900)
    description(form).fill("Mer. " * 900)
    rest(form)
    error = form.locator("#description-error")
    expect(error).to_contain_text("Kort den ned")
    expect(error).not_to_contain_text("navn")
    expect(description(form)).to_have_attribute("aria-invalid", "true")


def test_both_sides_take_away_alike(form):
    left = form.evaluate(
        """async (rows) => {
          const folder = document.querySelector("script[type=module]").src;
          const { takenAway } = await import(new URL("removal.js", folder).href);
          const unit = (text, place) => [...text].slice(0, place).join("").length;
          return rows.map(([kind, certainty, text, spans]) => takenAway(text, { kind, certainty,
            spans: spans.map((span) => span.map((place) => unit(text, place))) }));
        }""",
        [[kind, certainty_of(kind), *opened(marked)] for kind, marked, _ in ROWS],
    )
    assert left == [row[2] for row in ROWS]


def certainty_of(kind: str) -> str:
    return "refused" if kind in {"national_number", "eleven_digits"} else "warned"


@pytest.mark.parametrize("body", ["<p>Logg på nettet</p>", "{}", "null"])
@pytest.mark.parametrize("broken", ["rules.json", "names.json"])
def test_what_cannot_be_read_is_left_to_the_server(page, site, broken, body):
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.route(f"**/{broken}", lambda route: route.fulfill(body=body))
    page.goto(site.address + FORM)
    description(page).press_sequentially(f"{NAME} ringte.")
    rest(page)
    assert not marked(page)
    assert not faults
    expect(description(page)).to_have_attribute("data-unscreened", "")
    expect(description(page)).to_have_value(f"{NAME} ringte.")


@pytest.mark.parametrize("lost", ["watching.js", "rules.json", "names.json"])
def test_what_cannot_be_fetched_stops_nobody(page, site, lost):
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.route(f"**/{lost}", lambda route: route.abort())
    page.goto(site.address + FORM)
    description(page).press_sequentially(f"{NAME} har fnr {NUMBER}.")
    rest(page)
    expect_marked(page, *([NUMBER] if lost == "names.json" else []))
    assert not faults
    follow(page, page.get_by_role("button", name="Send melding"))
    assert NUMBER in marked(page)


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["360", "1280"])
def test_findings_shown_while_typing_have_no_fault(page, site, viewport):
    page.set_viewport_size(viewport)
    page.goto(site.address + FORM)
    read_and_rest(page, f"Fnr {NUMBER}. Så ringte {NAME} til oss.")
    expect(found(page)).to_have_count(2)
    assert not faults_of(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
