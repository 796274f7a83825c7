"""Temperature: D(kT), Arrhenius' line and what it leaves over, and what else the law could be."""

import numpy as np

from ionoscope.engine import Result
from ionoscope.engine.diffusion.findings_temperature import LAWS

from ..share.paper import paper, printed
from .figure import figure
from .intervals import around
from .marks import Dots, Level, Line, Mark, Rule
from .sketch import Axis, Sketch
from .style import Look
from .sweeps import ROOM, crystals, points
from .symbols import IN_KELVIN
from .together import looked

PER_EV = 1000.0
"""1/kT is shown in 1/eV, kT is in meV."""
INVERSE, INVERSE_OWN = Axis("inverse_kT"), Axis("inverse_kT_own")
KT, D_LOG = Axis("kT", note=IN_KELVIN), Axis("D", log=True, room=ROOM)
D, RESIDUAL, LOCAL, HEAT = (
    Axis(name, room=ROOM) for name in ("D", "residual", "E_a_local", "kinetic_ratio")
)


@figure(
    "diffusion-temperature",
    "**Arrhenius plot** of D, with the fitted line",
    INVERSE,
    D_LOG,
    "areas rules lines strokes dots limits found words",
    name="arrhenius-D",
    height=420,
    corner="top_right",
    temperatures=PER_EV,
)
def arrhenius(results) -> Sketch:
    """D over 1/kT with Arrhenius' fit and its 95 % band; grey: the paper's fit to its own runs."""
    fits = [_fit(result, look) for result, look in looked(results) if _fitted(result)]
    found = points(results, "D", lambda data: PER_EV / data.kT.values)
    return Sketch((*_paper(results), *fits, *found), INVERSE, D_LOG)


@figure(
    "diffusion-temperature",
    "**Residuals of the Arrhenius fit**, in standard errors",
    KT,
    RESIDUAL,
    "levels dots",
    height=280,
)
def residuals(results) -> Sketch:
    """How far ln D of each point lies above Arrhenius' line, in its standard errors."""
    marks = [
        Dots(result.data.kT_fitted.values, result.data.residual.values, look)
        for result, look in looked(results)
        if _fitted(result)
    ]
    return Sketch((Level(0.0), *marks), KT, RESIDUAL)


@figure(
    "diffusion-temperature",
    "**Local activation energy** between neighbouring points",
    KT,
    LOCAL,
    "rules strokes dots",
    height=280,
    each=True,
)
def local(result: Result, look: Look) -> list[Mark]:
    """E_a between neighbouring temperatures; dashed: that of Arrhenius' line."""
    marks, data = [], result.data
    if _fitted(result):
        E_a = np.full(2, result.summary["E_a"])
        marks.append(Rule(data.kT.values[[0, -1]], E_a, look=look._replace(dash="dashed")))
    if "E_a_local" in data:
        E_a, *ends = around(data.E_a_local.values, data.E_a_local_error.values)
        marks.append(Dots(data.kT_middle.values, E_a, look, *ends))
    return marks


@figure(
    "diffusion-temperature",
    "**Is the ion as hot as its crystal?**",
    KT,
    HEAT,
    "rules strokes dots words",
    height=280,
)
def heat(results) -> Sketch:
    """⟨MṘ²⟩/3kT over the temperature; dotted: the crystal's own heat."""
    return Sketch((*crystals(results), *points(results, "kinetic_ratio")), KT, HEAT)


@figure(
    "diffusion-temperature",
    "**D against the ion's kinetic temperature** ⟨MṘ²⟩/3",
    INVERSE_OWN,
    D_LOG,
    "rules strokes dots limits",
    height=320,
    corner="top_right",
    temperatures=PER_EV,
)
def own(results) -> Sketch:
    """D over one over the ion's own temperature, with Arrhenius' law dashed."""
    lines = [_own_line(r, look) for r, look in looked(results) if r.summary["E_a_own"]]
    found = points(results, "D", lambda data: PER_EV / data.kT_own.values)
    return Sketch((*lines, *found), INVERSE_OWN, D_LOG)


@figure(
    "diffusion-temperature",
    "**D against kT**, with the alternative laws dashed",
    KT,
    D,
    "rules strokes dots words",
    height=280,
)
def straight(results) -> Sketch:
    """D over kT with all fitted laws; they are named if there is one sweep."""
    laws = [
        rule
        for result, look in looked(results)
        for rule in _laws(result, look, named=len(results) == 1)
    ]
    return Sketch((*laws, *points(results, "D")), KT, D)


def _fitted(result: Result) -> bool:
    return "D_arrhenius" in result.data


def _fit(result: Result, look: Look) -> Line:
    """Arrhenius' line with its band, 1/kT rising."""
    data, rising = result.data, slice(None, None, -1)
    D, low, high = (data[f"D_arrhenius{k}"].values[rising] for k in ("", "_low", "_high"))
    return Line(PER_EV / data.kT_fine.values[rising], D, look, low, high)


def _own_line(result: Result, look: Look) -> Rule:
    """Arrhenius' law over the ion's own temperature."""
    found, kT = result.summary, result.data.kT_own.values
    x = PER_EV / np.array([np.nanmax(kT), np.nanmin(kT)])
    D = found["D0_own"] * np.exp(-found["E_a_own"] * x / PER_EV)
    return Rule(x, D, look=look._replace(dash="dashed"))


def _laws(result: Result, look: Look, named: bool) -> list[Rule]:
    data = result.data
    return [
        Rule(
            data.kT_fine.values,
            data[f"D_{law}"].values,
            name if named else "",
            look._replace(dash="dashed"),
        )
        for law, name in LAWS.items()
        if f"D_{law}" in data
    ]


def _paper(results) -> list[Rule]:
    """The paper's fit for each equation, over the paper's temperatures."""
    rules = {}
    kT = np.linspace(*paper("diffusion")["temperatures"], 30)[::-1]
    for result in results:
        if fit := printed(result):
            name = f"paper, {result.parameters['equation']}"
            rules[name] = Rule(PER_EV / kT, fit["D0"][0] * np.exp(-fit["E_a"][0] / kT), name)
    return list(rules.values())
