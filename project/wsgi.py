"""What a WSGI server runs: ``gunicorn project.wsgi``, with the settings for production unless others are named."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.production")

application = get_wsgi_application()
