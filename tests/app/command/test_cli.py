"""The command line: its contract with scripts."""

import json

import pytest
from click import Context
from click.testing import CliRunner

from ionoscope.app.command.cli import main
from ionoscope.engine import EXPERIMENTS, Result


def test_help_says_of_each_command_what_the_command_says():
    context, said = Context(main), CliRunner().invoke(main, ["--help"]).stdout
    for name, line in main.lines.items():
        assert name in said and line in said
        assert main.get_command(context, name).get_short_help_str(200).startswith(line[:-1])


@pytest.mark.parametrize("group", ["run", "sweep"])
def test_help_lists_every_experiment_with_its_question(call, group):
    said = " ".join(call(group, "--help").stdout.split())
    assert all(key in said and kind.question in said for key, kind in EXPERIMENTS.items())


def test_list_names_every_experiment(call):
    found = call("list")
    assert found.exit_code == 0
    assert all(key in found.stdout for key in EXPERIMENTS)


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_list_names_every_parameter_with_its_range(call, key):
    found = call("list", key)
    assert found.exit_code == 0
    assert all(name in found.stdout for name in EXPERIMENTS[key].declared())


def test_json_is_one_object_with_the_promised_keys(call):
    found = call("run", "gate-launch", "--E_particle", "7", "--json", "--seed", "3")
    answer = json.loads(found.stdout)
    assert {"experiment", "parameters", "seed", "versions", "elapsed_s", "summary"} <= set(answer)
    assert (answer["seed"], answer["parameters"]["E_particle"]) == (3, 7.0)
    assert set(answer["summary"]) >= {"outcome", "tau", "x", "y", "E_particle", "E_oscillator", "U"}


SUMMARIES = {
    "gate-map": {"transmitted_fraction"},
    "gate-transmission": {"omega_T", "P", "P_low", "P_high", "E_a"},
    "gate-barrier": {"frozen", "relaxed", "y_relaxed", "E_min"},
}


@pytest.mark.parametrize("key", SUMMARIES)
def test_summaries_have_the_promised_keys(call, key):
    quick = {"gate-map": ["--n", "20"], "gate-transmission": ["--omega_T", "1,2"]}.get(key, [])
    answer = json.loads(call("run", key, *quick, "--json").stdout)
    assert set(answer["summary"]) >= SUMMARIES[key]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["gate-map", "--lam", "0"], ["--lam=0", "0.02"]),
        (["gate-map", "--M", "0"], ["--M=0", "0.001"]),
        (["gate-map", "--U0", "nan"], ["--U0=nan", "finite"]),
        (["gate-map", "--U0", "inf"], ["--U0=inf", "finite"]),
        (["gate-map", "--U0", "ten"], ["--U0='ten'", "number"]),
        (["gate-map", "--n", "1e9"], ["--n=1000000000", "1000"]),
        (["gate-map", "--n", "2.5"], ["--n=2.5", "whole"]),
        (["gate-map", "--lam", "5"], ["--lam=5", "Set --x0=-31"]),
        (["gate-map", "--E_particle_max", "0.05"], ["--E_particle_max=0.05", "0.1"]),
        (["gate-transmission", "--omega_T", ""], ["omega_T", "0 values"]),
        (["gate-transmission", "--omega_T", "2,1"], ["omega_T", "increasing"]),
        (["gate-transmission", "--omega_T", "0.1,1"], ["omega_T", "0.3"]),
        (["gate-transmission", "--ensemble", "warm"], ["--ensemble='warm'", "thermal"]),
        (["gate-map", "--preset", "fig9"], ["--preset='fig9'", "fig3a"]),
    ],
)
def test_bad_input_gets_a_sentence_and_exit_code_2(call, words, named):
    found = call("run", *words)
    assert (found.exit_code, found.stdout) == (2, "")
    assert all(word in found.stderr for word in named), found.stderr
    assert "Traceback" not in found.stderr


def test_an_unknown_experiment_or_flag_is_bad_input(call):
    assert call("run", "gate-nothing").exit_code == 2
    assert call("run", "gate-map", "--colour", "red").exit_code == 2
    assert "gate-map" in call("list", "gate-nothing").stderr


def test_a_preset_can_be_changed_by_flags(call):
    words = ("gate-map", "--preset", "fig3n", "--n", "20", "--json")
    parameters = json.loads(call("run", *words).stdout)["parameters"]
    assert (parameters["s"], parameters["n"]) == (2.0, 20)


def test_out_writes_a_result_that_repeats_the_run(call, tmp_path):
    path = tmp_path / "launch.nc"
    assert call("run", "gate-launch", "--E_particle", "7", "--out", str(path)).exit_code == 0
    kept = Result.from_netcdf(path)
    again = EXPERIMENTS[kept.experiment](**kept.parameters).solve()
    assert again.data.equals(kept.data)


def test_out_into_a_missing_folder_is_refused_before_the_run(call, tmp_path):
    found = call("run", "gate-launch", "--out", str(tmp_path / "no" / "x.nc"))
    assert found.exit_code == 2
    assert "does not exist" in found.stderr


def test_ctrl_c_saves_what_was_computed(call, tmp_path, monkeypatch):
    kind = EXPERIMENTS["gate-transmission"]
    whole = kind.run

    def interrupted(self):
        yield next(whole(self))
        raise KeyboardInterrupt

    monkeypatch.setattr(kind, "run", interrupted)
    path = tmp_path / "part.nc"
    words = ("gate-transmission", "--method", "sampled", "--omega_T", "1,2", "--out", str(path))
    found = call("run", *words)
    assert found.exit_code == 130
    assert Result.from_netcdf(path).status == "stopped"
