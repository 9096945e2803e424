"""The audit before a release: everything that anybody was ever shown, solved together."""

from collections.abc import Collection, Sequence

from app.domain.figures import Figures
from app.domain.statistics.withholding.disclosure import Told, outgrown, told_by
from app.domain.statistics.withholding.exact import APPROVED, ExactYear, Roster, world_of
from app.domain.statistics.withholding.exposure import Attack
from app.domain.statistics.withholding.hiding import small_places
from app.domain.statistics.withholding.questions import Solver
from app.domain.statistics.withholding.relations import declared
from app.domain.statistics.withholding.world import Place, Rule, World
from app.domain.vocabulary import Audience


class Solvable(Exception):
    """Somebody could work out figures that are not shown; ``places`` says which, never how many."""

    def __init__(self, places: Collection[Place]) -> None:
        self.places = tuple(sorted(places))
        super().__init__(", ".join(map(str, self.places)))


def audit(
    releases: Sequence[Figures],
    exact: Sequence[ExactYear],
    roster: Roster,
    rule: Rule,
    solver: Solver,
) -> int:
    """Attack all that was shown together; give how many small figures withstood.

    ``releases`` are those of every audience, version and year, drafts that anybody outside the
    secretariat has seen as well; ``exact`` the years that any of them tells of. Where versions of a
    year differ, a figure that one of them shows is held for known, unless it has become few since.

    Raises:
        Solvable: when an attacker could bound an unshown small figure within fewer than three
            steps, or know it.
    """
    outward = [each for each in releases if each.audience is not Audience.INTERNAL]
    world = world_of(exact, roster)
    told = told_by(outward, world.values, roster)
    attacked = attacked_world(world, told, roster)
    unknown = attacked.values.keys() - (told.places - outgrown(told, world.values, rule))
    protected = small_places(attacked, rule) & unknown
    exposed = Attack(attacked, solver).exposed(unknown, protected)
    if exposed:
        raise Solvable({place for _, places in exposed for place in places})
    return len(protected)


def attacked_world(world: World, told: Told, roster: Roster) -> World:
    """Give the world that attackers see, without the tables and years of which nothing is told."""
    used = {place for each in told.sums for place in each} | told.places
    seen = {(place.year, _kind(place)) for place in used}
    values = {
        place: value for place, value in world.values.items() if (place.year, _kind(place)) in seen
    }
    relations = declared(values, roster, sorted({place.year for place in values}))
    return World(
        values,
        world.parts,
        world.owners,
        (*relations, *told.relations()),
        world.never_small & values.keys(),
    )


def _kind(place: Place) -> str:
    """Name the two-way table that a figure is in; all other tables hang together."""
    return place.table if place.table in APPROVED else ""
