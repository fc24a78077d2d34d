"""The same intake as it is usually written: a DRF serializer, and the ORM row by row. ``benchmarks.intake`` runs it."""
