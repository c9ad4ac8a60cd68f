"""A Flask page that does nothing: what the product's pages are measured against, on the same worker."""

from flask import Flask

app = Flask(__name__)


@app.get("/signin")
def hello() -> str:
    """Answer a few words."""
    return "<!doctype html><title>Hej</title><h1>Hej</h1>"
