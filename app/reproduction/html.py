"""HTML: the report as one file that needs nothing else, for light, dark and paper."""

import base64
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path

from ionoscope.engine.core.finding import TITLES, Value

from ..figures.symbols import html
from ..share.formatting import duration
from .comparing import AGREES, DEPARTS, DIFFERS, JUDGED, MISSING, OPEN, SHORT

STYLE = """
:root { color-scheme: light dark; --text: #1d2126; --soft: #5a626c; --line: #d5d9de;
  --paper: #ffffff; --card: #f5f6f8; --good: #00694e; --bad: #a63c00; --other: #0b5a94; }
@media (prefers-color-scheme: dark) { :root { --text: #e4e7ea; --soft: #a3abb4; --line: #3a4047;
  --paper: #15181b; --card: #1e2226; --good: #4fd0a8; --bad: #ff9d66; --other: #7cbdf0; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--paper);
  max-width: 66rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.2; } h2 { margin-top: 3rem; border-top: 1px solid var(--line);
  padding-top: 1.5rem; } h3 { margin: 1.5rem 0 .5rem; }
p { max-width: 46rem; } small, .soft { color: var(--soft); }
table { border-collapse: collapse; width: 100%; font-size: 14px; margin: .5rem 0; }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; vertical-align: top;
  border-bottom: 1px solid var(--line); }
td.n { white-space: nowrap; font-variant-numeric: tabular-nums; }
.good { color: var(--good); } .bad { color: var(--bad); } .other { color: var(--other); }
b.good, b.bad, b.other { white-space: nowrap; }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr));
  gap: 1rem; }
figure { margin: 0; break-inside: avoid; } figcaption { font-size: 14px; color: var(--soft); }
figure img { width: 100%; background: #fff; border-radius: 4px; }
.wide { grid-column: 1 / -1; }
details { margin: .5rem 0; } summary { cursor: pointer; }
code { font-size: 13px; overflow-wrap: anywhere; } ul { padding-left: 1.2rem; }
.departure { background: var(--card); padding: .5rem 1rem; border-radius: 6px; margin: .5rem 0;
  break-inside: avoid; }
@media print { body { font-size: 11px; max-width: none; margin: 0; } h2 { break-before: page; }
  .pictures { grid-template-columns: 1fr 1fr; } a { color: inherit; text-decoration: none; } }
"""
KINDS = {AGREES: "good", DIFFERS: "bad", DEPARTS: "other"} | dict.fromkeys(
    (SHORT, OPEN, MISSING), "soft"
)
VERDICT = (
    "Where both numbers are sampled, they <i>agree</i> if 0 lies in the 95 % interval of their "
    "difference, so that one in twenty misses by chance; where one is exact, if it lies in the "
    "interval of the other. What the run itself doubts stands beside its verdict."
)
"""What a verdict means."""
WIDE = ("gallery",)
"""Figures that need the whole width."""


def page(told: dict, folder: Path) -> str:
    """The report `told`, with the pictures that lie in `folder` inside."""
    head = f"<title>Both papers, computed anew</title><style>{STYLE}</style>"
    body = "".join([_top(told), *(_figure(f, folder) for f in told["figures"]), _end(told)])
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{head}</head><body>{body}</body></html>\n"
    )


def _top(told: dict) -> str:
    short = " in the short form, which is coarser than the papers" if told["quick"] else ""
    papers = "".join(
        f"<li><b>{escape(name)}</b>: {html(p['citation'])}. <small>{html(p['sources'])}</small>"
        for name, p in told["papers"].items()
    )
    counts = counts_text(told["verdicts"])
    links = " · ".join(
        f'<a href="#{f["name"]}">{escape(f["paper"])} {escape(f["label"])}</a>'
        for f in told["figures"]
    )
    ended = "" if told["status"] == "finished" else f" It is {told['status']}: not all is there."
    return (
        "<h1>Both papers, computed anew</h1>"
        f"<p>Every figure computed from nothing{short} and every number beside ours.{ended}</p>"
        f"<ul>{papers}</ul><p>{links}</p>"
        f"<p>Of the numbers: {escape(counts)}. {VERDICT} An <i>independent calculation</i> is one "
        "of ours by another method or a longer run, not a number that a paper prints.</p>"
    )


def _figure(own: dict, folder: Path) -> str:
    title = f"{escape(own['paper'])} {escape(own['label'])}: {html(own['title'])}"
    state = (
        "" if own["status"] == "finished" else f"<p class='bad'>This figure is {own['status']}.</p>"
    )
    return (
        f'<section id="{own["name"]}"><h2>{title}</h2>{state}'
        f"<div class='pictures'>{_all(_picture, own['pictures'], folder)}</div>"
        f"<h3>Numbers</h3>{table(own['numbers'])}"
        f"{departures(own['departures'])}{_runs(own['runs'])}</section>"
    )


def _all(one: Callable, of: Iterable, *more: object) -> str:
    return "".join(one(own, *more) for own in of)


def _picture(own: dict, folder: Path) -> str:
    content = base64.b64encode((folder / own["png"]).read_bytes()).decode()
    kind = " class='wide'" if own["figure"] in WIDE else ""
    return (
        f'<figure{kind}><img alt="{escape(own["title"])}" src="data:image/png;base64,{content}">'
        f"<figcaption>{html(own['title'])}</figcaption></figure>"
    )


def table(numbers: list[dict]) -> str:
    """Numbers of the report beside ours, a row each."""
    head = "<tr><th>Number<th>Reference<th>Ours<th>Verdict<th>Where the reference stands</tr>"
    return f"<table class='numbers'>{head}{_all(_row, numbers)}</table>"


def _row(own: dict) -> str:
    verdict = f"<b class='{KINDS[own['verdict']]}'>{own['verdict']}</b>"
    quiet = own["verdict"] in (AGREES, MISSING)
    said = "" if quiet else f"<br><small>{html(own['sentence'])}</small>"
    if own["doubts"]:
        said = f"{_but(own)}: <small>{html(' '.join(own['doubts']))}</small>{said}"
    theirs, ours = (text(own, own[k]) for k in ("reference", "ours"))
    return (
        f"<tr><td>{html(own['name'])}<td class='n'>{html(theirs)}<td class='n'>{html(ours)}"
        f"<td>{verdict}{said}<td><small>{escape(own['origin'])}: {html(own['source'])}</small></tr>"
    )


def verdict_text(own: dict) -> str:
    """The verdict on a number of the report, with a word where its run doubts something."""
    return f"{own['verdict']}{_but(own)}" if own["doubts"] else own["verdict"]


def _but(own: dict) -> str:
    """What a doubt of the run means for a number: what is exact it may not concern."""
    if not own["sampled"]:
        return "; its run cautions"
    return ", but doubted" if own["verdict"] in JUDGED else "; doubted"


def counts_text(verdicts: dict[str, int]) -> str:
    """How many numbers have which verdict, in words."""
    return ", ".join(f"{n} {verdict}" for verdict, n in verdicts.items() if n)


def text(named: dict, own: dict) -> str:
    """A number of the report as it is read, e.g. "40(5) meV"."""
    if own["value"] is None:
        return "—"
    value = own["value"] if isinstance(own["value"], str) else float(own["value"])
    return Value(named["name"], value, named["unit"], own["low"], own["high"], digits=6).text


def departures(own: list[dict]) -> str:
    """Where we depart, and the numbers of both ways."""
    return "<h3>Where ours departs</h3>" + _all(_departure, own) if own else ""


def _departure(own: dict) -> str:
    rows = "".join(
        f"<tr><td>{html(one['name'])}<td class='n'>{html(text(one, one))}</tr>"
        for one in own["shown"]
    )
    known = any(one["value"] is not None for one in own["shown"])
    return (
        f"<div class='departure'><b>{html(own['title'])}.</b> {html(own['text'])}"
        f"{f'<table>{rows}</table>' if known else ''}</div>"
    )


def _runs(runs: list[dict]) -> str:
    title = f"{len(runs)} runs and what may be concluded of them"
    return f"<details><summary>{title}</summary>{_all(_run, runs)}</details>"


def _run(own: dict) -> str:
    changed = ", ".join(f"{k} = {v}" for k, v in own["changed"].items()) or "all defaults"
    seed = "" if own["seed"] is None else f"; seed {own['seed']}"
    took = f" in {duration(own['elapsed_s'])}" if "elapsed_s" in own else ""
    said = _all(_finding, own.get("findings", ()))
    error = f"<p class='bad'>{html(own['error'])}</p>" if "error" in own else ""
    made = ", ".join(f"{k} {v}" for k, v in own.get("versions", {}).items())
    return (
        f"<p><b>{escape(own['experiment'])}</b>, preset {escape(own['preset'])}: "
        f"{escape(own['status'])}{took}{seed}.<br><small><code>{escape(changed)}</code><br>"
        f"{escape(own['file'])}{'; ' + escape(made) if made else ''}</small></p>"
        f"{error}<ul>{said}</ul>"
    )


def _finding(own: dict) -> str:
    title = TITLES.get(own["level"])
    lead = f"<b>{title}:</b> " if title else ""
    values = "; ".join(f"{v.name}: {v.text}" for v in (Value(**v) for v in own["values"]))
    return f"<li>{lead}{html(own['text'])}{f'<br><small>{html(values)}</small>' if values else ''}"


def _end(told: dict) -> str:
    made = ", ".join(f"{k} {v}" for k, v in told["versions"].items())
    return (
        f"<h2>How this was made</h2><p>By <code>ionoscope reproduce</code>, {told['created']}, "
        f"in {duration(told['elapsed_s'])}; its runs, of earlier calls too, took "
        f"{duration(told['runs_elapsed_s'])} one by one. {escape(made)}. Data of every run "
        "lie as NetCDF beside this file, which holds all that it shows.</p>"
    )
