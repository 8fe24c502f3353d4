"""What a web server serves: ``web.wsgi:app``.  Only here the environment is read."""

from __future__ import annotations

import os

from application.office import Office
from web import create_app

app = create_app(Office.open(os.environ))
