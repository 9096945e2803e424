"""Chance that a seed decides."""

from random import Random


class Chance(Random):
    """Python's generator, with the one question that the demo asks most."""

    def happens(self, percent: int) -> bool:
        """Say yes in ``percent`` of a hundred cases."""
        return self.random() * 100 < percent
