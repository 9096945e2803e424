"""Duties elsewhere that a serious event may set off: the rules, what parties found, reminders."""
