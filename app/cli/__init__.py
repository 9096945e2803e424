"""The commands of operators: ``flask --app wsgi …``.

They end with 0 when they did what they were asked, and otherwise say why in one sentence on
standard error. Their words are for operators, and English.
"""

from flask import Flask

from app.cli import (
    database,
    demo,
    figures,
    operating,
    register,
    releasing,
    retention,
    steering,
    users,
    worker,
)

COMMANDS = (
    database.group,
    register.group,
    users.group,
    demo.group,
    figures.figures,
    figures.annual_report,
    figures.rebuild,
    releasing.group,
    operating.serve,
    operating.doctor,
    operating.group,
    retention.group,
    steering.group,
    worker.worker,
    worker.group,
)


def register_commands(app: Flask) -> None:
    """Give the application its commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
