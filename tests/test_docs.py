"""What the README says works."""

import re
import shlex
import signal
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from click.testing import CliRunner
from distributed.cli import dask_scheduler, dask_worker

from ionoscope.app.command.cli import main
from ionoscope.engine import EXPERIMENTS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.S)


def commands() -> list[str]:
    lines = "\n".join(blocks("console")).splitlines()
    ours = [line.split("#")[0] for line in lines if "bin/ionoscope" in line]
    found = [line.split("ionoscope ", 1)[1] for line in ours]
    return [words for words in found if words.split()[0] in ("list", "run", "plot")]


def test_the_python_example_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    example, _ = blocks("python")
    exec(compile(example, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "73.3% of the launches pass" in printed
    assert "ω_T = 2: P = 0.14408" in printed
    assert "leaves with -7.8361 Å/ps" in printed
    assert (tmp_path / "island.nc").exists() and (tmp_path / "island.svg").exists()


@pytest.mark.filterwarnings("default")  # theirs are not ours
def test_kinisi_finds_the_same_diffusion_coefficient(tmp_path, monkeypatch, capsys):
    pytest.importorskip("kinisi", minversion="2")
    values = {"equation": "time-local", "cells": 10, "ions": 32, "duration": 40.0, "kT": 40.0}
    walk = EXPERIMENTS["ion-diffusion"](**values).solve()
    walk.to_netcdf(tmp_path / "walk.nc")
    monkeypatch.chdir(tmp_path)
    _, recipe = blocks("python")
    exec(compile(recipe, "README.md", "exec"), {})
    D, error = map(float, re.findall(r"[\d.]+", capsys.readouterr().out)[:2])
    low, high = walk.summary["D_low"], walk.summary["D_high"]
    assert low < D + 2 * error and D - 2 * error < high
    assert error < 2 * walk.summary["D_error"]  # and as precisely, about


def timed():
    """Every command as a case; those that follow ions for long have no time in `make test`."""
    return [
        pytest.param(words, marks=pytest.mark.soak if "diffusion" in words else ())
        for words in commands()
    ]


@pytest.mark.parametrize("words", timed())
def test_the_commands_run(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if words.startswith("plot"):  # what a line before it has written
        EXPERIMENTS["gate-map"](n=30).solve().to_netcdf(tmp_path / "island.nc")
    assert CliRunner().invoke(main, shlex.split(words)).exit_code == 0


def test_dask_knows_the_flags_that_it_is_given():
    known = {"worker": flags(dask_worker.main), "scheduler": flags(dask_scheduler.main)}
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    given = [services[name]["command"] for name in known]
    lines = "\n".join(blocks("console")).splitlines()
    given += [shlex.split(line, comments=True) for line in lines if line.startswith("dask ")]
    assert len(given) == 4
    for dask, command, *words in given:
        assert dask == "dask"
        assert {w.partition("=")[0] for w in words if w.startswith("-")} <= known[command]


def flags(command):
    return {flag for param in command.params for flag in (*param.opts, *param.secondary_opts)}


def test_the_script_for_slurm_asks_for_what_there_is(monkeypatch, capsys):
    asked = {}

    class SLURMCluster:
        scheduler_address = "tcp://node:8786"

        def __init__(self, **values):
            asked.update(values)

        def adapt(self, minimum_jobs, maximum_jobs):
            assert minimum_jobs == maximum_jobs > 0

    module = ModuleType("dask_jobqueue")
    module.SLURMCluster = SLURMCluster
    monkeypatch.setitem(sys.modules, "dask_jobqueue", module)
    monkeypatch.setattr(signal, "pause", lambda: None)
    text = (ROOT / "docs" / "slurm.py").read_text(encoding="utf-8")
    exec(compile(text, "slurm.py", "exec"), {"__name__": "__main__"})
    assert "--scheduler tcp://node:8786" in capsys.readouterr().out
    assert set(asked["worker_extra_args"][::2]) <= flags(dask_worker.main)
    assert asked["cores"] == asked["processes"], "a thread each"


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md"])
def test_links_and_paths_lead_somewhere(name):
    text = re.sub(r"```.*?```", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target
    for path in re.findall(r"`((?:engine|app|assets|tests)/[\w./]+\.\w+)`", text):
        assert "KEY" in path or (ROOT / path).exists(), path
