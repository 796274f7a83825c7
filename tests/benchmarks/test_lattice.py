"""The crystal's benchmarks measure what they say: plain ways lead to the same numbers."""

import io

import numpy as np
import pytest
from rich.console import Console

from ionoscope.engine.lattice.barrier import LatticeBarrier
from ionoscope.engine.lattice.density import density_of_states
from ionoscope.engine.lattice.memory_kernel import static_response
from ionoscope.engine.lattice.modes import Modes
from ionoscope.engine.lattice.thermal_modes import ThermalModes
from ionoscope.engine.lattice.zone import box
from tests.benchmarks import boxed, lattice
from tests.engine.lattice.springs import spring_matrix


def test_the_plain_histogram_counts_the_same_states():
    Omega, g = density_of_states(lattice.CRYSTAL, 20, 12)
    plain = lattice.plain_density(20, 12)
    width = Omega[1] - Omega[0]
    assert plain.sum() * width == pytest.approx(3, rel=1e-4)
    # cells of the grid fall into bins whole
    assert np.abs(plain - g).sum() * width < 0.3


def test_the_plain_grid_is_a_box():
    found = lattice.plain_static_response(6)
    sites = np.array([(0, 0, 0), (1, 0, 2), (3, -1, 2)])
    ours = static_response(lattice.CRYSTAL, Modes.of(lattice.CRYSTAL, box(6)), sites)
    np.testing.assert_allclose(found[tuple(sites.T)], ours, atol=1e-13 * ours.max())


def test_naive_motion_is_the_fast_one():
    modes = ThermalModes(lattice.CRYSTAL, 4, 25.0, "quantum", 1)
    sites = np.array([(0, 0, 0), (1, 2, 3)])
    plain = lattice.naive_motion(modes, sites, 0.7, 3)
    ours = modes.at(0.7)[(slice(None), slice(None), *sites.T)].swapaxes(1, 2)
    for order in range(3):
        np.testing.assert_allclose(
            plain[order], ours[order], atol=1e-12 * np.abs(ours[order]).max()
        )


def test_the_boxed_ion_meets_nearly_the_same_barrier():
    np.testing.assert_allclose(boxed.boxed_springs(3), spring_matrix(lattice.CRYSTAL, 3), atol=1e-9)
    relaxed = LatticeBarrier(n_points=5).solve().summary["relaxed"]
    assert boxed.boxed_barrier(6) == pytest.approx(relaxed, abs=0.2)


def test_memory_is_what_was_held():
    found = lattice.peak_memory(lambda: np.ones(20_000_000))
    assert found == pytest.approx(160e6, rel=0.1)


def test_the_table_holds_every_row(monkeypatch):
    row = lattice.Row("a frame", 1e-3, "1 ms", 0.4, "by hand", 5_000_000, "1e-10 / 1e-02")
    monkeypatch.setattr(lattice, "rows", lambda: iter([row]))
    out = io.StringIO()
    lattice.main(Console(file=out, width=140))
    text = out.getvalue()
    assert all(part in text for part in ("a frame", "5 MB", "400 ms", "400", "1e-10 / 1e-02"))
