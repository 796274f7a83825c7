"""Links: what goes in comes out, and damage is named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ionoscope.app.share import link
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.core.parameters import Quantity, as_text

PAGES = ("home", *EXPERIMENTS, "runs")


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_a_link_carries_every_parameter_and_the_seed(key):
    kind = EXPERIMENTS[key]
    name, p = next((k, p) for k, p in kind.declared().items() if isinstance(p, Quantity))
    low, high = p.softbounds
    experiment = kind(**{"seed": 7, name: low + (high - low) / 3})
    texts = {k: as_text(v) for k, v in experiment.values().items()}
    address = link.read(link.write(key, texts, {"M": "1,5"}), PAGES)
    assert (address.page, address.trouble, address.show) == (key, "", {"M": "1,5"})
    assert EXPERIMENTS[key].from_text(address.parameters).values() == experiment.values()


@pytest.mark.parametrize(
    ("search", "named"),
    [
        ("?page=nowhere", "nowhere"),
        ("?page=gate-map&v=99", "99"),
        ("?page=gate-map&colour=red", "colour"),
        ("?page=gate-map&x=" + "a" * 9000, "longer"),
    ],
)
def test_damage_is_named(search, named):
    assert named in link.read(search, PAGES).trouble


def test_a_teacher_hides_and_locks():
    address = link.read("?page=gate-map&hide=lam,s&lock=1", PAGES)
    assert (address.hide, address.lock) == (("lam", "s"), True)


@settings(derandomize=True, deadline=None, max_examples=400)
@given(st.text(max_size=300))
def test_no_text_is_too_strange(search):
    assert link.read(search, PAGES).page in PAGES
