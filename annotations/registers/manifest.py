"""Checksums that a publisher states beside a register: the file is read only when it is the one that was published."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator

from annotations.intake.text import TextError

_LINE = re.compile(r"^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})(?:\s+[* ]?(.+))?$")
_BESIDE = ("SHA256SUMS", "sha256sums.txt", "manifest.json", "index.json")
_LARGEST = 2**20
_KINDS = {40: "sha1", 64: "sha256"}


def refuse_other(path: str, *, manifest: str | None = None, stated: str | None = None) -> bool:
    """Compares a file with its checksum: ``stated``, or that of a manifest, which is looked for beside the file.

    ``FILE.sha256``, ``SHA256SUMS`` and ``manifest.json`` are manifests, and OpenSanctions' ``index.json``. Gives
    whether there was a checksum.

    Raises:
        TextError: ``checksum`` when it differs, or when a manifest that was named says nothing of the file.
        OSError: when a manifest cannot be read.
    """
    wanted = stated.lower().removeprefix("sha256:") if stated else _wanted(path, manifest)
    if wanted is None:
        return False
    if not _LINE.fullmatch(wanted):
        raise TextError("checksum", f"{wanted[:80]!r} is no checksum: SHA-256 has 64 digits")
    kind = _KINDS[len(wanted)]
    with open(path, "rb") as stream:
        found = hashlib.file_digest(stream, kind).hexdigest()
    if found != wanted:
        raise TextError("checksum", f"{kind} differs from the manifest: {found[:16]}… is not {wanted[:16]}…")
    return True


def _wanted(path: str, manifest: str | None) -> str | None:
    folder, name = os.path.split(path)
    if manifest is not None:
        found = _of(manifest, name)
        if found is None:
            raise TextError("checksum", f"{manifest} states no checksum of {name}")
        return found
    if os.path.isfile(f"{path}.sha256"):
        return _of(f"{path}.sha256", name)
    for beside in _BESIDE:
        place = os.path.join(folder, beside)
        if beside != name and os.path.isfile(place):
            found = _of(place, name)
            if found is not None:
                return found
    return None


def _of(manifest: str, name: str) -> str | None:
    with open(manifest, encoding="utf-8", errors="replace") as stream:
        text = stream.read(_LARGEST)
    listed = list(_from_json(text) if text.lstrip().startswith(("{", "[")) else _from_lines(text))
    own = [digest for digest, file in listed if file == name]
    # FILE.sha256 may hold the digest alone.
    alone = [digest for digest, file in listed if file == "" and len(listed) == 1]
    return next(iter([*own, *alone]), None)


def _from_lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        found = _LINE.match(line.strip())
        if found:
            yield found[1].lower(), os.path.basename(found[2] or "")


def _from_json(text: str) -> Iterator[tuple[str, str]]:
    try:
        level = [json.loads(text)]
    except (json.JSONDecodeError, RecursionError):
        return
    while level:
        value = level.pop()
        children = value.values() if isinstance(value, dict) else value
        level += [child for child in children if isinstance(child, dict | list)]
        for key, said in value.items() if isinstance(value, dict) else ():
            if isinstance(said, str) and _LINE.fullmatch(said):
                file = next((value[word] for word in ("name", "path", "file") if isinstance(value.get(word), str)), key)
                known = key if key not in ("sha256", "checksum", "sha1", "digest") else file
                yield said.lower(), os.path.basename(known)
