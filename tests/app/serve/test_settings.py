"""Settings: by flag or environment, refused in a sentence, and all of them documented."""

import os
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from ionoscope.app.command.cli import main
from ionoscope.app.runs import limits
from ionoscope.app.serve import lan, server, settings
from ionoscope.engine.compute.workforce import cores

ROOT = Path(__file__).parents[3]
NAMES = (
    *(
        "PORT",
        "ADDRESS",
        "ORIGIN",
        "RUNS",
        "WORKERS",
        "VISITORS",
        "SCHEDULER",
        "DOCS",
        "FOR",
        "PREFIX",
    ),
    *("JOIN_CODE", "USER_HEADER", "PROXY", "OAUTH", "OPERATORS", "TLS_CERT", "TLS_KEY"),
    *("RUNS_EACH", "RUN_MEMORY", "PAGES"),
)


@pytest.fixture
def told(monkeypatch):
    """Call `ionoscope serve` without serving: the settings it was told, or what it answered."""
    taken = []
    monkeypatch.setattr(server, "serve", taken.append)
    monkeypatch.setattr(server, "leave", lambda: None)
    for name in NAMES:
        monkeypatch.delenv(f"IONOSCOPE_{name}", raising=False)

    def call(*words, **env):
        names = {f"IONOSCOPE_{k}": v for k, v in env.items()}
        answer = CliRunner().invoke(main, ["serve", *words], env=names)
        return taken.pop() if taken else answer

    return call


def test_the_environment_is_read(told):
    found = told(PORT="80", ADDRESS="0.0.0.0", RUNS="/runs", WORKERS="3", VISITORS="7")
    assert found[:2] == (80, "0.0.0.0")
    assert (found.runs, found.workers, found.visitors) == (Path("/runs"), 3, 7)


def test_a_few_pages_may_be_shown_alone(told):
    assert told("--page", "lessons", "--page", "gate-map").pages == ("lessons", "gate-map")
    assert told(PAGES="lessons, gate-map").pages == ("lessons", "gate-map")
    assert told().pages == ()
    refused = told("--page", "gate-mop")
    assert refused.exit_code == 2 and "gate-mop" in refused.output and "gate-map" in refused.output


def test_what_a_run_and_a_visitor_may_take(told):
    found = told(RUNS_EACH="5", RUN_MEMORY="1.5")
    assert (found.runs_each, found.bytes_a_run()) == (5, 1.5e9)
    assert told().bytes_a_run() > 1e8


def test_a_container_tells_what_memory_there_is(tmp_path):
    quota = tmp_path / "memory.max"
    quota.write_text("2000000\n")
    assert limits.run_memory(quota) == 1e6
    quota.write_text("max\n")
    assert limits.run_memory(quota) == limits.run_memory(tmp_path / "none") > 1e8


def test_a_cluster_is_named_or_not(told):
    assert told(SCHEDULER="tcp://scheduler:8786").scheduler == "tcp://scheduler:8786"
    assert told(SCHEDULER="").scheduler is None
    assert told("--scheduler", "tcp://a:1", SCHEDULER="tcp://b:1").scheduler == "tcp://a:1"


def test_a_cluster_needs_its_package(told, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setattr(server, "serve", lambda settings: server._outside(settings.scheduler))
    found = told("--scheduler", "tcp://scheduler:8786")
    assert found.exit_code == 2 and "pip install 'ionoscope[scale]'" in found.output


def test_a_flag_goes_before_the_environment(told):
    assert told("--port", "81", PORT="80").port == 81


def test_what_is_empty_is_not_set(told):
    found = told(PORT="", ORIGIN="", WORKERS="", RUNS="")
    assert (found.port, found.origin) == (5006, ())


def test_origins_come_beside_the_servers_own(told):
    found = told(ORIGIN="lab.example.org, 192.168.1.20:5006")
    assert {"localhost:5006", "127.0.0.1:5006"} < set(found.origins())
    assert {"lab.example.org", "192.168.1.20:5006"} < set(found.origins())
    assert told("--address", "10.0.0.7").origins()[0] == "10.0.0.7:5006"
    assert not any("0.0.0.0" in o for o in told(ADDRESS="0.0.0.0").origins())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("ORIGIN", "http://lab.example.org"),
        ("ORIGIN", "lab.example.org/ions"),
        ("ORIGIN", "lab:5006,,"),
        ("ORIGIN", "[::1]:5006"),
        ("WORKERS", "0"),
        ("WORKERS", "many"),
        ("VISITORS", "-1"),
        ("RUNS_EACH", "0"),
        ("RUN_MEMORY", "much"),
        ("FOR", "everyone"),
        ("PREFIX", "/lab?a"),
        ("PREFIX", "http://lab"),
        ("PROXY", "the proxy"),
        ("TLS_CERT", "/no/such/file"),
    ],
)
def test_a_wrong_value_is_refused_in_a_sentence(told, name, value):
    answer = told(**{name: value})
    assert answer.exit_code == 2
    assert (
        f"--{name.lower().replace('_', '-')}" in answer.stderr and "Traceback" not in answer.stderr
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("max 100000\n", 8), ("200000 100000\n", 2), ("50000 100000\n", 1), ("9900000 100000\n", 8)],
)
def test_workers_are_as_many_as_the_cores_given(tmp_path, monkeypatch, text, expected):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    quota = tmp_path / "cpu.max"
    quota.write_text(text)
    assert cores(quota) == expected
    assert cores(tmp_path / "none") == 8


def test_the_container_sets_nothing_that_is_unknown():
    known = {f"IONOSCOPE_{name}" for name in (*NAMES, "CPU", "PUBLISH")}
    for name in ("Dockerfile", "compose.yaml", "docs/deploy.md"):
        assert set(re.findall(r"IONOSCOPE_[A-Z_]+", (ROOT / name).read_text("utf-8"))) <= known


def test_every_setting_in_the_program_is_in_the_readme_and_the_other_way_round():
    files = [*ROOT.glob("app/**/*.py"), *ROOT.glob("engine/**/*.py")]
    used = set(re.findall(r"IONOSCOPE_[A-Z_]+", "".join(f.read_text("utf-8") for f in files)))
    table = re.findall(r"^\| `(IONOSCOPE_[A-Z_]+)", (ROOT / "README.md").read_text("utf-8"), re.M)
    assert sorted(table) == sorted(used)


# for whom it is served -----------------------------------------------------------------------


def test_each_house_has_its_defaults_and_what_is_told_goes_before_them(told):
    laptop, group = told(), told("--for", "class")
    assert (laptop.house, laptop.address, laptop.browser) == ("laptop", "localhost", True)
    assert (group.house, group.address, group.browser) == ("class", "0.0.0.0", True)
    server = told("--for", "server", "--user-header", "X-User", "--port", "80")
    assert (server.address, server.browser, server.port) == ("localhost", False, 80)
    assert told(FOR="class", ADDRESS="10.0.0.7").address == "10.0.0.7"
    assert told("--address", "10.0.0.8", "--for", "class").address == "10.0.0.8"
    assert told("--for", "laptop", FOR="class").house == "laptop"


def test_a_server_trusts_this_machines_proxy_unless_told_another(told):
    server = ("--for", "server", "--user-header", "X-User")
    assert told(*server).proxy == ("127.0.0.1/32", "::1/128")
    found = told(*server, PROXY="10.0.0.0/8, 192.168.1.1", OPERATORS="ada, ben")
    assert found.proxy == ("10.0.0.0/8", "192.168.1.1/32")
    assert found.operators == ("ada", "ben")


@pytest.mark.parametrize("text", ["/lab/", "lab", " /lab ", "lab/"])
def test_a_prefix_is_a_path(told, text):
    found = told("--prefix", text)
    assert found.prefix == "/lab" and found.url() == "http://localhost:5006/lab"
    assert told(PREFIX="/").prefix == ""


@pytest.mark.parametrize(
    "words",
    [
        ["--for", "server"],
        ["--for", "server", "--user-header", "X-User", "--oauth", "github"],
        ["--user-header", "X-User"],
        ["--for", "class", "--oauth", "github"],
        ["--join-code", "IONS26"],
        ["--tls-cert", __file__],
    ],
)
def test_what_does_not_go_together_is_refused_in_a_sentence(told, words):
    answer = told(*words)
    assert answer.exit_code == 2 and answer.stderr.rstrip().endswith(".")
    assert "--" in answer.stderr.splitlines()[-1]


def test_a_class_is_told_an_address_of_this_machine(told, monkeypatch):
    monkeypatch.setattr(settings, "addresses", lambda: ["192.168.1.20", "10.0.0.3"])
    found = told("--for", "class")
    assert found.shown_url() == "http://192.168.1.20:5006"
    assert {"192.168.1.20:5006", "10.0.0.3:5006", "localhost:5006"} <= set(found.origins())
    named = told("--for", "class", "--origin", "lab.example.org", "--prefix", "/lab/")
    assert named.shown_url() == "http://lab.example.org/lab"
    monkeypatch.setattr(settings, "addresses", list)
    assert told("--for", "class").shown_url() == "http://localhost:5006"


def test_addresses_of_this_machine_are_none_of_its_own_alone():
    assert all(not one.startswith("127.") for one in lan.addresses())


def test_every_flag_that_the_guide_names_is_there_and_every_house_described():
    guide = (ROOT / "docs" / "deploy.md").read_text("utf-8")
    lines = [line.split("ionoscope serve", 1)[1] for line in _joined(guide) if " serve" in line]
    flags = {opt for option in settings.OPTIONS for opt in option.opts}
    assert {flag for line in lines for flag in re.findall(r"--[a-z-]+", line)} <= flags
    assert all(f"\n## {house}\n" in guide for house in settings.HOUSES)


def _joined(text: str) -> list[str]:
    """Lines of commands, those that go on in one."""
    return [line for line in text.replace("\\\n", " ").splitlines() if "ionoscope serve" in line]
