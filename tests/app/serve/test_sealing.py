"""The server's secret: made once, kept for its owner, and lasting as long as it can."""

import os

from ionoscope.app.serve.sealing import secret


def test_it_is_the_same_after_a_restart_and_for_its_owner_alone(tmp_path):
    first = secret(tmp_path / "runs")
    assert secret(tmp_path / "runs") == first and len(first) == 32
    assert os.stat(tmp_path / "runs" / "secret").st_mode & 0o077 == 0
    assert os.listdir(tmp_path / "runs") == ["secret"]
    assert secret(tmp_path / "others") != first


def test_where_it_cannot_be_kept_there_is_one_all_the_same(tmp_path):
    (tmp_path / "file").touch()
    assert len(secret(tmp_path / "file")) == 32
