"""One event, one line: what a request or an article put into a message begins no line of its own."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from annotations.engine.formats.printable import printable

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request", "server_time", "taskName"}


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


class PlainFormatter(logging.Formatter):
    """Time, level, logger and message; line ends, control and direction characters are written out (``\\n``)."""

    def format(self, record: logging.LogRecord) -> str:
        text = f"{_at(record)} {record.levelname} {record.name}: {record.getMessage()}"
        if record.exc_info:
            text += "\n" + self.formatException(record.exc_info)
        return printable(text).replace("\n", "\\n")


class JsonFormatter(logging.Formatter):
    """The same as a line of JSON, with whatever was given as ``extra``."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "at": _at(record), "level": record.levelname, "logger": record.name, "message": record.getMessage(),
        }
        said |= {key: value for key, value in vars(record).items() if key not in _STANDARD}
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=True, default=str)
