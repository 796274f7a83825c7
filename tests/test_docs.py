"""What the README says works."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

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


@pytest.mark.parametrize("words", commands())
def test_the_commands_run(words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if words.startswith("plot"):  # what a line before it has written
        EXPERIMENTS["gate-map"](n=30).solve().to_netcdf(tmp_path / "island.nc")
    assert CliRunner().invoke(main, shlex.split(words)).exit_code == 0


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md"])
def test_links_and_paths_lead_somewhere(name):
    text = re.sub(r"```.*?```", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.S)
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target
    for path in re.findall(r"`((?:engine|app|assets|tests)/[\w./]+\.\w+)`", text):
        assert "KEY" in path or (ROOT / path).exists(), path
