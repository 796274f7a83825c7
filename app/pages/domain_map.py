"""Domain map: which launches pass; click one, zoom in, weigh by temperature."""

from collections.abc import Iterator

import panel as pn

from ionoscope.engine import Result
from ionoscope.engine.core.parameters import as_text
from ionoscope.engine.core.words import number
from ionoscope.engine.gate.domain_map import GateMap
from ionoscope.engine.gate.gallery import GateGallery
from ionoscope.engine.gate.launch import GateLaunch

from ..answers.gate import gate_map
from ..controls.board import Board, Group
from ..controls.kinds import Button, Slider, Tick, Words
from ..figures import domain_map, launch
from ..figures.gallery import at_place, gallery
from .elsewhere import opener
from .parts import framed, html_title, row_of, titled
from .pick_box import PickBox
from .view import View

WINDOW = ("E_particle_min", "E_particle_max", "E_oscillator_min", "E_oscillator_max")
MODEL = ("U0", "lam", "s", "potential", "M", "x0", "phi")
FAR = 5000.0
"""No window reaches further, in E_osc."""
PATIENCE_S = 0.2
"""Small maps that take no longer are shown together."""
HINT = "<small>drag a box to zoom: the window is recomputed</small>"


class DomainMapView(View):
    """The map, a launch beside it, the paper's sixteen maps below."""

    key = "gate-map"
    saved = domain_map.domain_map.name

    def __init__(self, page):
        super().__init__(page)
        self.map = page.figure(domain_map.domain_map)
        self.map.on_pick(self._picked)
        self.map.on_window(self._zoomed)
        self.gallery = page.figure(gallery)
        self.gallery.on_pick(self._from_gallery)
        self.positions = page.figure(launch.positions, 195)
        self.energies = page.figure(launch.energies, 195)
        self.launched = pn.Column(sizing_mode="stretch_width")
        self.windows: list[tuple[str, ...]] = []
        self.launch = page.beside(self._show_launch)
        self.survey = page.beside(self._show_gallery)
        self.chosen: tuple[float, float] | None = None
        self._seen_window: tuple[float, ...] = ()
        self._surveyed, self._mapped = False, None
        self._overlays()

    def _overlays(self) -> None:
        self.lines_on = Tick("lines of constant total energy", True)
        self.weight_on = Tick("fade by Boltzmann weight", False)
        self.omega_T = Slider("ω_T for the weight", 4.0, 0.3, 20, step=0.1)
        for control in (self.lines_on, self.weight_on, self.omega_T):
            control.watch(lambda _: self.page.draw())
        self.back = Button("Back", self._go_back, icon="↶")
        self.back.update(disabled=True)
        self.whole = Button("Whole plane", self._whole_plane)
        self.launch_note = Words(
            value="<p>Click a point of the map to launch it, or say which:</p>"
        )
        self.pick_box = PickBox(("E_p (E_osc)", "E_o (E_osc)"), "Launch it", self._picked)
        self.open_launch = Button("Open this launch", self._open_launch, icon="↗")
        self.open_launch.update(disabled=True)

    def picture(self):
        zooming = Group("", [self.back, self.whole, Words(value=HINT)], row=True)
        return pn.Column(
            framed(self.map), Board([zooming], margin=(0, 10)), sizing_mode="stretch_width"
        )

    def aside(self) -> list:
        note, opened = Group("", [self.launch_note]), Group("", [self.open_launch])
        board = Board([note, self.pick_box.group(), opened], margin=(0, 10))
        return [board, self.launched]

    def groups(self) -> list[Group]:
        return [Group("Over the map", [self.lines_on, self.weight_on, self.omega_T])]

    def below(self) -> Iterator:
        self._surveyed = True
        self._ask_survey()
        words = f"{self.gallery.figure.title}; click one to open it"
        yield row_of(titled(self.gallery, words))
        yield opener(self.page, self.survey)

    def changed(self, experiment: GateMap, dragging: bool) -> None:
        if not dragging:  # sixteen more maps can wait until the hand rests
            self._ask_survey()
        if self.chosen:
            self._launch(experiment)

    def draw(self, results: list[Result], own: int) -> None:
        self._show_map(results[own])
        self.page.readout.show(gate_map(results, omega_T=self.omega_T.value))

    # overlays, zoom -----------------------------------------------------------------------

    def _show_map(self, result: Result) -> None:
        omega_T = self.omega_T.value if self.weight_on.value else None
        self.map.show(result, lines=self.lines_on.value, omega_T=omega_T, picked=self.chosen)
        window = self.map.sketch.ranges()
        if window != self._seen_window:  # where a person has zoomed gives way to what was asked
            self._seen_window = window
            self.map.home()

    def _zoomed(self, *window: float) -> None:
        x0, x1, y0, y1 = window
        if self.page.locked:
            self.map.home()
            return
        if x1 <= 0.001 or y1 <= 0 or x0 >= FAR or y0 >= FAR:
            self.map.home()  # nothing of the plane is in view
            return
        asked = (max(x0, 0.001), min(x1, FAR), max(y0, 0.0), min(y1, FAR))
        self.windows.append(self._window())
        self._set_window(tuple(as_text(float(f"{v:.6g}")) for v in asked))

    def _window(self) -> tuple[str, ...]:
        texts = self.page.rail.texts()
        return tuple(texts[name] for name in WINDOW)

    def _set_window(self, texts: tuple[str, ...]) -> None:
        self.back.update(disabled=not self.windows)
        self.page.rail.set(dict(zip(WINDOW, texts, strict=True)))

    def _go_back(self) -> None:
        if self.windows:
            self._set_window(self.windows.pop())

    def _whole_plane(self) -> None:
        self.windows.append(self._window())
        declared = self.page.kind.declared()
        self._set_window(tuple(as_text(declared[name].default) for name in WINDOW))

    # the launch beside --------------------------------------------------------------------

    def _picked(self, E_particle: float, E_oscillator: float) -> None:
        if self.page.experiment is None or not (0.001 <= E_particle < FAR and E_oscillator < FAR):
            return
        self.chosen = (round(E_particle, 4), round(max(E_oscillator, 0.0), 4))
        if self.page.own:
            self._show_map(self.page.own)
        self._launch(self.page.experiment)

    def _launch(self, experiment: GateMap) -> None:
        values = {k: getattr(experiment, k) for k in MODEL}
        E_particle, E_oscillator = self.chosen
        wanted = GateLaunch(**values, E_particle=E_particle, E_oscillator=E_oscillator)
        self.launch.follow([wanted])

    def _show_launch(self) -> bool:
        run = self.launch.runs[0]
        if run.chunk is None or not run.chunk.summary:
            return False
        for plot in (self.positions, self.energies):
            plot.show(run.result())
        if not self.launched.objects:  # with the first launch
            self.launched[:] = [framed(self.positions), framed(self.energies)]
        launched, found = run.experiment, run.chunk.summary
        text = (
            f"**Launch at E_p = {number(launched.E_particle)}, E_o = "
            f"{number(launched.E_oscillator)}: {found['outcome']}**, decided at "
            f"τ = {number(found['tau'])} periods."
        )
        if self.page.experiment and self.page.experiment.oscillator_start == "released_script":
            text += " (The launch uses the definition in the paper's text.)"
        self.launch_note.update(value=f"<p>{html_title(self.page.riddle.masked(text))}</p>")
        self.open_launch.update(disabled=False)
        return True

    def _open_launch(self) -> None:
        if self.launch.runs:
            self.page.riddle.elsewhere(self.launch.runs[0].experiment)

    # the sixteen maps ---------------------------------------------------------------------

    def _ask_survey(self) -> None:
        """Ask for the maps around what is entered, once they are on the page."""
        if self._surveyed and self.page.experiment:
            self.survey.follow([around(self.page.experiment)])
            self._show_gallery()

    def _show_gallery(self) -> None:
        """Show the newest maps there are, with the present one framed."""
        ready = (r for r in self.survey.runs if r.chunk and (r.over or r.elapsed > PATIENCE_S))
        self._mapped = next(ready, self._mapped)
        run = self._mapped
        if run and (own := self.page.experiment):
            self.gallery.show(run.result(), here=(own.phi, own.s))

    def _from_gallery(self, x: float, y: float) -> None:
        chosen = self._mapped and at_place(self._mapped.chunk.data, x, y)
        if chosen:
            self.page.rail.set(dict(zip(("phi", "s"), map(as_text, chosen), strict=True)))


def around(experiment: GateMap) -> GateGallery:
    """The gallery of a map's model and window."""
    own = GateGallery.declared()
    shared = {k: v for k, v in experiment.values().items() if k in own and k != "n"}
    return GateGallery(**shared)
