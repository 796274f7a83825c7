"""Status: where a page's runs stand, or why they were refused."""

from collections.abc import Collection, Iterable, Sequence

from ionoscope.engine import Experiment, InvalidParameter
from ionoscope.engine.core.parameters import as_text

from ..controls.kinds import Button, Control
from ..controls.theme import STATES
from ..figures.symbols import html
from ..live.kept import Kept, Shown
from ..runs.run import FAILED
from ..share.formatting import about, duration, ended
from .wording import failure, may_be_told, sentence, sentence_html, told, told_html

WORTH_SAYING_S = 2.0
"""Shorter runs are started without a word about their time."""


class Status(Control):
    """One word with its colour, progress, time left; a box for what is wrong.

    `accept` is the button that sets what could be run instead of what was refused; `anew` the one
    that computes what was found kept.
    """

    kind = "status"

    def __init__(self, accept, anew=lambda: None):
        super().__init__()
        self.state["said"] = ""  # for those who hear the page
        self._trouble = ""
        self.offer: dict[str, str] = {}
        self.accept = Button("Set", lambda: accept(self.offer), strong=True)
        self.accept.update(visible=False)
        self.anew = Button("Compute anew", anew, icon="↻")
        self.ready()

    @property
    def word(self) -> str:
        """One of the words of STATES."""
        return self.state["word"]

    @property
    def detail(self) -> str:
        """How far, how long."""
        return self.state["detail"]

    @property
    def trouble(self) -> str:
        """What stands in the box, in plain letters; "" if there is none."""
        return self._trouble

    def takes(self, value) -> bool:
        return False

    def ready(self, seconds: float | None = None) -> None:
        """Nothing runs; a run would take about so many seconds."""
        self._say("ready", 0, about(seconds) if (seconds or 0.0) >= WORTH_SAYING_S else "")

    def refused(
        self, error: InvalidParameter, kind: type[Experiment], hidden: Collection[str] = ()
    ) -> None:
        """A value cannot be run; `accept` offers what could be, if anything.

        Nothing is told or offered that depends on `hidden` parameters.
        """
        self._say("refused", 0)
        about = error, kind, hidden
        self._box("", sentence_html(*about), sentence(*about))
        offer = error.offer if may_be_told(*about) else {}
        self.offer = {name: as_text(value) for name, value in offer.items()}
        what = ", ".join(f"`{name} = {text}`" for name, text in self.offer.items())
        self.accept.update(label=f"Set {told(what, kind)}", visible=bool(what))

    def follow(self, runs: list[Shown], hidden: Collection[str] = ()) -> None:
        """Show one or several runs as one."""
        if not runs:
            return self.ready()
        share = sum(r.share for r in runs) / len(runs)
        word = _word(runs)
        kept = [run for run in runs if isinstance(run, Kept)]
        self._say(word, 100 * share, _kept(kept) or _detail(word, share, runs))
        self.anew.update(visible=bool(kept) and word == "finished")
        failed = next((r for r in runs if r.status == FAILED), None)
        if note := next((r.note for r in runs if r.note and not (r.afar and r.over)), ""):
            self.warn("", note)
        if failed:
            kind = type(failed.experiment)
            text = f"{failure(failed.failure, kind, hidden)} What was computed before is kept."
            self._box("The run failed", told_html(text, kind, hidden), told(text, kind, hidden))

    def warn(self, title: str, text: str) -> None:
        """Say something in a box, until the state changes."""
        self._box(title, html(text), text)

    def not_done(self, title: str, reasons: Iterable[Exception]) -> None:
        """Say why something was not done, if there is a reason, each once."""
        if told := " ".join(dict.fromkeys(map(str, reasons))):
            self.warn(title, told)

    def _box(self, title: str, content: str, trouble: str) -> None:
        """Show HTML in the box, under a title if there is one."""
        self._trouble = trouble
        self.update(title=html(title), text=content)

    def _say(self, word: str, percent: float, detail: str = "") -> None:
        self.accept.update(visible=False)
        self.anew.update(visible=False)
        self._trouble = ""
        self.update(
            word=word, color=STATES[word], percent=round(percent), detail=detail, title="", text=""
        )


def _word(runs: list[Shown]) -> str:
    words = [r.status for r in runs]
    if any(not r.over for r in runs):
        return "running" if any(w != "queued" for w in words) else "queued"
    return next((w for w in (FAILED, "stopped") if w in words), "finished")


def _kept(runs: list[Kept]) -> str:
    """When what is shown was computed, if all of it was before."""
    if not runs:
        return ""
    ids, last = ", ".join(run.id for run in runs[:3]), max(run.entry.created for run in runs)
    several = f"{len(runs)} runs, the last " if len(runs) > 1 else ""
    return f"kept, {several}computed on {ended(last)} (run {ids}{'…' if len(runs) > 3 else ''})"


def _detail(word: str, share: float, runs: list[Shown]) -> str:
    if word == "running":
        left = duration(time_left(runs))
        there = " on the cluster" if any(r.afar for r in runs) else ""
        return f"{share:.0%}{there}{', ' + left + ' left' if left else ''}"
    if word not in ("finished", "stopped"):
        return ""
    took = max(r.ended for r in runs) - min(r.began for r in runs)
    at = f"at {share:.0%} " if word == "stopped" else ""
    return at + (f"in {took:.2g} s" if took > 0.2 else "")


def time_left(runs: Sequence[Shown]) -> float | None:
    """Time left of all runs together, at the pace of those that have begun."""
    done = sum(r.share for r in runs)
    spent = sum(r.elapsed for r in runs)
    return spent * (len(runs) - done) / done if done > 0 else None
