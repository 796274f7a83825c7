"""The check of the image says what it needs; the check itself is `make image-check`."""

import pytest

from tests.image import build, needs


def test_what_is_missing_is_said_at_once_and_with_the_way_to_get_it(monkeypatch):
    monkeypatch.setattr(needs.shutil, "which", lambda _: None)
    monkeypatch.setattr(needs.os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit) as end:
        needs.insist()
    said = str(end.value)
    assert "as root" in said and "apt-get install chromium" in said
    assert "buildah" in said and "debootstrap" in said


def test_the_stand_in_bears_the_name_the_dockerfile_asks_for():
    assert build.base_name() == "docker.io/library/python:3.11-slim-bookworm"
