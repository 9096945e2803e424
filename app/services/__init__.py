"""Use cases as functions: session first, actor second, ``now`` by keyword.

They check the policy themselves, apply the state machine, record the audit entry and queue the
notices in the caller's transaction; they flush, and the caller commits. Flask is unknown here, so
pages, commands, worker and tests call the same functions.

Whoever imports any of them has every transaction's figures kept up.
"""

from app.services.figures.watching import watch

watch()
