"""Compiles each template once in a process, however many applications the tests assemble."""

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class KeptTemplates(BytecodeCache):
    """Compiled templates, by a key that Jinja makes of their name, file and content."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template that another application has compiled."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template for the next application."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


KEPT = KeptTemplates()


def compile_once(app: Flask) -> Flask:
    """Let an application share its compiled templates; the product's own settings are all alike."""
    app.jinja_env.bytecode_cache = KEPT
    return app
