"""What must hold between the rows of a register that could be read.

Each check goes through the whole register and gives every fault it finds. None asks what day it
is: a row that points to another may hold only while the other does.
"""

from collections.abc import Callable, Iterator

from app.domain.register.checks import (
    deadlines,
    form,
    goals,
    keys,
    memberships,
    parties,
    periods,
    privacy,
    routing,
)
from app.domain.register.faults import Fault
from app.domain.register.types import Register

CHECKS: tuple[Callable[[Register], Iterator[Fault]], ...] = (
    keys.keys_are_used_once,
    keys.options_are_used_once,
    keys.numbers_are_used_once,
    keys.positions_are_used_once,
    periods.rows_end_after_they_begin,
    periods.rows_do_not_overlap,
    periods.former_names_follow_each_other,
    deadlines.decisions_are_named,
    deadlines.reminders_come_after_the_report,
    deadlines.days_are_closed_once,
    parties.parties_have_their_numbers,
    parties.participations_and_parties_meet,
    parties.each_party_has_one_triage_desk,
    parties.one_secretariat_takes_the_rest,
    parties.parents_are_sound,
    parties.mailboxes_belong_to_their_party,
    parties.served_parties_are_known,
    routing.rules_have_conditions,
    routing.rules_lead_to_a_recipient,
    routing.rules_lead_to_no_stranger,
    routing.recipient_parties_can_receive,
    routing.hospital_units_are_a_hospitals,
    routing.service_kinds_are_on_a_form,
    form.known_lists_are_whole,
    form.versions_map_to_the_one_before,
    form.categories_have_their_group,
    goals.goals_are_named_once,
    goals.goals_can_be_counted,
    memberships.memberships_fit_their_role,
    privacy.parties_have_a_personvernombud,
    privacy.retention_is_decided_once_a_day,
)


def inconsistencies(register: Register) -> tuple[Fault, ...]:
    """Give everything that contradicts something else in the register."""
    return tuple(fault for check in CHECKS for fault in check(register))
