"""Runs: what is being computed, and what was kept."""

import time
from html import escape

import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import EXPERIMENTS, Result
from ionoscope.engine.core.parameters import as_text

from ..controls.exports import file_button
from ..share.takehome import called
from .context import Context
from .still import Still

COLUMNS = ("run", "experiment", "when", "state", "parameters changed from the defaults")
CUT_OFF = ("stopped", "failed", "interrupted")


def _differs(key: str, parameters: dict) -> str:
    declared = EXPERIMENTS[key].declared() if key in EXPERIMENTS else {}
    # as text: what was read from the disk has lists for tuples
    texts = {name: as_text(value) for name, value in parameters.items()}
    parts = [
        f"{name} = {declared[name].told(parameters[name]) if name in declared else text}"
        for name, text in texts.items()
        if name not in declared or text != as_text(declared[name].default)
    ]
    return ", ".join(parts) or "nothing"


class RunsPage(Still):
    """Two tables and a box to open a kept run by its name."""

    key = "runs"

    def __init__(self, context: Context):
        self.context = context
        self.table = pn.pane.HTML("", sizing_mode="stretch_width", css_classes=["runs"])
        self.pick = pmui.Select(label="Run", options=[], sizing_mode="stretch_width", size="small")
        self.show = pmui.Button(label="Open on its page", icon="open_in_new", variant="contained")
        self.halt = pmui.Button(label="Stop", icon="stop", variant="outlined")
        self.resume = pmui.Button(label="Resume", icon="play_circle_outline", variant="outlined")
        self.remove = pmui.Button(label="Delete", icon="delete", variant="outlined")
        self.download = file_button("NetCDF", "run.nc", self._file)
        self.show.on_click(lambda _: self._open())
        self.halt.on_click(lambda _: self._halt())
        self.resume.on_click(lambda _: self._resume())
        self.remove.on_click(lambda _: self._delete())
        self.pick.param.watch(lambda _: self._offer(), "value")
        self.trouble = pmui.Alert(severity="warning", visible=False, sizing_mode="stretch_width")
        main = pn.Column(
            pmui.Typography("What has been computed?", variant="h5"),
            self.trouble,
            self.table,
            pn.Row(
                self.pick,
                self.show,
                self.download,
                self.halt,
                self.resume,
                self.remove,
                sizing_mode="stretch_width",
            ),
            sizing_mode="stretch_width",
            margin=(8, 24),
        )
        super().__init__(main)
        self._shown, self._failure = None, ""
        self.tick()

    def tick(self) -> None:
        """List running and kept runs, newest first, and say what is wrong."""
        trouble = self._failure or self.context.store.trouble
        self.trouble.param.update(object=trouble, visible=bool(trouble))
        rows = self._rows()
        if rows == self._shown:
            return
        self._shown = rows
        head = "".join(f"<th>{c}</th>" for c in COLUMNS)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell[:160])}</td>" for cell in row) + "</tr>"
            for row in rows
        )
        empty = "" if rows else "<p>Nothing yet: press Run on an experiment's page.</p>"
        self.table.object = f'<table class="runs"><tr>{head}</tr>{body}</table>{empty}'
        self.pick.options = [row[0] for row in rows]
        if self.pick.value not in self.pick.options:
            self.pick.value = rows[0][0] if rows else None
        self._offer()

    def _offer(self) -> None:
        """Only what can be done with the chosen run."""
        run = self.context.store.runs.get(self.pick.value)
        going_on = bool(run and not run.over)
        row = next((row for row in self._shown if row[0] == self.pick.value), None)
        if row:
            id, experiment, _, state, *_ = row
            self.download.filename = f"{called(experiment, id, state.partition(' ')[0])}.nc"
        kind = EXPERIMENTS.get(row[1]) if row else None
        cut_off = bool(row and row[3].partition(" ")[0] in CUT_OFF)
        self.halt.disabled = not going_on
        self.resume.disabled = going_on or not (cut_off and kind and kind.resumable)

    def _rows(self) -> list[tuple[str, ...]]:
        store = self.context.store
        rows = [
            (
                r.id,
                r.experiment.key,
                "now",
                f"{r.status} {r.share:.0%}",
                _differs(r.experiment.key, r.experiment.values()),
            )
            for r in reversed(store.in_memory())
        ]
        kept = store.catalogue.entries() if store.catalogue else []
        return rows + [
            (
                e.id,
                e.experiment,
                time.strftime("%Y-%m-%d %H:%M", time.localtime(e.created)),
                e.status,
                _differs(e.experiment, e.parameters),
            )
            for e in kept
        ]

    def _load(self) -> Result | None:
        self._failure = ""
        try:
            return self.context.store.result(self.pick.value)
        except (OSError, ValueError) as error:
            self._failure = str(error)
        self.tick()
        return None

    def _open(self) -> None:
        result = self._load()
        if result:
            texts = {k: as_text(v) for k, v in result.parameters.items()}
            self.context.go(result.experiment, texts)

    def _halt(self) -> None:
        if run := self.context.store.runs.get(self.pick.value):
            run.stop()

    def _resume(self) -> None:
        self._failure = ""
        try:
            resumed = self.context.store.resume(self.pick.value).id
        except (OSError, ValueError) as error:
            self._failure = str(error)
            return self.tick()
        self.tick()
        self.pick.value = resumed

    def _delete(self) -> None:
        self._failure = ""
        try:
            self.context.store.remove(self.pick.value)
        except OSError as error:
            self._failure = str(error)
        self.tick()

    def _file(self) -> bytes:
        result = self._load()
        if result is None:
            raise ValueError("This run has nothing to download.")
        return result.to_bytes()
