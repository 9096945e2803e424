"""The joint form's versions: whole lists, and a way back from each to the one before."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.domain.register.checks.common import LACKING, placed, unknown
from app.domain.register.faults import Fault, Place
from app.domain.register.form import CategoryGroupEntry, FormVersionEntry
from app.domain.register.types import Register
from app.domain.vocabulary import Consent, Consequence, Term, Words


def known_lists_are_whole(register: Register) -> Iterator[Fault]:
    """Consequences and consents are those that the rules know, consequences mildest first."""
    for place, version in placed(register.form_versions):
        consequences = [row.key for row in version.consequences]
        yield from _not_whole(place.field("consequence"), consequences, Consequence)
        if sorted(consequences, key=lambda key: key.rank) != consequences:
            yield place.field("consequence").fault(
                Words("må stå fra mildest til alvorligst", "må stå frå mildast til alvorlegast")
            )
        consents = [row.key for row in version.consents]
        yield from _not_whole(place.field("consent"), consents, Consent)


def _not_whole(place: Place, keys: Sequence[Term], terms: type[Term]) -> Iterator[Fault]:
    absent = ", ".join(term for term in terms if term not in keys)
    if absent:
        yield place.fault(Words(f"mangler {absent}", f"manglar {absent}"))


def versions_map_to_the_one_before(register: Register) -> Iterator[Fault]:
    """Every option of a later version is counted as one of the version before."""
    in_time = sorted(placed(register.form_versions), key=lambda row: row[1].valid_from)
    for place, version in in_time[:1]:
        yield from _unmapped(place, version, None)
    for (_, before), (place, version) in pairwise(in_time):
        yield from _unmapped(place, version, before)


def _unmapped(
    place: Place, version: FormVersionEntry, before: FormVersionEntry | None
) -> Iterator[Fault]:
    for name, options in version.lists.items():
        if name == CategoryGroupEntry.table:
            continue  # a group is only what its version's categories say
        earlier = {option.key for option in before.lists[name]} if before else set()
        for at, option in placed(options, place):
            if option.maps_to and option.maps_to not in earlier:
                yield at.field("maps_to").fault(unknown(option.maps_to))
            if before and not option.maps_to and option.key not in earlier:
                yield at.field("maps_to").fault(LACKING)


def categories_have_their_group(register: Register) -> Iterator[Fault]:
    """Where a version has groups, each of its categories is in one of them."""
    for place, version in placed(register.form_versions):
        groups = {group.key for group in version.category_groups}
        for at, category in placed(version.categories, place):
            if category.group and category.group not in groups:
                yield at.field("group").fault(unknown(category.group))
            if groups and not category.group:
                yield at.field("group").fault(LACKING)
