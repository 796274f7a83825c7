"""Several sweeps over temperature, each with its own constants and the paper's."""

import xarray as xr

from ionoscope.app.answers.registry import answer_of
from ionoscope.engine import EXPERIMENTS, Result
from ionoscope.engine.core.finding import Value, answer


def swept(equation, E_a, D0, **values):
    kind = EXPERIMENTS["diffusion-temperature"]
    found = answer(f"E_a = {E_a} meV.", Value("E_a", E_a, "meV"), Value("D₀", D0, "Å²/ps"))
    own = kind(equation=equation, **values).values()
    return Result(kind.key, own, xr.Dataset(), {}, "finished", 0.0, {}, findings=(found,))


def test_every_sweep_has_its_constants_and_the_papers():
    told = dict(answer_of([swept("full", 40.0, 25.0), swept("time-local", 41.0, 9.0)], 0).rows)
    assert (told["E_a"], told["D₀"]) == ("40 meV", "25 Å²/ps")
    assert (told["E_a, time-local"], told["D₀, time-local"]) == ("41 meV", "9 Å²/ps")
    # [SEOM Fig. 7]
    assert told["E_a, paper"] == "40 (35 … 45) meV"
    assert told["E_a, paper, time-local"] == "42 (37 … 47) meV"
    assert told["D₀, paper, time-local"].startswith("9.8 (7.9 … 12.2)")


def test_others_temperatures_are_not_set_beside_the_papers():
    told = dict(answer_of([swept("full", 40.0, 25.0, temperatures=(25.0, 100.0))], 0).rows)
    assert "E_a, paper" not in told
