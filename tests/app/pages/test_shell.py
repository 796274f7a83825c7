"""The shell: no page outlives its session; pictures are drawn by HoloViews, in few files."""

import ast
import gc
import weakref
from pathlib import Path

import panel_material_ui as pmui
import pytest

from ionoscope import app
from ionoscope.app.pages.frame import release
from ionoscope.app.pages.shell import Shell
from ionoscope.app.teaching.seat import Seat

import panel as pn  # isort: skip

APP = Path(app.__file__).parent


class Notifications:
    """Stands for the browser's."""

    def warning(self, text, **_): ...


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


def test_trouble_with_the_disk_is_told_on_any_page_once(store, monkeypatch):
    said = []
    monkeypatch.setattr(Notifications, "warning", lambda _, text, **__: said.append(text))
    monkeypatch.setattr(type(pn.state), "notifications", Notifications())
    shell = Shell(store)
    shell.open("")
    for store.keeper.trouble in ("", "full", "full", "", "full"):
        shell.tick()
    assert said == ["full", "full"]
    shell.close()


def imported(path: Path) -> set[str]:
    """Top modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_pictures_are_drawn_by_holoviews_and_scenes_alone_by_bokeh():
    by_hand = [p for p in APP.rglob("*.py") if "bokeh.plotting" in imported(p)]
    assert [str(p.relative_to(APP)) for p in by_hand] == ["scenes/stage.py"]


def test_holoviews_is_known_to_few_files():
    """So that a command which draws nothing does not load it."""
    known = {str(p.relative_to(APP)) for p in APP.rglob("*.py") if "holoviews" in imported(p)}
    assert known == {
        "figures/axes.py",
        "figures/elements.py",
        "figures/figure.py",
        "figures/files.py",
        "figures/layers.py",
        "figures/slide.py",
        "live/drawing.py",
    }


def test_figures_and_answers_know_no_page():
    for folder in ("figures", "answers"):
        for path in (APP / folder).glob("*.py"):
            assert not {n.split(".")[0] for n in imported(path)} & {"panel_material_ui", "tornado"}


def test_a_page_that_was_left_before_the_browser_came_is_whole_when_one_returns(store, wait_until):
    shell = Shell(store)
    shell.open("?page=gate-launch")
    shell.go("runs")
    shell.start()
    shell.go("gate-launch")
    page = shell.page
    wait_until(lambda: page.tick() or page.own)
    assert page.view.scene.path.data["tau"].size > 10
    shell.close()


def test_nothing_is_computed_before_the_browser_is_there(store):
    shell = Shell(store)
    shell.open("?page=gate-transmission&omega_T=1,2")
    shell.tick()
    assert not shell.page.runs.runs and not store.runs
    shell.start()
    assert len(store.runs) == 1
    shell.close()


def test_what_is_computed_while_a_page_is_built_comes_with_it(store, wait_until):
    shell = Shell(store)
    shell.open("?page=gate-map")
    shell.approach()
    run = shell.page.runs.runs[0]
    wait_until(lambda: run.over)
    assert shell.page.own is None, "nobody wakes a page that the browser does not have yet"
    shell.look()
    assert shell.page.own and shell.page.view.map.columns
    shell.start()
    assert shell.page.runs.runs == [run]
    shell.close()


def test_a_closed_session_is_let_go_by_the_runs_that_it_began(store, wait_until):
    shell = Shell(store)
    shell.open("?page=gate-transmission&omega_T=1,2")
    shell.start()
    wait_until(lambda: all(run.over for run in store.runs.values()))
    shell.tick()
    kept, runs = weakref.ref(shell.page), len(store.runs)
    shell.close()
    del shell
    gc.collect()
    assert kept() is None and len(store.runs) == runs == 1


@pytest.mark.parametrize(
    ("search", "key"),
    [("", "lessons"), ("?page=gate-launch", "lessons"), ("?page=gate-map", "gate-map")],
)
def test_a_server_may_show_a_few_pages_alone(store, search, key):
    shell = Shell(store, Seat(offered=("lessons", "gate-map")))
    shell.open(search)
    assert shell.key == key and list(shell.places.names().values()) == ["Gate", "Lessons"]
    shell.go("papers")
    assert shell.key == key
    assert "pages=" not in shell.address(), "links do not repeat what the server says"
    shell.close()


def test_a_link_shows_no_page_that_the_server_does_not(store):
    shell = Shell(store, Seat(offered=("lessons", "gate-map")))
    shell.open("?page=gate-map&pages=gate-map,papers")
    assert list(shell.places.names()) == ["Gate"]
    shell.close()


def test_the_rail_of_a_narrow_window_begins_closed(store):
    wide, narrow = Shell(store), Shell(store, narrow=True)
    for shell in (wide, narrow):
        shell.open("?page=gate-barrier")
        shell.start()
    assert wide.layout.sidebar_open and not narrow.layout.sidebar_open
    for shell in (wide, narrow):
        shell.close()
