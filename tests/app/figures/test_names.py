"""Names: what tells results apart on one picture."""

import pytest

from ionoscope.app.figures.names import called, names, rank, valued
from ionoscope.engine import EXPERIMENTS, Chunk

LONG = tuple(10.5 + n**2 for n in range(9))


def result(key, **values):
    """A result without data."""
    return EXPERIMENTS[key](**values).result(Chunk(1.0, "done", None), "finished", 0.0)


def of(key, *each):
    return names([result(key, **values) for values in each])


def test_what_differs_is_the_name_and_nothing_else():
    assert of("ion-collision", {"lam": 0.5, "U0": 5000}, {"lam": 0.25, "U0": 5000}) == [
        "λ=0.5 Å",
        "λ=0.25 Å",
    ]


def test_temperatures_are_told_in_kelvin_too():
    each = [{"kT": kT, "equation": e} for kT in (10, 25.5) for e in ("full", "time-local")]
    assert of("ion-diffusion", *each) == [
        "10 meV (116 K) full",
        "10 meV (116 K) time-local",
        "25.5 meV (296 K) full",
        "25.5 meV (296 K) time-local",
    ]


def test_several_parameters_are_named_in_their_order_on_the_page():
    found = of("ion-collision", {"lam": 0.5, "v0": 2}, {"lam": 0.5, "v0": 3}, {"lam": 1, "v0": 3})
    assert found == ["λ=0.5 Å v₀=2", "λ=0.5 Å v₀=3", "λ=1 Å v₀=3"]


def test_words_stand_for_themselves():
    each = [{"equation": e} for e in ("full", "memory", "time-local")]
    assert of("ion-dissipation", *each) == ["full", "memory", "time-local"]


def test_a_memory_s_length_is_named_where_there_is_a_memory():
    each = [{"equation": "full"}, *({"equation": "memory", "t_c": t} for t in (0.1, 0.2))]
    assert of("ion-dissipation", *each) == ["full", "memory t_c=0.1 ps", "memory t_c=0.2 ps"]


def test_lists_are_named_and_cut_if_they_are_long():
    short = of(
        "diffusion-temperature", {"temperatures": (20.0, 30.0)}, {"temperatures": (20.0, 40.0)}
    )
    assert short == ["20,30 meV (232 … 348 K)", "20,40 meV (232 … 464 K)"]
    long = valued("diffusion-temperature", "temperatures", LONG)
    assert len(long) < 60 and "…" in long


def test_lists_that_differ_beyond_the_cut_are_numbered():
    first, second = of(
        "diffusion-temperature",
        {"temperatures": LONG},
        {"temperatures": (*LONG[:-1], 70.0, LONG[-1])},
    )
    assert second == f"{first} (2)"


def test_how_it_was_computed_is_told_only_if_nothing_else_differs():
    each = {"lam": 0.5, "resolution": 20}, {"lam": 0.3, "resolution": 40}
    assert of("ion-collision", *each) == ["λ=0.5 Å", "λ=0.3 Å"]
    alike = {"lam": 0.5, "resolution": 20}, {"lam": 0.5, "resolution": 40}
    assert of("ion-collision", *alike) == ["n_λ=20", "n_λ=40"]


def test_seeds_are_told_as_such():
    assert of("ion-diffusion", {"seed": 1}, {"seed": 2}) == ["seed 1", "seed 2"]


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("ion-dissipation", {"equation": "memory"}, "memory"),
        ("ion-collision", {"lam": 0.25}, "λ=0.25 Å"),
        ("gate-transmission", {"ensemble": "thermal"}, "thermal"),
        ("diffusion-temperature", {"equation": "time-local"}, "time-local"),
    ],
)
def test_a_result_alone_is_called_by_what_matters_most(key, values, expected):
    assert of(key, values) == [expected]


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_every_experiment_s_result_has_a_name(key):
    assert all(of(key, {}))


def test_close_values_are_told_apart():
    assert of("ion-collision", {"lam": 0.5}, {"lam": 0.5000001}) == ["λ=0.5 Å", "λ=0.5000001 Å"]


def test_the_same_run_twice_is_numbered():
    assert of("ion-dissipation", {}, {}, {}) == ["full", "full (2)", "full (3)"]


def test_no_results_have_no_names():
    assert names([]) == []


def test_results_of_several_experiments_are_told_by_what_they_share():
    several = [result("ion-collision", lam=0.3), result("ion-dissipation", lam=0.4)]
    assert all("λ=0.3 Å" in n or "λ=0.4 Å" in n for n in names(several))
    assert len(set(names(several))) == 2


def test_a_parameter_that_is_no_more_is_named_by_its_key():
    """In a file of an older version."""
    assert valued("ion-collision", "gone", 3) == "gone=3"
    assert valued("no-experiment", "lam", 0.5) == "lam=0.5"


def test_a_curve_among_several_results_is_called_after_both():
    several = [result("ion-collision", lam=lam) for lam in (0.5, 0.3)]
    assert called("full", several) == ["full, λ=0.5 Å", "full, λ=0.3 Å"]
    assert called("full", several[:1]) == ["full"]


def test_ranks_are_places_among_the_values():
    several = [result("ion-collision", lam=lam) for lam in (0.5, 0.3, 0.5, 1.0)]
    assert rank(several, "lam") == [1, 0, 1, 2]
