"""A party's own cases as they stand now: for its coordinators, exact, and for nobody else."""
