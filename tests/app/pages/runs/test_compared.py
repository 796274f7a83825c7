"""Runs of the list compared: in one picture, subtracted, their parameters side by side."""

from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.compute.sweep import sweep_of
from tests.app.pages.runs.barriers import DIFFERENT


def test_several_lie_over_each_other_in_their_own_figure(page, barriers):
    page = page()
    page.select(list(DIFFERENT))
    page.do("overlay")
    assert page.comparison.shown == "overlay"
    figures = page.comparison.layout.select(lambda p: "Bokeh" in type(p).__name__)
    assert len(figures) == 1
    page.comparison.close()
    assert not page.comparison.layout


def test_maps_stand_side_by_side(page, kept):
    for id, s in DIFFERENT.items():
        kept(id, EXPERIMENTS["gate-map"](n=20, s=s))
    page = page()
    page.select(list(DIFFERENT))
    page.do("overlay")
    assert len(page.comparison.layout.select(lambda p: "Bokeh" in type(p).__name__)) == 3


def test_sweeps_lie_over_each_other(page, kept):
    sweep = sweep_of(EXPERIMENTS["gate-barrier"])
    for id, U0 in (("s0", 7.0), ("s1", 9.0)):
        kept(id, sweep(U0=U0, over={"lam": [1.0, 2.0]}))
    page = page()
    page.select(["s0", "s1"])
    page.do("overlay")
    assert len(page.comparison.layout.select(lambda p: "Bokeh" in type(p).__name__)) == 1
    page.do("difference")
    assert page.comparison.shown == "difference"


def told(page):
    """All HTML of the comparison."""
    html = page.comparison.layout.select(lambda p: type(p).__name__ == "HTML")
    return " ".join(pane.object for pane in html)


def test_the_difference_of_two_is_drawn_and_told(page, barriers):
    page = page()
    page.select(["b1", "b0"])
    page.do("difference")
    less = barriers["b1"].summary["frozen"] - barriers["b0"].summary["frozen"]
    assert f"{less:.5g}" in told(page)
    assert page.comparison.layout.select(lambda p: "Bokeh" in type(p).__name__)


def test_maps_are_not_subtracted_but_their_numbers(page, kept):
    for id, s in (("m0", 0.0), ("m1", 1.0)):
        kept(id, EXPERIMENTS["gate-map"](n=20, s=s))
    page = page()
    page.select(["m0", "m1"])
    page.do("difference")
    assert "no curves that could be subtracted" in told(page) and "Difference" in told(page)


def test_parameters_stand_side_by_side_with_a_mark_at_what_differs(page, barriers, store):
    store.catalogue.describe("b1", name="<script>alert(1)</script>")
    page = page()
    page.select(["b0", "b1"])
    page.do("beside")
    html = told(page)
    assert "1 of " in html and html.count("≠") == 2 and "<script>" not in html
    marked = html[html.index('aria-label="differs"') :]
    assert "<b>0.5</b>" in marked[: marked.index("</tr>")]


def test_runs_that_share_a_seed_are_not_taken_for_independent(page, kept):
    walk = EXPERIMENTS["gate-transmission"]
    sampled = {"method": "sampled", "n_launches": 200, "omega_T": (2.0,)}
    for id, own in (("t0", {}), ("t1", {"lam": 1.5}), ("t2", {"lam": 1.5, "seed": 3})):
        kept(id, walk(**sampled, **own))
    page = page()
    page.select(["t0", "t1"])
    page.do("difference")
    assert "same seed (0)" in told(page)
    page.select(["t0", "t2"])
    page.do("difference")
    assert "independent runs" in told(page) and "same seed" not in told(page)
