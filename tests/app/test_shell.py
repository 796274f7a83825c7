"""The shell: no page outlives its session, and the folders keep their order."""

import ast
import gc
import weakref
from pathlib import Path

import panel_material_ui as pmui
import pytest

import app
from app.main import Shell, release

APP = Path(app.__file__).parent

FLOORS = {
    "pages": {"views", "controls", "jobs", "store", "session", "pages"},
    "views": {"views", "controls", "theme"},
    "controls": {"controls"},
    "jobs": {"jobs"},
    "store": {"jobs", "store"},
}
"""What of `app` each folder may import, besides small modules without state."""

SMALL = {"formatting", "presets", "lessons", "theme", "link", "exports"}


def test_a_released_page_is_not_kept_by_the_busy_state():
    page = pmui.Page()
    release(page)
    kept = weakref.ref(page)
    del page
    gc.collect()
    assert kept() is None


def test_a_page_that_is_not_released_is_kept():
    """Once this fails, Panel has mended it and `release` can go."""
    page = pmui.Page()
    kept = weakref.ref(page)
    del page
    gc.collect()
    assert kept() is not None
    release(kept())


def test_a_session_opens_goes_and_closes(store):
    shell = Shell(store)
    shell.open("?page=gate-barrier&s=1")
    assert shell.page.rail.texts()["s"] == "1"
    shell.go("home")
    shell.go("gate-barrier")
    assert shell.page.rail.texts()["s"] == "1", "a page keeps its state while one looks elsewhere"
    shell.close()
    shell.close()


@pytest.mark.parametrize("folder", FLOORS)
def test_each_floor_imports_only_what_is_below(folder):
    for path in (APP / folder).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level:
                named = node.module.split(".")[0] if node.module else ""
                inside = node.level == 1 or named in FLOORS[folder] | SMALL
                assert inside, f"{path.name} imports {'.' * node.level}{node.module}"
