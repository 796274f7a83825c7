"""The key: made once, for its owner alone, and whole or not at all."""

import threading

import pytest

from ionoscope.app.serve.admission import same_code
from ionoscope.app.serve.secret import ALPHABET, Secret


def test_it_is_kept_for_its_owner_alone(tmp_path):
    first, again = Secret.of(tmp_path), Secret.of(tmp_path)
    path = tmp_path / "serve" / "key"
    assert path.stat().st_mode & 0o777 == 0o600 and path.parent.stat().st_mode & 0o777 == 0o700
    assert first.derived("a") == again.derived("a") != first.derived("b")
    assert [p.name for p in path.parent.iterdir()] == ["key"]


def test_another_folder_has_another(tmp_path):
    one, other = Secret.of(tmp_path / "a"), Secret.of(tmp_path / "b")
    assert one.derived("a") != other.derived("a") and one.code() != other.code()


def test_all_who_start_at_once_have_the_same(tmp_path):
    found = []
    threads = [threading.Thread(target=lambda: found.append(Secret.of(tmp_path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({secret.derived("a") for secret in found}) == 1


def test_what_others_could_read_is_mended(tmp_path, caplog):
    kept = Secret.of(tmp_path)
    path = tmp_path / "serve" / "key"
    path.chmod(0o644)
    assert Secret.of(tmp_path).derived("a") == kept.derived("a")
    assert path.stat().st_mode & 0o777 == 0o600 and "could be read by others" in caplog.text


@pytest.mark.parametrize("content", ["", "00", "no key", "é"])
def test_a_damaged_one_is_said_and_not_used(tmp_path, caplog, content):
    Secret.of(tmp_path)
    (tmp_path / "serve" / "key").write_text(content, "utf-8")
    one, other = Secret.of(tmp_path), Secret.of(tmp_path)
    assert one.derived("a") != other.derived("a")
    assert "delete it" in caplog.text


def test_where_no_file_can_be_it_goes_with_the_process(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    assert Secret.of(tmp_path / "file").derived("a")
    assert "keeps no key" in caplog.text


def test_the_code_can_be_typed(tmp_path):
    code = Secret.of(tmp_path).code()
    assert len(code) == 6 and set(code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("0O1IL")
    assert same_code(f" {code[:3].lower()}-{code[3:]} ") == code
