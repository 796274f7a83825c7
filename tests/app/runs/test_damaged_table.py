"""A table that is damaged, deleted or replaced: noticed, set aside, made anew; the rest served."""

import os
import sqlite3

import pytest

from ionoscope.app.runs import table
from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.app.runs.query import Query
from ionoscope.app.runs.store import RunStore
from ionoscope.engine import EXPERIMENTS

from .rows import fill


@pytest.fixture(scope="module")
def result():
    return EXPERIMENTS["gate-barrier"](s=1.0).solve()


@pytest.fixture
def catalogue(tmp_path, result):
    catalogue = Catalogue(tmp_path)
    fill(catalogue, 200)  # pages enough for damage
    for id in "abc":
        catalogue.add(id, result, made_from="z", identity="y")
    catalogue.describe("a", name="first", tags=["paper"])
    catalogue.describe("b", note="λ = 2")
    catalogue.remove("c")
    yield catalogue
    catalogue.close()


def overwrite(path, start, content):
    with path.open("r+b") as file:
        file.seek(start)
        file.write(content)


def damage(folder, how):
    path = folder / table.LIST
    size = path.stat().st_size
    if how == "start":
        overwrite(path, 0, b"this is no database at all")
    elif how == "middle":
        overwrite(path, size // 2 // 4096 * 4096, os.urandom(40 * 4096))
    elif how == "cut":
        os.truncate(path, size // 2)
    else:
        path.unlink()


def aside(folder):
    return list(folder.glob("runs.damaged-*.sqlite"))


@pytest.mark.parametrize("how", ["start", "middle", "cut", "deleted"])
@pytest.mark.parametrize("when", ["while it is open", "before it is opened"])
def test_the_list_is_made_anew_from_the_files(catalogue, result, how, when, caplog):
    folder = catalogue.folder
    damage(folder, how)
    if when == "before it is opened":
        catalogue.close()
        catalogue = Catalogue(folder)
    elif how != "deleted":  # what SQLite remembers of the file is not damaged
        catalogue._table._connection.execute("PRAGMA shrink_memory")
    kept = {e.id: e for e in catalogue.entries(Query(most=1000))}
    assert set("ab") <= set(kept)
    for id in "ab":
        assert (kept[id].summary, kept[id].findings) == (result.summary, result.findings)
        assert (kept[id].made_from, kept[id].identity) == ("z", "y")
        assert catalogue.load(id).data.equals(result.data)
    assert len(aside(folder)) == (how != "deleted")
    if how != "deleted":
        assert "was damaged" in catalogue.notice and aside(folder)[0].name in catalogue.notice
        assert catalogue.notice in caplog.text
    if how == "middle":  # what people said can still be read before and behind the damage
        assert (kept["a"].name, kept["a"].tags, kept["b"].note) == ("first", ("paper",), "λ = 2")
        assert catalogue.entry("c").removed
    catalogue.add("d", result)
    assert catalogue.load("d").data.equals(result.data)
    catalogue.close()


def test_two_that_are_open_find_the_same_new_one(catalogue, result):
    other = Catalogue(catalogue.folder)
    damage(catalogue.folder, "start")
    assert {e.id for e in other.entries()} == {e.id for e in catalogue.entries()}
    assert len(aside(catalogue.folder)) == 1
    other.add("d", result)
    assert catalogue.load("d").data.equals(result.data)
    other.close()


def test_words_that_are_no_json_are_damage_too(catalogue):
    rows = sqlite3.connect(catalogue.folder / table.LIST)
    rows.execute("UPDATE runs SET findings = '[{]' WHERE id = 'a'")
    rows.commit()
    rows.close()
    assert catalogue.entry("a").findings
    assert len(aside(catalogue.folder)) == 1


def test_a_file_that_was_damaged_before_the_table_is_still_known_to_be(catalogue):
    overwrite(catalogue.path("a"), 40, b"\0\1\2")
    os.utime(catalogue.path("a"))
    damage(catalogue.folder, "middle")
    catalogue.entries(Query(most=1000))
    with pytest.raises(ValueError, match=r"damaged|no stored run"):
        catalogue.load("a")


def test_it_is_said_on_every_page(catalogue, pool):
    damage(catalogue.folder, "start")
    store = RunStore(pool, catalogue.folder)
    assert "The list of runs" in store.trouble and not store.keeper.trouble
    store.close()


def test_files_that_somebody_puts_there_are_listed(catalogue, result, caplog):
    result.to_netcdf(catalogue.folder / "mine.nc")
    (catalogue.folder / "other.nc").write_text("of another program")
    assert catalogue.take_in() == 1 and catalogue.take_in() == 0
    assert catalogue.entry("mine").summary == result.summary
    assert catalogue.load("mine").data.equals(result.data)
    assert (catalogue.folder / "other.nc").exists()
    assert len([m for m in caplog.messages if "other.nc" in m]) == 1, "said once"
