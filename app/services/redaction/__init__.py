"""Sladding: hide what points at a person, black it out for good, and tell who guards it."""
