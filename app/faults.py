"""Faults as a log may tell them: what kind, and where in our code; never their words.

A database puts whole rows into the words of an error («Failing row contains (…)»), a conversion the
value that it could not convert, and an address may be a follow link.
"""

import logging

OURS = ("app.", "forms.", "reports.")


def told(fault: BaseException) -> str:
    """Give «IntegrityError at app.services.submitting:71», from the innermost line of ours."""
    place = "?"
    trace = fault.__traceback__
    while trace is not None:
        name = str(trace.tb_frame.f_globals.get("__name__", ""))
        if name.startswith(OURS):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(fault).__name__} at {place}"


class _WithoutWords(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        """Let a line that carries a fault say which, and nothing else, whoever wrote the line."""
        fault = record.exc_info[1] if record.exc_info else None
        if fault is not None:
            record.msg, record.args = "%s", (told(fault),)
        record.exc_info = record.exc_text = record.stack_info = None
        return True


WITHOUT_WORDS = _WithoutWords()
"""Put on a logger or a handler, it takes tracebacks and the words of faults out of every line."""
