"""Which unshown figures somebody can bound: the attack that withholding must withstand.

An attacker knows what is shown, the relations between figures, that counts are never negative, and
exactly the part of its own cases in every figure. What is left to it are the unshown figures less
its own part, and they move only together. A group of unknowns that no relation joins to others is
looked at by itself; where one sum is all that joins them, the width is told without solving.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import ge

from app.domain.statistics.withholding.attackers import Attackers, Rooms
from app.domain.statistics.withholding.blocks import Block, blocks
from app.domain.statistics.withholding.questions import Question, Row, Solver
from app.domain.statistics.withholding.world import NARROWEST, Place, Relation, World

Case = tuple[tuple[int | None, ...], tuple[float, ...]]
"""How far each unknown may fall, None where it is known, and the slack of each limit."""


@dataclass(frozen=True)
class Component:
    """Unknowns that move together, and the relations that say how."""

    unknowns: tuple[Place, ...]
    relations: tuple[Relation, ...]


def components(world: World, unknowns: Collection[Place]) -> list[Component]:
    """Part the unknowns into groups that no relation joins, in a fixed order."""
    hidden = set(unknowns)
    group: dict[Place, int] = {}
    found: list[Component] = []
    for first in sorted(hidden):
        if first not in group:
            members, relations = _reached(world, first, hidden)
            group.update(dict.fromkeys(members, len(found)))
            found.append(Component(tuple(sorted(members)), tuple(sorted(relations))))
    return found


def component_with(world: World, place: Place, unknowns: Collection[Place]) -> Component:
    """Give the group that an unknown is in."""
    members, relations = _reached(world, place, unknowns)
    return Component(tuple(sorted(members)), tuple(sorted(relations)))


def _reached(
    world: World, first: Place, hidden: Collection[Place]
) -> tuple[set[Place], set[Relation]]:
    members, relations, ahead = {first}, set[Relation](), [first]
    while ahead:
        for relation in world.touching(ahead.pop()):
            if relation not in relations:
                relations.add(relation)
                new = {place for place in relation.places if place in hidden} - members
                members |= new
                ahead.extend(new)
    return members, relations


class Attack:
    """Attacks a world again and again, and remembers each group of unknowns it has looked at."""

    def __init__(self, world: World, solver: Solver, *, needed: float = NARROWEST) -> None:
        self.world = world
        self._solver = solver
        self._needed = needed
        self._attackers = Attackers(world)
        self._seen: dict[tuple[Component, frozenset[Place]], frozenset[Place]] = {}

    def exposed(
        self, unknowns: Collection[Place], protected: Collection[Place]
    ) -> list[tuple[Component, frozenset[Place]]]:
        """Give the groups in which somebody can bound a protected unknown, and which ones."""
        found = []
        for component in components(self.world, unknowns):
            asked = frozenset(component.unknowns) & frozenset(protected)
            exposed = self.in_component(component, asked)
            if exposed:
                found.append((component, exposed))
        return found

    def in_component(self, component: Component, asked: frozenset[Place]) -> frozenset[Place]:
        """Give those asked for that somebody can bound."""
        if not asked or not component.relations:
            return frozenset()
        if (component, asked) not in self._seen:
            self._seen[component, asked] = self._looked_at(component, asked)
        return self._seen[component, asked]

    def _looked_at(self, component: Component, asked: frozenset[Place]) -> frozenset[Place]:
        for block in blocks(component.unknowns, component.relations):
            here = {at for at, places in enumerate(block.alike) if not asked.isdisjoint(places)}
            if here:
                look = self._one_sum if block.is_one_sum else self._solved
                found = look(block, here)
                if found:
                    return asked & {place for at in found for place in block.alike[at]}
        return frozenset()

    def _rooms_of(self, places: Sequence[Place]) -> Rooms:
        """Give how far figures that are alike can fall at most; None where one of them is known."""
        if len(places) == 1:
            return self._attackers.rooms(places[0])
        return [
            None if None in rooms else min(room for room in rooms if room is not None)
            for rooms in zip(*map(self._attackers.rooms, places), strict=True)
        ]

    def _one_sum(self, block: Block, asked: Collection[int]) -> set[int]:
        """Tell it without solving: each part can be all that is left, or nothing."""
        signs = dict(block.equal[0])
        for rooms in set(zip(*map(self._rooms_of, block.alike), strict=True)):
            free = {at: room for at, room in enumerate(rooms) if room is not None}
            if len({signs[at] > 0 for at in free}) > 1:
                continue  # both sides can rise together, without end
            if any(abs(sign) != 1 for sign in signs.values()):
                return self._solved(block, asked)
            if len(free) == 1 or sum(free.values()) < self._needed:
                found = set(asked) & free.keys()
                if found:
                    return found
        return set()

    def _solved(self, block: Block, asked: Collection[int]) -> set[int]:
        number = block.numbers()
        cases = self._cases(block)
        question = Question(
            size=len(block.alike),
            equal=[dict(row) for row in block.equal],
            at_most=[_row(each, number) for each in block.bounds],
            rooms=[rooms for rooms, _ in cases],
            slacks=[slacks for _, slacks in cases],
            asked=frozenset(asked),
            needed=self._needed,
            names=block.alike,
        )
        return set(self._solver.narrow(question))

    def _cases(self, block: Block) -> list[Case]:
        """Give what is left to each attacker, without those that know no more than another."""
        slacks = [self._slacks(each) for each in block.bounds]
        cases = set(
            zip(
                zip(*map(self._rooms_of, block.alike), strict=True),
                zip(*slacks, strict=True) if slacks else [()] * len(self._attackers.every),
                strict=True,
            )
        )
        return _strongest(sorted(cases, key=_known))

    def _slacks(self, bound: Relation) -> Sequence[int]:
        """Give by attacker how far a limit is from being reached."""
        more, less = map(self._attackers.together, (bound.minus, bound.plus))
        return [max(most - least, 0) for most, least in zip(more, less, strict=True)]


def _row(relation: Relation, number: dict[Place, int]) -> Row:
    row: dict[int, int] = defaultdict(int)
    for places, sign in ((relation.plus, 1), (relation.minus, -1)):
        for place in places:
            if place in number:
                row[number[place]] += sign
    return dict(row)


def _known(case: Case) -> list[float]:
    return [*(-1 if room is None else room for room in case[0]), *case[1]]


def _strongest(cases: Sequence[Case]) -> list[Case]:
    """Leave out an attacker whose every unknown has at least as much room as another's."""
    kept: dict[tuple[int, ...], list[list[float]]] = {}
    found = []
    for case in cases:
        known = tuple([at for at, room in enumerate(case[0]) if room is None])
        stronger, rooms = kept.setdefault(known, []), _known(case)
        if not any(all(map(ge, rooms, other)) for other in stronger):
            stronger.append(rooms)
            found.append(case)
    return found
