"""The board of controls without a browser: what a hand-made message can do, and what is told."""

import json

import pytest

from ionoscope.app.controls.board import Board, Group
from ionoscope.app.controls.kinds import Button, Choice, Number, Slider, Tick, Ticks
from ionoscope.app.pages.shell import PAGES


@pytest.fixture
def pressed():
    return []


@pytest.fixture
def board(pressed):
    """One control of every kind."""
    controls = [
        Number("λ", "width", "2", 0.1, 5.0),
        Slider("amplitude", 0.5, 0.0, 1.0),
        Choice("shape", {"round": "r", "square": "s"}),
        Tick("all", False),
        Ticks("masses", {"1": "1", "5": "5"}),
        Button("Go", lambda: pressed.append("Go")),
    ]
    return Board([Group("All", controls)])


def controls(board):
    return list(board._controls.values())


def send(board, place, value=None, number=1, **more):
    board._handle_msg({"key": str(place), "value": value, "number": number, **more})


def test_what_a_person_enters_is_held_and_answered(board, pressed):
    for place, value in enumerate(("2.5", "0.25", "s", True, ["5"], None)):
        send(board, place, value, number=place + 1)
    assert [c.value for c in controls(board)][:5] == ["2.5", 0.25, "s", True, ["5"]]
    assert pressed == ["Go"] and board.answered == 6
    assert json.loads(board.state)["0"]["value"] == "2.5"


@pytest.mark.parametrize(
    "message",
    [
        None,
        "Go",
        [],
        {},
        {"key": None},
        {"key": ["0"], "value": "1"},
        {"key": "99", "value": "1"},
        {"key": "0", "value": 1e9},
        {"key": "0", "value": "1" * 20_000},
        {"key": "1", "value": "7"},
        {"key": "1", "value": "nan"},
        {"key": "1", "value": "0." + "0" * 100},
        {"key": "2", "value": "triangle"},
        {"key": "2", "value": ["r"]},
        {"key": "3", "value": "yes"},
        {"key": "4", "value": "1"},
        {"key": "4", "value": ["1"] * 1000},
        {"key": "4", "value": [["1"]]},
    ],
)
def test_a_message_that_no_person_sends_changes_nothing(board, message):
    before = board.state
    board._handle_msg(message)
    assert board.state == before
    assert [c.value for c in controls(board)][:5] == ["2", 0.5, "r", False, []]


def test_what_is_disabled_or_hidden_cannot_be_used_by_hand(board, pressed):
    number, *_, button = controls(board)
    number.update(disabled=True)
    button.update(visible=False)
    send(board, 0, "3")
    send(board, 5)
    assert number.value == "2" and not pressed


def test_a_mystery_is_not_told_to_the_browser_and_not_changed(context):
    page = PAGES["gate-map"](context)
    page.open({"lam": "1.234"}, hide=("lam",))
    board, lam = page.anatomy.board, page.rail.controls["lam"]
    assert "1.234" not in board.state and "1.234" not in "".join(page.export.lines)
    send(board, lam.key, "3")
    assert lam.value == "1.234"
    page.open({"lam": "2", "s": "1"})  # as another page does that opens this one with values
    assert page.hidden == ("lam",) and lam.mystery
    page.close()


def entered(context, key, **texts):
    """A page's rail after these were typed."""
    page = PAGES[key](context)
    page.open({})
    for name, text in texts.items():
        send(page.anatomy.board, page.rail.controls[name].key, text)
    page.close()
    return page.rail


@pytest.mark.parametrize("text", ["1,5", "1.5 l_osc", "15·10⁻¹", "１.5"])
def test_what_is_typed_is_shown_as_a_browser_reads_it(context, text):
    rail = entered(context, "gate-barrier", lam=text)
    assert rail.controls["lam"].value == "1.5" and rail.build().lam == 1.5


def test_what_cannot_be_read_stays_as_it_was_typed(context):
    rail = entered(context, "gate-barrier", lam="1,500")
    assert rail.controls["lam"].value == "1,500" and rail.controls["lam"].refused


def test_a_list_says_what_was_understood_of_it(context):
    rail = entered(context, "diffusion-temperature", temperatures="15;37,5")
    temperatures = rail.controls["temperatures"]
    assert temperatures.state["note"] == "two temperatures: 15 and 37.5 meV (174 … 435 K)"
    rail.set({"temperatures": "15,37,5"})
    with pytest.raises(ValueError, match="a comma separates values"):
        rail.build()
    assert temperatures.state["note"] == "" and temperatures.state["refused"]


def test_words_of_a_link_choose_what_they_mean(context):
    page = PAGES["ion-dissipation"](context)
    page.open({"equation": "Time_Local"})
    assert page.rail.controls["equation"].value == "time-local"
    page.close()


@pytest.mark.parametrize("text, value", [("true", True), ("yes", True), ("1", True), ("No", False)])
def test_a_switch_of_a_link_is_read_as_a_flag_is(context, text, value):
    page = PAGES["gate-launch"](context)
    page.open({"onward": text})
    assert page.rail.controls["onward"].value is value is page.experiment.onward
    page.close()


def test_a_slider_of_a_view_takes_a_decimal_comma(board):
    send(board, 1, "0,25")
    assert controls(board)[1].value == 0.25 and json.loads(board.state)["1"]["value"] == "0.25"


def test_a_locked_page_stays_as_it_is(context):
    page = PAGES["gate-map"](context)
    page.open({"lam": "1.5"}, hide=(), lock=True)
    send(page.anatomy.board, page.rail.controls["lam"].key, "3")
    page.open({"lam": "2"})
    assert page.rail.texts()["lam"] == "1.5" and page.locked
    page.close()


def test_the_answer_to_a_message_that_fails_is_given_too(board):
    number = controls(board)[0]
    number.watch(lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        send(board, 0, "3", number=7)
    assert board.answered == 7
