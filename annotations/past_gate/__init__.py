"""Finds what went live past the gate: by ``.update()``, ``bulk_create``, raw SQL, imports, or by the hour."""

from annotations.past_gate.reconciling import Reconciled, reconcile

__all__ = ["Reconciled", "reconcile"]
