"""A year on its way: the secretary's draft, FSU's comments, the adoption, and what SSU is sent."""

from collections.abc import Callable, Mapping

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.domain.deadlines import oslo_date
from app.domain.policy import Permission
from app.domain.releasing import DrawnFile, ReleaseRefused, check_adoption
from app.services.releasing import adopting, commenting, drafting, texts
from app.services.releasing.auditing import MovedTooLittle, ReleaseIsSolvable
from app.services.releasing.drawing import as_adopted, sheets
from app.services.releasing.holding import OutdatedEdition, find, standing_of
from app.services.releasing.pages import versions_for, years_to_release
from app.services.releasing.taking import Taken
from app.web.access import actor, database, now, requires
from app.web.language import page_language
from app.web.release_page import (
    ReleasePage,
    TextsPage,
    YearPage,
    home_of,
    standing_texts,
    titles_of,
)
from forms.base import N_, Form
from forms.releasing import (
    AdoptForm,
    BeginForm,
    CommentForm,
    CorrectForm,
    DropForm,
    OpenForm,
    RedrawForm,
    SendForm,
    TextsForm,
)
from reports.release_files import computed_texts, draw

blueprint = Blueprint("releasing", __name__)

Act = Callable[[Session], object]

CHANGED = N_(
    "En annen har endret utkastet etter at du åpnet siden. Ingenting er lagret nå, og det du "
    "skrev, står her fortsatt. Se hva som gjelder nå, og trykk på knappen en gang til."
)
KEPT = N_(
    "Utkastet har tallene fra forrige versjon. Dagens tall skiller seg så lite fra dem at "
    "forskjellen kunne røpe enkeltmeldinger. Tekstene kan dere rette, og små rettelser av tall "
    "kommer med i neste års rapport."
)
MOVED = N_(
    "Tallene skiller seg så lite fra dem som er vist før, at forskjellen kunne røpe "
    "enkeltmeldinger. Det gjelder disse tabellene: %(tables)s. Tekstene kan alltid rettes. Små "
    "rettelser av tall kommer med i neste års rapport."
)
SOLVABLE = N_(
    "Utkastet kan ikke vises for andre: noen kunne regne seg fram til tall som ikke skal vises. "
    "Det gjelder disse tabellene: %(tables)s."
)


@blueprint.get("/arsrapport")
@requires(Permission.READ_FIGURES)
def overview() -> ResponseReturnValue:
    """List released years with their versions, files and digests."""
    with database().reading() as session:
        home = home_of(session, actor())
        versions = versions_for(session, actor(), home.id)
        years = sorted(
            {*years_to_release(session, actor(), home.id), *(v.release.year for v in versions)},
            reverse=True,
        )
    return render_template("releasing/overview.html", home=home, versions=versions, years=years)


@blueprint.get("/arsrapport/<int(max=9999):year>")
@requires(Permission.READ_FSU_FIGURES)
def show(year: int) -> ResponseReturnValue:
    """Show how far a year has come, and what may be done with it."""
    return YearPage(year).show()


@blueprint.post("/arsrapport/<int(max=9999):year>/utkast")
@requires(Permission.PREPARE_RELEASE)
def begin(year: int) -> ResponseReturnValue:
    """Take a year's figures for a first draft."""
    form = BeginForm(page_language())
    return _begin(year, form, None, N_("Utkastet er laget. Se over tekstene før FSU får det."))


@blueprint.post("/arsrapport/<int(max=9999):year>/ny-versjon")
@requires(Permission.PREPARE_RELEASE)
def correct(year: int) -> ResponseReturnValue:
    """Begin a new version of an adopted year."""
    form = CorrectForm(page_language())
    done = N_("Et utkast til en ny versjon er laget. Den vedtatte versjonen står som før.")
    return _begin(year, form, lambda: form.corrects, done)


@blueprint.post("/arsrapport/<int(max=9999):year>/tall-pa-nytt")
@requires(Permission.PREPARE_RELEASE)
def redraw(year: int) -> ResponseReturnValue:
    """Take the figures of a draft as they are today."""
    form = RedrawForm(page_language())
    taken: list[Taken] = []

    def count() -> None:
        with database().reading() as session:
            taken.append(drafting.recounted(session, actor(), form.key, form.opened_at, now=now()))

    return _carry_out(
        YearPage(year, form),
        lambda session: drafting.redraw(
            session, actor(), form.key, form.opened_at, taken[0], computed_texts, now=now()
        ),
        N_("Tallene i utkastet er hentet på nytt. Tekstene dere har endret, står."),
        prepare=count,
    )


@blueprint.post("/arsrapport/<int(max=9999):year>/kast")
@requires(Permission.PREPARE_RELEASE)
def drop(year: int) -> ResponseReturnValue:
    """Do away with a draft."""
    form = DropForm(page_language())
    return _carry_out(
        YearPage(year, form),
        lambda session: drafting.drop(session, actor(), form.key, form.opened_at, now=now()),
        N_("Utkastet er kastet."),
    )


@blueprint.post("/arsrapport/<int(max=9999):year>/merknadsfrist")
@requires(Permission.PREPARE_RELEASE)
def open_for_comments(year: int) -> ResponseReturnValue:
    """Let FSU read the draft and comment on it."""
    form = OpenForm(page_language())
    return _carry_out(
        YearPage(year, form),
        lambda session: commenting.open_for_comments(
            session, actor(), form.key, form.opened_at, form.day, now=now()
        ),
        N_("FSU kan nå lese utkastet og komme med merknader. Gi dem beskjed."),
    )


@blueprint.post("/arsrapport/<int(max=9999):year>/merknad")
@requires(Permission.COMMENT_ON_RELEASE)
def comment(year: int) -> ResponseReturnValue:
    """Say something of a draft."""
    form = CommentForm(page_language())
    return _carry_out(
        YearPage(year, form),
        lambda session: commenting.comment(
            session,
            actor(),
            form.key,
            form.comment.data or "",
            form_key=form.form_key.data or "",
            now=now(),
        ),
        N_("Merknaden er sendt."),
    )


@blueprint.post("/arsrapport/<int(max=9999):year>/vedta")
@requires(Permission.PREPARE_RELEASE)
def adopt(year: int) -> ResponseReturnValue:
    """Freeze a version as FSU adopted it. The files are drawn before the turn to write is taken."""
    form = AdoptForm(page_language())
    drawn: list[DrawnFile] = []

    return _carry_out(
        YearPage(year, form),
        lambda session: adopting.adopt(
            session, actor(), form.key, form.opened_at, form.adoption(), drawn, now=now()
        ),
        N_("Versjonen er vedtatt. Tall, tekster og filer er frosset."),
        prepare=lambda: drawn.extend(_drawn(form)),
    )


@blueprint.post("/arsrapport/<int(max=9999):year>/sendt")
@requires(Permission.PREPARE_RELEASE)
def mark_sent(year: int) -> ResponseReturnValue:
    """Say that SSU has been sent a version."""
    form = SendForm(page_language())
    return _carry_out(
        YearPage(year, form),
        lambda session: adopting.mark_sent(session, actor(), form.key, form.day, now=now()),
        N_("Det er registrert at SSU har fått årsrapporten. SSUs medlemmer ser den nå."),
    )


@blueprint.get("/arsrapport/<int(max=9999):year>/tekster")
@requires(Permission.PREPARE_RELEASE)
def edit(year: int) -> ResponseReturnValue:
    """Show the texts of a draft, in both languages beside each other."""
    form = standing_texts(year)
    if form is None:
        return redirect(url_for("releasing.show", year=year))
    return TextsPage(year, form).show()


@blueprint.post("/arsrapport/<int(max=9999):year>/tekster")
@requires(Permission.PREPARE_RELEASE)
def save_texts(year: int) -> ResponseReturnValue:
    """Keep what the secretary has worded."""
    form = TextsForm(page_language())
    return _carry_out(
        TextsPage(year, form),
        lambda session: texts.edit_texts(
            session, actor(), form.key, form.opened_at, form.said(), now=now()
        ),
        N_("Tekstene er lagret."),
    )


def _carry_out(
    page: ReleasePage, act: Act, done: str, *, prepare: Callable[[], None] | None = None
) -> ResponseReturnValue:
    """Do one act of a valid form in one transaction, and go to the year's page.

    ``prepare`` does what takes long before the transaction begins. A refusal shows the page as it
    is now, with the sentence and all that was typed.
    """
    language = page_language()
    if not page.form.validate():
        return page.show_errors()
    try:
        if prepare:
            prepare()
        with database().transaction() as session:
            act(session)
    except OutdatedEdition as outdated:
        if "edition" in page.form:
            page.form["edition"].data = str(outdated.current)
        return page.show(409, language(CHANGED))
    except ReleaseRefused as refused:
        return page.show(409, language.words(refused.refusal.words))
    except ReleaseIsSolvable as solvable:
        sentence = MOVED if isinstance(solvable, MovedTooLittle) else SOLVABLE
        tables = ", ".join(titles_of(solvable.tables, language))
        return page.show(409, language(sentence, tables=tables))
    flash(language(done), "success")
    return redirect(url_for("releasing.show", year=page.year), 303)


def _begin(
    year: int, form: Form, corrects: Callable[[], Mapping[str, str]] | None, done: str
) -> ResponseReturnValue:
    """Draft a year. It is counted before the turn to write is taken."""
    taken: list[Taken] = []

    def count() -> None:
        with database().reading() as session:
            home = home_of(session, actor())
            taken.append(drafting.counted(session, actor(), home.id, year, now=now()))

    def draft(session: Session) -> None:
        said = corrects() if corrects else None
        drafting.begin(session, actor(), taken[0], computed_texts, corrects=said, now=now())
        if taken[0].keeps:
            flash(page_language()(KEPT), "info")

    return _carry_out(YearPage(year, form), draft, done, prepare=count)


def _drawn(form: AdoptForm) -> tuple[DrawnFile, ...]:
    """Draw the files of the draft that the page showed; of another, none."""
    adoption = form.adoption()
    with database().reading() as session:
        release = find(session, actor(), form.key)
        if not release.status.is_open or release.edition != form.opened_at:
            return ()
        check_adoption(standing_of(release), adoption.adopted_on, oslo_date(now()))
        adopted = as_adopted(sheets(session, release), adoption)
    is_demo = current_app.config["SAMHANDLING"].is_demo
    return draw(adopted.figures, adopted.texts, drawn_on=adoption.adopted_on, demo=is_demo)
