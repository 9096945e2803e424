"""Reminders that stop: who is told of what waits each working morning, and who gets it instead."""
