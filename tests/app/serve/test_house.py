"""What operators see: who is in, what is computed for them, how late the loop is."""

import json
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from ionoscope.app.command.cli import main
from ionoscope.app.runs.visitor import CLASS, Visitor
from ionoscope.app.serve import ask, pulse
from ionoscope.app.serve.house import House
from ionoscope.app.serve.names import Names
from ionoscope.app.serve.pulse import Pulse, resident_mb
from ionoscope.app.serve.secret import Secret
from tests.app.toys import ToyWalk

ADA = Visitor("ada", "Ada", house=CLASS)


@pytest.fixture
def clock(monkeypatch):
    """A clock that is set by hand."""
    clock = SimpleNamespace(now=100.0, monotonic=lambda: clock.now)
    monkeypatch.setattr(pulse, "time", clock)
    return clock


@pytest.fixture
def house(store, tmp_path):
    return House(store, Names(tmp_path), Pulse(lambda *_: None), "http://localhost:1", None)


def test_the_lag_is_how_late_the_loop_came(clock):
    due = []
    heart = Pulse(lambda seconds, call: due.append((clock.now + seconds, call)))
    heart.begin()
    for late in [0.0] * 90 + [0.02] * 8 + [0.3, 0.1]:
        at, call = due.pop()
        clock.now = at + late
        call()
    assert heart.lag_ms() == {"p50": 0.0, "p95": 20.0, "max": 300.0}
    at, call = due.pop()
    clock.now = at + 61.0  # all before is more than a minute ago
    call()
    assert heart.lag_ms()["p50"] == pytest.approx(61e3)


def test_before_the_first_beat_there_is_no_lag():
    assert Pulse(lambda *_: None).lag_ms() == {"p50": 0.0, "p95": 0.0, "max": 0.0}


def test_memory_is_that_of_this_process():
    assert 20 < resident_mb() < 20_000


@pytest.mark.usefixtures("toy_walk")
def test_a_visitor_is_listed_with_pages_and_runs_which_can_be_stopped(house, store, wait_until):
    house.enter("first", ADA, lambda: "gate-map")
    house.enter("second", ADA, lambda: "runs")
    runs = [store.start(ToyWalk(n=10**6, pause=0.001), visitor="ada") for _ in range(2)]
    other = store.start(ToyWalk(n=10**6, pause=0.001), visitor="ben")
    wait_until(lambda: all(run.chunk for run in (*runs, other)), "the runs")
    (ada, ben) = house.report()["visitors"]
    assert (ada["name"], ada["pages"], ada["runs_going"]) == ("Ada", ["gate-map", "runs"], 2)
    assert (ben["id"], ben["since"], ben["pages"]) == ("ben", None, [])
    assert house.stop("ada") == 2
    wait_until(lambda: all(run.over for run in runs), "the stop")
    assert not other.over
    house.leave("first")
    house.leave("second")
    house.leave("second")
    assert [one["id"] for one in house.report()["visitors"]] == ["ben"]


def test_the_report_can_be_sent(house):
    told = json.loads(json.dumps(house.report()))
    assert told["memory_mb"] > 0 and told["uptime_s"] >= 0 and told["runs_queued"] == 0


def test_names_are_kept_for_the_owner_of_the_folder_alone(tmp_path):
    Names(tmp_path).learn("ada", "Ada")
    path = tmp_path / "serve" / "names.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert Names(tmp_path).of("ada") == "Ada" and Names(tmp_path).of("ben") == ""
    path.write_text("[1")
    assert Names(tmp_path).of("ada") == ""


# ionoscope status ----------------------------------------------------------------------------

REPORT = {
    "version": "1",
    "address": "http://localhost:1",
    "started": 0.0,
    "uptime_s": 3700.0,
    "loop_lag_ms": {"p50": 0.1, "p95": 2.0, "max": 30.0},
    "memory_mb": 400.0,
    "memory_at_start_mb": 350.0,
    "workers": 2,
    "runs_going": 1,
    "runs_queued": 3,
    "trouble": "",
    "visitors": [
        {
            "id": "ada",
            "name": "Ada",
            "operator": False,
            "since": None,
            "pages": ["runs"],
            "runs_going": 1,
            "runs_queued": 3,
        }
    ],
}


def test_the_command_says_it_in_lines_and_as_json(runs_folder, monkeypatch):
    monkeypatch.setattr(ask, "status", lambda url, folder: {**REPORT, "address": url})
    ask.announce(runs_folder, "http://localhost:77")
    said = CliRunner().invoke(main, ["status"]).stdout
    assert "http://localhost:77" in said and "1 h 1 min" in said and "Ada · away" in said
    told = json.loads(CliRunner().invoke(main, ["status", "http://there:1", "--json"]).stdout)
    assert told["address"] == "http://there:1"


def test_no_server_no_key_and_no_answer_are_said_in_a_sentence(runs_folder):
    none = CliRunner().invoke(main, ["status"])
    assert none.exit_code == 2 and "no server serves" in none.stderr
    ask.announce(runs_folder, "http://127.0.0.1:9")
    keyless = CliRunner().invoke(main, ["status"])
    assert keyless.exit_code == 2 and "key" in keyless.stderr
    Secret.of(runs_folder)
    silent = CliRunner().invoke(main, ["status", str(runs_folder)])
    assert silent.exit_code == 2 and "does not answer" in silent.stderr
