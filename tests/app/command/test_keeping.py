"""Runs of the command line last: found again, kept, seen and stopped by others, gone on with."""

import json
import os
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from ionoscope.app.runs import recording
from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.app.runs.origin import own_identity
from ionoscope.engine import Result
from tests.app.toys import ToyWalk

pytestmark = pytest.mark.usefixtures("toy_command")
N = ("--n", 5, "--seed", 7)


@pytest.fixture
def catalogue(runs_folder):
    with closing(Catalogue(runs_folder)) as found:
        yield found


@pytest.fixture
def long(monkeypatch):
    """Every run counts as a long one."""
    monkeypatch.setattr(recording, "KEPT_AFTER_S", -1.0)


@pytest.fixture
def short(monkeypatch):
    """Every run counts as a short one, however busy the machine."""
    monkeypatch.setattr(recording, "KEPT_AFTER_S", 1e6)


@pytest.fixture
def told(call):
    """The JSON object that `ionoscope run toy-walk` prints with these words."""

    def asked(*words, code=0):
        found = call("run", "toy-walk", *words, "--json")
        assert found.exit_code == code, found.output
        return json.loads(found.stdout)

    return asked


# what is kept -------------------------------------------------------------------------------


@pytest.mark.usefixtures("long")
def test_a_long_run_is_kept_and_tells_its_id(call, catalogue):
    found = call("run", "toy-walk", *N)
    (entry,) = catalogue.entries()
    assert f"kept as {entry.id}" in found.stderr
    assert entry.parameters["seed"] == 7 and entry.status == "finished"
    assert entry.identity == own_identity(ToyWalk(n=5, seed=7)) and not catalogue.going()


@pytest.mark.usefixtures("short")
def test_a_short_run_is_kept_only_if_that_is_asked_for(call, runs_folder):
    assert call("run", "toy-walk", *N).stderr == "" and not runs_folder.exists()
    assert "kept as" in call("run", "toy-walk", *N, "--keep").stderr
    with closing(Catalogue(runs_folder)) as catalogue:
        assert catalogue.count() == 1


@pytest.mark.usefixtures("long")
def test_no_keep_keeps_nothing(call, runs_folder):
    assert call("run", "toy-walk", *N, "--cost", 100, "--no-keep").exit_code == 0
    assert not runs_folder.exists()


@pytest.mark.usefixtures("long")
def test_a_folder_that_takes_nothing_costs_a_sentence(call, tmp_path):
    (tmp_path / "file").write_text("no folder")
    found = call("run", "toy-walk", *N, "--runs", tmp_path / "file", "--json")
    assert found.exit_code == 0 and json.loads(found.stdout)["status"] == "finished"
    assert found.stderr.count("is not kept in") == 1


def test_a_stopped_run_is_kept_too(told, catalogue, monkeypatch):
    end = lambda self, n: n == 4 and os.kill(os.getpid(), signal.SIGTERM)  # noqa: E731
    monkeypatch.setattr(ToyWalk, "_wait", end)
    assert told("--n", 9, "--keep", code=143)["status"] == "stopped"
    (entry,) = catalogue.entries()
    assert (entry.status, entry.summary["slices"]) == ("stopped", 3)


# what is found again ------------------------------------------------------------------------


@pytest.fixture
def no_computing(monkeypatch):
    """From when it is called, nothing is computed any more."""

    def forbid():
        monkeypatch.setattr(ToyWalk, "run", lambda self: pytest.fail("it was computed"))

    return forbid


def test_the_same_run_is_given_at_once_and_said_to_be_kept(call, told, catalogue, no_computing):
    first = told(*N, "--keep")
    (entry,) = catalogue.entries()
    no_computing()
    found = call("run", "toy-walk", *N, "--json")
    again = json.loads(found.stdout)
    assert again["kept"] == entry.id and "kept" not in first
    assert f"kept run {entry.id} of 20" in found.stderr and "--fresh" in found.stderr
    for name in ("summary", "findings", "parameters", "status", "elapsed_s", "versions"):
        assert again[name] == first[name]
    assert "finished" in call("run", "toy-walk", *N).stdout


def test_its_file_and_picture_are_those_of_the_computed_one(call, tmp_path):
    paths = [tmp_path / f"{name}{end}" for name in ("a", "b") for end in (".nc", ".svg")]
    for out, picture in zip(paths[::2], paths[1::2], strict=True):
        words = ("--E_particle", 7, "--keep", "--out", out, "--plot", picture)
        found = call("run", "gate-launch", *words)
        assert found.exit_code == 0, found.output
    assert "kept run" in found.stderr
    computed, kept = map(Result.from_netcdf, paths[::2])
    assert computed.data.identical(kept.data) and computed.summary == kept.summary
    assert paths[1].exists() and paths[3].exists()


def test_fresh_computes_and_other_parameters_do_too(told, catalogue):
    told(*N, "--keep")
    assert "kept" not in told(*N, "--fresh", "--keep")
    assert "kept" not in told("--n", 5, "--seed", 8)
    assert catalogue.count() == 2


def test_what_is_unfinished_deleted_or_damaged_is_not_given(told, catalogue):
    own = ToyWalk(n=5, seed=7)
    result = own.solve()
    for id, kept in (("a", replace(result, status="stopped")), ("b", result), ("c", result)):
        catalogue.add(id, kept, identity=own_identity(own))
    catalogue.remove("b")
    catalogue.path("c").write_bytes(b"torn")
    assert "kept" not in told(*N)


def test_a_sweep_is_found_again_with_all_its_points(call, catalogue):
    words = ("sweep", "toy-walk", "--over", "n=2,3", "--json")
    first, again = (json.loads(call(*words, "--keep").stdout) for _ in range(2))
    (entry,) = catalogue.entries()
    assert again["kept"] == entry.id and again["points"] == first["points"]


# while it goes on ---------------------------------------------------------------------------


@pytest.fixture
def elsewhere(runs_folder):
    """Start `ionoscope run toy-walk` with these words in a process of its own."""
    started = []
    code = (
        "import sys; from tests.app.toys import ToyWalk, register; register();"
        "from ionoscope.app.command import flags, cli; from ionoscope.app.runs import recording;"
        "flags.presets = lambda _: {}; recording.CHECKPOINT_S = 0.0; cli.main(sys.argv[1:])"
    )

    def start(*words):
        command = [sys.executable, "-c", code, "run", "toy-walk", "--keep", *map(str, words)]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def _going(catalogue, wait_until, share=0.0):
    """What goes on, once it has come so far."""
    found = []

    def there():
        found[:] = [one for one in catalogue.going() if one.share > share]
        return found

    wait_until(there, "a run that goes on")
    return found[0]


def test_others_see_it_and_may_stop_it(call, elsewhere, catalogue, wait_until):
    process = elsewhere("--n", 10**6, "--pause", 0.002, "--seed", 3)
    going = _going(catalogue, wait_until)
    assert going.experiment == "toy-walk" and going.parameters["seed"] == 3
    listed = json.loads(call("runs", "list", "--json").stdout)["going"]
    assert [one["id"] for one in listed] == [going.id] and not listed[0]["ours"]
    assert going.id in call("runs", "list").stdout
    assert "still going on" in call("runs", "resume", going.id).stderr
    assert "asked to stop" in call("runs", "stop", going.id[:6]).stdout
    assert process.wait(60) == 143
    assert catalogue.entry(going.id).status == "stopped"
    assert "no run is going on" in call("runs", "stop", going.id).stderr


@pytest.mark.soak
def test_what_is_killed_goes_on_bit_for_bit(call, elsewhere, catalogue, wait_until):
    process = elsewhere("--n", 60, "--pause", 0.05, "--seed", 3)
    id = _going(catalogue, wait_until, share=0.1).id
    wait_until(lambda: [*catalogue.folder.glob(f"going/{id}.*.checkpoint")], "a checkpoint")
    process.kill()
    process.wait()
    wait_until(lambda: not catalogue.going(), "its end to be noticed")
    (cut,) = json.loads(call("runs", "list", "--json").stdout)["runs"]
    assert (cut["id"], cut["status"]) == (id, "interrupted")
    found = call("runs", "resume", id, "--json")
    assert found.exit_code == 0 and json.loads(found.stdout)["summary"]["slices"] == 60
    newest = catalogue.entries()[0]
    assert (newest.status, newest.made_from) == ("finished", id)
    whole = ToyWalk(n=60, pause=0.05, seed=3)
    assert newest.identity == own_identity(whole)
    undisturbed = ToyWalk(n=60, seed=3).solve().data.x.values  # the pause changes no bits
    np.testing.assert_array_equal(catalogue.load(newest.id).data.x.values, undisturbed)


def test_a_sweep_goes_on_too(call, catalogue, monkeypatch):
    whole = ToyWalk._chunk

    def chunk(self, path, words):
        if len(path) == 3 and self.n == 50:
            os.kill(os.getpid(), signal.SIGTERM)
        return whole(self, path, words)

    with monkeypatch.context() as patch:
        patch.setattr(ToyWalk, "_chunk", chunk)
        words = ("--over", "n=1,50", "--keep", "--workers", 1)
        assert call("sweep", "toy-walk", *words).exit_code == 143
    (entry,) = catalogue.entries()
    found = call("runs", "resume", entry.id, "--json")
    points = json.loads(found.stdout)["points"]
    assert found.exit_code == 0 and [p["summary"]["slices"] for p in points] == [1, 50]


@pytest.mark.parametrize(
    ("words", "named"), [(("gone",), "no kept run"), (("done",), "has finished")]
)
def test_what_cannot_go_on_is_refused_in_a_sentence(call, catalogue, words, named):
    catalogue.add("done", ToyWalk(n=2).solve())
    found = call("runs", "resume", *words)
    assert (found.exit_code, found.stdout) == (2, "") and named in found.stderr


# what it costs ------------------------------------------------------------------------------


def test_the_search_itself_loads_nothing_that_computes(runs_folder):
    with closing(Catalogue(runs_folder)) as catalogue:
        catalogue.add("one", ToyWalk(n=1).solve())
    code = (
        "import sys; from pathlib import Path; from ionoscope.engine import EXPERIMENTS\n"
        "from ionoscope.app.runs.recording import again\n"
        f"print(again(Path({str(runs_folder)!r}), EXPERIMENTS['gate-launch']()))\n"
        "print({'numba', 'xarray', 'scipy', 'pandas', 'h5py'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split("\n")[:2] == ["None", "set()"]
