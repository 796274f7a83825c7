"""Symbols: the engine's plain ones as TeX that both MathJax and Matplotlib read, and as HTML."""

import pytest
from matplotlib.mathtext import MathTextParser

from ionoscope.app.figures.symbols import axis_tex, html, tex, unit_tex
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.core.units import TERMS

READER = MathTextParser("path")
DECLARED = {(p.symbol, p.unit) for kind in EXPERIMENTS.values() for p in kind.declared().values()}


@pytest.mark.parametrize("name", TERMS)
def test_every_variable_s_label_is_read_by_matplotlib(name):
    term = TERMS[name]
    assert READER.parse(f"${axis_tex(term.symbol, term.unit)}$").width > 0


@pytest.mark.parametrize(("symbol", "unit"), sorted(DECLARED))
def test_every_parameter_s_label_is_read_by_matplotlib(symbol, unit):
    assert READER.parse(f"${axis_tex(symbol, unit)}$").width > 0


@pytest.mark.parametrize("name", TERMS)
def test_only_plain_letters_reach_mathjax(name):
    """Letters that its fonts lack are measured wrongly and overlap."""
    assert axis_tex(TERMS[name].symbol, TERMS[name].unit).isascii()


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("x", "x"),
        ("ẋ", r"\dot{x}"),
        ("ω_T", r"{\omega}_{T}"),
        ("1/ω_T", r"1/{\omega}_{T}"),
        ("E_particle", r"E_{\mathrm{particle}}"),
        ("kT_ion", r"kT_{\mathrm{ion}}"),
        ("W_xx", r"W_{xx}"),
        ("v₀", "v_{0}"),
        ("⟨|ΔR|²⟩", r"{\langle}|{\Delta}R|^{2}{\rangle}"),
        ("⟨MṘ²⟩/3kT", r"{\langle}M\dot{R}^{2}{\rangle}/3kT"),
        ("6Dt + c", r"6Dt\ +\ c"),
        ("∫W cos ωt dt", r"{\int}W\ \mathrm{cos}\ {\omega}t\ dt"),
        ("l U''²", r"l\ U''^{2}"),
        ("E*", r"E^{*}"),
        ("done", r"\mathrm{done}"),
        ("E − E(start)", r"E\ -\ E(\mathrm{start})"),
    ],
)
def test_symbols_are_slanted_and_words_upright(symbol, expected):
    assert tex(symbol) == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("ps", r"\mathrm{ps}"),
        ("ps⁻¹", r"\mathrm{ps}^{-1}"),
        ("Å²/meV", r"\mathring{\mathrm{A}}^{2}/\mathrm{meV}"),
        ("E_osc", r"E_{\mathrm{osc}}"),
        ("2π/a", r"2{\pi}/a"),
        ("standard errors", r"\mathrm{standard}\ \mathrm{errors}"),
        ("%", r"\%"),
    ],
)
def test_units_are_upright_but_for_the_symbols_among_them(unit, expected):
    assert unit_tex(unit) == expected


def test_a_label_has_its_unit_in_brackets_if_there_is_one():
    assert axis_tex("E_a", "meV") == r"E_{a}\ (\mathrm{meV})"
    assert axis_tex("P") == "P"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "E_a runs from 3 to 4 E_osc: no single one.",
            "<i>E</i><sub>a</sub> runs from 3 to 4\u00a0<i>E</i><sub>osc</sub>: no single one.",
        ),
        ("at ω_T = 2", "at <i>ω</i><sub>T</sub> = 2"),
        ("exp(−E/ω_T)", "exp(−E/<i>ω</i><sub>T</sub>)"),
        ("It ends at t_c.", "It ends at <i>t</i><sub>c</sub>."),
        ("W_xx(0)", "<i>W</i><sub>xx</sub>(0)"),
        ("ṙ_x and n_λ", "<i>ṙ</i><sub>x</sub> and <i>n</i><sub>λ</sub>"),
        ("⟨ṙ_x²⟩/kT", "⟨<i>ṙ</i><sub>x</sub>²⟩/kT"),
        ("E_ion (meV)", "<i>E</i><sub>ion</sub> (meV)"),
        ("kT_ion/kT", "<i>kT</i><sub>ion</sub>/kT"),
        ("s > 1 & E_a", "s &gt; 1 &amp; <i>E</i><sub>a</sub>"),
    ],
)
def test_symbols_in_sentences_are_lowered(text, expected):
    assert html(text) == expected


def test_a_number_and_its_unit_stay_on_one_line():
    assert html("kT = 25 meV, 4.19(8) Å²/ps") == "kT = 25\u00a0meV, 4.19(8)\u00a0Å²/ps"


@pytest.mark.parametrize(
    "text",
    [
        "v₀ and U₀",
        "n_hops",
        "p_speed",
        "kinetic_ratio",
        "a_b_c",
        "run_E_a",
        "data.E_a",
        "E_a.nc",
        "--t_c 0.2",
        "oscillator_start",
        "_T",
        "E_",
        "screened_coulomb",
    ],
)
def test_names_of_variables_and_files_are_left_alone(text):
    assert html(text) == text
