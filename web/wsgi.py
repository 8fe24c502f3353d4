"""What a web server serves: ``web.wsgi:app``.  Only here the environment is read."""

from __future__ import annotations

import os
import sys

import structlog

from application.doctor import Severity, running_on
from application.office import Office
from application.settings import Settings
from web import clock, create_app, lines, runner

settings = Settings.read(os.environ)
lines.configure(settings.log_level, settings.log_format, sys.stderr)
office = Office.open(settings)
app = create_app(office)
if settings.clock:
    clock.begin(office)
if settings.runner:
    runner.begin(office)

found = running_on(settings)
log = structlog.get_logger()
told = log.info if found.severity is Severity.FINE else log.warning
told("start", engine=found.sentence)
