"""The blueprint of the pages about seats, and where they stand in the navigation."""

from flask import Blueprint

bp = Blueprint("seats", __name__, url_prefix="/learning/seats")
