"""A register whose rows contradict each other is refused with every contradiction."""

from collections.abc import Callable
from datetime import date

import pytest

from app.domain.register import Place, Reader, Register
from app.domain.register.checks import CHECKS
from tests.domain.register_file import (
    Table,
    accepts_all,
    add,
    end,
    faults_of,
    merge_options,
    next_form,
    row,
    rule,
    unit,
    whole_table,
)

FORM = "skjemaversjon «vestfold-2024-01»"
RULE = "fordelingsregel"
STRANGER = "hører ikke til recipient_party og betjener den ikke"
ENDED = "er en enhet som ikke gjelder i hele tiden regelen gjelder"
OUTLIVED = "gjelder ikke i hele tiden enheten gjelder"
NO_CONDITION = "må ha minst ett vilkår: recipient_party, hospital_unit eller service_kind"
OTHER_DOMAIN = "er ikke i noe av domenene i mail_domains"
OVERLAPS = "gjelder samtidig med en annen rad for det samme"


def gone(key: str) -> str:
    return f"viser til «{key}», som ikke finnes"


Change = Callable[[Table], object]


def ring(table: Table) -> None:
    """Let a clinic be part of its own section."""
    unit(table, "siv-medisin")["parent"] = "siv-medisin-lunge"
    unit(table, "siv-medisin-gastro")["parent"] = "siv-medisin"


def end_clinic(table: Table) -> None:
    """Let a clinic end, and the rule to it, but not its sections."""
    rule(table, "til-siv-diagnostikk")["valid_to"] = date(2024, 1, 1)
    end(table, "siv-diagnostikk")


BROKEN: dict[str, tuple[Change, list[str]]] = {
    "two parties with one key": (
        lambda t: row(t, "party", "larvik").update(key="faerder"),
        [
            "part «faerder» › key: er brukt før",
            f"deltakelse 6 › party: {gone('larvik')}",
            f"{RULE} «til-larvik-institusjon» › recipient_party: {gone('larvik')}",
            f"{RULE} «til-larvik-postmottak» › recipient_party: {gone('larvik')}",
        ],
    ),
    "two units with one key": (
        lambda t: unit(t, "siv-kpa-bupa").update(key="siv-kpa-ara"),
        ["part «siv» › enhet «siv-kpa-ara» › key: er brukt før"],
    ),
    "two rules with one key": (
        lambda t: rule(t, "til-siv-kfmr").update(key="til-siv-kpa"),
        [f"{RULE} «til-siv-kpa» › key: er brukt før"],
    ),
    "two boxes with one key": (
        lambda t: t["form_version"][0]["category"][0].update(key="other"),
        [f"{FORM} › kategori «other» › key: er brukt før"],
    ),
    "two rules at one position": (
        lambda t: rule(t, "til-siv-medisin").update(position=10),
        [f"{RULE} «til-siv-medisin» › position: er brukt før"],
    ),
    "two municipalities with one number": (
        lambda t: row(t, "party", "larvik").update(kommunenummer="3901"),
        ["part «larvik» › kommunenummer: er brukt før"],
    ),
    "a municipality without its number": (
        lambda t: row(t, "party", "larvik").pop("kommunenummer"),
        ["part «larvik» › kommunenummer: mangler"],
    ),
    "a trust without its number": (
        lambda t: row(t, "party", "siv").pop("orgnr"),
        ["part «siv» › orgnr: mangler"],
    ),
    "a row that ends before it begins": (
        lambda t: row(t, "participation", "larvik").update(valid_to=date(2019, 12, 31)),
        ["deltakelse 6 › valid_to: er før valid_from"],
    ),
    "two sets of deadlines at a time": (
        lambda t: add(t["deadline"], valid_from=date(2026, 1, 1)),
        [f"fristvedtak 2 › valid_from: {OVERLAPS}"],
    ),
    "two forms at a time": (
        lambda t: add(t["form_version"], key="ny", valid_from=date(2026, 1, 1)),
        [f"skjemaversjon «ny» › valid_from: {OVERLAPS}"],
    ),
    "a party that takes part twice": (
        lambda t: add(t["participation"], party="larvik", valid_from=date(2026, 1, 1)),
        [f"deltakelse 9 › valid_from: {OVERLAPS}"],
    ),
    "two former names until the same day": (
        lambda t: add(unit(t, "siv-kpa")["former_name"], name="Enda et navn"),
        [
            "part «siv» › enhet «siv-kpa» › tidligere navn 2 › valid_to: er brukt før",
        ],
    ),
    "a former name from before the unit": (
        lambda t: unit(t, "siv-kpa")["former_name"][0].update(valid_to=date(2019, 1, 1)),
        ["part «siv» › enhet «siv-kpa» › tidligere navn 1 › valid_to: er før enheten begynner"],
    ),
    "a decision without its name": (
        lambda t: t["deadline"][0].update(decided_on=date(2026, 5, 4)),
        ["fristvedtak 1 › decision: mangler"],
    ),
    "a decision without its date": (
        lambda t: t["deadline"][0].update(decision="FSU-sak 12/2026"),
        ["fristvedtak 1 › decided_on: mangler"],
    ),
    "a reminder before the report": (
        lambda t: t["deadline"][0].update(remind_days_before=28),
        ["fristvedtak 1 › remind_days_before: må være mindre enn answer_days"],
    ),
    "a day off with two names": (
        lambda t: add(t["closed_day"], name="Fri"),
        ["fridag 2 › day: er brukt før"],
    ),
    "a party that takes no part": (
        lambda t: t["participation"].pop(),
        ["part «fsu-vestfold»: har ingen deltakelse"],
    ),
    "a participation of nobody": (
        lambda t: add(t["participation"], party="svelvik"),
        [f"deltakelse 9 › party: {gone('svelvik')}"],
    ),
    "a party without a triage desk": (
        lambda t: unit(t, "horten-postmottak").update(is_triage_desk=False),
        ["part «horten» › is_triage_desk: må gjelde nøyaktig én enhet uten sluttdato, ikke 0"],
    ),
    "a party with two triage desks": (
        lambda t: unit(t, "tonsberg-legevakt").update(is_triage_desk=True),
        ["part «tonsberg» › is_triage_desk: må gjelde nøyaktig én enhet uten sluttdato, ikke 2"],
    ),
    "a triage desk that ends": (
        lambda t: end(t, "siv-samhandling"),
        ["part «siv» › is_triage_desk: må gjelde nøyaktig én enhet uten sluttdato, ikke 0"],
    ),
    "no secretariat": (
        lambda t: unit(t, "fsu-sekretariat").update(kind="desk"),
        ["registeret: må ha nøyaktig én enhet av typen secretariat, ikke 0"],
    ),
    "a section of nothing": (
        lambda t: unit(t, "siv-kpa-ara").pop("parent"),
        [
            "part «siv» › enhet «siv-kpa-ara» › parent: mangler",
            "part «siv» › enhet «siv-kpa-ara» › mailbox: mangler",
        ],
    ),
    "a section of another party's unit": (
        lambda t: unit(t, "siv-kpa-ara").update(parent="larvik-institusjon"),
        [f"part «siv» › enhet «siv-kpa-ara» › parent: {gone('larvik-institusjon')}"],
    ),
    "units that are parts of each other": (
        ring,
        [
            f"part «siv» › enhet «siv-medisin{section}» › parent: går i ring"
            for section in ("", "-lunge", "-gastro", "-geriatri", "-akuttmottak")
        ],
    ),
    "a section that outlives its clinic": (
        end_clinic,
        [
            f"part «siv» › enhet «siv-diagnostikk-{section}» › parent: {OUTLIVED}"
            for section in ("radiologi", "laboratorie")
        ],
    ),
    "a clinic without a mailbox": (
        lambda t: unit(t, "siv-kirurgi").pop("mailbox"),
        ["part «siv» › enhet «siv-kirurgi» › mailbox: mangler"],
    ),
    "a mailbox in another party's domain": (
        lambda t: unit(t, "horten-postmottak").update(mailbox="postmottak@larvik.example"),
        [f"part «horten» › enhet «horten-postmottak» › mailbox: {OTHER_DOMAIN}"],
    ),
    "a unit that serves nobody known": (
        lambda t: unit(t, "tonsberg-legevakt").update(serves=["faerder", "svelvik", "siv"]),
        [
            f"part «tonsberg» › enhet «tonsberg-legevakt» › serves {number}: {gone(key)}"
            for number, key in ((2, "svelvik"), (3, "siv"))
        ],
    ),
    "a rule that asks nothing": (
        lambda t: rule(t, "til-horten-postmottak").pop("recipient_party"),
        [f"{RULE} «til-horten-postmottak»: {NO_CONDITION}"],
    ),
    "a rule to a unit that is not there": (
        lambda t: rule(t, "til-siv-kfmr").update(to_unit="siv-rehab"),
        [f"{RULE} «til-siv-kfmr» › to_unit: {gone('siv-rehab')}"],
    ),
    "a rule that outlives its unit": (
        lambda t: end(t, "larvik-institusjon"),
        [f"{RULE} «til-larvik-institusjon» › to_unit: {ENDED}"],
    ),
    "a rule from before its unit": (
        lambda t: unit(t, "larvik-institusjon").update(valid_from=date(2025, 1, 1)),
        [f"{RULE} «til-larvik-institusjon» › to_unit: {ENDED}"],
    ),
    "a rule that leads back to the reporters": (
        lambda t: rule(t, "til-siv-kfmr").update(to_unit="horten-postmottak"),
        [f"{RULE} «til-siv-kfmr» › to_unit: er ikke mottaker i denne retningen"],
    ),
    "a rule to another municipality's unit": (
        lambda t: rule(t, "til-horten-postmottak").update(to_unit="larvik-postmottak"),
        [f"{RULE} «til-horten-postmottak» › to_unit: {STRANGER}"],
    ),
    "a recipient on the reporters' side": (
        lambda t: rule(t, "til-siv-kfmr").update(recipient_party="horten"),
        [
            f"{RULE} «til-siv-kfmr» › recipient_party: er ikke mottaker i denne retningen",
        ],
    ),
    "a condition on an unknown hospital unit": (
        lambda t: rule(t, "til-siv-kfmr").update(hospital_unit="siv-rehab"),
        [f"{RULE} «til-siv-kfmr» › hospital_unit: {gone('siv-rehab')}"],
    ),
    "a condition on a municipal unit as the hospital's": (
        lambda t: rule(t, "til-siv-kfmr").update(hospital_unit="tonsberg-legevakt"),
        [f"{RULE} «til-siv-kfmr» › hospital_unit: er ikke en enhet i et helseforetak"],
    ),
    "a condition on a box that no form has": (
        lambda t: rule(t, "til-larvik-institusjon").update(service_kind="hospice"),
        [f"{RULE} «til-larvik-institusjon» › service_kind: {gone('hospice')}"],
    ),
    "a form without a consequence": (
        lambda t: t["form_version"][0]["consequence"].pop(2),
        [f"{FORM} › consequence: mangler moderate"],
    ),
    "consequences out of order": (
        lambda t: t["form_version"][0]["consequence"].reverse(),
        [f"{FORM} › consequence: må stå fra mildest til alvorligst"],
    ),
    "a form without two consent choices": (
        lambda t: t["form_version"][0]["consent"].__delitem__(slice(2, 4)),
        [f"{FORM} › consent: mangler patient_opposed, not_asked_yet"],
    ),
    "a first form that maps to one before": (
        lambda t: t["form_version"][0]["category"][0].update(maps_to="logistics"),
        [f"{FORM} › kategori «communication» › maps_to: {gone('logistics')}"],
    ),
    "a new box that does not say what it was": (
        merge_options,
        ["skjemaversjon «ny» › kategori «medicines_and_aids» › maps_to: mangler"],
    ),
    "a new box that was never a box": (
        lambda t: next_form(t)["service_kind"][0].update(key="nursing_home", maps_to="home"),
        [f"skjemaversjon «ny» › tjenestested «nursing_home» › maps_to: {gone('home')}"],
    ),
    "a category in a group that is not there": (
        lambda t: t["form_version"][0]["category"][0].update(group="food"),
        [f"{FORM} › kategori «communication» › group: {gone('food')}"],
    ),
    "a category without its group": (
        lambda t: t["form_version"][0]["category"][0].pop("group"),
        [f"{FORM} › kategori «communication» › group: mangler"],
    ),
    "a goal that is named twice": (
        lambda t: add(t["goal"]),
        ["mål «reports-to-municipalities» › key: er brukt før"],
    ),
    "a goal that begins in the middle of a month": (
        lambda t: t["goal"][0].update(goal_from=date(2024, 7, 15)),
        ["mål «reports-to-municipalities» › goal_to: må være hele måneder i ett år"],
    ),
    "a goal that changes nothing": (
        lambda t: t["goal"][0].update(percent=0),
        ["mål «reports-to-municipalities» › percent: må være over -100 og ikke 0"],
    ),
    "a role in a unit without the unit": (
        lambda t: t["membership"][0].pop("unit"),
        ["rolle 1 › unit: mangler"],
    ),
    "a role in a unit that is not there": (
        lambda t: t["membership"][0].update(unit="siv-rehab"),
        [f"rolle 1 › unit: {gone('siv-rehab')}"],
    ),
    "a role in a party that names a unit": (
        lambda t: t["membership"][0].update(role="coordinator"),
        ["rolle 1 › unit: hører ikke til denne rollen", "rolle 1 › party: mangler"],
    ),
    "a municipality without its personvernombud": (
        lambda t: row(t, "party", "larvik").pop("privacy"),
        ["part «larvik» › privacy: mangler"],
    ),
    "two retention decisions of one day": (
        lambda t: add(row(t, "party", "siv")["retention"], months=36),
        ["part «siv» › bevarings- og kassasjonsvedtak 2 › decided_on: er brukt før"],
    ),
    "an administrator of a party": (
        lambda t: t["membership"][0].update(role="administrator", unit="", party="siv"),
        ["rolle 1 › party: hører ikke til denne rollen"],
    ),
    "a secretary who speaks for the committee itself": (
        lambda t: t["membership"][0].update(role="fsu_secretary", unit="", party="fsu-vestfold"),
        ["rolle 1 › party: er ikke et sykehus eller en kommune, som en FSU-sekretær kan tale for"],
    ),
    "a secretary who speaks for nobody there is": (
        lambda t: t["membership"][0].update(role="fsu_secretary", unit="", party="skien"),
        [f"rolle 1 › party: {gone('skien')}"],
    ),
}


@pytest.mark.parametrize(("change", "faults"), BROKEN.values(), ids=BROKEN)
def test_a_contradiction_is_refused(change, faults):
    table = whole_table()
    change(table)
    assert [fault.within("nb") for fault in faults_of(table)] == faults


def test_contradictions_of_all_kinds_are_told_at_once():
    table = whole_table()
    broken = 0
    for name in ("a clinic without a mailbox", "no secretariat", "consequences out of order"):
        change, faults = BROKEN[name]
        change(table)
        broken += len(faults)
    assert len(faults_of(table)) == broken


def test_every_fault_is_said_in_nynorsk_too():
    for change, _ in BROKEN.values():
        table = whole_table()
        change(table)
        for fault in faults_of(table):
            said = fault.within("nn")
            assert not {"ikke", "enhet", "hører", "gjelder", "finnes"} & set(said.split()), said


def test_each_check_is_needed_to_refuse_some_register():
    refused_by = set()
    for change, _ in BROKEN.values():
        table = whole_table()
        change(table)
        register = Reader(accepts_all).entry(Register, table, Place())
        assert register
        blaming = {check for check in CHECKS if tuple(check(register))}
        refused_by |= blaming if len(blaming) == 1 else set()
    assert refused_by == set(CHECKS)
