"""Which figures are hidden: the small ones, and as few others as keep them from being told.

Everything is deterministic: of figures that would do equally well, the smallest is hidden, and of
equal ones the last.
"""

from collections.abc import Collection, Iterable, Mapping

from app.domain.statistics.withholding.exposure import Attack, Component, component_with, components
from app.domain.statistics.withholding.world import Place, Rule, World

TOTAL = "total"
HEADLINES = (("totals", "counted"), ("totals", "incidents"))
"""What every other table rests on; hidden last of all."""

HANDFUL = 5
"""Where fewer reports were counted than so many times the threshold, totals alone are shown."""

MOST_ROUNDS = 400
MOST_TRIED = 4


def small_places(world: World, rule: Rule) -> frozenset[Place]:
    """Give the figures that may not be shown for their own sake."""
    return frozenset(
        place
        for place, value in world.values.items()
        if rule.is_small(value) and place not in world.never_small
    )


def is_handful(values: Mapping[Place, int], rule: Rule) -> bool:
    """Tell whether so few were counted that next to everything would have to be hidden."""
    counted = [value for place, value in values.items() if place[1:3] == HEADLINES[0]]
    return 0 < sum(counted) < rule.threshold * HANDFUL


def hidden_places(
    attack: Attack, rule: Rule, *, shown: Collection[Place] = (), hidden: Collection[Place] = ()
) -> frozenset[Place]:
    """Choose what to hide, so that nobody can bound a small figure.

    ``shown`` is out already and cannot be hidden any more; ``hidden`` was hidden before.
    """
    small = small_places(attack.world, rule) - frozenset(shown)
    beside = set(hidden)
    if is_handful(attack.world.values, rule):
        beside |= {place for place in attack.world.values if place[1:3] not in HEADLINES}
    first = small | (beside - frozenset(shown))
    chosen = _Choice(attack, small, set(first), frozenset(shown))
    chosen.add_until_safe()
    chosen.give_back(first)
    return frozenset(chosen.hidden)


class _Choice:
    """The figures hidden so far, and the search for the next."""

    def __init__(
        self,
        attack: Attack,
        protected: frozenset[Place],
        hidden: set[Place],
        shown: frozenset[Place],
    ) -> None:
        self.attack, self.protected, self.hidden, self.shown = attack, protected, hidden, shown
        self.order = {place: number for number, place in enumerate(attack.world.values)}

    def add_until_safe(self) -> None:
        """Hide one more figure at a time, until nobody can bound a protected one."""
        given_up: set[Place] = set()
        for _ in range(MOST_ROUNDS):
            exposed = self.attack.exposed(self.hidden, self.protected - given_up)
            if not exposed:
                return
            component, places = exposed[0]
            more = self._next(component)
            if more is None:
                given_up |= places
            else:
                self.hidden.add(more)

    def give_back(self, first: Collection[Place]) -> None:
        """Show again, largest first, what turned out not to be needed."""
        more = sorted(self.hidden - set(first), key=self._cost, reverse=True)
        for place in more:
            without = self.hidden - {place}
            if not self._touched_is_exposed(place, without):
                self.hidden = without

    def _touched_is_exposed(self, place: Place, hidden: set[Place]) -> bool:
        neighbours = {
            other
            for relation in self.attack.world.touching(place)
            for other in relation.places
            if other in hidden
        }
        return any(
            self.attack.in_component(each, frozenset(each.unknowns) & self.protected)
            for each in components(self.attack.world, hidden)
            if not neighbours.isdisjoint(each.unknowns)
        )

    def _next(self, component: Component) -> Place | None:
        """Give the cheapest figure that makes the group safe by itself, or else the cheapest."""
        spare = sorted(self._spare(component), key=self._cost)
        for place in spare[:MOST_TRIED]:
            if not self._cost(place)[0] and self._would_do(place):
                return place
        return spare[0] if spare else None

    def _spare(self, component: Component) -> Iterable[Place]:
        near = {
            place
            for relation in component.relations
            if not relation.is_bound
            for place in relation.places
        }
        return near - self.hidden - self.shown - self.attack.world.never_small

    def _would_do(self, place: Place) -> bool:
        reached = component_with(self.attack.world, place, {*self.hidden, place})
        asked = self.protected & frozenset(reached.unknowns)
        return not self.attack.in_component(reached, asked)

    def _cost(self, place: Place) -> tuple[int, int, int]:
        if (place.table, place.row) in HEADLINES:
            rank = 3
        elif place.row == TOTAL:
            rank = 2
        else:
            rank = 1 if place.table == "direction" else 0
        return rank, self.attack.world.values[place], -self.order[place]
