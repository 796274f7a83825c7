"""Every terminal can show what the commands say: letters it lacks are written in ASCII."""

import io
import re
import sys
import unicodedata

import pytest
from click.testing import CliRunner

from ionoscope.app.command.cli import main
from ionoscope.app.command.letters import fitted, in_ascii, readable
from ionoscope.app.command.terminal import console, progress, table
from ionoscope.engine import EXPERIMENTS

NARROW = ("cp1252", "ascii")
SAID = [
    *(f"{name} --help" for name in main.lines),
    *(f"run {key} --help" for key in EXPERIMENTS),
    *(f"list {key}" for key in EXPERIMENTS),
    *("--help", "--version", "list", "sweep gate-map --help"),
    *(
        "run gate-map --lam λ",
        "run gate-map --preset ⟨ħ⟩",
        "list Å",
        "run lattice-phonons --path Ж",
    ),
]


@pytest.mark.parametrize("charset", NARROW)
@pytest.mark.parametrize("words", SAID)
def test_help_lists_and_refusals_come_out_on_any_terminal(charset, words):
    found = CliRunner(charset=charset).invoke(main, words.split())
    assert isinstance(found.exception, SystemExit | None) and found.exit_code in (0, 2)
    said = found.output_bytes.decode(charset)
    assert said and "Traceback" not in said
    assert charset != "ascii" or said.isascii()
    assert "\\u" not in said or "Ж" in words  # nothing is left that only a number stands for


def test_letters_are_written_as_they_are_read():
    text = "⟨|ΔR|²⟩ ≤ 3·10⁻² Å²/ps → λ, ħΩ, U₀, φ … 5 µs"
    shown = "".join(map(in_ascii, text, " " + text))
    assert shown == "<|DeltaR|^2> <= 3*10^-2 A^2/ps -> lambda, hbar Omega, U0, phi ... 5 us"


def test_what_a_terminal_has_it_shows():
    stream = io.TextIOWrapper(raw := io.BytesIO(), "cp1252")
    readable(stream, None)
    print("3 Å, λ", end="", file=stream, flush=True)
    assert raw.getvalue().decode("cp1252") == "3 Å, lambda"


def test_a_file_name_that_is_no_text_is_told_as_it_is():
    stream = io.TextIOWrapper(raw := io.BytesIO(), "utf-8")
    readable(stream)
    print("run-\udcff λ", end="", file=stream, flush=True)
    assert raw.getvalue() == b"run-\xff \xce\xbb"


class Terminal(io.TextIOWrapper):
    """A terminal of some encoding."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("charset", NARROW)
def test_bars_and_tables_keep_their_shape(charset, monkeypatch):
    terminal = Terminal(raw := io.BytesIO(), charset)
    readable(terminal)
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, terminal)
    with progress("λ") as tell:
        tell(0.5)
    console().print(table(("symbol", "unit"), [("λ", "l_osc"), ("ħ", "meV ps")]))
    terminal.flush()
    plain = re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", raw.getvalue().decode(charset))
    rows = [row for row in plain.splitlines() if row.startswith(("|", "+"))]
    assert len({len(row) for row in rows}) == 1
    assert fitted("λ") == "lambda"


def test_all_of_greek_is_named():
    for letter in "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω":
        name = unicodedata.name(letter).rpartition(" ")[2].replace("LAMDA", "LAMBDA")
        assert in_ascii(letter) == (name.lower() if letter.islower() else name.capitalize())
