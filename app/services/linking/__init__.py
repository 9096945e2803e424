"""Cases that belong together: linking and undoing, hints, and reports from the other side."""
