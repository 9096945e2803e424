"""What is left of each figure to every attacker, worked out once."""

from collections.abc import Iterable, Sequence

from app.domain.statistics.withholding.world import Place, World

Rooms = Sequence[int | None]
"""How far a figure may fall, by attacker; None for those who know it."""


class Attackers:
    """Every attacker of a world, and what others than each of them add to a figure."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.every = world.attackers()
        self._left: dict[Place, Sequence[int]] = {}
        self._rooms: dict[Place, Rooms] = {}

    def left(self, place: Place) -> Sequence[int]:
        """Give what others add to a figure, whoever owns it; what a pair shares is taken twice."""
        if place not in self._left:
            value = self.world.values[place]
            own = {scope: part.get(place, 0) for scope, part in self.world.parts.items()}
            self._left[place] = [
                max(value - sum([own[scope] for scope in attacker]), 0) for attacker in self.every
            ]
        return self._left[place]

    def rooms(self, place: Place) -> Rooms:
        """Give what others add to a figure; None where nobody else can."""
        if place not in self._rooms:
            owners = self.world.owners.get(place, frozenset())
            self._rooms[place] = [
                None if owners and not owners.isdisjoint(attacker) else left
                for left, attacker in zip(self.left(place), self.every, strict=True)
            ]
        return self._rooms[place]

    def together(self, places: Iterable[Place]) -> Sequence[int]:
        """Give what others add to some figures in all."""
        every = map(self.left, places)
        return [sum(left) for left in zip(*every, strict=True)] or [0] * len(self.every)
