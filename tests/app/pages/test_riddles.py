"""Riddles: what a link hides is not to be found on the page, until it is revealed."""

import json

import panel_material_ui  # noqa: F401  before panel
import pytest
from bokeh.core.serialization import Serializer

from ionoscope.app.pages.hiding import Hiding
from ionoscope.app.pages.shell import PAGES, Shell
from ionoscope.app.runs.query import Query
from ionoscope.app.share import link
from ionoscope.app.teaching.classroom import Classroom
from ionoscope.app.teaching.seal import Seal
from ionoscope.app.teaching.seat import Seat
from ionoscope.engine import EXPERIMENTS

SEAL = Seal(b"of this server")
VALUE = "1.2347"


@pytest.fixture
def visit(store):
    """A session that opens an address; all share a classroom and a key."""
    room, shells = Classroom(), []

    def visit(search, seal=SEAL):
        shell = Shell(store, Seat(room, seal))
        shells.append(shell)
        shell.open(search)
        shell.start()
        return shell

    yield visit
    for shell in shells:
        shell.close()


def settled(shell, wait_until):
    wait_until(lambda: shell.tick() or (shell.page.own and not shell.page.runs.busy), "the run")
    return shell.page


def everything(shell) -> str:
    """All that the browser is told of a session."""
    return json.dumps(Serializer(deferred=False).encode(shell.layout.get_root()), default=str)


def sealed(key, **values):
    return f"?page={key}&mystery={SEAL.close(key, values)}"


@pytest.mark.parametrize(
    ("key", "name"),
    [("gate-barrier", "lam"), ("gate-map", "M"), ("lattice-phonons", "a"), ("gate-launch", "U0")],
)
def test_a_hidden_value_is_nowhere(visit, wait_until, key, name):
    shell = visit(f"?page={key}&{name}={VALUE}&hide={name}")
    page = settled(shell, wait_until)
    assert page.own.parameters[name] == float(VALUE)
    assert VALUE not in shell.address() and f"{name}=" not in shell.address()
    assert "mystery=" in shell.address()
    assert VALUE not in everything(shell)


def test_the_address_of_a_riddle_opens_it_again_and_after_a_restart(visit, wait_until):
    first = visit(f"?page=gate-barrier&lam={VALUE}&s=1&hide=lam")
    again = visit(first.address(), Seal(b"of this server"))
    page = settled(again, wait_until)
    assert page.hidden == ("lam",) and page.own.parameters["lam"] == float(VALUE)
    assert page.own.parameters["s"] == 1.0
    assert again.address() == first.address(), "an address that changes by itself fills the history"


def test_another_server_cannot_open_it(visit):
    shell = visit(sealed("gate-barrier", lam=VALUE), Seal(b"another"))
    assert shell.page.hidden == () and shell.page.rail.texts()["lam"] != VALUE


@pytest.mark.parametrize(
    ("key", "name", "text"),
    [
        ("gate-transmission", "ensemble", "joint"),
        ("gate-transmission", "omega_T", "1.13,2.17"),
        ("gate-map", "oscillator_start", "released_script"),
    ],
)
def test_words_and_lists_can_be_hidden_too(visit, wait_until, key, name, text):
    shell = visit(f"?page={key}&{name}={text}&hide={name}")
    settled(shell, wait_until)
    control = shell.page.rail.controls[name]
    assert control.shown()["value"] == "?" and not control.is_open
    assert f'"value": "{text}"' not in shell.page.anatomy.board.state


def test_a_preset_does_not_touch_what_is_hidden(visit):
    page = visit(sealed("gate-barrier", lam=VALUE)).page
    page.choose("head-on")
    assert page.rail.texts()["lam"] == VALUE and page.rail.texts()["s"] == "0"
    assert page.preset.value == "head-on", "that it differs would tell"


def test_what_is_computed_of_a_riddle_is_not_kept(visit, wait_until, store):
    shell = visit(sealed("gate-transmission", M=VALUE) + "&omega_T=1,2")
    page = settled(shell, wait_until)
    page.run()
    settled(shell, wait_until)
    assert not page.runs.kept and page.shown() == () and "run=" not in shell.address()
    assert not store.catalogue.entries(Query())


def test_a_refusal_that_depends_on_what_is_hidden_tells_no_number(visit):
    page = visit(sealed("gate-map", lam="5.1")).page
    assert page.status.word == "refused"
    assert page.status.trouble == (
        "These values cannot be run together with the hidden λ. Go back to values that could."
    )
    assert not page.status.offer and not page.status.accept.visible


def test_a_refusal_of_a_value_that_is_seen_is_told(visit):
    page = visit(sealed("gate-map", lam=VALUE)).page
    page.rail.controls["M"].value = "-1"
    assert page.status.trouble.startswith("M mass = -1")


def test_a_guess_reveals(visit, wait_until):
    shell = visit(sealed("gate-barrier", lam=VALUE))
    page = settled(shell, wait_until)
    riddle = page.riddle
    riddle.guess.told("a lot", True)
    riddle.see.told(None, True)
    assert page.hidden and "λ" in riddle.guess.state["note"]
    riddle.guess.told("1.5", True)
    riddle.see.told(None, True)
    assert page.hidden == () and "you said 1.5, it is 1.2347" in riddle.words.value
    assert page.rail.controls["lam"].is_open and f"lam={VALUE}" in shell.address()


def test_the_teacher_reveals_to_everybody(visit, wait_until):
    by_teacher = SEAL.close("gate-barrier", {"lam": VALUE, "!teacher": "1"})
    teacher, student = (visit(f"?page=gate-barrier&mystery={by_teacher}") for _ in range(2))
    student.page.riddle.guess.told("1.5", True)
    student.page.riddle.see.told(None, True)
    assert student.page.hidden == ("lam",)
    teacher.page.riddle.reveal.told(None, True)
    student.tick()
    assert student.page.hidden == teacher.page.hidden == ()
    assert "you said 1.5" in student.page.riddle.words.value


def test_no_other_page_and_no_sweep_tells_a_riddle(visit, wait_until):
    shell = visit(sealed("gate-map", lam=VALUE))
    page = settled(shell, wait_until)
    assert not page.anatomy.sweep.pane.visible and not page.anatomy.classes.pane.visible
    page.view._picked(5.0, 2.0)
    wait_until(lambda: page.tick() or page.view.launch.runs[0].over)
    page.tick()
    page.view._open_launch()
    assert shell.page is page and "hides λ" in page.status.trouble


def test_texts_are_told_without_hidden_values():
    hiding = Hiding(EXPERIMENTS["ion-diffusion"], {"kT": "25", "equation": "full"})
    assert hiding("D at 25 meV (290 K), full: 4.7(3)") == "D at ? meV (? K), ?: 4.7(3)"
    assert hiding("250 ions, 2.5 ps, x25, 125") == "250 ions, 2.5 ps, x25, 125"


# what a teacher prepares --------------------------------------------------------------------


def test_the_fold_makes_the_link_of_a_class(context, visit, wait_until):
    page = PAGES["gate-barrier"](context)
    page.open({"lam": VALUE, "s": "1"})
    page.arrive()
    fold = page.anatomy.classes
    fold.title._handle_msg("open")
    fold.hide.told(["lam"], True)
    fold.lock_all.told(True, True)
    fold.only.told(["lessons"], True)
    search = fold.link.search
    assert VALUE not in search
    address = link.read(search, tuple(PAGES))
    assert address.lock and address.only == ("gate-barrier", "lessons")
    shell = visit(search, context.seat.seal)
    assert shell.page.hidden == ("lam",) and shell.page.locked
    assert settled(shell, wait_until).own.parameters["lam"] == float(VALUE)
    page.close()


def test_a_link_may_show_a_few_pages_only(visit):
    shell = visit("?page=gate-barrier&pages=gate-launch,runs,nowhere")
    assert list(json.loads(shell.top.places)) == [["Gate", "Gate"], ["runs", "Runs"]]
    tabs = dict(json.loads(shell.page.anatomy.heading.tabs))
    assert set(tabs) == {"gate-barrier", "gate-launch"}
    shell.go("home")
    assert shell.page.key == "gate-barrier"
    shell.go("gate-launch")
    assert shell.page.key == "gate-launch"
    assert "pages=gate-barrier,gate-launch,runs" in shell.address()
