"""The limit of the stack: a Flask application with one view that says nothing."""

from __future__ import annotations

from flask import Flask

app = Flask(__name__)


@app.get("/")
def empty() -> str:
    """Say nothing."""
    return ""
