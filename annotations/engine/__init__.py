"""The pure engine: article, registers, packs and a date in, a report out. No Django, no I/O, no clock."""
