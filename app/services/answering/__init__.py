"""Answers worth having: sent, begun from templates, followed up by measures, and rated."""
