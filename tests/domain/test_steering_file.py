"""A file with steering information: every bad row is named, and stops nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.steering import SteeringMeasure, rate
from app.domain.steering_cells import (
    BELOW_ZERO,
    IDENTIFIER,
    LATER_MONTH,
    LONG_DETAIL,
    MEASURES,
    NAMED_DETAIL,
    NO_COUNT,
    NO_MONTH,
    NOT_WHOLE,
    ODD_DETAIL,
    TOO_GREAT,
    UNKNOWN_MEASURE,
    UNKNOWN_MUNICIPALITY,
    Known,
)
from app.domain.steering_file import (
    EMPTY,
    LONG_LINE,
    LONGEST_LINE,
    MORE_CELLS,
    MOST_BYTES,
    MOST_LINES,
    NO_COLUMNS,
    NOT_TEXT,
    OPEN_QUOTE,
    TEMPLATE,
    TOO_LARGE,
    TOO_MANY_LINES,
    UnreadableFile,
    read_file,
)
from app.domain.steering_window import counted_in_window, months_until, summed
from app.screening import screen_narrative
from tests.filled_form import NATIONAL_NUMBER

KNOWN = Known(
    {
        "tønsberg": "tonsberg",
        "tønsberg kommune": "tonsberg",
        "3905": "tonsberg",
        "færder": "faerder",
    },
    date(2026, 11, 3),
    screen_narrative,
)
HEADING = "kommune;maaned;maal;antall;detalj"
GOOD = "Tønsberg;2026-01;utskrivninger;310;"


def read(*lines: str, heading: str = HEADING):
    return read_file("\n".join((heading, *lines)).encode(), KNOWN)


def only(sheet):
    ((row,), ()) = sheet.accepted, sheet.refused
    return row


def test_a_row_becomes_a_figure_of_a_municipality_a_measure_and_a_month():
    row = only(read("Tønsberg;2026-01;akuttinnleggelser;310;fra fastlege"))
    assert (row.line, row.count) == (2, 310)
    assert row.key.municipality == "tonsberg"
    assert row.key.measure is SteeringMeasure.ACUTE_ADMISSIONS
    assert (row.key.month, row.key.detail) == (date(2026, 1, 1), "fra fastlege")


@pytest.mark.parametrize("content", [
    "\ufeff" + HEADING + "\n" + GOOD,
    HEADING + "\r\n" + GOOD + "\r\n\r\n;;;;\r\n",
    "KOMMUNE,Måned,mål,antall\n 3905 ,01.2026,UTSKRIVNINGER,310\n",
    "antall;maal;detalj;kommune;maaned\n310;discharges;;tønsberg  kommune;1.2026\n",
    HEADING + ";\n" + GOOD + ";\n",
    HEADING + '\n"Tønsberg";"2026-01";"utskrivninger";"310";""\n',
])  # fmt: skip
def test_the_same_file_is_read_in_each_way_that_a_spreadsheet_writes_it(content):
    row = only(read_file(content.encode(), KNOWN))
    assert (row.key.municipality, row.key.month, row.count) == ("tonsberg", date(2026, 1, 1), 310)


@pytest.mark.parametrize(("row", "reason"), [
    ("Bergen;2026-01;utskrivninger;1;", UNKNOWN_MUNICIPALITY),
    (";2026-01;utskrivninger;1;", UNKNOWN_MUNICIPALITY),
    ("Tønsberg;2026-13;utskrivninger;1;", NO_MONTH),
    ("Tønsberg;januar 2026;utskrivninger;1;", NO_MONTH),
    ("Tønsberg;0026-01;utskrivninger;1;", NO_MONTH),
    ("Tønsberg;2026-12;utskrivninger;1;", LATER_MONTH),
    ("Tønsberg;2026-01;liggedøgn;1;", UNKNOWN_MEASURE),
    ("Tønsberg;2026-01;utskrivninger;-1;", BELOW_ZERO),
    ("Tønsberg;2026-01;utskrivninger;3,5;", NOT_WHOLE),
    ("Tønsberg;2026-01;utskrivninger;1.310;", NOT_WHOLE),
    ("Tønsberg;2026-01;utskrivninger;mange;", NOT_WHOLE),
    ("Tønsberg;2026-01;utskrivninger;٣;", NOT_WHOLE),
    ("Tønsberg;2026-01;utskrivninger;:;", NO_COUNT),
    ("Tønsberg;2026-01;utskrivninger", NO_COUNT),
    ("Tønsberg;2026-01;utskrivninger;12345678;", TOO_GREAT),
    ("Tønsberg;2026-01;utskrivninger;1;" + "a" * 61, LONG_DETAIL),
    ("Tønsberg;2026-01;utskrivninger;1;=1+1", ODD_DETAIL),
    ("Tønsberg;2026-01;utskrivninger;1;a\u200bb", ODD_DETAIL),
    ("Tønsberg;2026-01;utskrivninger;1;fastlege Per Hansen", NAMED_DETAIL),
    ("Tønsberg;2026-01;utskrivninger;1;;;mer", MORE_CELLS),
    ('"Tønsberg;2026-01;utskrivninger;1;', OPEN_QUOTE),
    ("Tønsberg;2026-01;utskrivninger;1;" + "a" * LONGEST_LINE, LONG_LINE),
])  # fmt: skip
def test_a_bad_row_is_named_with_its_line_and_stops_nothing_else(row, reason):
    sheet = read("Færder;2026-01;utskrivninger;9;", row, "Færder;2026-02;utskrivninger;9;")
    assert [accepted.line for accepted in sheet.accepted] == [2, 4]
    (refused,) = sheet.refused
    assert (refused.line, refused.reasons) == (3, (reason,))
    assert refused.written == ("" if reason is LONG_LINE else row.strip())
    assert all(words.nb and words.nn and words.nb.endswith(".") for words in refused.reasons)


def test_all_that_is_wrong_with_a_row_is_said_at_once():
    (refused,) = read("Bergen;13.2026;liggedøgn;-1;").refused
    assert refused.reasons == (UNKNOWN_MUNICIPALITY, NO_MONTH, UNKNOWN_MEASURE, BELOW_ZERO)


def test_of_two_rows_about_the_same_the_first_holds_and_the_second_names_it():
    sheet = read(GOOD, "3905;01.2026;discharges;311;")
    assert [row.count for row in sheet.accepted] == [310]
    (refused,) = sheet.refused
    assert "linje 2" in refused.reasons[0].nb
    assert "linje 2" in refused.reasons[0].nn


@pytest.mark.parametrize("row", [
    f"{NATIONAL_NUMBER};2026-01;utskrivninger;1;",
    f"Tønsberg;2026-01;utskrivninger;1;{NATIONAL_NUMBER}",
    f"Tønsberg;2026-01;{NATIONAL_NUMBER[:6]};{NATIONAL_NUMBER[6:]};",
    f"Bergen;2026-01;utskrivninger;1;pasient {NATIONAL_NUMBER[:6]} {NATIONAL_NUMBER[6:]}",
    f"Tønsberg;2026-01;utskrivninger;1;;{NATIONAL_NUMBER}",
])  # fmt: skip
def test_an_identity_number_refuses_its_row_and_is_shown_to_nobody(row):
    sheet = read(row, GOOD)
    assert len(sheet.accepted) == 1
    (refused,) = sheet.refused
    assert refused.reasons == (IDENTIFIER,)
    assert NATIONAL_NUMBER[6:] not in repr(sheet)


@pytest.mark.parametrize(("content", "words"), [
    (b"", EMPTY),
    (b"\xef\xbb\xbf \r\n;;\r\n", EMPTY),
    ("kommune;måned".encode("latin-1"), NOT_TEXT),
    (HEADING.encode("utf-16"), NOT_TEXT),
    (b"PK\x03\x04\x00\x00", NOT_TEXT),
    (b"kommune;maaned;maal\n", NO_COLUMNS),
    (f"{HEADING};navn\n".encode(), NO_COLUMNS),
    (f"{HEADING};antall\n".encode(), NO_COLUMNS),
    (GOOD.encode(), NO_COLUMNS),
    (b"x" * (MOST_BYTES + 1), TOO_LARGE),
    (b"a\n" * (MOST_LINES + 1), TOO_MANY_LINES),
])  # fmt: skip
def test_what_is_no_such_file_is_refused_as_a_whole(content, words):
    with pytest.raises(UnreadableFile) as refused:
        read_file(content, KNOWN)
    assert refused.value.words is words


CELLS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n\r\0"), max_size=20)
ROWS = st.lists(
    st.one_of(
        st.lists(CELLS, min_size=1, max_size=7).map(";".join).filter(lambda r: r.strip(" \t;,")),
        st.tuples(
            st.sampled_from(["Tønsberg", "færder", "Bergen"]),
            st.sampled_from(["2026-01", "02.2026", "2027-01", "i fjor"]),
            st.sampled_from([*MEASURES, "noe annet"]),
            st.integers(-2, 99_999_999).map(str),
            CELLS,
        ).map(";".join),
    ),
    max_size=30,
)  # fmt: skip


@given(rows=ROWS)
def test_every_row_of_any_file_is_either_read_or_named(rows):
    sheet = read(*rows)
    lines = sorted(row.line for row in (*sheet.accepted, *sheet.refused))
    assert lines == list(range(2, len(rows) + 2))
    assert all(row.reasons for row in sheet.refused)
    keys = [row.key for row in sheet.accepted]
    assert len(keys) == len(set(keys))
    assert all(row.key.month <= KNOWN.until and row.count >= 0 for row in sheet.accepted)


@given(rows=ROWS, bad=st.integers(0, 30))
def test_a_good_row_is_read_whatever_stands_before_it(rows, bad):
    before = [row for row in rows[:bad] if "2025-12" not in row and "12.2025" not in row]
    sheet = read(*before, "Tønsberg;2025-12;utskrivninger;77;")
    assert sheet.accepted[-1].count == 77


def test_the_template_is_a_file_that_can_be_read():
    assert not read_file(TEMPLATE.encode("utf-8-sig"), KNOWN).refused


def test_a_rate_has_one_decimal_and_there_is_none_of_nothing():
    assert rate(174, 41_234) == 4.2
    assert rate(0, 10) == 0.0
    assert rate(3, 0) is None


def test_the_window_ends_with_the_newest_month_and_has_no_gap():
    months = months_until([date(2026, 3, 1), date(2025, 12, 1)])
    assert [month.month for month in months] == [12, 1, 2, 3]
    assert len(months_until([date(2020, 1, 1), date(2026, 3, 1)])) == 24
    assert months_until([]) == ()


def test_a_sum_lacks_the_months_that_one_of_its_series_lacks():
    assert summed([(1, 2, None), (10, None, 30)]) == (11, None, None)


def test_a_month_before_the_first_report_and_one_that_is_not_over_have_no_figure():
    months = tuple(date(2026, month, 1) for month in range(1, 6))
    counts = {date(2026, 2, 1): 3, date(2026, 4, 1): 1, date(2026, 5, 1): 2}
    seen = counted_in_window(counts, months, today=date(2026, 5, 20))
    assert seen == (None, 3, 0, 1, None)
