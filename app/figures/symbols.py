"""Symbols: the engine's plain ones (ω_T, ⟨MṘ²⟩/3kT, ps⁻¹) typeset, as TeX and as HTML."""

import re
from functools import cache, lru_cache
from html import escape

COMMANDS = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ζ": "zeta",
    "η": "eta",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "µ": "mu",
    "ν": "nu",
    "π": "pi",
    "σ": "sigma",
    "τ": "tau",
    "φ": "varphi",
    "ψ": "psi",
    "ω": "omega",
    "Γ": "Gamma",
    "Δ": "Delta",
    "Ω": "Omega",
    "ħ": "hbar",
    "ℓ": "ell",
    "∫": "int",
    "⟨": "langle",
    "⟩": "rangle",
    "·": "cdot",
    "∞": "infty",
    "×": "times",
    "≤": "leq",
}
OTHERS = {
    "−": "-",
    "*": "^{*}",
    "Å": r"\mathring{\mathrm{A}}",
    "𝓛": r"\mathcal{L}",
    "\u00a0": r"\ ",
    "%": r"\%",
}
RAISED = dict(zip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789", strict=True))
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
ACCENTS = {
    "ẋ": r"\dot{x}",
    "ẏ": r"\dot{y}",
    "ż": r"\dot{z}",
    "ṙ": r"\dot{r}",
    "Ṙ": r"\dot{R}",
    "W̃": r"\tilde{W}",
    "F̂": r"\hat{F}",
}
IN_KELVIN = r";\ 25\ \mathrm{meV} = 290\ \mathrm{K}"
"""What stands after kT (meV) on an axis, in TeX."""
SLANTED = {"kT", "Dt", "dt"}
"""Runs of letters that are products of symbols."""
TOKEN = re.compile(
    "(?P<accented>" + "|".join(ACCENTS) + ")"
    "|_(?P<lowered>[A-Za-z0-9]+)"
    f"|(?P<raised>[{''.join(RAISED)}]+)|(?P<subscript>[{''.join(LOWERED)}]+)"
    "|(?P<word>[A-Za-z]+)|(?P<space> +)|(?P<other>.)"
)

MEASURED = re.compile(r"(?<=[\d)]) (?=(?:meV|eV|ps|Å|K|%|rad|THz|GPa|cm|E_osc|l_osc)(?![A-Za-z]))")
"""The blank between a number and its unit."""
NAMED = re.compile(
    # neither within another name nor after the dashes of a flag
    r"(?<![\w.])(?<!--)(kT|[^\W\d_])_"
    # names of variables and of files are left as they are: n_hops, a_b_c, E_a.nc
    r"(?!(?<=[a-z]_)[a-z]{4})([^\W_⁰¹²³⁴-⁹]+)(?![^\W⁰¹²³⁴-⁹]|\.\w)"
)
"""A symbol with its subscript in running text."""
BELOW = str.maketrans("0123456789aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
"""Letters that stand below the line where nothing can be lowered."""
LOWERED_NAME = re.compile(r"(?<=[^\W_])_([^\W_⁰¹²³⁴-⁹]+)")
"""The subscript of a symbol."""


@cache
def tex(text: str) -> str:
    """A symbol as TeX, without dollar signs."""
    return "".join(_piece(match, _slanted) for match in TOKEN.finditer(text))


@cache
def unit_tex(unit: str) -> str:
    """A unit as TeX, upright but for the symbols among them: l_osc, E_osc, a."""
    return "".join(_piece(match, _upright) for match in TOKEN.finditer(unit))


def _piece(match: re.Match, word) -> str:
    kind, text = match.lastgroup, match[0]
    if kind == "accented":
        return ACCENTS[text]
    if kind == "lowered":
        name = match["lowered"]
        indices = len(set(name)) == 1  # N, xx
        return "_{" + (name if indices else rf"\mathrm{{{name}}}") + "}"
    if kind in ("raised", "subscript"):
        table = RAISED if kind == "raised" else LOWERED
        return ("^" if kind == "raised" else "_") + "{" + "".join(table[d] for d in text) + "}"
    if kind == "word":
        return word(text, match.string[match.end() :].startswith("_"))
    if kind == "space":
        return r"\ "
    return "{\\" + COMMANDS[text] + "}" if text in COMMANDS else OTHERS.get(text, text)


def _slanted(word: str, _: bool) -> str:
    """A product of symbols as it is; a word of ordinary language upright."""
    return word if len(word) == 1 or word in SLANTED else rf"\mathrm{{{word}}}"


def _upright(word: str, named: bool) -> str:
    return word if named or word == "a" else rf"\mathrm{{{word}}}"


@cache
def axis_tex(symbol: str, unit: str = "") -> str:
    """Symbol and unit of an axis as TeX."""
    return tex(symbol) + (rf"\ ({unit_tex(unit)})" if unit else "")


def symbol_html(symbol: str) -> str:
    """A symbol as HTML, slanted, its subscript lowered."""
    lowered = LOWERED_NAME.sub(r"<sub>\1</sub>", escape(symbol))
    return f"<i>{lowered}</i>"


def mathtext(text: str) -> str:
    """Running text for Matplotlib: symbols with a subscript in TeX."""
    return NAMED.sub(lambda match: f"${tex(match[0])}$", text)


def unicode(text: str) -> str:
    """Running text where nothing can be set: E_min with small letters, E_osc as it is, for not
    every letter has a small one."""
    return NAMED.sub(_unicode, text)


def _unicode(match: re.Match) -> str:
    lowered = match[2].translate(BELOW)
    return match[0] if any(letter in match[2] for letter in lowered) else match[1] + lowered


@lru_cache(4096)  # of texts with numbers there is no end
def html(text: str) -> str:
    """Running text as HTML: a letter's subscript is lowered, both slanted as symbols are; a number
    and its unit stay on one line."""
    return typeset(MEASURED.sub("\u00a0", escape(text)))


def typeset(markup: str) -> str:
    """HTML whose symbols are plain, with these typeset."""
    return NAMED.sub(r"<i>\1</i><sub>\2</sub>", markup)
