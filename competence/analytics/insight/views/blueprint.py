"""The blueprint that the pages of figures share."""

from flask import Blueprint

bp = Blueprint("insight", __name__, url_prefix="/analytics")
