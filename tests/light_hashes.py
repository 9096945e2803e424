"""Hashes passwords lightly in the tests: what a hash weighs is told by one test, not by each."""

from argon2 import PasswordHasher, Type

from app.services import accounts

FULL_WEIGHT = accounts.HASHER
"""The product's own."""


def hash_lightly() -> None:
    """Let passwords be hashed with argon2id at its least cost."""
    accounts.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, type=Type.ID)
