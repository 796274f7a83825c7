"""The reference has everything that is declared; every link of the manual leads somewhere."""

import re
from pathlib import Path

import click
import pytest

import ionoscope as iono
from ionoscope.app.figures.registry import figures_of
from ionoscope.app.manual import commands, files, links, pages, reference
from ionoscope.app.share.presets import presets
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.core.answers import ANSWERS

ROOT = Path(__file__).parents[3]
OWN = reference.pages()
ALL = {**pages.written(), **pages.of_notebooks(), **OWN}


def page(name: str) -> str:
    return OWN[f"{reference.FOLDER}{name}.md"]


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_an_experiments_page_has_all_that_it_declares(key):
    kind, text = EXPERIMENTS[key], page(f"experiments/{key}")
    for name, parameter in kind.declared().items():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{name}` |"))
        assert f"`{parameter.to_text(parameter.default)}`" in row
    for name in (*presets(key), *figures_of(key), *ANSWERS.get(key, {})):
        assert f"`{name}`" in text
    for equation in kind.equations:
        assert equation.latex in text


def test_all_experiments_and_presets_are_listed():
    for key in EXPERIMENTS:
        assert f"({key}.md)" in page("experiments/index")
        section = page("presets").split(f"## [{key}]")[1].split("\n## ")[0]
        assert all(f"`{name}`" in section for name in presets(key))


def test_every_command_and_flag_is_there():
    text = page("command-line")
    for names, command in commands.commands():
        assert f"\n## `{' '.join(names)}`\n" in text
        if not isinstance(command, click.Group):
            section = text.split(f"\n## `{' '.join(names)}`\n")[1].split("\n## ")[0]
            flags = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
            assert all(p.opts[0] in section for p in flags)
    for flag in ("--json", "--resume", "--over", "--workers"):
        assert flag in text


def test_every_setting_that_the_code_reads_is_explained():
    sources = [p.read_text() for top in ("app", "engine") for p in (ROOT / top).rglob("*.py")]
    named = {name for text in sources for name in re.findall(r"\bIONOSCOPE_[A-Z_]*[A-Z]\b", text)}
    assert len(named) > 5
    for name in named:
        assert f"`{name}`" in page("settings"), name


def test_the_whole_face_is_documented():
    text = page("python")
    for name in iono.__all__:
        assert f"ionoscope.{name}\n" in text or f"`iono.{name}`" in text or name == "__version__"


def test_every_attribute_of_a_file_is_explained():
    known = {*files.MEANINGS, *EXPERIMENTS[files.EXAMPLE].declared()}
    assert set(files.attributes()) <= known


def test_links_lead_somewhere():
    assert not links.broken(ALL)


def test_every_page_is_in_the_navigation():
    assert not links.unlisted(ALL)


def test_tables_have_as_many_cells_in_every_row():
    for path, text in ALL.items():
        for table in re.findall(r"(?:^\|.*\|\n)+", text, re.M):
            bare = re.sub(r"\\\|", "", table)
            assert len({line.count("|") for line in bare.splitlines()}) == 1, (path, table)
