"""Filling in the joint form as a browser does, and reading off a page what it would send again."""

from pathlib import Path

from sqlalchemy import select

from app.domain.links import Purpose
from app.models import Case
from tests.factories import LINKS
from tests.filled_form import FILLED

FORM = "/meld/vestfold/kommune-til-sykehus"
OTHER_WAY = "/meld/vestfold/sykehus-til-kommune"
WARNING = "Meldingen erstatter ikke varsel om alvorlig hendelse"


def send(client, posted=None, address=FORM):
    """Open the form, fill it in and send it."""
    client.get(address)
    filled = {"csrf_token": client.token(), **(FILLED if posted is None else posted)}
    return client.post(address, data=filled)


def token_of(response):
    assert response.status_code == 303, response.get_data(as_text=True)
    return response.location.rpartition("/")[2]


def cases(database):
    with database.reading() as session:
        return session.scalars(select(Case).order_by(Case.id)).all()


def control(page, name):
    return next(e for e in page.root if e["name"] == name and e.name != "form")


def value_of(page, name):
    """What stands in a control, as the browser would send it again."""
    controls = [e for e in page.root if e["name"] == name]
    first = controls[0]
    if first.name == "textarea":
        return "".join(c for c in first.children if isinstance(c, str)).removeprefix("\n")
    if first.name == "select":
        options = first.all("option")
        chosen = [o["value"] for o in options if "selected" in o.attributes]
        return (chosen or [options[0]["value"]])[0]
    if first["type"] in {"radio", "checkbox"}:
        return [c["value"] for c in controls if "checked" in c.attributes]
    return first["value"]


def everything_filled_in(page):
    """The whole form, read off the page as it would be sent again."""
    names = {
        e["name"] for e in page.root if e.name in {"input", "select", "textarea"} and e["name"]
    }
    return {name: value_of(page, name) for name in names}


def is_kept(page, posted, *, but=()):
    found = everything_filled_in(page)
    for name, value in posted.items():
        if name in but or name == "form_key":
            continue
        expected = value if isinstance(value, list) else [value]
        assert found[name] in (value, expected), name


def bytes_at_rest(app):
    """Everything that stands in the files of an application on SQLite."""
    folder = Path(app.extensions["database"].url.database).parent
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def token_for(database, key):
    """The follow link's token of a case, as it is now."""
    with database.reading() as session:
        case = session.scalars(select(Case).where(Case.key == key)).one()
        return LINKS.token(Purpose.FOLLOW, key, case.follow_generation)
