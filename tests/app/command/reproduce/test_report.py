"""`ionoscope reproduce`: computes, draws, compares and tells."""

import json
import re

import pytest

from ionoscope.app.reproduction import computing
from ionoscope.engine import Result

TWO = ("gate-3", "seom-1")


@pytest.fixture(scope="module")
def computed(tmp_path_factory):
    """The quick form of a figure of either paper: the folder and what the command said."""
    from click.testing import CliRunner

    from ionoscope.app.command.cli import main

    out = tmp_path_factory.mktemp("reproduction") / "own"
    return out, CliRunner().invoke(main, ["reproduce", *TWO, "--quick", "--out", str(out)])


def test_numbers_agree_and_all_is_written(computed):
    out, found = computed
    assert found.exit_code == 0, found.output
    told = json.loads((out / "report.json").read_text())
    assert (told["schema"], told["status"], told["quick"]) == (1, "finished", True)
    assert [figure["name"] for figure in told["figures"]] == list(TWO)
    numbers = [n for figure in told["figures"] for n in figure["numbers"]]
    assert told["verdicts"] == {
        "agrees": len(numbers),
        "differs": 0,
        "departs on purpose": 0,
        "short form: not judged": 0,
        "not judged: no interval": 0,
        "not computed": 0,
    }
    assert f"{len(numbers)} agrees" in found.stdout
    for figure in told["figures"]:
        for picture in figure["pictures"]:
            assert (out / picture["png"]).read_bytes().startswith(b"\x89PNG")
            assert b"<svg" in (out / picture["svg"]).read_bytes()


def test_a_run_tells_all_that_repeats_it(computed):
    out, _ = computed
    gate, seom = json.loads((out / "report.json").read_text())["figures"]
    for run in (*gate["runs"], *seom["runs"]):
        kept = Result.from_netcdf(out / run["file"])
        assert kept.to_json()["parameters"] == run["parameters"]
        assert kept.versions == run["versions"] and run["status"] == "finished"
        assert [f.to_json() for f in kept.findings] == run["findings"] != []
    assert gate["runs"][1]["changed"]["oscillator_start"] == "released_script"
    assert {run["seed"] for run in seom["runs"]} == {None, 0}


def test_departures_show_both_ways(computed):
    told = json.loads((computed[0] / "report.json").read_text())
    shown = told["figures"][0]["departures"][0]["shown"]
    text, script = (one for one in shown if one["name"].startswith("share that passes, s = 0"))
    assert text["value"] != pytest.approx(script["value"], abs=0.05)


def test_the_start_that_shows_the_island_is_computed(computed):
    own = json.loads((computed[0] / "report.json").read_text())["figures"][0]["departures"][0]
    outcomes = {one["name"].split(", ", 3)[3]: one["value"] for one in own["shown"][:6]}
    assert list(outcomes.values())[:3] == ["passes", "turned back", "passes"]
    assert outcomes["E_particle = 7, by the script"] == "passes"
    assert own["text"].endswith("the island is there by the text, not by the script.")


def test_the_page_needs_nothing_else(computed):
    page = (computed[0] / "report.html").read_text()
    assert not re.findall(r"(?:src|href|url|import)\s*[=(]?\s*[\"']?(?:https?:|//|figures/)", page)
    assert "<script" not in page and "<link" not in page
    assert page.count('src="data:image/png;base64,') == 7
    assert "prefers-color-scheme: dark" in page and "@media print" in page
    assert "The missing ζ of the released script" in page
    assert "independent calculation" in page
    assert page.count("<section ") == 2 and page.count("<b class='good'>agrees</b>") == 16


@pytest.mark.soak
def test_called_again_it_computes_nothing(computed, call, monkeypatch):
    out, _ = computed
    before = {f: f.stat().st_mtime_ns for f in (out / "runs").iterdir()}
    monkeypatch.setattr(computing, "side_by_side", None)
    found = call("reproduce", *TWO, "--quick", "--out", out, "--json")
    assert found.exit_code == 0, found.output
    assert (
        json.loads(found.stdout)["figures"]
        == json.loads((out / "report.json").read_text())["figures"]
    )
    assert {f: f.stat().st_mtime_ns for f in (out / "runs").iterdir()} == before


@pytest.mark.soak
def test_a_damaged_file_is_computed_anew(computed, call):
    out, _ = computed
    file = next((out / "runs").glob("lattice-phonons-*.nc"))
    whole = file.read_bytes()
    for damaged in (whole[:-1000], whole[:5000] + b"\0\1" + whole[5002:]):
        file.write_bytes(damaged)
        found = call("reproduce", "SEOM-1", "--quick", "--out", out)
        assert found.exit_code == 0, found.output
        assert f"{file} is damaged: it is computed anew." in found.stderr
        assert Result.from_netcdf(file).status == "finished"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["seom-2"], "is no figure of the papers"),
        (["--only", "gate-9"], "Choose among: gate-3"),
        (["--out", "nowhere/at/all"], "make it first"),
        (["--out", "pyproject.toml"], "is a file; give a folder"),
        (["--workers", "2", "--scheduler", "tcp://x:1"], "give one"),
    ],
)
def test_bad_input_is_a_sentence(call, words, said):
    found = call("reproduce", *words)
    assert found.exit_code == 2 and said in found.stderr, found.output
