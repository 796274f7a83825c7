"""ion-landscape: what is asked for, what is refused, what is said of it."""

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.landscape.findings import of_landscape
from ionoscope.engine.landscape.landscape import IonLandscape


@pytest.fixture(scope="module")
def papers():
    return IonLandscape(r_c=8.0, spacing=0.4).solve()


def test_the_papers_ion_moves_in_three_dimensions_over_the_known_barrier(papers):
    found = papers.summary
    assert (found["minima"], found["saddles"], found["kinds"]) == (1, 3, 1)
    for n in (1, 2, 3):
        assert found[f"rigid_{n}d"] == pytest.approx(45.52, abs=0.006)
        assert found[f"relaxed_{n}d"] == pytest.approx(42.33, abs=0.006)
    assert found["interaction"] == pytest.approx(39.41, abs=0.006)
    assert found["elastic"] == pytest.approx(2.92, abs=0.006)
    assert "in all three directions" in papers.findings[0].text


def test_paths_lead_from_minimum_to_minimum_over_their_saddle(papers):
    data = papers.data
    for k in range(3):
        known = np.isfinite(data.way_length.values[k])
        place = data.way_place.values[k][known]
        np.testing.assert_allclose(place[0], data.minimum_place.values[0], atol=1e-6)
        np.testing.assert_allclose(place[-1] - place[0], 3.0 * data.to_cell.values[k], atol=1e-6)
        energy = data.E_way.values[k][known]
        assert energy.max() == pytest.approx(float(data.E_saddle[k]))
        assert energy[0] == pytest.approx(0, abs=1e-9)


def test_weights_belong_to_species_in_the_order_of_their_atoms():
    assert IonLandscape(crystal="rocksalt", weights=(0.0, 1.0)).by_species() == {"Na": 0, "Cl": 1}
    assert IonLandscape(crystal="perovskite").by_species() == {"Sr": 1, "Ti": 1, "O": 1}


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"weights": (0.0,)}, "weights"),
        ({"crystal": "fcc", "r_c": 20.0}, "r_c"),
        ({"crystal": "wurtzite"}, "crystal"),
    ],
)
def test_what_cannot_be_is_refused(given, name):
    with pytest.raises(InvalidParameter) as refusal:
        IonLandscape(**given)
    assert refusal.value.name == name and refusal.value.remedy


def told(**other):
    found = dict.fromkeys([f"{kind}_{n}d" for kind in ("rigid", "relaxed") for n in (1, 2, 3)])
    found |= {"minima": 2, "saddles": 3, "kinds": 2, "dimension": 0, "interaction": None}
    found |= {"elastic": None, "unsettled": 0, "largest_displacement": 0.01, "nearest_atoms": 3.0}
    return " ".join(f.text for f in of_landscape(found | {"softest": 0.9} | other))


def test_findings_say_where_an_ion_comes_to():
    assert "does not get through" in told()
    channel = told(dimension=3, rigid_1d=10.0, relaxed_1d=8.0, rigid_2d=30.0, rigid_3d=30.0)
    assert "along one direction only" in channel and "8 meV with the atoms relaxed" in channel
    assert "From 30 meV" in channel and "in all three directions" not in channel.split("From")[0]
    assert "springs that stay harmonic" in told(largest_displacement=0.5)
    assert "none once the atoms give way" in told(unsettled=2)
    assert "without being stable" in told(softest=-0.1)
    assert "no place to rest" in told(minima=0)
