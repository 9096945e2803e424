"""Sladding on the pages: words are ticked and sent as places, and two buttons decide."""

from sqlalchemy import select

from app.domain.lifecycle import Status
from app.models import AuditEntry, Case, HiddenPassage, Notification, WithheldText
from app.services.cases import find_case
from app.services.follow_page import Mail, follow_page
from app.services.mail_composing import compose
from tests.conftest import START
from tests.factories import ANSWER, LINKS
from tests.reports.reading_back import squeezed, text
from tests.web.casework import opened, read, refuse_writing
from tests.web.posting import form_to, is_on, send, standing

WORDS = "Dattera til Kvitterud ringte. Kvitterud kom hjem uten liste."
SENDER, RECIPIENT = "municipal coordinator", "hospital coordinator"


def chosen(client, *words):
    """What the page's form sends with these words ticked."""
    form = form_to(client, "/skjul")
    boxes = form.all("label", class_="word")
    starts = [label.one("input")["value"] for label in boxes if label.text in words]
    assert len(starts) >= len(words)
    return {**standing(form), "words": starts, "kind": "name"}


def opened_words(world, key, subject="leader", address="description"):
    client = world.client(subject)
    assert client.get(f"/saker/{key}/skjul?tekst={address}").status_code == 200
    return client


def hide(world, key, *words, subject="leader", address="description"):
    client = opened_words(world, key, subject, address)
    sent = client.post(f"/saker/{key}/skjul", data=chosen(client, *words))
    assert sent.status_code == 303
    return client


def main_text(client):
    return client.page.root.one("main").text


def test_every_text_has_a_way_to_its_words(own_world, scene):
    key = scene.case_at(Status.ANSWERED, description=WORDS)
    client = own_world.client("leader")
    assert client.get(f"/saker/{key}/skjul").status_code == 200
    for words in (WORDS, ANSWER.finding, ANSWER.responsible, "Hjemmetjenesten sone nord"):
        assert words in main_text(client)
    ways = [a["href"] for a in client.page.root.all("a") if "?tekst=" in a["href"]]
    assert len(ways) == 8
    for way in ways:
        assert client.get(way).status_code == 200
        assert client.page.root.all("label", class_="word")


def test_hidden_words_are_black_on_the_case_and_the_follow_page(own_world, scene):
    key = scene.case_at(Status.SENT, description=WORDS)
    client = hide(own_world, key, "Dattera", "til", "Kvitterud")
    client.get(f"/saker/{key}")
    assert "▮▮▮▮▮ ringte. ▮▮▮▮▮ kom hjem" in main_text(client)
    assert {e["aria-label"] for e in client.page.root.all("span", role="img")} == {"skjult"}
    assert "Kvitterud" not in client.page.html
    assert "Mottakeren skjulte noe som peker på en person." in main_text(client)


def test_what_stands_beside_black_is_still_text_and_no_markup(own_world, scene):
    key = scene.case_at(Status.SENT, description="Dosen var <b>5 mg</b> & Kvitterud ringte")
    client = hide(own_world, key, "Kvitterud")
    client.get(f"/saker/{key}")
    assert "Dosen var <b>5 mg</b> & ▮▮▮▮▮ ringte" in main_text(client)


def test_only_places_are_sent_and_never_words(own_world, scene):
    key = scene.case_at(Status.SENT, description=WORDS)
    client = opened_words(own_world, key)
    data = chosen(client, "Kvitterud")
    assert data["words"] == [str(WORDS.index("Kvitterud")), str(WORDS.rindex("Kvitterud"))]
    assert "Kvitterud" not in repr(data)


def test_the_reporter_hides_by_the_follow_link(own_world):
    token = own_world.tokens["to our clinic"]
    client = own_world.client()
    client.get(f"/folg/{token}/skjul?tekst=description")
    sent = client.post(f"/folg/{token}/skjul", data=chosen(client, "Kanarifuglen"))
    assert sent.status_code == 303
    client.get(sent.headers["Location"])
    assert "▮▮▮▮▮ sang i korridoren." in main_text(client)
    assert "Melder skjulte noe som peker på en person." in main_text(client)
    (passage,) = read(own_world, select(HiddenPassage))
    assert passage.hidden_by_id is None


def test_what_the_screen_finds_is_ticked_beforehand(own_world, scene):
    key = scene.case_at(Status.SENT, description=WORDS)
    database = own_world.app.extensions["database"]
    with database.engine.begin() as past_the_screen:
        past_the_screen.exec_driver_sql(
            "UPDATE narratives SET body = 'Født 13.05.85 med 130585 12345, kom hjem.' "
            "WHERE kind = 'description'"
        )
    client = opened_words(own_world, key)
    ticked = [label for label in client.page.root.all("label", class_="word") if on(label)]
    assert {"130585", "12345,"} <= {label.text for label in ticked}


def test_names_are_ticked_in_a_narrative_and_not_in_the_field_for_a_name(own_world, scene):
    key = scene.case_at(Status.SENT, description="Pasienten Ola Nordmann kom hjem.")
    client = opened_words(own_world, key)
    ticked = [label.text for label in client.page.root.all("label", class_="word") if on(label)]
    assert ticked == ["Ola", "Nordmann"]
    (kind,) = [radio for radio in client.page.root.all("input", name="kind") if is_on(radio)]
    assert kind["value"] == "name"
    client.get(f"/saker/{key}/skjul?tekst=reporter_name-{_id_of(own_world, key)}")
    assert not [label for label in client.page.root.all("label", class_="word") if on(label)]


def test_passages_of_several_kinds_are_each_kept_as_what_the_screen_found(own_world, scene):
    words = "Pasienten Ola Nordmann kom hjem. Vi ringte dattera på 900 12 345 om kvelden."
    key = scene.case_at(Status.SENT, description=words)
    client = opened_words(own_world, key)
    assert not [radio for radio in client.page.root.all("input", name="kind") if is_on(radio)]
    assert send(client, "/skjul", kind="found").status_code == 303
    kinds = [passage.kind.value for passage in read(own_world, select(HiddenPassage))]
    assert kinds == ["name", "contact"]


def on(label):
    return "checked" in label.one("input").attributes


def test_a_form_without_words_or_kind_says_what_is_missing(own_world, scene):
    key = scene.case_at(Status.SENT, description=WORDS)
    client = opened_words(own_world, key)
    form = form_to(client, "/skjul")
    data = {**standing(form), "words": [], "kind": ""}
    assert client.post(form["action"], data=data).status_code == 422
    assert "Velg minst ett ord." in main_text(client)
    assert "Velg hva det er." in main_text(client)
    data = {**chosen(client, "Dattera"), "kind": ""}
    assert client.post(form["action"], data=data).status_code == 422
    assert [label.text for label in client.page.root.all("label", class_="word") if on(label)] == [
        "Dattera"
    ]


def test_an_old_page_is_told_and_ticks_no_word_that_was_not_chosen(own_world, scene):
    key = scene.case_at(Status.SENT, description=WORDS)
    late = opened_words(own_world, key, SENDER)
    data = chosen(late, "Dattera", "liste.")
    hide(own_world, key, "Dattera")
    assert late.post(f"/saker/{key}/skjul", data=data).status_code == 409
    assert "Ingenting er skjult nå" in main_text(late)
    assert len(read(own_world, select(HiddenPassage))) == 1
    ticked = [label.text for label in late.page.root.all("label", class_="word") if on(label)]
    assert ticked == []
    assert send(late, "/skjul", **chosen(late, "liste.")).status_code == 303
    assert len(read(own_world, select(HiddenPassage))) == 2


def test_a_text_that_is_not_there_or_not_for_the_reader_is_answered_alike(own_world, scene):
    key = scene.case_at(Status.SENT, description=WORDS)
    assert send(opened(own_world, key), "/notat", note="Et internt ord.").status_code == 303
    client = own_world.client(SENDER)
    for address in ("note-1", "note-2", "narrative-0", "reporter_name-0", "x"):
        assert client.get(f"/saker/{key}/skjul?tekst={address}").status_code == 404
    client.get(f"/saker/{key}/skjul?tekst=description")
    for address in ("note-1", "note-2"):
        data = {**chosen(client, "Dattera"), "text": address}
        assert client.post(f"/saker/{key}/skjul", data=data).status_code == 409
        assert "Et internt ord" not in client.page.html
        client.get(f"/saker/{key}/skjul?tekst=description")


def test_a_long_text_can_be_gone_through(own_world, scene):
    body = ("Kvitterud kom hjem uten liste. " * 200)[:4000].strip()
    key = scene.case_at(Status.SENT, description=body)
    client = opened_words(own_world, key)
    form = form_to(client, "/skjul")
    every = [box["value"] for box in form.all("input", type="checkbox")]
    assert len(every) > 600
    data = {**standing(form), "words": every, "kind": "other"}
    assert client.post(form["action"], data=data).status_code == 303


def test_what_is_shown_is_logged_as_read(own_world, scene):
    key = scene.case_at(Status.SENT, description=WORDS)
    opened_words(own_world, key)
    entries = read(own_world, select(AuditEntry).where(AuditEntry.action == "case_read"))
    assert entries[-1].facts == {"where": "redacting"}


def test_a_locked_database_shows_no_text_and_keeps_the_choice(own_world, scene, monkeypatch):
    key = scene.case_at(Status.SENT, description=WORDS)
    client = opened_words(own_world, key)
    data = chosen(client, "Dattera")
    with monkeypatch.context() as lock:
        refuse_writing(own_world, lock)
        assert client.post(f"/saker/{key}/skjul", data=data).status_code == 503
        assert "Kvitterud" not in client.page.html
        assert client.get(f"/saker/{key}/skjul?tekst=description").status_code == 503
        assert "Kvitterud" not in client.page.html
    assert client.post(f"/saker/{key}/skjul", data=data).status_code == 303


def ways(client, words):
    """The addresses that the cards' buttons lead to."""
    return [a["href"] for a in client.page.root.one("main").all("a") if a.text.startswith(words)]


def press(client, way, button):
    """Go from a card to the page that asks once more, and press its only button."""
    assert client.get(way).status_code == 200
    form = form_to(client, "/sladding")
    assert [each["name"] for each in form.all("button")] == [button]
    return client.post(form["action"], data={**standing(form), button: "1"})


def test_a_decision_is_asked_for_once_more_and_nothing_happens_before(own_world, scene):
    key = scene.case_at(Status.SENT, description=WORDS)
    hide(own_world, key, "Dattera")
    client = own_world.client(SENDER)
    client.get("/sladding")
    (for_good,), (again,) = ways(client, "Sladd for godt"), ways(client, "Vis igjen")
    told = ((for_good, "Dette kan ikke angres"), (again, "Teksten blir synlig for alle"))
    for way, consequence in told:
        assert client.get(way).status_code == 200
        assert consequence in main_text(client)
        assert "Dattera" not in client.page.html
    (passage,) = read(own_world, select(HiddenPassage))
    assert passage.redacted_at is passage.shown_at is None
    assert own_world.client(RECIPIENT).get(again).status_code == 409
    for passage_id in ("", "x", "99999", "9" * 40):
        assert client.get(f"/saker/{key}/sladding/valg?passasje={passage_id}").status_code == 409


def test_a_card_marks_its_own_passage_among_others(own_world, scene):
    key = scene.case_at(Status.SENT, description=WORDS)
    hide(own_world, key, "Dattera", "liste.")
    client = own_world.client(SENDER)
    client.get("/sladding")
    headings = [heading.text for heading in client.page.root.all("h3", class_="card-heading")]
    assert [heading.rpartition(", ")[2] for heading in headings] == ["1 av 2", "2 av 2"]
    for at, card in enumerate(client.page.root.all("p", class_="passage")):
        black = card.all("span", role="img")
        own = card.one("mark").one("span", role="img")
        assert len(black) == 2
        assert black[at]["aria-label"] == own["aria-label"] == "skjult, dette avgjør du her"


def test_nothing_is_ticked_in_what_is_made_for_reaching_staff(own_world, scene):
    key = scene.case_at(Status.ANSWERED, description=WORDS)
    database = own_world.app.extensions["database"]
    with database.engine.begin() as past_the_screen:
        past_the_screen.exec_driver_sql("UPDATE reporters SET phone = '130585 12345'")
        past_the_screen.exec_driver_sql(
            "UPDATE narratives SET kind = 'call_request', body = 'Ring Ola Nordmann på 900 12 345.'"
        )
    client = own_world.client("leader")
    for place in ("reporter_phone", "reporter_name"):
        address = f"{place}-{_id_of(own_world, key)}"
        assert client.get(f"/saker/{key}/skjul?tekst={address}").status_code == 200
        assert not [label for label in client.page.root.all("label", class_="word") if on(label)]
    assert client.get(f"/saker/{key}/skjul?tekst=call_request").status_code == 200
    assert not [label for label in client.page.root.all("label", class_="word") if on(label)]
    assert not [radio for radio in client.page.root.all("input", name="kind") if is_on(radio)]
    assert "er valgt på forhånd" not in main_text(client)


def test_the_reporters_own_list_speaks_to_the_reporter(own_world):
    token = own_world.tokens["to our clinic"]
    client = own_world.client()
    client.get(f"/folg/{token}/skjul")
    headings = [heading.text for heading in client.page.root.one("main").all("h2")]
    assert {"Navnet ditt", "Arbeidsstedet ditt", "Telefonen din"} <= set(headings)
    assert not [heading for heading in headings if "melder" in heading.lower()]


def test_the_way_to_hiding_says_which_text_to_those_who_hear_it_alone(own_world, scene):
    key = scene.case_at(Status.ANSWERED, description=WORDS)
    client = own_world.client("leader")
    client.get(f"/saker/{key}")
    links = [a.text for a in client.page.root.one("main").all("a") if "/skjul" in a["href"]]
    assert len(links) == len(set(links)) > 2
    assert all(link.startswith("Skjul noe som peker på en person: ") for link in links)


def test_the_coordinator_of_the_writing_party_blacks_out_or_shows_again(own_world, scene):
    key = scene.case_at(Status.SENT, description=WORDS)
    hide(own_world, key, "Dattera", "liste.")
    other = own_world.client(RECIPIENT)
    other.get("/sladding")
    assert "Ingenting venter." in main_text(other)
    client = own_world.client(SENDER)
    client.get("/sladding")
    assert "Dattera" not in client.page.html
    assert "ringte. Kvitterud kom hjem uten ▮▮▮▮▮." in main_text(client)
    first, second = ways(client, "Sladd for godt")[0], ways(client, "Vis igjen")[1]
    assert press(client, first, "redact").status_code == 303
    client.get("/sladding")
    assert "Det er sladdet for godt." in main_text(client)
    assert press(client, second, "show").status_code == 303
    client.get(f"/saker/{key}")
    assert "▮▮▮▮▮ til Kvitterud ringte. Kvitterud kom hjem uten liste." in main_text(client)
    assert "sladdet det som var skjult, for godt" in main_text(client)
    assert read(own_world, select(WithheldText)) == []


def test_a_second_click_is_told_that_it_is_decided(own_world, scene):
    key = scene.case_at(Status.SENT, description=WORDS)
    hide(own_world, key, "Dattera")
    client = own_world.client(SENDER)
    client.get(f"/saker/{key}/sladding")
    (way,) = ways(client, "Sladd for godt")
    client.get(way)
    form = form_to(client, "/sladding")
    data = {**standing(form), "redact": "1"}
    assert client.post(form["action"], data=data).status_code == 303
    assert client.post(form["action"], data=data).status_code == 409
    assert "alt avgjort" in main_text(client)
    assert client.get(way).status_code == 409
    assert "alt avgjort" in main_text(client)


def test_a_text_that_the_screen_refuses_is_said_to_be(own_world, scene):
    key = scene.case_at(Status.SENT, description=WORDS)
    hide(own_world, key, "Dattera")
    with own_world.app.extensions["database"].engine.begin() as past_the_screen:
        past_the_screen.exec_driver_sql("UPDATE withheld_texts SET body = 'Om 130585 12345.'")
    client = own_world.client(SENDER)
    client.get("/sladding")
    (way,) = ways(client, "Vis igjen")
    assert press(client, way, "show").status_code == 409
    assert "ligner et fødselsnummer" in main_text(client)
    assert "12345" not in client.page.html


def test_the_menu_counts_what_waits_for_the_coordinator(own_world, scene):
    key = scene.case_at(Status.SENT, description=WORDS)
    hide(own_world, key, "Dattera", "liste.")
    for subject, count in ((SENDER, ["2"]), (RECIPIENT, [])):
        client = own_world.client(subject)
        client.get("/innboks")
        menu = client.page.root.one("nav", class_="menu")
        assert [span.text for span in menu.all("span", class_="count")] == count


def test_the_ombud_sees_the_own_partys_passages_without_text_or_way_in(own_world, scene):
    key = scene.case_at(Status.SENT, description=WORDS)
    send(opened(own_world, key), "/spor", question="Gjelder det dattera?")
    hide(own_world, key, "dattera?", address="question")
    hide(own_world, key, "Dattera")
    client = own_world.client("privacy officer")
    assert client.get("/sladding").status_code == 200
    (row,) = client.page.root.one("tbody").all("tr")
    assert "Spørsmål til melder" in row.text
    assert "Navn eller initialer" in row.text
    assert "Ikke avgjort" in row.text
    assert not [a for a in client.page.root.one("main").all("a") if "/saker/" in a["href"]]
    assert "Gjelder det" not in client.page.html
    entries = read(own_world, select(AuditEntry).where(AuditEntry.action == "redactions_read"))
    assert len(entries) == 1
    assert client.get(f"/saker/{key}/sladding").status_code == 404


def test_a_hidden_address_gets_no_mail_and_is_promised_none(own_world, scene):
    key = scene.case_at(Status.SENT, description=WORDS)
    address = f"reporter_email-{_id_of(own_world, key)}"
    hide(own_world, key, "prove@tonsberg.example", address=address)
    before = len(read(own_world, select(Notification)))
    assert send(opened(own_world, key), "/spor", question="Når var det?").status_code == 303
    assert len(read(own_world, select(Notification))) == before
    with own_world.app.extensions["database"].reading() as session:
        case = find_case(session, key)
        assert follow_page(session, case, today=START.date()).mail is Mail.NOTHING
        assert compose(session, LINKS, session.scalars(_to_reporter(case)).all()) is None


def _id_of(world, key):
    (case_id,) = read(world, select(Case.id).where(Case.key == key))
    return case_id


def _to_reporter(case):
    return select(Notification).where(
        Notification.case_id == case.id, Notification.receiver == "reporter"
    )


def test_the_sheet_for_an_archive_is_black_too(own_world, scene):
    key = scene.case_at(Status.SENT, description=WORDS)
    client = hide(own_world, key, "Dattera", "Kvitterud")
    words = squeezed(text(client.get(f"/saker/{key}/pdf").data))
    assert "■■■■■til■■■■■ringte." in words
    assert "Kvitterud" not in words
    assert "U+25AE" not in words
