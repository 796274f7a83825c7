"""OverlayPage: several runs on one picture, started together or one after the other."""

import time
from itertools import product
from typing import ClassVar, NamedTuple

import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import Chunk, Experiment, InvalidParameter, Result

from ..runs.run import Run
from .base import FRAME_RATE, ExperimentPage


class Shown(NamedTuple):
    """A run on the picture."""

    run: Run
    experiment: Experiment

    @property
    def result(self) -> Result:
        """What it has come to."""
        return self.run.result()


class Overlay(NamedTuple):
    """Values of one parameter that can be laid over each other.

    `options` has each value as it is shown and as text for the parameter and the link; `symbol`
    is HTML before the buttons.
    """

    parameter: str
    label: str
    options: dict[str, str]
    symbol: str = ""


class OverlayPage(ExperimentPage):
    """A page whose picture shows every run in `shown_runs`.

    Sub-classes set `OVERLAYS` and draw in `paint`; their `build` calls this one's.
    Run starts all combinations of the values above and those that are ticked besides, the first
    overlay changing fastest.
    """

    live_page = False
    run_label = "Run"
    OVERLAYS: ClassVar[tuple[Overlay, ...]] = ()
    MOST = 24
    """Most curves on the picture."""
    OPENS_S = 10.0
    """A page opens, and a preset begins, with a run if it takes no longer."""

    def build(self) -> None:
        self.shown_runs: list[Shown] = []
        self.groups = {o.parameter: self._group(o) for o in self.OVERLAYS}
        self.keep = pmui.Checkbox(label="keep the curves that are there", value=False)
        self.clear = pmui.Button(label="Clear", icon="delete", size="small", variant="outlined")
        self.clear.on_click(lambda _: self._clear())

    # what a page fills in -----------------------------------------------------------------

    def paint(self, ready: list[Shown]) -> None:
        """Draw every run that has data, and say the answer; `ready` may be empty."""
        raise NotImplementedError

    def has_data(self, chunk: Chunk) -> bool:
        """Whether there is something of this chunk to draw."""
        return bool(chunk.data)

    def started(self, base: Experiment) -> None:
        """Runs around `base` have been started."""

    # what all such pages do ---------------------------------------------------------------

    def ready(self) -> list[Shown]:
        """The runs that have something to draw."""
        return [s for s in self.shown_runs if s.run.chunk and self.has_data(s.run.chunk)]

    def extra_controls(self) -> list:
        return [
            pmui.Card(
                pn.pane.Markdown("Besides the values above, also these:", margin=(0, 0)),
                *map(self._row, self.OVERLAYS),
                self.keep,
                self.clear,
                title="Overlay",
                variant="outlined",
                sizing_mode="stretch_width",
                margin=(4, 0),
            )
        ]

    def show_state(self) -> dict[str, str]:
        chosen = {name: ",".join(group.value) for name, group in self.groups.items()}
        return {name: text for name, text in chosen.items() if text}

    def set_show_state(self, state: dict[str, str]) -> None:
        self.overlay({name: text.split(",") for name, text in state.items()})

    def overlay(self, values: dict[str, list[str]]) -> None:
        for o in self.OVERLAYS:
            allowed = o.options.values()
            self.groups[o.parameter].value = [
                v for v in values.get(o.parameter, []) if v in allowed
            ]

    def open(self, texts, hide=(), lock=False) -> None:
        super().open(texts, hide, lock)
        self._start_short()  # the first picture is a run, not an empty plot

    def run(self) -> None:
        base = self._build()
        if base is not None and self._agrees(base):
            self._start(base, keep=True)

    def go_on(self) -> None:
        """Go on with every run on the picture that was cut off."""
        self.runs = []
        self.shown_runs = [self._resumed(s) if s.run.can_go_on else s for s in self.shown_runs]
        self._follow()
        self.tick()

    def seconds(self, experiment: Experiment) -> float | None:
        """Of all combinations, as many side by side as there are workers."""
        if type(experiment).estimate is Experiment.estimate:
            return None  # this is asked at every step of a drag
        try:
            each = [one.estimate() or 0.0 for one in self._wanted(experiment)[: self.MOST]]
        except InvalidParameter:  # Run will say so
            return None
        return max(sum(each) / self.context.store.pool.workers, *each)

    def draw(self, result: Result) -> None:
        """All curves are drawn together, see `paint`."""

    def tick(self) -> None:
        if self.away or not self.context.latch.is_open:
            return
        version = tuple((s.run.id, s.run.version) for s in self.shown_runs)
        going_on = any(not s.run.over for s in self.shown_runs)
        if version == self._seen or (
            going_on and time.monotonic() - self._drawn_at < 1 / FRAME_RATE
        ):
            return
        self._seen, self._drawn_at = version, time.monotonic()
        with pn.io.hold():
            self._paint()
            self._follow()

    # inner workings -----------------------------------------------------------------------

    def _group(self, overlay: Overlay) -> pmui.CheckButtonGroup:
        group = pmui.CheckButtonGroup(
            label=overlay.label, options=overlay.options, value=[], size="small", margin=(4, 0)
        )
        group.param.watch(lambda _: self._ticked(), "value")
        return group

    def _row(self, overlay: Overlay) -> pn.Row:
        symbol = pn.pane.HTML(f"{overlay.symbol} =", width=34, margin=(10, 0))
        return pn.Row(*([symbol] if overlay.symbol else []), self.groups[overlay.parameter])

    def _preset_chosen(self, event) -> None:
        super()._preset_chosen(event)
        if self.shown_runs:
            self._start_short()

    def _ticked(self) -> None:
        if self.experiment is not None:
            self.request(self.experiment, False)
        self.context.moved()

    def _start_short(self) -> None:
        """Show what is entered, if that is a matter of seconds; it is not kept."""
        base = self._build()
        if base is not None and (self.seconds(base) or 0.0) <= self.OPENS_S:
            self._start(base, keep=False)

    def _start(self, base: Experiment, keep: bool) -> None:
        """Run every combination asked for; `keep` the results in the catalogue."""
        self.stop()
        if not self.keep.value:
            self.shown_runs = []
        try:
            wanted = self._wanted(base)
        except InvalidParameter as error:
            self.status.refused(error, self.kind)
            return
        self.runs = []
        for experiment in wanted[: self.MOST - len(self.shown_runs)]:
            self.shown_runs.append(self._show(self.context.store.start(experiment, keep)))
        self.started(base)
        self.tick()

    def _show(self, run: Run) -> Shown:
        """A run of this page, for the picture."""
        run.watch(self.wake)
        self.runs.append(run)
        return Shown(run, run.experiment)

    def _resumed(self, shown: Shown) -> Shown:
        try:
            return self._show(self.context.store.resume(shown.run.id))
        except (OSError, ValueError) as error:
            pn.state.notifications and pn.state.notifications.error(str(error), duration=8000)
            return shown

    def _offer_go_on(self) -> None:
        idle = all(s.run.over for s in self.shown_runs)
        self.go_on_button.visible = idle and any(s.run.can_go_on for s in self.shown_runs)

    def _wanted(self, base: Experiment) -> list[Experiment]:
        """Every combination; InvalidParameter if one of them cannot be run."""
        return [base.changed(**values) for values in self._combinations(base)]

    def _combinations(self, base: Experiment) -> list[dict]:
        names = [o.parameter for o in reversed(self.OVERLAYS)]
        values = [self._sorted(name, self._asked(base, name)) for name in names]
        return [dict(zip(names, v, strict=True)) for v in product(*values)]

    def _asked(self, base: Experiment, name: str) -> set:
        """The value above and those ticked besides."""
        from_text = self.kind.declared()[name].from_text
        return {getattr(base, name), *map(from_text, self.groups[name].value)}

    def _sorted(self, name: str, values: set) -> list:
        """Numbers by size, words as the buttons stand."""
        overlay = next(o for o in self.OVERLAYS if o.parameter == name)
        order = dict(zip(overlay.options.values(), range(len(overlay.options)), strict=True))
        words = any(isinstance(v, str) for v in values)
        return sorted(values, key=lambda v: order.get(v, len(order)) if words else v)

    def _clear(self) -> None:
        self.stop()
        self.runs, self.shown_runs, self.shown = [], [], None
        self._paint()
        self.status.ready()
        self._offer_go_on()

    def chosen(self, ready: list[Shown]) -> Shown:
        """The run that is exported and spoken of."""
        return ready[-1]

    def _paint(self) -> None:
        ready = self.ready()
        if ready:
            main = self.chosen(ready)
            self.shown = (main.experiment, main.run.chunk)
        self.paint(ready)
