"""The catalogue: what people say of runs, the trash, equal runs, older catalogues."""

import json
import sqlite3
import threading
import time
from dataclasses import replace

import pytest

from ionoscope.app.runs import catalogue as module
from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.app.runs.query import Query
from ionoscope.app.runs.schema import put

TODAY = """CREATE TABLE runs (
    id TEXT PRIMARY KEY, experiment TEXT NOT NULL, created REAL NOT NULL, status TEXT NOT NULL,
    elapsed_s REAL NOT NULL, parameters TEXT NOT NULL, sha256 TEXT NOT NULL)"""


def test_a_row_holds_what_the_file_says(catalogue, result):
    catalogue.add("a", result, made_from="b", identity="c")
    entry = catalogue.entry("a")
    assert (entry.summary, entry.parameters) == (result.summary, result.parameters)
    assert (entry.findings, entry.versions) == (result.findings, result.versions)
    assert (entry.made_from, entry.identity, entry.seed) == ("b", "c", 0)
    assert entry.size == catalogue.path("a").stat().st_size
    about = catalogue.load("a").about
    assert (about["made_from"], about["identity"]) == ("b", "c")


def test_a_row_leaves_what_is_long_to_the_file(catalogue, result):
    long = {"points": list(range(10_000)), "few": [1, 2]}
    catalogue.add("a", replace(result, summary=long))
    assert catalogue.entry("a").summary == {"few": [1, 2]}
    assert catalogue.load("a").summary == long


def test_what_people_say_stays_and_no_file_is_changed(catalogue, result):
    catalogue.add("a", result)
    before = catalogue.path("a").read_bytes()
    catalogue.describe("a", name="the first", tags=["paper", " paper ", "", "Fig. 3"])
    catalogue.describe("a", note="with λ = 2")
    catalogue.add("a", result)
    entry = catalogue.entry("a")
    assert (entry.name, entry.note, entry.tags) == ("the first", "with λ = 2", ("paper", "Fig. 3"))
    assert catalogue.path("a").read_bytes() == before
    catalogue.describe("a", name="", tags=())
    assert catalogue.entry("a")[8:11] == ("", "with λ = 2", ())
    with pytest.raises(ValueError, match="no stored run 'b'"):
        catalogue.describe("b", name="nobody")


def test_the_trash_gives_back_and_is_emptied(catalogue, result):
    for id in "ab":
        catalogue.add(id, result)
    catalogue.remove("a")
    assert [e.id for e in catalogue.entries()] == ["b"] and catalogue.count() == 1
    (entry,) = catalogue.entries(Query(removed=True))
    assert entry.id == "a" and entry.removed
    catalogue.restore("a")
    assert catalogue.count() == 2 and catalogue.load("a").data.equals(result.data)
    catalogue.remove("a")
    catalogue.empty_trash()
    assert catalogue.path("a").exists(), "not before seven days"
    catalogue.empty_trash(older_than=0.0)
    assert not catalogue.path("a").exists() and catalogue.entry("a") is None
    with pytest.raises(ValueError, match="no stored run 'a'"):
        catalogue.restore("a")


def test_the_newest_finished_run_of_an_identity(catalogue, result):
    assert catalogue.same("x") is None and catalogue.same("") is None
    for id, status in (("a", "finished"), ("b", "finished"), ("c", "stopped"), ("d", "finished")):
        catalogue.add(id, replace(result, status=status), identity="x")
    catalogue.remove("d")
    assert catalogue.same("x").id == "b"


def test_a_catalogue_of_before_is_brought_up_to_date(tmp_path, result):
    shas = {id: result.to_netcdf(tmp_path / f"{id}.nc") for id in "ab"}
    (tmp_path / "b.nc").write_bytes(b"damaged")
    old = sqlite3.connect(tmp_path / "runs.sqlite")
    old.execute(TODAY)
    parameters = json.dumps(result.to_json()["parameters"])
    for id, created in (("a", 1.5), ("b", 2.5), ("c", 3.5)):
        row = (id, "gate-barrier", created, "finished", 0.1, parameters, shas.get(id, "0"))
        old.execute("INSERT INTO runs VALUES (?,?,?,?,?,?,?)", row)
    old.commit()
    old.close()
    catalogue = Catalogue(tmp_path)
    assert [(e.id, e.created) for e in catalogue.entries()] == [("c", 3.5), ("b", 2.5), ("a", 1.5)]
    entry = catalogue.entry("a")
    assert (entry.summary, entry.findings) == (result.summary, result.findings)
    assert entry.size == catalogue.path("a").stat().st_size
    assert catalogue.count(Query(text="gate-barrier", where=(("s", "=", 1.0),))) == 3
    for id, message in (("b", "damaged"), ("c", "missing")):
        assert catalogue.entry(id).summary == {}
        with pytest.raises(ValueError, match=message):
            catalogue.load(id)
    catalogue.close()


def test_what_people_said_in_an_older_table_stays(catalogue, result):
    catalogue.add("a", result)
    catalogue.add("b", result)
    catalogue.describe("b", name="second", tags=["paper"])
    catalogue.close()
    rows = sqlite3.connect(catalogue.folder / "runs.sqlite")
    rows.execute("PRAGMA user_version = 2")
    rows.commit()
    rows.close()
    again = Catalogue(catalogue.folder)
    assert [(e.id, e.name, e.tags) for e in again.entries()] == [
        ("b", "second", ("paper",)),
        ("a", "", ()),
    ]
    assert again.entry("a").findings == result.findings
    again.close()


@pytest.mark.parametrize("cut", ["before the file", "after the file"])
def test_a_result_that_is_cut_off_while_it_replaces_one_is_whole(
    catalogue, result, monkeypatch, cut
):
    catalogue.add("a", replace(result, status="stopped"))
    name = "write_aside" if cut == "before the file" else "put"
    with monkeypatch.context() as patch:
        patch.setattr(module, name, _killed)
        with pytest.raises(KeyboardInterrupt):
            catalogue.add("a", result)
    wanted = "stopped" if cut == "before the file" else "finished"
    assert catalogue.load("a").status == catalogue.entry("a").status == wanted


def test_what_a_killed_process_put_into_place_is_listed_before_anyone_opens_it(
    catalogue, result, monkeypatch
):
    catalogue.add("a", replace(result, status="stopped"))
    with monkeypatch.context() as patch:
        patch.setattr(module, "put", _killed)
        with pytest.raises(KeyboardInterrupt):
            catalogue.add("a", result)
    assert catalogue.entry("a").status == "stopped"
    catalogue.settle()
    assert catalogue.entry("a").status == "finished"


def test_who_opens_a_result_while_two_replace_it_waits_for_them(catalogue, result, monkeypatch):
    """A file in place whose row is still to come is no damaged one, whatever others announce."""
    catalogue.add("a", replace(result, status="stopped"))
    other, opened = Catalogue(catalogue.folder), []
    threads = [
        threading.Thread(target=catalogue.add, args=("a", replace(result, status="failed"))),
        threading.Thread(target=lambda: opened.append(catalogue.load("a").status)),
    ]

    def others_come(table, entry, **kept):
        monkeypatch.setattr(module, "put", put)
        for thread in threads:
            thread.start()
        time.sleep(0.05)  # they would be through by then, were they let
        put(table, entry, **kept)

    monkeypatch.setattr(module, "put", others_come)
    other.add("a", result)
    for thread in threads:
        thread.join()
    assert opened[0] in ("finished", "failed")
    assert catalogue.load("a").status == catalogue.entry("a").status == "failed"
    assert not [*catalogue.folder.glob("*.damaged")]
    other.close()


def _killed(*_, **__):
    raise KeyboardInterrupt
