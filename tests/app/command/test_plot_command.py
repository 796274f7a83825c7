"""ionoscope plot, and run --plot: pictures from the command line."""

from contextlib import closing

import pytest
from click.testing import CliRunner

from ionoscope.app.command.cli import main
from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.compute.sweep import sweep_of


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with two results."""
    monkeypatch.chdir(tmp_path)
    for s in (1.0, 2.0):
        EXPERIMENTS["gate-barrier"](s=s).solve().to_netcdf(tmp_path / f"s{s:g}.nc")
    return tmp_path


def invoked(*words: str):
    return CliRunner().invoke(main, words)


def test_results_are_drawn_into_a_file(here):
    said = invoked("plot", "s1.nc", "s2.nc", "--out", "both.svg")
    assert (said.exit_code, said.stdout) == (0, "both.svg\n")
    assert "<svg" in (here / "both.svg").read_text(encoding="utf-8")


def test_without_a_name_it_is_a_png_beside_you(here):
    assert invoked("plot", "s1.nc").exit_code == 0
    assert (here / "s1.png").read_bytes()[1:4] == b"PNG"


def test_figures_are_listed(here):
    said = invoked("plot", "s1.nc", "--figure", "list")
    assert said.exit_code == 0
    assert [line.split()[0] for line in said.stdout.splitlines()] == ["landscape"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("s1.nc", "--figure", "none"), "'none' is no figure of gate-barrier"),
        (("s1.nc", "--out", "picture.gif"), "has an ending that no picture has. Use .png"),
        (("s1.nc", "--out", "no/picture.png"), "does not exist. Make no first"),
        (("s3.nc",), "s3.nc is not a readable ionoscope result"),
    ],
)
def test_what_cannot_be_drawn_is_told_in_a_sentence(here, words, told):
    said = invoked("plot", *words)
    assert said.exit_code == 2
    assert told in said.stderr and "Traceback" not in said.stderr


def test_any_answer_of_a_sweep_is_drawn(here):
    sweep_of(EXPERIMENTS["gate-barrier"])(over={"lam": [1.0, 2.0]}).solve().to_netcdf("sweep.nc")
    for figure in ("sweep", "sweep-map"):
        words = ("--figure", figure, "--answer", "frozen", "--out", f"{figure}.svg")
        assert invoked("plot", "sweep.nc", *words).exit_code == 0
        assert "<svg" in (here / f"{figure}.svg").read_text(encoding="utf-8")
    said = invoked("plot", "sweep.nc", "--answer", "none")
    assert said.exit_code == 2
    assert "'none' is no answer of this sweep. Choose one of: relaxed" in said.stderr
    assert invoked("plot", "s1.nc", "--answer", "frozen").exit_code == 2


def test_a_run_draws_its_main_figure(here):
    said = invoked("run", "gate-launch", "--plot", "launch.png")
    assert said.exit_code == 0 and "gate-launch: finished" in said.stdout
    assert (here / "launch.png").exists()


def test_a_picture_that_cannot_be_written_is_refused_before_the_run(here):
    said = invoked("run", "gate-map", "--plot", "map.bmp")
    assert said.exit_code == 2 and "no picture has" in said.stderr and said.stdout == ""


def test_a_kept_run_is_drawn_by_its_id_or_name(call, tmp_path, runs_folder):
    with closing(Catalogue(runs_folder)) as catalogue:
        catalogue.add("aa11", EXPERIMENTS["gate-barrier"]().solve())
        catalogue.describe("aa11", name="barrier")
    assert call("plot", "aa1", "--figure", "list").exit_code == 0
    found = call("plot", "barrier", "--out", tmp_path / "b.svg")
    assert found.exit_code == 0 and (tmp_path / "b.svg").exists()
    assert "no kept run 'zz'" in call("plot", "zz").stderr
