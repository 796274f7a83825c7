"""What is asked of the catalogue is answered in SQL as a plain loop over all runs would."""

import pytest

from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.app.runs.entry import COLUMNS
from ionoscope.app.runs.query import Query
from ionoscope.engine import EXPERIMENTS

from .rows import diffusion, fill

COUNT = 60
ALL = [diffusion(i) for i in range(COUNT)]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    catalogue = Catalogue(tmp_path_factory.mktemp("kept"))
    fill(catalogue, COUNT)
    catalogue.add("transmission", EXPERIMENTS["gate-transmission"](omega_T=(1.0, 3.0)).solve())
    yield catalogue
    catalogue.close()


def ids(catalogue, **asked):
    return [entry.id for entry in catalogue.entries(Query(**asked))]


def test_a_row_gives_back_what_it_was_made_of(catalogue):
    assert catalogue.entry(ALL[5].id) == ALL[5]._replace(
        parameters=EXPERIMENTS["ion-diffusion"](**ALL[5].parameters).values()
    )
    assert catalogue.entry("nobody") is None


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ({"status": "stopped"}, lambda e: e.status == "stopped"),
        ({"tags": ("paper",)}, lambda e: "paper" in e.tags),
        ({"text": "WALK run0001"}, lambda e: e.id.startswith("run0001")),
        ({"where": (("kT", ">=", 40),)}, lambda e: e.parameters["kT"] >= 40),
        ({"where": (("answer.D", "<", 1),)}, lambda e: (e.summary["D"] or 9) < 1),
        ({"where": (("size", ">", 100_030),)}, lambda e: e.size > 100_030),
        ({"where": (("equation", "!=", "memory"),)}, lambda e: True),
        ({"where": (("equation", "=", 5),)}, lambda e: False),
        (
            {"where": (("seed", "!=", 3), ("kT", "<", 30)), "status": "finished"},
            lambda e: e.seed != 3 and e.parameters["kT"] < 30 and e.status == "finished",
        ),
    ],
)
def test_conditions(catalogue, asked, holds):
    query = Query(experiment="ion-diffusion", **asked)
    wanted = [e.id for e in reversed(ALL) if holds(e)]
    assert [e.id for e in catalogue.entries(query)] == wanted
    assert catalogue.count(query._replace(most=1)) == len(wanted)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("key", ["answer.D", "kT", "elapsed_s", "name"])
def test_order(catalogue, key, descending):
    def value(entry):
        if key == "answer.D":
            return entry.summary["D"]
        return entry.parameters["kT"] if key == "kT" else getattr(entry, key)

    known = [e for e in ALL if value(e) is not None]
    wanted = [e.id for e in sorted(known, key=value, reverse=descending)]
    found = ids(catalogue, experiment="ion-diffusion", sort=key, descending=descending)
    assert found[: len(wanted)] == wanted, "those without a value come last"
    assert len(found) == COUNT


def test_pages_follow_each_other(catalogue):
    whole = ids(catalogue)
    assert ids(catalogue, most=10) + ids(catalogue, most=100, skip=10) == whole
    assert whole[0] == "transmission"


def test_of_a_list_one_value_is_enough(catalogue):
    assert ids(catalogue, where=(("omega_T", "=", 3),)) == ["transmission"]
    assert ids(catalogue, where=(("omega_T", ">", 3),)) == []
    assert ids(catalogue, where=(("answer.barrier.relaxed", ">", 0),)) == ["transmission"]


def test_words_are_found_in_any_letters(catalogue):
    catalogue.describe("run00003", note="Zwei Ångström — 50%_neu")
    for text in ("ÅNGSTRÖM", "50%_NEU", "zwei  neu"):
        assert ids(catalogue, text=text) == ["run00003"]
    assert ids(catalogue, text="zwei drei") == []


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"where": (("kT", "~", 1),)}, "cannot be compared by '~'"),
        ({"where": (("kT'; DROP TABLE runs", "=", 1),)}, "no column, parameter or number"),
        ({"sort": "created, id"}, "no column, parameter or number"),
        ({"sort": ""}, "no column, parameter or number"),
    ],
)
def test_what_means_nothing_is_refused(catalogue, asked, message):
    with pytest.raises(ValueError, match=message):
        catalogue.entries(Query(**asked))


def test_no_parameter_is_called_like_a_column():
    for kind in EXPERIMENTS.values():
        assert not set(kind.declared()) & set(COLUMNS)
