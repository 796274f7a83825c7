"""gate-map: symmetries, the two starts, islands and stripes, and what tracing may lose."""

import math

import numpy as np
import pytest
from scipy import ndimage

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.gate.domain_map import GateMap, weighted_share
from ionoscope.engine.gate.domain_map_run import launches
from ionoscope.engine.gate.kernels.values import REFLECTED, TRANSMITTED

EIGHTH = math.pi / 4


def cells(**values):
    return GateMap(**values).solve().data.transmitted.values


def random_map(rng, **values):
    """A map with a random model, phase and window."""
    return GateMap(
        U0=rng.uniform(1, 15),
        lam=rng.uniform(0.5, 3),
        s=rng.uniform(0, 3),
        M=math.exp(rng.uniform(-2, 2)),
        phi=rng.uniform(0, 2 * math.pi),
        E_particle_max=rng.uniform(5, 20),
        E_oscillator_max=rng.uniform(2, 30),
        **values,
    )


@pytest.mark.parametrize("eighth", range(4))
def test_head_on_the_mirror_image_does_the_same(eighth):
    """At s = 0 half a swing later is y → −y."""
    here, there = (cells(s=0.0, phi=(eighth + k) * EIGHTH) for k in (0, 4))
    np.testing.assert_array_equal(here, there)


def test_passing_beside_it_breaks_the_mirror():
    assert np.mean(cells(s=2.0, phi=0.0) != cells(s=2.0, phi=math.pi)) > 0.05


def test_mirrored_offset_with_mirrored_swing_does_the_same():
    np.testing.assert_array_equal(cells(s=1.3, phi=0.4), cells(s=-1.3, phi=0.4 + math.pi))


def test_from_the_released_script_phase_zero_cannot_see_the_oscillators_energy():
    """Its ẏ = 2π cos φ lacks the ζ, and y = ζ sin 0 = 0."""
    assert np.all(np.ptp(cells(phi=0.0, oscillator_start="released_script"), axis=1) == 0)
    assert np.any(np.ptp(cells(phi=0.0), axis=1) > 0)


def test_both_starts_agree_where_the_oscillator_has_half_a_quantum():
    """ζ = 1 at E_oscillator = 1/2."""
    half = {"E_oscillator_min": 0.0, "E_oscillator_max": 1.0, "n": 101}
    text, script = (cells(phi=1.0, oscillator_start=k, **half) for k in ("text", "released_script"))
    np.testing.assert_array_equal(text[:, 50], script[:, 50])
    assert np.any(text != script)


def test_a_reflecting_island_lies_in_the_transmitting_sea():
    """GATE Fig. 3, s = 2, φ = 5π/4."""
    labels, count = ndimage.label(cells(s=2.0, phi=5 * EIGHTH) == REFLECTED)
    assert count == 2
    main = labels[0, 0]
    island = np.argwhere((labels > 0) & (labels != main))
    assert len(island) > 1000
    # cut off from the reflected energies on the left by a transmitting channel
    assert island[:, 0].min() > 0


def test_no_island_next_door():
    assert ndimage.label(cells(s=2.0, phi=0.0) == REFLECTED)[1] == 1


def test_five_boundaries_along_the_particles_energy():
    """The transmitted set is no threshold: M = 1/5, U0 = 10, λ = 2, s = 2."""
    model = GateMap(M=0.2, phi=4.564260619969344)
    E = np.linspace(0.02, 10.2, 4000)
    outcome = launches(model, E, np.full(E.size, 19.833723920289295))
    edges = E[1:][outcome[1:] != outcome[:-1]]
    # spacing of the scan: 0.0025
    np.testing.assert_allclose(edges, [0.616, 1.048, 2.324, 6.366, 8.067], atol=0.004)


def test_without_an_interaction_to_speak_of_all_pass():
    assert cells(U0=0.01, n=30).all()


def test_cells_are_launches_at_their_centres():
    domain = GateMap(n=20, phi=1.0)
    data = domain.solve().data
    E, Eo = (data[k].values for k in ("E_particle", "E_oscillator"))
    assert (E[0], E[-1], Eo[0], Eo[-1]) == (0.1, 12, 0, 20)
    alone = launches(domain, E[[7]], Eo[[13]])[0]
    assert data.transmitted.values[7, 13] == alone


@pytest.mark.parametrize("seed", range(10))
def test_tracing_loses_next_to_nothing(seed):
    domain = random_map(np.random.default_rng(seed))
    answer = domain.solve().summary
    # at most 0.05 % of the cells, and with a quarter of the launches or so
    assert answer["cells_lost_by_tracing"] <= 0.0005 * domain.n**2
    assert domain.changed(fill="traced").solve().summary["launches"] < 0.6 * domain.n**2


def test_a_traced_map_never_invents_a_launched_cell():
    domain = random_map(np.random.default_rng(3))
    every, traced = domain.solve(), domain.changed(fill="traced").solve()
    lost = np.sum(every.data.transmitted != traced.data.transmitted)
    assert lost == every.summary["cells_lost_by_tracing"]
    assert traced.summary["cells_lost_by_tracing"] is None


@pytest.mark.parametrize("fill", ["every cell", "traced"])
def test_chunks_sharpen_from_coarse_to_complete(fill):
    chunks = list(GateMap(fill=fill, n=150).run())
    shares = [c.share for c in chunks]
    assert shares == sorted(shares) and shares[-1] == 1 and shares[0] < 0.1
    assert chunks[0].stage == "coarse" and chunks[-1].stage == "done"
    assert all(c.data.transmitted.shape == (150, 150) for c in chunks)
    assert chunks[-1].summary["undecided"] == 0


def test_chunks_once_published_do_not_change():
    chunks, sums = [], []
    for chunk in GateMap(n=100).run():
        chunks.append(chunk)
        sums.append(int(chunk.data.transmitted.sum()))
    assert sums == [int(c.data.transmitted.sum()) for c in chunks]
    assert len(set(sums)) > 1


def test_share_and_launches_are_counted():
    result = GateMap(n=64).solve()
    assert result.summary["launches"] == 64**2
    share = np.mean(result.data.transmitted.values == TRANSMITTED)
    assert result.summary["transmitted_fraction"] == share


@pytest.mark.parametrize("omega_T", [0.5, 3.0, 100.0])
def test_weighted_share_is_the_boltzmann_mean(omega_T):
    data = GateMap(n=40).solve().data
    passed = total = 0.0
    for i, E in enumerate(data.E_particle.values):
        for j, Eo in enumerate(data.E_oscillator.values):
            weight = math.exp(-(E + Eo) / omega_T)
            total += weight
            passed += weight * data.transmitted.values[i, j]
    assert weighted_share(data, omega_T) == pytest.approx(passed / total, rel=1e-12)


@pytest.mark.parametrize("of", ["particle", "oscillator"])
def test_an_empty_window_is_refused(of):
    window = {f"E_{of}_min": 3.0, f"E_{of}_max": 3.0}
    with pytest.raises(InvalidParameter, match=rf"E_{of}_max = 3 is not above E_{of}_min = 3"):
        GateMap(**window)
