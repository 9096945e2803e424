"""A year is counted one way, and its rows add up."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings

from app.domain.casework import CauseKind, Usefulness
from app.domain.consent import allows_identity
from app.domain.statistics import Fact, facts
from app.domain.vocabulary import Consent, Consequence, FoundBy, PatientSearch, Standing
from tests.domain.counted_year import a_case, any_year, column, tables_of, values

WITH_TOTAL = (
    "direction",
    "reporting_party",
    "recipient_party",
    "unit",
    "first_recipient_unit",
    "consent",
    "month",
    "incident_year",
    "answers",
    "distribution_acknowledged",
    "distribution_answered",
    "forwarding",
    "clause",
    "patient_group",
)
OF_ANSWERED = ("usefulness", "cause")
ORDER = (
    "totals",
    *WITH_TOTAL[:5],
    "service_kind",
    "category",
    "category_group",
    "consequence",
    "consent",
    "patient_search",
    "month",
    "sent_by_quarter",
    "incident_year",
    "timeliness",
    "answers",
    "days",
    "distribution_acknowledged",
    "distribution_answered",
    "forwarding",
    "measures",
    "useful_answers",
    "usefulness",
    "cause",
    "clause",
    "patient_group",
)

a_random_year = settings(max_examples=60, deadline=None)


@a_random_year
@given(any_year, any_year)
def test_rows_add_up_to_the_counted_reports_in_every_table_with_a_total(year, before):
    made = tables_of(year, before)
    years = ("year", "year_before") if before else ("year",)
    for key in years:
        counted = values(made["totals"], key)["counted"]
        for name in WITH_TOTAL:
            figures = values(made[name], key)
            assert figures.pop("total") == sum(figures.values()) == counted
        for name in OF_ANSWERED:
            figures = values(made[name], key)
            answered = values(made["answers"], key)["answered"]
            assert figures.pop("total") == sum(figures.values()) == answered
    for key in ("reporter", "recipient", *years[1:]):
        figures = values(made["consequence"], key)
        assert figures.pop("total") == sum(figures.values())
    assert values(made["consequence"], "recipient")["total"] == len(
        [case for case in year if case.standing is Standing.COUNTED]
    )


@a_random_year
@given(any_year)
def test_what_came_of_looking_adds_up_to_the_reports_whose_consent_lets_somebody_look(year):
    made = tables_of(year)
    searches, consents = values(made["patient_search"]), values(made["consent"])
    allowing = consents["patient_not_opposed"] + consents["relative_not_opposed"]
    assert searches.pop("total") == sum(searches.values()) == allowing


@pytest.mark.parametrize(
    ("outcome", "found_by", "row"),
    [
        (PatientSearch.FOUND, FoundBy.PHONE, "found_by_phone"),
        (PatientSearch.FOUND, FoundBy.LETTER, "found_by_letter"),
        (PatientSearch.FOUND, FoundBy.OTHER, "found_by_other"),
        (PatientSearch.FOUND, FoundBy.JOURNAL_MESSAGE, "found_by_journal_message"),
        (PatientSearch.NOT_FOUND, None, "not_found"),
        (PatientSearch.NOT_NEEDED, None, "not_needed"),
        (None, None, "not_recorded"),
    ],
)
def test_each_outcome_of_looking_for_the_patient_is_counted_apart(outcome, found_by, row):
    searches = values(
        tables_of([a_case(patient_search=outcome, found_by=found_by)])["patient_search"]
    )
    assert {key: count for key, count in searches.items() if count} == {row: 1, "total": 1}


def test_a_journal_message_has_a_row_only_where_one_is_counted():
    assert "found_by_journal_message" not in values(tables_of([a_case()])["patient_search"])


@pytest.mark.parametrize("consent", [c for c in Consent if not allows_identity(c)])
def test_nobody_is_looked_for_where_consent_rules_identity_out(consent):
    assert values(tables_of([a_case(consent=consent)])["patient_search"])["total"] == 0


@a_random_year
@given(any_year)
def test_sent_is_counted_withdrawn_duplicate_and_test_together(year):
    totals = values(tables_of(year)["totals"])
    incidents, sent = totals.pop("incidents"), totals.pop("sent")
    assert sent == len(year) == sum(totals.values())
    assert incidents <= totals["counted"]


@a_random_year
@given(any_year)
def test_rows_of_a_table_where_several_boxes_may_be_ticked_add_up_to_no_less(year):
    made = tables_of(year)
    for name in ("service_kind", "category"):
        assert made[name].overlaps
        assert "total" not in values(made[name])
        assert sum(values(made[name]).values()) >= values(made["totals"])["counted"]
    assert not any(table.overlaps for name, table in made.items() if name in WITH_TOTAL)


@a_random_year
@given(any_year)
def test_a_sum_of_facts_follows_a_case_that_changes(year):
    followed: Counter[Fact] = Counter()
    for before, after in pairwise([None, *year]):
        if before:
            followed.subtract(facts(before))
        followed.update(facts(after))
    last = facts(year[-1]) if year else {}
    assert {fact: count for fact, count in followed.items() if count} == last


def answered(usefulness=None, **changes):
    return a_case(first_answered_on=date(2023, 3, 10), usefulness=usefulness, **changes)


def test_the_share_of_useful_answers_is_of_those_that_somebody_has_rated():
    said = [Usefulness.YES] * 6 + [Usefulness.PARTLY] * 3 + [Usefulness.NO] + [None] * 10
    shares = values(tables_of([answered(each) for each in said])["useful_answers"])
    assert shares == {"useful": 0.6, "partly": 0.3, "rated": 0.5}


def test_nobody_s_silence_is_a_share():
    made = tables_of([answered(), a_case()])["useful_answers"]
    assert values(made) == {"rated": 0.0}


def test_an_answer_without_a_kind_of_cause_stands_in_a_row_of_its_own():
    causes = values(tables_of([answered(), answered(cause=CauseKind.CAPACITY)])["cause"])
    assert {key: count for key, count in causes.items() if count} == {
        "capacity": 1,
        "not_recorded": 1,
        "total": 2,
    }


def test_a_clause_has_a_row_only_where_it_is_counted():
    clauses = values(tables_of([a_case(clause_key="procedure-3"), a_case()])["clause"])
    assert clauses == {"procedure-3": 1, "not_assessed": 1, "total": 2}


def test_the_tables_stand_in_the_order_of_the_report():
    assert tuple(tables_of([])) == ORDER


def test_a_year_without_reports_is_zeros_and_figures_that_do_not_exist():
    made = tables_of([])
    assert set(values(made["totals"]).values()) == {0}
    assert values(made["month"]) == {f"{number:02}": 0 for number in range(1, 13)} | {"total": 0}
    for name in ("timeliness", "days"):
        assert {cell.symbol for cell in column(made[name], "year").values()} == {"."}


def test_a_year_before_in_which_nothing_was_sent_has_no_figures_and_not_zeros():
    case = a_case(category_groups=("medicines",))
    for table in tables_of([case]).values():
        if "year_before" in {each.key for each in table.columns}:
            cells = column(table, "year_before").values()
            assert {(cell.value, cell.symbol) for cell in cells} == {(None, ".")}


def test_a_year_before_in_which_something_was_sent_has_its_zeros():
    made = tables_of([a_case()], [a_case(standing=Standing.WITHDRAWN)])
    assert values(made["totals"], "year_before")["withdrawn"] == 1
    assert values(made["direction"], "year_before")["total"] == 0


def test_a_report_that_is_not_counted_stands_in_totals_alone():
    made = tables_of([a_case(standing=Standing.WITHDRAWN)])
    assert values(made["totals"]) == {
        "sent": 1,
        "counted": 0,
        "withdrawn": 1,
        "duplicate": 0,
        "test": 0,
        "incidents": 0,
    }
    assert all(values(made[name])["total"] == 0 for name in WITH_TOTAL)
    assert set(values(made["category"]).values()) == {0}


def test_a_report_declined_for_another_reason_than_test_or_duplicate_counts():
    made = tables_of([a_case(is_declined=True)])
    assert values(made["totals"])["counted"] == 1
    assert values(made["answers"]) == {
        "answered": 0,
        "not_answered": 0,
        "declined": 1,
        "total": 1,
    }


def test_a_case_answered_before_it_was_declined_is_answered():
    case = a_case(first_answered_on=date(2023, 3, 2), is_declined=True)
    assert values(tables_of([case])["answers"])["answered"] == 1


def test_two_reports_of_one_incident_are_two_reports_and_one_incident():
    totals = values(tables_of([a_case(), a_case(reporting_party_key="larvik")])["totals"])
    assert (totals["counted"], totals["incidents"]) == (2, 1)


def test_a_case_that_two_units_own_is_joint_and_counts_once():
    case = a_case(unit_keys=("siv-medisin", "siv-kirurgi"))
    figures = values(tables_of([case])["unit"])
    assert {key: count for key, count in figures.items() if count} == {"joint": 1, "total": 1}


def test_a_party_that_is_not_in_the_register_is_outside():
    figures = values(tables_of([a_case(recipient_party_key=None)])["recipient_party"])
    assert figures["outside"] == figures["total"] == 1


def test_a_key_without_a_heading_stands_under_its_own_name():
    table = tables_of([a_case(unit_keys=("closed-down",))])["unit"]
    assert table.cell("closed-down", "year").value == 1
    assert [row.key for row in table.rows][-3:] == ["closed-down", "joint", "total"]


def test_a_month_is_that_of_the_day_that_decides_the_year():
    case = a_case(counted_on=date(2023, 1, 31), sent_on=date(2023, 2, 9))
    assert values(tables_of([case])["month"])["01"] == 1


def test_the_two_judgements_of_consequence_stand_side_by_side():
    year = [a_case(recipient_consequence=Consequence.SEVERE), a_case()]
    table = tables_of(year, [a_case(consequence=Consequence.DEATH)])["consequence"]
    assert values(table, "reporter")["minor"] == 2
    assert values(table, "recipient")["severe"] == 1
    assert values(table, "recipient")["not_assessed"] == 1
    assert values(table, "year_before")["death"] == 1
    assert table.cell("not_assessed", "reporter").symbol == "."
    assert table.cell("not_assessed", "year_before").symbol == "."


def test_the_due_date_itself_is_in_time_and_the_day_after_is_late():
    on_the_day = a_case(acknowledged_on=date(2023, 3, 6), first_answered_on=date(2023, 3, 29))
    a_day_late = a_case(acknowledged_on=date(2023, 3, 7), first_answered_on=date(2023, 3, 30))
    shares = values(tables_of([on_the_day, on_the_day, a_day_late])["timeliness"])
    assert shares == {"acknowledged_in_time": 0.6666666667, "answered_in_time": 0.6666666667}


def test_what_is_still_awaited_is_measured_from_the_day_after_its_due_date():
    year = [a_case(acknowledged_on=date(2023, 3, 2), first_answered_on=date(2023, 3, 2)), a_case()]
    in_time = tables_of(year, today=date(2023, 3, 6))["timeliness"]
    assert set(values(in_time).values()) == {1}
    too_late = tables_of(year, today=date(2023, 3, 7))["timeliness"]
    assert values(too_late) == {"acknowledged_in_time": 0.5, "answered_in_time": 1}


def test_a_declined_report_and_one_closed_without_an_answer_are_owed_nothing():
    year = [a_case(is_declined=True), a_case(is_closed_unanswered=True)]
    assert values(tables_of(year)["timeliness"]) == {}


def test_an_acknowledged_case_is_still_owed_an_answer():
    case = a_case(acknowledged_on=date(2023, 3, 2))
    shares = values(tables_of([case])["timeliness"])
    assert shares == {"acknowledged_in_time": 1, "answered_in_time": 0}


def test_days_are_medians_from_sending_and_may_be_a_half():
    year = [
        a_case(sent_on=date(2023, 3, 1), first_answered_on=date(2023, 3, day))
        for day in (4, 8, 11, 31)
    ]
    assert values(tables_of(year)["days"])["median_days_to_answered"] == 8.5
    assert values(tables_of(year[:3])["days"])["median_days_to_answered"] == 7
