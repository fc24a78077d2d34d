"""A file that appears whole or not at all."""

import io
import os
from pathlib import Path

import pytest

from annotations.management.output import data_stream
from annotations.management.refusal import RefusalError


def test_without_a_path_data_goes_to_standard_output() -> None:
    stdout = io.StringIO()
    with data_stream(None, stdout) as stream:
        stream.write("data")
    assert stdout.getvalue() == "data"


def test_the_file_is_there_when_the_block_has_ended(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    with data_stream(str(path), io.StringIO()) as stream:
        stream.write("«data» \udc80")
        assert not path.exists()
    assert path.read_text("utf-8") == "«data» \\udc80"
    assert [child.name for child in tmp_path.iterdir()] == ["report.json"]


def interrupted_write(path: Path) -> None:
    with data_stream(str(path), io.StringIO()) as stream:
        stream.write("new")
        raise KeyboardInterrupt


def test_after_a_failure_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        interrupted_write(path)
    assert path.read_text() == "old"
    assert [child.name for child in tmp_path.iterdir()] == ["report.json"]


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "report.json", tmp_path / "link.json"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    with data_stream(str(link), io.StringIO()) as stream:
        stream.write("new")
    assert (path.read_text(), path.stat().st_mode & 0o777, link.is_symlink()) == ("new", 0o640, True)


def test_a_device_is_written_to_and_not_replaced() -> None:
    with data_stream(os.devnull, io.StringIO()) as stream:
        stream.write("data")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(("name", "said"), [("none/report.json", "no such file"), (".", "is a directory")])
def test_a_place_where_no_file_can_be_is_refused(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(RefusalError) as refused, data_stream(str(tmp_path / name), io.StringIO()):
        pass
    assert refused.value.status == 2
    assert said in refused.value.messages[0]
