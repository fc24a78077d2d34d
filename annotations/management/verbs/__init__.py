"""The verbs of ``manage.py annotations``, one module each: NAME, HELP, ``configure`` and ``run``."""
