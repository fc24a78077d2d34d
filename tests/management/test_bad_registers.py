"""Rows B90 to B107 of the bad inputs: exit status, code, facts, and what is live afterwards."""

from __future__ import annotations

import bz2
import csv
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.db import connections

from annotations.models.event import Event
from annotations.models.job import Job
from annotations.models.register import Register, Snapshot
from annotations.registers.live import entities_of
from tests.management.run import Ended, Runner
from tests.registers.desk import entity
from tests.shared import shared_lines

pytestmark = pytest.mark.django_db

CODES = {
    "B90": (2, "truncated"), "B91": (2, "checksum"), "B92": (3, "shrunk"), "B93": (2, "columns"), "B94": (0, "row_errors"),
    "B95": (2, "encoding"), "B96": (3, "mojibake"), "B97": (2, "too_large"), "B98": (2, "unsafe_path"), "B99": (2, "too_many"),
    "B100": (2, "xml_entities"), "B101": (0, "name_too_weak"), "B102": (0, "name_cleaned"), "B104": (2, "duplicate_id"),
}
ROWS = [("id", "name", "decided_on"), *((f"e{n}", f"Отряд Номер{n}", "12.03.2019") for n in range(40))]
STATED = ("--register", "ru", "--status", "terrorist", "--jurisdiction", "RU")


def test_the_codes_here_are_those_of_the_suite() -> None:
    rows = {row["id"]: (row["expect"], row["code"]) for row in shared_lines("suites/bad_inputs.jsonl")}
    assert {row: rows[row] for row in CODES} == CODES


@pytest.fixture(autouse=True)
def _open_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "close_all", lambda: None)


@pytest.fixture
def before(annotations: Runner) -> int:
    """A register of 40 entities is live; the number of its snapshot."""
    assert imported(annotations, "good.csv", table(ROWS)).status == 0
    return Snapshot.objects.get().pk


def table(rows: Sequence[tuple[str, ...]]) -> bytes:
    return "".join(";".join(row) + "\n" for row in rows).encode()


def imported(annotations: Runner, name: str, content: bytes, *options: str) -> Ended:
    Path(name).write_bytes(content)
    return annotations("registers", "import", name, "--apply", *STATED, *options)


def refused(ended: Ended, row: str, before: int) -> str:
    """The last message, when the status and code are those of the row, and what was live still is."""
    status, code = CODES[row]
    assert (ended.status, "Traceback" in ended.err) == (status, False)
    last = ended.err.splitlines()[-1]
    assert last.endswith(f" [{code}]"), ended.err
    assert Register.objects.get(name="ru").live_id == before
    assert (Snapshot.objects.count(), Event.objects.filter(kind="register.refused").count()) == (1, 1)
    return last


def test_b90_compressed_data_that_ends_too_early(annotations: Runner, before: int) -> None:
    rows = [(f"e{n}", f"{hashlib.sha256(str(n).encode()).hexdigest()} Отряд", "") for n in range(5000)]
    whole = gzip.compress(table([*ROWS[:1], *rows]))
    said = refused(imported(annotations, "r.csv.gz", whole[: len(whole) // 2]), "B90", before)
    assert "unexpected end of compressed data after 2" in said
    assert "rows; nothing was changed" in said


def test_b91_another_checksum(annotations: Runner, before: int) -> None:
    Path("r.csv.sha256").write_text("0" * 64 + "  r.csv\n")
    assert "sha256 differs from the manifest" in refused(imported(annotations, "r.csv", table(ROWS)), "B91", before)
    Path("r.csv.sha256").write_text(hashlib.sha256(table(ROWS)).hexdigest())
    assert imported(annotations, "r.csv", table(ROWS)).status == 0


def test_b91_manifests_of_other_shapes(annotations: Runner, before: int) -> None:
    right = hashlib.sha256(table(ROWS)).hexdigest()
    for manifest, said in (
        ("SHA256SUMS", f"{'0' * 64}  other.csv\n{right} *r.csv\n"), ("manifest.json", json.dumps({"files": {"r.csv": right}})),
        ("index.json", json.dumps({"resources": [{"name": "r.csv", "checksum": hashlib.sha1(table(ROWS)).hexdigest()}]})),
    ):
        Path(manifest).write_text(said)
        assert imported(annotations, "r.csv", table(ROWS), "--manifest", manifest).status == 0
        assert imported(annotations, "r.csv", table(ROWS[:-1]), "--manifest", manifest).status == 2
    assert imported(annotations, "r.csv", table(ROWS), "--sha256", right).status == 0
    assert "states no checksum of s.csv" in imported(annotations, "s.csv", table(ROWS), "--manifest", "index.json").err


def test_b92_a_register_that_shrinks(annotations: Runner, before: int) -> None:
    said = refused(imported(annotations, "r.csv", table(ROWS[:25])), "B92", before)
    assert said.startswith("refused: 40 -> 24 entities (-40 %); if that is right, use --allow-shrink 40")
    assert imported(annotations, "r.csv", table(ROWS[:25]), "--allow-shrink", "40").status == 0


def test_a_register_that_grows_too_much(annotations: Runner, before: int) -> None:
    more = [*ROWS, *((f"f{n}", f"Полк Номер{n}", "12.03.2019") for n in range(30))]
    ended = imported(annotations, "r.csv", table(more))
    assert (ended.status, ended.err) == (
        3, "refused: 40 -> 70 entities (+75 %); if that is right, use --allow-growth 75 [grown]\n"
    )
    assert imported(annotations, "r.csv", table(more), "--allow-growth", "75").status == 0


def test_b93_a_column_of_another_name(annotations: Runner, before: int) -> None:
    said = refused(imported(annotations, "r.csv", table([("id", "nom de guerre"), ("1", "X")])), "B93", before)
    assert 'column "name" not found; columns are "id", "nom de guerre"' in said
    headless = imported(annotations, "r.csv", table(ROWS[1:]))
    assert headless.err.splitlines()[-1].endswith("[columns]")


def test_b94_one_bad_row_among_many(annotations: Runner) -> None:
    rows = [("id", "name", "decided_on"), *((f"e{n}", f"Отряд Номер{n}", "12.03.2019") for n in range(1100))]
    bad = [*rows[:1000], ("e999", "Отряд Номер999", "31.02.2020"), *rows[1001:]]
    ended = imported(annotations, "r.csv", table(bad))
    assert ended.status == 0
    assert ended.err == (
        "r.csv:1001: warning: date 31.02.2020: day is out of range for month; row skipped (1 of 1100); over 0.1 % is"
        " exit 3 [row_errors]\n"
    )
    live = Snapshot.objects.get()
    assert (live.entities, live.reading["bad"], len(live.reading["warnings"])) == (1099, 1, 1)
    worse = [*bad[:1], *((key, name, "31.02.2020") for key, name, _ in bad[1:4]), *bad[4:]]
    ended = imported(annotations, "r.csv", table(worse))
    assert ended.status == 3
    assert ended.err.splitlines()[-1].endswith("refused: 4 of 1100 rows are wrong (0.4 %); up to 0.1 % are skipped [row_errors]")


def test_b95_another_encoding(annotations: Runner, before: int) -> None:
    said = refused(imported(annotations, "r.csv", table(ROWS).decode().encode("cp1251")), "B95", before)
    assert "not UTF-8 at byte 22; looks like windows-1251, use --encoding windows-1251" in said
    again = annotations("registers", "import", "r.csv", "--apply", *STATED, "--encoding", "windows-1251")
    assert again.out.startswith("unchanged: ")
    wide = imported(annotations, "w.csv", table(ROWS).decode().encode("utf-16"), "--encoding", "utf-16")
    assert wide.out.startswith("unchanged: ")


@pytest.mark.parametrize(("was", "read_as"), [("utf-8", "latin-1"), ("cp1251", "latin-1"), ("utf-8", "cp1251")])
def test_b96_names_that_were_read_wrongly_before(annotations: Runner, before: int, was: str, read_as: str) -> None:
    wrong = table(ROWS).decode().encode(was).decode(read_as, errors="replace").encode()
    said = refused(imported(annotations, "r.csv", wrong), "B96", before)
    assert said.startswith("refused: 100 % of names hold mixed Latin-1 letters, such as ")


def test_b97_what_opens_to_too_much(annotations: Runner, before: int) -> None:
    bomb = bz2.compress(bytes(4 * 2**20))
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(4 * 2**20))
    for name, content in (("r.bz2", bomb), ("n.bz2", bz2.compress(bomb)), ("r.xlsx", sheet.getvalue())):
        ended = imported(annotations, name, content, "--max-opened", "3")
        assert ended.status == 2
        assert "opens to over 3 MiB" in ended.err
        assert ended.err.endswith("[too_large]\n")
    deep = bz2.compress(bz2.compress(bz2.compress(bz2.compress(table(ROWS)))))
    assert "is compressed more than 3 times [too_large]" in imported(annotations, "d.bz2", deep).err
    assert imported(annotations, "n.csv.gz", gzip.compress(bz2.compress(table(ROWS)))).out.startswith("unchanged: ")


@pytest.mark.parametrize("member", ["../../x.csv", "/x.csv", "a\\..\\..\\x.csv", "C:x.csv"])
def test_b98_members_that_point_out_of_the_archive(annotations: Runner, before: int, member: str) -> None:
    said = refused(imported(annotations, "r.zip", zipped({member: table(ROWS)})), "B98", before)
    assert f"member {json.dumps(member)} refused" in said


def test_b99_too_many_members(annotations: Runner, before: int) -> None:
    said = refused(imported(annotations, "r.zip", zipped({f"{n}.csv": b"" for n in range(101)})), "B99", before)
    assert "over 100 members: 101" in said
    assert "holds 2 files" in imported(annotations, "r.zip", zipped({"a.csv": b"", "b.csv": b""})).err
    assert imported(annotations, "r.zip", zipped({"a.csv": table(ROWS)})).out.startswith("unchanged: ")


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "declared", ['<!ENTITY x SYSTEM "file:///etc/hostname">', '<!ENTITY x "y">', '<!ENTITY % x SYSTEM "http://example.org">']
)
def test_b100_entities(annotations: Runner, before: int, declared: str) -> None:
    content = f"<!DOCTYPE l [{declared}]><register><entry><name>Отряд</name></entry></register>"
    assert "DTD and entities are not allowed" in refused(imported(annotations, "r.xml", content.encode()), "B100", before)


@pytest.mark.parametrize(("name", "reason"), [("", "it holds no word"), ("и", "it is a single letter"), (".", "it holds no word"),
                                              ("the", "it is made of the most common words")])
def test_b101_a_name_that_is_too_weak(annotations: Runner, name: str, reason: str) -> None:
    ended = imported(annotations, "r.csv", table([*ROWS, ("weak", name, "12.03.2019")]))
    assert ended.status == 0
    assert ended.err.startswith(f'r.csv:42: warning: name "{name}" cannot be looked for: {reason}')
    assert ended.err.endswith("; kept, not matched [name_too_weak]\n")
    assert [row.value for row in entities_of([Snapshot.objects.get().pk])["weak"].names] == [name]


def test_b102_invisible_characters(annotations: Runner) -> None:
    ended = imported(annotations, "r.csv", table([*ROWS, ("x", "Вар\u200bкеш\u202e", "12.03.2019")]))
    assert (ended.status, ended.err) == (
        0, 'r.csv:42: warning: invisible characters removed from name "Варкеш" [name_cleaned]\n'
    )
    assert entities_of([Snapshot.objects.get().pk])["x"].names[0].value == "Варкеш"


def test_b103_a_formula_is_a_name(annotations: Runner) -> None:
    cells = [row["cell"] for row in shared_lines("suites/csv_formula.jsonl")]
    stream = io.StringIO()
    csv.writer(stream).writerows([("id", "name"), *((f"e{n}", cell) for n, cell in enumerate(cells))])
    ended = imported(annotations, "r.csv", stream.getvalue().encode())
    assert ended.status == 0
    kept = entities_of([Snapshot.objects.get().pk])
    shown = {key: value.names[0].value for key, value in kept.items()}
    assert {shown[f"e{n}"].lstrip() for n, cell in enumerate(cells) if cell[0] in "=+-@"} == {
        " ".join(cell.split()) for cell in cells if cell[0] in "=+-@"
    }


def test_b104_one_id_for_two(annotations: Runner, before: int) -> None:
    rows = [*ROWS, ("e7", "Другой отряд", "12.03.2019")]
    assert 'id "e7" at lines 9 and 42' in refused(imported(annotations, "r.csv", table(rows)), "B104", before)
    lines = "".join(json.dumps(entity("a", name)) + "\n" for name in ("Alpha", "Beta")).encode()
    assert 'id "a" at lines 1 and 2' in imported(annotations, "r.jsonl", lines).err


def test_b105_the_same_file_again(annotations: Runner, before: int) -> None:
    jobs = Job.objects.count()
    ended = imported(annotations, "again.csv", table(ROWS))
    live = Snapshot.objects.get()
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == f"unchanged: snapshot {before} of ru, of {live.applied_at:%Y-%m-%d}, is live\n"
    assert Job.objects.count() == jobs


def test_b106_somebody_is_taken_off_the_list(annotations: Runner, before: int) -> None:
    ended = imported(annotations, "r.csv", table([*ROWS[:20], *ROWS[21:]]))
    assert ended.status == 0
    assert "40 -> 40 entities: 0 added, 0 removed, 1 changed; 1 designations ended" in ended.out
    live = Register.objects.select_related("live").get(name="ru").live
    assert live is not None
    (gone,) = entities_of([live.pk], ["e19"])["e19"].designations
    assert (gone.ended_on is not None, gone.end_reason) == (True, "no longer in the register")
    assert str(gone.decided_on) == "2019-03-12"
    assert imported(annotations, "r.csv", table([*ROWS[:20], *ROWS[21:]])).out.startswith("unchanged: ")


def test_with_forget_it_was_never_there(annotations: Runner, before: int) -> None:
    ended = imported(annotations, "r.csv", table([*ROWS[:20], *ROWS[21:]]), "--forget")
    assert "40 -> 39 entities: 0 added, 1 removed, 0 changed" in ended.out
    assert "is taken out and will count on no day" in ended.out


def test_who_comes_back_is_in_force_again_and_has_a_past(annotations: Runner, before: int) -> None:
    imported(annotations, "r.csv", table([*ROWS[:20], *ROWS[21:]]))
    back = [*ROWS[:20], ("e19", "Отряд Номер19", "01.09.2026"), *ROWS[21:]]
    assert imported(annotations, "r.csv", table(back)).status == 0
    live = Register.objects.get(name="ru").live_id
    assert live is not None
    first, second = entities_of([live], ["e19"])["e19"].designations
    assert (str(first.decided_on), first.ended_on) == ("2026-09-01", None)
    assert (str(second.decided_on), second.ended_on is not None) == ("2019-03-12", True)


def test_what_is_stored_can_be_verified(annotations: Runner, before: int) -> None:
    assert annotations("registers", "verify").out == f"ru: snapshot {before}, 40 entities, all as they were imported\n"
    entries = Snapshot.objects.get().entries
    version = entries.get(version__entity="e3").version
    version.payload["names"][0]["value"] = "Отряд Номер77"
    version.save()
    entries.get(version__entity="e5").delete()
    ended = annotations("registers", "verify", "ru")
    assert (ended.status, ended.out) == (1, f"ru: snapshot {before}, damaged\n")
    assert "e3 is not what was imported [register_damaged]" in ended.err
    assert "holds 39 entities, 40 were imported" in ended.err
