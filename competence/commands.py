"""The command line: thin, it calls actions and commits."""

from flask import Flask
from flask.cli import AppGroup

import_group = AppGroup("import", help="Read people, units and frameworks from files.")


def init_app(app: Flask) -> None:
    """Add the product's commands to `flask`."""
    app.cli.add_command(import_group)
