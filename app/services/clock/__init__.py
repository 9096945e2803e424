"""When a case is due: the calendar, the decision, and what makes the clock stand still."""
