"""What a notebook shows of a result."""

from html import escape

from .app.answers.registry import answer_of, summary_rows
from .app.figures.symbols import html
from .app.share.formatting import duration
from .app.share.telling import differing
from .engine import Result, known
from .engine.core.finding import DOUBT, TITLES


def summary_html(result: Result) -> str:
    """Question, parameters that differ from the defaults, answer, and what to keep in mind."""
    kind = known(result.experiment)
    question = kind.question if kind else result.experiment
    answer = answer_of([result])
    lines = answer.rows or summary_rows(result)
    rows = "".join(
        f"<tr><td style='text-align:left'>{html(name.strip())}</td>"
        f"<td style='text-align:left'><b>{html(value)}</b></td></tr>"
        for name, value in lines
    )
    said = [f"<b>{TITLES[DOUBT]}:</b> {html(text)}" for text in answer.doubts]
    said += [html(answer.note)] if answer.note else []
    note = "".join(f"<p style='max-width:60em'><small>{text}</small></p>" for text in said)
    return (
        f"<div><p><b>{escape(question)}</b> "
        f"<small><code>{escape(result.experiment)}</code>, {escape(result.status)} in "
        f"{duration(result.elapsed_s) or '0 s'}{_kept(result)}; {_differing(result)}</small></p>"
        f"<p style='font-size:115%'>{html(answer.verdict)}</p><table>{rows}</table>{note}</div>"
    )


def _kept(result: Result) -> str:
    """That it is a kept run, and which."""
    id = result.about.get("kept")
    return f", kept as <code>{escape(id)}</code> on {escape(result.created[:10])}" if id else ""


def _differing(result: Result) -> str:
    kind = known(result.experiment)
    declared = kind.declared() if kind else {}
    told = differing(result.experiment, result.parameters)
    parts = [f"{declared[k].symbol if k in declared else k} = {text}" for k, text in told.items()]
    return html(", ".join(parts)) or "all parameters at their defaults"
