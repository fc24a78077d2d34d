"""Flags that live: one obligation is one flag, from the check that opens it to the check that closes it.

Checks change flags through ``reconcile``, people through ``decisions``, ``triage``, ``waivers`` and ``manual``; all of
them go through the one table of transitions in ``life``, and ask whether the person may (``annotations.permissions``).
"""
