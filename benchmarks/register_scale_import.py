"""One import of ``benchmarks.register_scale``, as the command does it: read, compared, stored, made live."""

from __future__ import annotations

import json
import os
import sys
import time
from itertools import pairwise


def main() -> None:
    path, url = sys.argv[1:]
    if url.startswith("sqlite"):
        os.environ["DATABASE_URL"] = url
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
        import django

        django.setup()
    else:
        from benchmarks.register_change import connected

        connected(url)
    from django.utils import timezone

    from annotations.registers.importing import Order, import_staged, preview
    from annotations.registers.reading import ReadOptions, staged_register
    from benchmarks.register_scale import peak_mb

    times = [time.perf_counter()]
    with staged_register(path, ReadOptions(register="made_up")) as staged:
        times.append(time.perf_counter())
        order = Order(at=timezone.now())
        preview("made_up", staged, order)
        times.append(time.perf_counter())
        imported = import_staged("made_up", staged, order)
        times.append(time.perf_counter())
    read, compared, stored = (round(end - start, 1) for start, end in pairwise(times))
    print(json.dumps({
        "entities": imported.snapshot.entities, "unchanged": imported.unchanged, "peak_mb": peak_mb(),
        "cpu_s": round(time.process_time(), 1), "read_s": read, "compared_s": compared, "stored_s": stored,
    }))


if __name__ == "__main__":
    main()
