"""What a run is in few words."""

import pytest

from ionoscope.app.share.telling import changes, differing, size
from ionoscope.engine import EXPERIMENTS, known


def test_only_what_is_not_at_its_default_is_told():
    values = EXPERIMENTS["ion-diffusion"](kT=40.0, ions=3).values()
    assert differing("ion-diffusion", values) == {"ions": "3", "kT": "40 meV (464 K)"}
    assert changes("ion-diffusion", EXPERIMENTS["ion-diffusion"]().values()) == ""


def test_of_another_version_all_is_told():
    assert changes("gate-old", {"s": 1.0, "way": "up"}) == "s = 1, way = up"


def test_a_sweep_tells_what_it_goes_over():
    sweep = known("gate-barrier-sweep")(over={"s": (0.0, 1.0)}, lam=1.5)
    assert changes(sweep.key, sweep.values()) == "lam = 1.5 l_osc, over = s=0,1"


def test_long_values_are_cut():
    phases = tuple(float(i) ** 1.5 for i in range(60))
    (told,) = differing("gate-gallery", {"phases": phases}).values()
    assert len(told) < 70 and "…" in told


@pytest.mark.parametrize(
    ("count", "words"), [(12, "12 B"), (119_036, "119 kB"), (2.5e7, "25 MB"), (3e9, "3 GB")]
)
def test_sizes_have_three_digits(count, words):
    assert size(count) == words
