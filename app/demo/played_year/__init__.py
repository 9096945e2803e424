"""A helsefellesskap played through a year, to be read as the people in it would read it.

Everything is done through the services that pages use, in a database of its own that is thrown
away; only the clock is handed in. Nothing here is content of an installation.
"""

from app.demo.played_year.ground import Ground, play_ground
from app.demo.played_year.telling import tell, told_to
from app.demo.played_year.year import Plan, PlayedYear

__all__ = ["Ground", "Plan", "PlayedYear", "play_ground", "tell", "told_to"]
