"""How work gets done, one module each: in this process, by ``annotations worker``, by django.tasks, or by Celery.

A backend has one function, ``tell(jobs, not_before)``: called after the commit with the keys of the jobs that were
queued. The rows are the work; a tick that gets lost, comes twice or comes late changes nothing.
"""
