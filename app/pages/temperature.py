"""Temperature: D(kT) by several equations, Arrhenius' line and what it leaves over."""

import numpy as np

from ionoscope.engine.diffusion.temperature import DiffusionTemperature
from ionoscope.engine.statistics.interval import NORMAL

from ..formatting import number
from ..paper import paper
from ..theme import label
from ..views.bands import Band, Bands, Dots, Rule
from .overlay import Shown
from .parts import row_of, titled
from .sweeps import SweepPage
from .verdicts import LAWS, is_complete, left_out, of_laws
from .wanderers import with_interval

PER_EV = 1000.0
"""1/kT is shown in 1/eV, kT entered in meV."""


class TemperaturePage(SweepPage):
    """The Arrhenius plot, residuals, local activation energy and kinetic temperature."""

    key = "diffusion-temperature"

    def build(self) -> None:
        super().build()
        look = self.styles
        self.top = Bands("1/kT (1/eV)", label("D"), 420, look, log_y=True, name="arrhenius-D")
        self.top.temperatures(PER_EV)
        self.own = Bands("1/kT_ion (1/eV)", label("D"), 280, look, log_y=True, name="own")
        self.own.temperatures(PER_EV)
        self.residuals = Bands(label("kT"), label("residual"), 260, look, name="residuals")
        self.local = Bands(label("kT"), label("E_a_local"), 260, look, name="local")
        self.heat = self.thermometer(260, "kT")
        self.straight = Bands(label("kT"), label("D"), 260, look, name="straight")

    def more(self) -> list:
        return [
            row_of(
                titled(self.residuals.figure, "**What Arrhenius leaves over**, in standard errors"),
                titled(self.local.figure, "**E_a from point to point**"),
            ),
            row_of(
                titled(self.heat.figure, "**Is it as hot as its bath?**"),
                titled(self.own.figure, "**D against the ion's own temperature** ⟨MṘ²⟩/3"),
            ),
            row_of(titled(self.straight.figure, "**D against kT**, with the rival laws dashed")),
        ]

    def paint(self, ready: list[Shown]) -> None:
        self.restyle(ready)
        self.top.update(
            [b for s in ready for b in _line(s)],
            [self.dots(s, "D", PER_EV / s.run.chunk.data.kT.values) for s in ready],
            _paper_lines(ready),
        )
        self.residuals.update(dots=[_residuals(s) for s in ready if _fitted(s)],
                              rules=[_level(s, 0.0) for s in ready[:1]])  # fmt: skip
        self.local.update(
            dots=[_local(s) for s in ready if "E_a_local" in s.run.chunk.data],
            rules=[_level(s, s.run.chunk.summary["E_a"], s.run.id) for s in ready if _fitted(s)],
        )
        self.heat.update(dots=[self.dots(s, "kinetic_ratio") for s in ready],
                         levels=self.crystals(ready))  # fmt: skip
        self.own.update(
            dots=[self.dots(s, "D", PER_EV / s.run.chunk.data.kT_own.values) for s in ready],
            rules=[rule for s in ready for rule in _own_line(s)],
        )
        rivals = [rule for s in ready if _fitted(s) for rule in _rivals(s)]
        self.straight.update(dots=[self.dots(s, "D") for s in ready], rules=rivals)
        self._say(ready)

    def _say(self, ready: list[Shown]) -> None:
        if not ready:
            self.readout.show("No points yet.", [], "Press Run: points appear as they are counted.")
            return
        main = self.chosen(ready)
        last, name = main.run.chunk.summary, self.named(main, ready)
        known = f"{name}E_a = {_constant(last, 'E_a', 'meV')}"
        verdict = known if last["E_a"] else f"{name}Too few points for E_a."
        if last["E_a"] and last["E_a_low"] < 0:
            verdict = f"{name}E_a is not known yet: longer runs or more ions would tell."
        rows = []
        for shown in ready:
            found = shown.run.chunk.summary
            rows += [
                (self.name_of(shown.experiment), self.progress(shown)),
                ("   E_a", _constant(found, "E_a", "meV")),
                ("   D₀", _constant(found, "D0", "Å²/ps")),
            ]
            if found["E_a_own"]:
                rows.append(("   E_a, own temperature", _constant(found, "E_a_own", "meV")))
            printed = _printed(shown)
            if printed:
                rows += [
                    ("   E_a, paper", _range(printed["E_a"], "meV")),
                    ("   D₀, paper", _range(printed["D0"], "Å²/ps")),
                ]
        self.readout.show(verdict, rows, _note(main, name))


def _fitted(shown: Shown) -> bool:
    return "D_arrhenius" in shown.run.chunk.data


def _line(shown: Shown) -> list[Band]:
    """Arrhenius' line with its band."""
    data = shown.run.chunk.data
    if not _fitted(shown):
        return []
    order = slice(None, None, -1)
    curves = (data[k].values[order] for k in ("D_arrhenius", "D_arrhenius_low", "D_arrhenius_high"))
    return [Band(shown.run.id, PER_EV / data.kT_fine.values[order], *curves)]


def _own_line(shown: Shown) -> list[Rule]:
    """Arrhenius' law over the ion's own temperature."""
    found, kT = shown.run.chunk.summary, shown.run.chunk.data.kT_own.values
    if not found["E_a_own"]:
        return []
    x = PER_EV / np.array([np.nanmax(kT), np.nanmin(kT)])
    return [Rule(shown.run.id, x, found["D0_own"] * np.exp(-found["E_a_own"] * x / PER_EV))]


def _printed(shown: Shown) -> dict | None:
    """The paper's fit, if this is the paper's ion."""
    e: DiffusionTemperature = shown.experiment
    values = paper("diffusion")
    same = all(getattr(e, k) == values[k] for k in ("U0", "lam", "M"))
    return values.get(e.equation) if same else None


def _paper_lines(ready: list[Shown]) -> list[Rule]:
    rules = {}
    kT = np.linspace(*paper("diffusion")["temperatures"], 30)[::-1]
    for shown in ready:
        printed = _printed(shown)
        if printed:
            D = printed["D0"][0] * np.exp(-printed["E_a"][0] / kT)
            name = f"paper, {shown.experiment.equation}"
            rules[name] = Rule(None, PER_EV / kT, D, name)
    return list(rules.values())


def _residuals(shown: Shown) -> Dots:
    data = shown.run.chunk.data
    return Dots(shown.run.id, data.kT_fitted.values, data.residual.values)


def _local(shown: Shown) -> Dots:
    data = shown.run.chunk.data
    E_a, half = data.E_a_local.values, NORMAL * data.E_a_local_error.values
    return Dots(shown.run.id, data.kT_middle.values, E_a, E_a - half, E_a + half)


def _level(shown: Shown, height: float, key: str | None = None) -> Rule:
    kT = shown.run.chunk.data.kT.values
    return Rule(key, kT[[0, -1]], np.full(2, height))


def _rivals(shown: Shown) -> list[Rule]:
    data = shown.run.chunk.data
    return [
        Rule(shown.run.id, data.kT_fine.values, data[f"D_{law}"].values)
        for law in LAWS if f"D_{law}" in data
    ]  # fmt: skip


def _constant(found: dict, name: str, unit: str) -> str:
    return with_interval(found[name], found[f"{name}_low"], found[f"{name}_high"], unit)


def _range(values: list[float], unit: str) -> str:
    value, low, high = values
    return f"{number(value)} ({number(low)} … {number(high)}) {unit}"


def _note(shown: Shown, name: str) -> str:
    """Which law is preferred, once all points are there."""
    found = shown.run.chunk.summary
    if not is_complete(shown.run.chunk.data):
        return ""
    words = (name + of_laws(found["laws"]), left_out(found.get("left_out") or []))
    return " ".join(filter(None, words))
