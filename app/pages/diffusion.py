"""Diffusion: the ion's path, how far it comes, how hot it is, by one or several equations."""

from typing import ClassVar

import numpy as np
import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import Chunk
from ionoscope.engine.diffusion.sweep import FEWEST_HOPS
from ionoscope.engine.statistics.interval import NORMAL
from ionoscope.engine.statistics.velocities import Histogram

from ..figures.wandering import msd
from ..formatting import number
from ..live.live import Live
from ..scenes.player import Player
from ..theme import label
from ..views.bands import Band, Bands, Dots
from ..views.path3d import Path, Path3D
from ..views.thermometer import Thermometer
from ..views.velocities import Velocities
from .overlay import Overlay, Shown
from .parts import row_of, titled
from .verdicts import doubts, force_is_weak, reading, too_few_hops
from .wanderers import BRACKETS, WanderersPage, with_interval


class DiffusionPage(WanderersPage):
    """The path in three dimensions, the mean square displacement beside it, the rest below."""

    key = "ion-diffusion"
    OVERLAYS: ClassVar = (
        *WanderersPage.OVERLAYS,
        Overlay("kT", "Temperatures", {"10": "10", "25": "25", "50": "50"}, "<i>kT</i>"),
        Overlay("U0", "Strengths", {"4000": "4000", "8000": "8000"}, "<i>U</i>₀"),
    )

    def build(self) -> None:
        super().build()
        self.player = Player(
            symbol="t", unit="ps", pace=0.2, sizing_mode="stretch_width", margin=(0, 0)
        )
        look = self.styles
        self.path = Path3D(self.player, 320, look)
        self.msd = Live(msd)
        self.history = Bands(label("time"), label("D"), 280, look, name="history")
        self.velocities = Velocities(280, look)
        self.thermometer = Thermometer(150, look)
        self.residence = Bands(label("residence"), "share of the hops", 260, look, log_x=True,
                               name="residence")  # fmt: skip
        self.alpha = Bands(label("lag"), label("alpha2"), 260, look, log_x=True, name="alpha2")
        self.every = pmui.Checkbox(label="paths of four ions of each run", value=False)
        self.every.param.watch(lambda _: self._paths(self.ready()), "value")

    def picture(self):
        # under it the same player moves the dot along the path
        path = pn.Column(self.path.layout, self.player, sizing_mode="stretch_width",
                         styles={"flex": "1 1 300px", "min-width": "0"})  # fmt: skip
        return row_of(
            path, titled(self.msd.fig, "**How far it comes** in a time t; dashed: 6Dt + c")
        )

    def beside(self) -> list:
        question = "**Is it as hot as its bath?** Line: kT, ticks: its crystal"
        return [self.thermometer.layout(question)]

    def extra_controls(self) -> list:
        cards = super().extra_controls()
        cards[0].append(self.every)
        return cards

    def export_figure(self):
        return self.msd.fig

    def more(self) -> list:
        return [
            row_of(
                titled(self.history.figure, "**D so far**, with its 95 % interval"),
                titled(self.velocities.figure, "**Its velocity**, beside the bath's in grey"),
            ),
            row_of(
                titled(self.residence.figure, "**How long it stays** in a cell"),
                titled(self.alpha.figure, "**Hops or a stream?** α₂ is 0 for a smooth random walk"),
            ),
        ]

    def has_data(self, chunk: Chunk) -> bool:
        return "msd" in chunk.data

    def paint(self, ready: list[Shown]) -> None:
        self.restyle(ready)
        self._paths(ready)
        self._displacements(ready)
        self._histories(ready)
        self._heat(ready)
        self._stays(ready)
        self._say(ready)

    # pictures -------------------------------------------------------------------------------

    def _paths(self, ready: list[Shown]) -> None:
        paths = []
        for shown in ready:
            data = shown.run.chunk.data
            tracks = data.place.values if self.every.value else data.place.values[:1]
            paths += [Path(shown.run.id, data.path_time.values, track) for track in tracks]
        self.path.update(paths, ready[0].experiment.a if ready else 3.0)

    def _displacements(self, ready: list[Shown]) -> None:
        self.msd.show([shown.result for shown in ready])
        self.alpha.update([
            Band(s.run.id, s.run.chunk.data.lag.values, *_around(s.run.chunk.data.alpha2.values,
                 s.run.chunk.data.alpha2_error.values)) for s in ready
        ])  # fmt: skip

    def _histories(self, ready: list[Shown]) -> None:
        self.history.update([
            Band(s.run.id, *(s.run.chunk.data[k].values for k in ("time", "D", "D_low", "D_high")))
            for s in ready
        ])  # fmt: skip

    def _heat(self, ready: list[Shown]) -> None:
        self.velocities.update([(s.run.id, _histogram(s.run.chunk.data)) for s in ready])
        self.thermometer.update([
            reading(s.run.id, s.experiment, s.run.chunk.summary) for s in ready
        ])  # fmt: skip

    def _stays(self, ready: list[Shown]) -> None:
        dots = []
        for shown in ready:
            data = shown.run.chunk.data
            counts = data.residence_count.values
            if counts.sum():
                found, error = counts / counts.sum(), np.sqrt(counts) / counts.sum()
                y, low, high = _around(found, error)
                dots.append(Dots(shown.run.id, data.residence.values, y, low.clip(0), high))
        self.residence.update(dots=dots)

    # words and numbers ----------------------------------------------------------------------

    def _say(self, ready: list[Shown]) -> None:
        if not ready:
            going = any(not s.run.over for s in self.shown_runs)
            said = "It settles first: nothing is counted yet." if going else "Press Run."
            self.readout.show("Not yet." if going else "No run yet.", [], said)
            return
        last = self.chosen(ready)
        found, e = last.run.chunk.summary, last.experiment
        rows = [
            (f"D, {self.name_of(s.experiment)}", _D(s.run.chunk.summary))
            for s in ready if s is not last
        ]  # fmt: skip
        rows += [
            # it needs ten of the paper's segments, and knows of no drift
            *(
                []
                if found.get("D_paper") is None
                else [("D as in the paper", _with(found, "D_paper", "Å²/ps"))]
            ),
            ("⟨MṘ²⟩/3kT", _with(found, "kinetic_ratio")),
            ("hops seen", f"{found['n_hops']:,}"),
            ("an ion hops every", _every(found)),
            ("tries to, per axis", _short(found.get("attempt_frequency"), "1/ps")),
            ("hops straight back", _percent(found.get("reversals"))),
        ]
        if e.force:
            rows.append(("mobility μ", _with(found, "mobility", "Å²/(meV ps)")))
        if e.force and force_is_weak(e) and not too_few_hops(found):
            rows.append(("D/kT", _scaled(found, 1 / e.kT, "Å²/(meV ps)")))
        if found.get("energy_drift") is not None:
            rows.append(("drift of its crystal's energy", f"{found['energy_drift']:.2g} meV"))
        self.readout.show(_verdict(found, self.named(last, ready)), rows, self._note(last, found))

    def _note(self, last: Shown, found: dict) -> str:
        e, counted = last.experiment, _counted(last)
        said = (
            f"For {self.name_of(e)}: {e.ions * e.baths} ions, counted for {counted:.0f} ps.",
            BRACKETS,
        )
        return " ".join((*said, *doubts(e, found, counted)))


def _verdict(found: dict, name: str) -> str:
    """D, if there is one to speak of."""
    if too_few_hops(found):
        return f"{name}Fewer than {FEWEST_HOPS} hops: too few for D."
    return f"{name}D = {_D(found)}" if found["D"] is not None else f"{name}Too early for D."


def _around(y: np.ndarray, error: np.ndarray) -> tuple[np.ndarray, ...]:
    """Values and the ends of their bars."""
    return y, y - NORMAL * error, y + NORMAL * error


def _histogram(data) -> Histogram:
    middle = data.velocity.values
    half = (middle[1] - middle[0]) / 2
    edges = np.append(middle - half, middle[-1] + half)
    return Histogram(edges, data.p_velocity.values, data.p_velocity_bath.values)


def _with(found: dict, name: str, unit: str = "") -> str:
    return with_interval(found.get(name), found.get(f"{name}_low"), found.get(f"{name}_high"), unit)


def _D(found: dict) -> str:
    return f"fewer than {FEWEST_HOPS} hops" if too_few_hops(found) else _with(found, "D", "Å²/ps")


def _scaled(found: dict, factor: float, unit: str) -> str:
    values = [found[k] and factor * found[k] for k in ("D", "D_low", "D_high")]
    return with_interval(*values, unit)


def _every(found: dict) -> str:
    rate, error = found.get("hop_rate"), found.get("hop_rate_error")
    if not rate:
        return "—"
    return number(1 / rate, error and NORMAL * error / rate**2, "ps")


def _percent(share) -> str:
    return "—" if share is None else f"{100 * share:.0f} %"


def _short(value, unit: str) -> str:
    return "—" if value is None else f"{value:.3g} {unit}"


def _counted(shown: Shown) -> float:
    """Time (ps) in which displacements were counted."""
    return max(float(shown.run.chunk.data.path_time[-1]) - shown.experiment.settle, 0.0)
