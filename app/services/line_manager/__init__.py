"""Nærmeste leder: told of a report or asked to confirm it, and let in by a link."""
