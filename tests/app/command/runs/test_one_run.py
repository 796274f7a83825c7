"""A kept run by its id, a part of it or its name: shown, noted, deleted, taken back."""

import json
import shlex

import pytest

from ionoscope.engine import Result

pytestmark = pytest.mark.usefixtures("kept")


def test_show_tells_all_that_is_known(call, kept, catalogue):
    said = call("runs", "show", "aa2").stdout
    result = kept["aa22"]
    assert all(str(finding) in said for finding in result.findings)
    assert all(name in said for name in (*result.parameters, *result.summary))
    assert "* kT" in said and "* k1" not in said  # what differs from its default
    assert result.versions["numpy"] in said and str(catalogue.path("aa22")) in said


def test_show_as_json_leads_to_the_file(call, kept):
    told = json.loads(call("runs", "show", "bb", "--json").stdout)
    assert told["parameters"]["s"] == 0.5 and told["status"] == "finished"
    assert Result.from_netcdf(told["file"]).data.identical(kept["bb33"].data)


def test_a_note_stays_and_its_name_calls_the_run(call, catalogue):
    call("runs", "note", "aa2", "--name", "warm one", "--tag", "fig3", "--tag", "draft")
    said = call("runs", "note", "warm one", "--untag", "draft", "--note", "for the talk").stdout
    assert said == "aa22; name: warm one; note: for the talk; tags: fig3\n"
    entry = catalogue.entry("aa22")
    assert (entry.name, entry.note, entry.tags) == ("warm one", "for the talk", ("fig3",))
    assert "aa22" in call("runs", "list", "--tag", "fig3").stdout
    call("runs", "note", "aa22", "--name", "")
    assert catalogue.entry("aa22").name == "" and catalogue.entry("aa22").note


def test_deleting_says_how_to_undo_it_and_that_undoes_it(call, kept):
    said = call("runs", "delete", "aa1", "bb33").stdout
    assert "2 in the trash" in said
    assert "aa11" not in call("runs", "list").stdout
    assert "aa11" in call("runs", "list", "--trash").stdout
    assert "restore aa11" in call("runs", "show", "aa11").stderr
    _, *undo = shlex.split(said[said.index("ionoscope runs") : said.index(" takes")])
    assert call(*undo).exit_code == 0
    assert json.loads(call("runs", "show", "aa11", "--json").stdout)["removed"] is None
    assert "no run 'aa11' in the trash" in call("runs", "restore", "aa11").stderr


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("show", "aa"), ("aa11 (ion-diffusion)", "aa22 (ion-diffusion)")),
        (("show", "zz"), ("There is no kept run 'zz'",)),
        (("delete", "aa11", "zz"), ("'zz'",)),
        (("note", "aa11"), ("--name", "--tag")),
        (("restore", "aa11"), ("in the trash",)),
    ],
)
def test_what_means_no_run_or_several_is_refused_in_a_sentence(call, words, named):
    found = call("runs", *words)
    assert (found.exit_code, found.stdout) == (2, "")
    assert all(word in found.stderr for word in named)
    assert "aa11" in call("runs", "list").stdout  # nothing was done by half


def test_a_name_goes_before_the_beginning_of_an_id(call):
    call("runs", "note", "bb33", "--name", "aa1")
    assert json.loads(call("runs", "show", "aa1", "--json").stdout)["id"] == "bb33"


def test_a_file_that_is_gone_is_named(call, catalogue, tmp_path):
    catalogue.path("aa11").unlink()
    found = call("runs", "export", "aa11", "--out", tmp_path / "x.nc")
    assert found.exit_code == 2 and "aa11 is missing" in found.stderr
