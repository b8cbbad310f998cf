"""RDS's certificates in vendor/: of the package that is pinned now."""

import io
import zipfile
from contextlib import contextmanager

from deploy import package


def test_certificates_are_taken_anew_when_their_pin_has_changed(tmp_path, monkeypatch):
    taken = []

    @contextmanager
    def pinned(_requirements, _python):
        taken.append(1)
        wheel = io.BytesIO()
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(package._CERTIFICATES_IN_WHEEL, f"certificates {len(taken)}")
        yield zipfile.ZipFile(wheel)

    monkeypatch.setattr(package, "VENDOR", tmp_path)
    monkeypatch.setattr(package, "pinned_wheel", pinned)
    file = tmp_path / "rds-global-bundle.pem"
    file.write_text("certificates of an earlier release")
    package._take_certificates()
    package._take_certificates()
    assert file.read_text().splitlines()[1:] == ["certificates 1"]
    monkeypatch.setattr(package, "digest", lambda _path: "of a newer pin")
    package._take_certificates()
    assert file.read_text().splitlines()[1:] == ["certificates 2"]
