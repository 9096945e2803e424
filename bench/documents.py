"""Documents: what layout and tags cost beside the drawing itself, and how long tables grow."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from inspect import getmembers, isfunction
from io import BytesIO
from typing import Any
from unittest.mock import patch

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.pdfgen.textobject import PDFTextObject

from app.domain.vocabulary import Audience
from app.language import Language
from bench.rounds import Measure, Side, compare
from reports.annual_report import annual_report
from reports.document import Imprint, render
from reports.tables import Column, Row, Table
from reports.theme import PAGE_HEIGHT, PAGE_WIDTH
from tests.reports.realistic import NAME, figures_for

REPLAY_GOAL = 3.0
GROWTH_GOAL = 1.2
ROWS = (2_000, 8_000)
RECORDED = (Canvas, PDFTextObject, PDFPathObject)
IMPRINT = Imprint("T", "A", "nb", "F", lambda number, count: f"{number}/{count}")


def measures() -> Iterator[Measure]:
    """Compare a report with the replay of its own canvas calls, and a table with a longer one."""
    recording = Recording.of(_report)
    yield compare(
        "the annual report as PDF, beside its canvas calls replayed",
        Side("replay, no tags", recording.replay),
        Side("layout, drawing and tags", _report),
        calls=3,
        goal=REPLAY_GOAL,
        counts={"canvas calls": len(recording.calls), "bytes": len(_report())},
    )
    short, long = (Side(f"{rows} rows", lambda rows=rows: _appendix(rows)) for rows in ROWS)
    yield compare("a table as PDF, a row", short, long, calls=1, goal=GROWTH_GOAL, per=ROWS)


def _report() -> bytes:
    return annual_report(
        figures_for(Audience.FSU),
        Language("nb"),
        helsefellesskap=NAME.nb,
        generated_on=date(2024, 2, 19),
    )


def _appendix(rows: int) -> bytes:
    columns = [Column("Hva", 220), Column("I år", 80, "number"), Column("I fjor", 80, "number")]
    printed = [Row((f"Virksomhet {row}", str(row), f"{row / 10:.1f}")) for row in range(rows)]
    return render([[Table(columns, printed)]], IMPRINT)


@dataclass(frozen=True)
class _Made:
    """Stands for the object that was made by an earlier call."""

    by: int


@dataclass
class Recording:
    """Every call that a drawing made on its canvas, its texts and its paths, in order.

    A call is who was asked, what, and with what; the canvas itself is made by call -1.
    """

    calls: list[tuple[_Made, str, list[Any], dict[str, Any]]] = field(default_factory=list)
    _makers: dict[int, _Made] = field(default_factory=dict)
    _kept: list[object] = field(default_factory=list)
    _depth: int = 0

    @classmethod
    def of(cls, draw: Callable[[], object]) -> "Recording":
        """Draw once, listening."""
        draw()
        recording = cls()
        with recording._listening():
            draw()
        return recording

    def replay(self) -> bytes:
        """Make the same calls again on a canvas of their own; no layout, no tags."""
        out = BytesIO()
        canvas = Canvas(out, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1)
        made: dict[int, Any] = {-1: canvas}
        for number, (asked, name, arguments, named) in enumerate(self.calls):
            given = [made[a.by] if isinstance(a, _Made) else a for a in arguments]
            made[number] = getattr(made[asked.by], name)(*given, **named)
        return out.getvalue()

    @contextmanager
    def _listening(self) -> Iterator[None]:
        with ExitStack() as stack:
            for kind in RECORDED:
                for name, method in getmembers(kind, isfunction):
                    if not name.startswith("_"):
                        stack.enter_context(patch.object(kind, name, self._heard(name, method)))
            yield

    def _heard(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def call(asked: object, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as it comes
            if not self._depth and not name.startswith(("get", "absolute")):
                self._note(asked, name, arguments, named)
            number = len(self.calls) - 1
            self._depth += 1
            try:
                result = method(asked, *arguments, **named)
            finally:
                self._depth -= 1
            if isinstance(result, RECORDED) and not self._depth:
                self._kept.append(result)
                self._makers[id(result)] = _Made(number)
            return result

        return call

    def _note(
        self, asked: object, name: str, arguments: tuple[Any, ...], named: dict[str, Any]
    ) -> None:
        given = [self._makers.get(id(a), a) if isinstance(a, RECORDED) else a for a in arguments]
        self.calls.append((self._makers.get(id(asked), _Made(-1)), name, given, named))
