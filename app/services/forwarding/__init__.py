"""Who shall have a case: forwarding, two owners, declining, contesting, and the secretaries."""
