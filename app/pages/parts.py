"""Parts that every page is built from: readout, status line, folds."""

import re
from html import escape

import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import Experiment, InvalidParameter
from ionoscope.engine.core.parameters import as_text

from ..answers.answer import Answer
from ..controls.theme import STATES, stylesheet
from ..figures.symbols import html
from ..live.live import Live
from ..runs.run import FAILED, Run
from ..share.formatting import about, duration
from ..share.lessons import lesson

WORTH_SAYING_S = 2.0
"""Shorter runs are started without a word about their time."""
_CSS = stylesheet("parts")


class Readout:
    """The answer in a sentence and in numbers."""

    def __init__(self):
        self.answer: Answer | None = None
        self.pane = pn.pane.HTML(
            "",
            sizing_mode="stretch_width",
            min_height=200,
            stylesheets=[_CSS],
            css_classes=["readout"],
        )

    def show(self, answer: Answer) -> None:
        """Show an answer, its symbols typeset."""
        if answer == self.answer:
            return
        self.answer = answer
        body = "".join(f"<tr><td>{html(k)}</td><td>{html(v)}</td></tr>" for k, v in answer.rows)
        small = f'<p class="note">{html(answer.note)}</p>' if answer.note else ""
        self.pane.object = (
            f'<div class="verdict" aria-live="polite">{html(answer.verdict)}</div>'
            f"<table>{body}</table>{small}"
        )


class Status:
    """Where a run stands: one word with its colour, progress, time left; or why it was refused."""

    def __init__(self):
        self.chip = pn.pane.HTML("", stylesheets=[_CSS], margin=(4, 0), css_classes=["status"])
        self.bar = pmui.LinearProgress(value=0, variant="determinate", sizing_mode="stretch_width")
        # not Material's alert, which shows its own markup when it is told something twice
        self.alert = pn.pane.HTML(
            "",
            visible=False,
            sizing_mode="stretch_width",
            stylesheets=[_CSS],
            css_classes=["refusal"],
            margin=(4, 0),
        )
        self.accept = pmui.Button(visible=False, size="small", variant="contained")
        self.offer: dict[str, str] = {}
        self.layout = pn.Column(
            self.chip, self.bar, self.alert, self.accept, sizing_mode="stretch_width"
        )
        self.ready()

    def ready(self, seconds: float | None = None) -> None:
        """Nothing runs; a run would take about so many seconds."""
        self._say("ready", 0, about(seconds) if (seconds or 0.0) >= WORTH_SAYING_S else "")

    def refused(self, error: InvalidParameter, kind: type[Experiment]) -> None:
        """A value cannot be run; `accept` offers what could be, if anything."""
        self._say("refused", 0)
        parameter = kind.declared().get(error.name)
        knob = f": {parameter.symbol} {parameter.called}" if parameter else ""
        self.warn(f"Not run{knob}", str(error))
        self.offer = {name: as_text(value) for name, value in error.offer.items()}
        what = ", ".join(f"{name} = {text}" for name, text in self.offer.items())
        self.accept.param.update(label=f"Set {what}", visible=bool(what))

    def follow(self, runs: list[Run]) -> None:
        """Show one or several runs as one."""
        if not runs:
            return self.ready()
        share = sum(r.share for r in runs) / len(runs)
        word = self._word(runs)
        left = duration(_left(runs)) if word == "running" else ""
        detail = f"{share:.0%}{', ' + left + ' left' if left else ''}" if word == "running" else ""
        if word in ("finished", "stopped"):
            at = f"at {share:.0%}" if word == "stopped" else ""
            detail = f"{at} " + _took(max(r.ended for r in runs) - min(r.began for r in runs))
        self._say(word, 100 * share, detail)
        failed = next((r for r in runs if r.status == FAILED), None)
        if failed:
            self.warn("The run failed", f"{failed.error} What was computed before is kept.")

    def warn(self, title: str, text: str) -> None:
        """Say something in a box, until the state changes."""
        body = f"<b>{escape(title)}</b><br>{escape(text, quote=False)}"
        self.alert.param.update(
            object=f'<div class="alert" role="alert">{body}</div>', visible=True
        )

    @staticmethod
    def _word(runs: list[Run]) -> str:
        words = [r.status for r in runs]
        if any(not r.over for r in runs):
            return "running" if any(w != "queued" for w in words) else "queued"
        return next((w for w in (FAILED, "stopped") if w in words), "finished")

    def _say(self, word: str, percent: float, detail: str = "") -> None:
        self.alert.visible = self.accept.visible = False
        self.chip.object = (
            f'<span class="chip" role="status" style="background:{STATES[word]}">{word}</span>'
            f" <span>{detail}</span>"
        )
        self.bar.value = round(percent)


def _took(seconds: float) -> str:
    return f"in {seconds:.2g} s" if seconds > 0.2 else ""


def _left(runs: list[Run]) -> float | None:
    """Time left of all runs together, at the pace of those that have begun."""
    done = sum(r.share for r in runs)
    spent = sum(r.elapsed for r in runs)
    return spent * (len(runs) - done) / done if done > 0 else None


def equations(kind: type[Experiment]) -> pn.Column:
    """The equations solved, each with its meaning and source."""
    parts = []
    for e in kind.equations:
        meaning = f"{e.meaning[0].upper()}{e.meaning[1:]}. *({e.source})*"
        latex = pn.pane.LaTeX(f"$${e.latex}$$", renderer="mathjax", styles={"font-size": "17px"})
        parts += [latex, pn.pane.Markdown(meaning, margin=(0, 10, 14, 10))]
    return pn.Column(
        *parts, pn.pane.Markdown(f"Source: {kind.source}."), sizing_mode="stretch_width"
    )


def tasks(key: str) -> pn.Column:
    """Predict-then-check tasks with fold-out answers."""
    parts = []
    for i, task in enumerate(lesson(key).tasks, 1):
        parts.append(pn.pane.Markdown(f"**{i}.** {task.question}", sizing_mode="stretch_width"))
        parts.append(
            pmui.Details(
                pn.pane.Markdown(task.answer, sizing_mode="stretch_width"),
                title="Show the answer",
                collapsed=True,
                sizing_mode="stretch_width",
            )
        )
    return pn.Column(*parts, sizing_mode="stretch_width")


def look_for(key: str) -> pn.pane.Markdown:
    """What to look for in the picture."""
    return pn.pane.Markdown(lesson(key).look_for, sizing_mode="stretch_width")


def row_of(*parts) -> pn.Row:
    """Pictures side by side where there is room, else one under the other."""
    return pn.Row(*parts, sizing_mode="stretch_width", styles={"flex-wrap": "wrap", "gap": "8px"})


def titled(live: Live, title: str = "", least: int = 300) -> pn.Column:
    """A figure under its title, its own if no other is given; in a row `least` pixels wide."""
    words = html_title(title or live.figure.title)
    return pn.Column(
        pn.pane.HTML(words, margin=(8, 0, 0, 10), styles={"font-size": "15px"}),
        live.pane,
        sizing_mode="stretch_width",
        styles={"flex": f"1 1 {least}px", "min-width": "0"},
    )


def html_title(text: str) -> str:
    """A title as HTML: what stands between ** is bold, symbols are typeset."""
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html(text))
