"""How findings are put together for a reader: the gate's, of one result and of several."""

from dataclasses import replace

import numpy as np
import pytest
import xarray as xr

from ionoscope.app.answers.answer import NOTHING, told
from ionoscope.app.answers.gate import gate_map
from ionoscope.app.answers.registry import answer_of
from ionoscope.engine import EXPERIMENTS, Result
from ionoscope.engine.core.finding import Value, answer, doubt, note
from ionoscope.engine.core.words import percent
from ionoscope.engine.gate.domain_map import weighted_share


def test_a_map_is_told_with_the_weight_of_a_temperature_if_asked():
    result = EXPERIMENTS["gate-map"](n=20).solve()
    share = percent(float((result.data.transmitted == 1).mean()))
    plain, weighted = answer_of([result]), gate_map([result], 4.0)
    assert plain.verdict == f"{share} of the launches pass."
    assert ("cells", "20 × 20") in plain.rows
    [more] = set(weighted.rows) - set(plain.rows)
    assert more == ("transmitted, weighted at ω_T = 4", percent(weighted_share(result.data, 4.0)))


def test_of_several_each_is_named():
    kind = EXPERIMENTS["gate-transmission"]
    omega_T = tuple(np.linspace(1, 4, 7))
    frozen = kind(ensemble="frozen", omega_T=omega_T).solve()
    thermal = kind(omega_T=omega_T, n_phases=16).solve()
    both = answer_of([thermal, frozen])
    assert both.verdict == "frozen: One activation energy, 6.0653 E_osc."
    assert both.rows[0][0] == "activation energy E_a, smallest, thermal"
    assert answer_of([thermal, frozen], 0).verdict.startswith("thermal: E_a runs from ")


def test_doubts_stand_by_themselves_and_intervals_are_explained():
    result = Result("gate-map", {}, xr.Dataset(), {}, "finished", 0.0, {})
    value = Value("D", 0.5, "Å²/ps", 0.45, 0.55)
    part = Value("of it noise", 0.1, part=True)
    found = answer("D = 0.50(5) Å²/ps.", value, part), note("A note."), doubt("It is cold.")
    said = told([replace(result, findings=found)])
    assert said.rows == [("D", "0.50(5) Å²/ps"), ("   of it noise", "0.1")]
    assert said.doubts == ["It is cold."]
    assert said.note == "A note. In brackets: half-width of the 95 % interval, or both its limits."


@pytest.mark.parametrize("key", [key for key in EXPERIMENTS if key.startswith("gate")])
def test_a_run_that_was_stopped_at_once_has_no_answer(key):
    nothing = Result(key, EXPERIMENTS[key]().values(), xr.Dataset(), {}, "stopped", 0.0, {})
    assert answer_of([nothing]) == NOTHING
