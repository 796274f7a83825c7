"""The face: runs by key and by class, files, and what a notebook shows of a result."""

import inspect
import subprocess
import sys

import numpy as np
import pytest

import ionoscope as iono
from ionoscope.engine import EXPERIMENTS, Chunk
from ionoscope.stubs import stub


def test_the_face_has_all_that_it_promises():
    assert set(dir(iono)) == set(iono.__all__)
    for name in iono.__all__:
        assert getattr(iono, name) is not None
    classes = {kind.__name__: kind for kind in EXPERIMENTS.values()}
    assert all(getattr(iono, name) is kind for name, kind in classes.items())
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        iono.nothing  # noqa: B018


def test_a_run_by_key_is_the_run_of_the_class():
    a = iono.run("gate-launch", E_particle=7.0, E_oscillator=5.0, phi=3.927)
    b = iono.GateLaunch(E_particle=7.0, E_oscillator=5.0, phi=3.927).solve()
    assert a.summary == b.summary
    assert a.summary["outcome"] == "reflected"


def test_a_preset_is_started_from_and_may_be_changed():
    island = iono.run("gate-map", "island", n=30)
    assert island.parameters["s"] == 2.0 and island.parameters["n"] == 30
    assert island.parameters["phi"] == pytest.approx(3.9269908, abs=1e-6)
    assert "island" in iono.presets("gate-map")
    assert iono.experiments()["gate-map"] == "When does the particle pass?"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("gate",), "experiment = 'gate' does not exist"),
        (("gate-map", "none"), "preset = 'none' is no preset of gate-map"),
    ],
)
def test_what_does_not_exist_is_refused_in_a_sentence(arguments, words):
    with pytest.raises(iono.InvalidParameter, match=words):
        iono.run(*arguments)


def test_bad_values_are_refused_in_a_sentence():
    with pytest.raises(iono.InvalidParameter, match="lam = 0 is outside its range"):
        iono.run("gate-map", lam=0)
    with pytest.raises(iono.InvalidParameter, match="lamda = 1 is no parameter of gate-map"):
        iono.run("gate-map", lamda=1)


def test_a_result_goes_to_a_file_and_back(tmp_path):
    launch = iono.run("gate-launch")
    launch.to_netcdf(tmp_path / "launch.nc")
    again = iono.open(tmp_path / "launch.nc")
    assert again.summary == launch.summary
    np.testing.assert_array_equal(again.data.x.values, launch.data.x.values)


def test_an_interrupted_run_keeps_what_it_computed(monkeypatch):
    def run(self):
        yield Chunk(0.5, "half", self.whole.data, {"outcome": "transmitted"})
        raise KeyboardInterrupt

    monkeypatch.setattr(iono.GateLaunch, "whole", iono.run("gate-launch"), raising=False)
    monkeypatch.setattr(iono.GateLaunch, "run", run)
    stopped = iono.run("gate-launch")
    assert (stopped.status, stopped.summary) == ("stopped", {"outcome": "transmitted"})


def test_a_failed_run_hands_over_what_it_computed(monkeypatch):
    def run(self):
        yield Chunk(0.5, "half", self.whole.data, {})
        raise iono.RunFailed("it broke: mend it.")

    monkeypatch.setattr(iono.GateLaunch, "whole", iono.run("gate-launch"), raising=False)
    monkeypatch.setattr(iono.GateLaunch, "run", run)
    with pytest.raises(iono.RunFailed, match="it broke") as caught:
        iono.run("gate-launch")
    assert caught.value.result.status == "failed"
    assert caught.value.result.data.sizes["tau"] > 10


def test_a_cut_off_run_goes_on_bit_for_bit():
    small = {"cells": 6, "ions": 2, "duration": 12.0, "settle": 0.0, "fit_to": 6.0}
    whole = iono.run("ion-diffusion", equation="time-local", **small)
    own = iono.IonDiffusion(equation="time-local", **small)
    part = next(c for c in own.run() if 0 < c.share < 1)
    cut = own.result(part, "stopped", 1.0)
    again = iono.resume(cut)
    np.testing.assert_array_equal(again.data.place.values, whole.data.place.values)
    with pytest.raises(ValueError, match="finished and has no state"):
        iono.resume(whole)


def test_a_notebook_shows_question_parameters_and_answer():
    html = iono.run("gate-map", s=1.5, n=30)._repr_html_()
    assert "When does the particle pass?" in html
    assert "s = 1.5\u00a0<i>l</i><sub>osc</sub>" in html and "U₀" not in html
    assert "of the launches pass." in html and "<table>" in html


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_every_class_tells_names_defaults_units_and_bounds(key):
    kind = EXPERIMENTS[key]
    signature = inspect.signature(kind)
    declared = kind.declared()
    assert list(signature.parameters) == list(declared)
    for name, parameter in signature.parameters.items():
        assert parameter.kind is inspect.Parameter.KEYWORD_ONLY
        assert parameter.default == declared[name].default
        assert f"{name} : {parameter.annotation}, default" in kind.__doc__
        assert declared[name].allowed() in kind.__doc__
        if declared[name].unit:
            assert f"({declared[name].unit})" in kind.__doc__


def test_the_type_stub_is_that_of_the_registry(request):
    kept = request.config.rootpath / "app" / "api" / "__init__.pyi"
    assert kept.read_text(encoding="utf-8") == stub(), "make stubs writes it anew"


def test_a_class_gives_what_a_notebook_can_show():
    code = "import ionoscope as iono; print(iono.GateBarrier().solve()._repr_html_())"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "<table" in done.stdout and "6.065" in done.stdout


def test_a_run_that_fails_at_once_has_no_result(monkeypatch):
    def run(self):
        raise iono.RunFailed("it broke: mend it.")
        yield

    monkeypatch.setattr(iono.GateLaunch, "run", run)
    with pytest.raises(iono.RunFailed) as caught:
        iono.run("gate-launch")
    assert caught.value.result is None


def test_a_sweep_is_run_like_an_experiment():
    swept = iono.sweep("gate-barrier", over={"lam": [1.0, 2.0]}, s=0.0, progress=False)
    assert swept.experiment == "gate-barrier-sweep" and swept.data.sizes == {"lam": 2}
    alone = iono.run("gate-barrier", lam=2.0, s=0.0, progress=False)
    assert float(swept.data.relaxed[1]) == alone.summary["relaxed"]
    assert list(iono.figures(swept.experiment)) == ["sweep", "sweep-map"]
    assert "All 2 points have an answer." in swept._repr_html_()


def test_a_sweep_takes_a_preset_and_refuses_what_a_point_refuses():
    swept = iono.sweep("gate-barrier", {"M": [1.0]}, preset="head-on", progress=False)
    assert swept.parameters["s"] == iono.run("gate-barrier", preset="head-on").parameters["s"]
    with pytest.raises(iono.InvalidParameter, match="lam = 0"):
        iono.sweep("gate-barrier", {"lam": [0.0, 1.0]})
