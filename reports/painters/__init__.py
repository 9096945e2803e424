"""Two painters of the same marks."""
