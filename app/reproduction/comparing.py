"""Comparing: ours beside what the papers and others found, and a verdict by the intervals."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ionoscope.engine import Result
from ionoscope.engine.core.finding import DOUBT, REFUSAL, Value
from ionoscope.engine.core.parameters import as_text

from .figures import Departure, Number, PaperFigure, Shown
from .reading import Found, Results, asked, estimate, found, minus, of_shown

AGREES, DIFFERS, DEPARTS, SHORT, OPEN, MISSING = VERDICTS = (
    "agrees",
    "differs",
    "departs on purpose",
    "short form: not judged",
    "not judged: no interval",
    "not computed",
)
JUDGED = (AGREES, DIFFERS, DEPARTS)


class Compared(NamedTuple):
    """A number, ours, what follows, and why the run of ours is not to be trusted, if it says so."""

    number: Number
    ours: Found
    verdict: str
    sentence: str
    doubts: tuple[str, ...] = ()


def compared(figure: PaperFigure, results: Results) -> list[Compared]:
    """Every number of a figure beside ours."""
    whole = figure.experiments()
    return [_row(number, results, _values(whole, number)) for number in figure.numbers]


def shown(departure: Departure, results: Results) -> list[tuple[Shown, Found]]:
    """What a departure shows, as far as it is known."""
    return [(one, of_shown(one, results)) for one in departure.shown]


def follows(departure: Departure, results: Results) -> list[str]:
    """The sentences that follow from what a departure shows, none before that is known."""
    said = [one.text(_sign(of_shown(one.of, results))) for one in departure.follows]
    return [text for text in said if text]


def written(of: Number | Shown, own: Found | Number) -> str:
    """A number as it is read, e.g. "40(5) meV"."""
    if own.value is None:
        return "—"
    value = own.value if isinstance(own.value, str) else float(own.value)
    return Value(of.name, value, of.unit, own.low, own.high, digits=6).text


# a row --------------------------------------------------------------------------------------


def _row(number: Number, results: Results, whole: list[Mapping[str, Any]]) -> Compared:
    result, ours = asked(number.ours, results), found(number.ours, results)
    if number.statistical and ours.value is not None:
        ours = ours._replace(sampled=True)
    verdict, sentence = _verdict(number, ours, results, _shortened(result, whole))
    doubts = () if result is None or ours.value is None else tuple(_doubts(number, result))
    return Compared(number, ours, verdict, sentence, doubts)


def _verdict(number: Number, ours: Found, results: Results, shortened: str) -> tuple[str, str]:
    if ours.value is None:
        return MISSING, "Ours is not known."
    if isinstance(number.value, str):
        return (AGREES if number.value == ours.value else DIFFERS), f"Ours is {ours.value}."
    if ours.sampled and shortened:
        return SHORT, f"Not the reference's protocol: {shortened}."
    if ours.sampled and not ours.bounded:
        return OPEN, "Ours is sampled, and its interval is not known."
    if _agree(number, ours):
        return AGREES, _agreeing(number, ours)
    return _apart(number, ours, results)


def _agree(number: Number, ours: Found) -> bool:
    """Whether both can be the same: two intervals of 95 % by that of their difference."""
    if number.statistical:
        return _sign(minus(ours, _theirs(number))) == 0
    theirs, own = estimate(number), estimate(ours)
    return bool(theirs.low <= own.high and own.low <= theirs.high)


def _agreeing(number: Number, ours: Found) -> str:
    if number.statistical:
        return "0 lies in the interval of the difference."
    return "The exact one lies in the interval of ours." if ours.sampled else "Ours lies within."


def _apart(number: Number, ours: Found, results: Results) -> tuple[str, str]:
    """Different, and whether as it was to be expected: by our number in the reference's way."""
    apart = _gap(number, ours)
    if number.departs is None:
        return DIFFERS, apart
    paired = found(number.departs.paired, results)
    if paired.value is None or not paired.bounded:
        return DIFFERS, f"{apart} Our number in the reference's way is not known."
    if not _agree(number, paired):
        return DIFFERS, f"{apart} Our number in the reference's way differs too."
    if (float(ours.value) - float(paired.value)) * number.departs.sign <= 0:  # type: ignore[arg-type]
        return DIFFERS, f"{apart} The change of way does not shift ours to that side."
    return DEPARTS, f"{number.departs.text} {apart} In the reference's way ours agrees."


def _gap(number: Number, ours: Found) -> str:
    """By how much both differ."""
    if number.statistical:
        less = written(number, minus(ours, _theirs(number)))
        return f"Ours less the reference is {less}: 0 lies outside of its interval."
    theirs, own = estimate(number), estimate(ours)
    gap = max(theirs.low - own.high, own.low - theirs.high)
    share = f"{gap / abs(theirs.value):.2g} of the value" if theirs.value else f"{gap:.2g}"
    return f"The intervals do not overlap: {share} apart."


def _theirs(number: Number) -> Found:
    return Found(number.value, number.low, number.high, True)


def _sign(own: Found) -> int | None:
    """On which side of zero an interval lies, 0 if it holds zero; None if it is not known."""
    if own.value is None or isinstance(own.value, str) or (own.sampled and not own.bounded):
        return None
    _, low, high = estimate(own)
    return 1 if low > 0 else -1 if high < 0 else 0


# the run behind it --------------------------------------------------------------------------


def _values(whole: Mapping[str, Any], number: Number) -> list[Mapping[str, Any]]:
    """The parameters of the full form of a number's run."""
    own = (e.values() for e in whole.get(number.ours.run, ()))
    return [v for v in own if all(v.get(k) == x for k, x in number.ours.where.items())]


def _shortened(result: Result | None, whole: list[Mapping[str, Any]]) -> str:
    """What a run of the short form has otherwise, "" for one of the full form."""
    if result is None or not whole:
        return ""
    own, full = dict(result.parameters), dict(whole[0])
    other = [k for k in full if k != "seed" and k in own and as_text(own[k]) != as_text(full[k])]
    told = [f"{k} {_brief(own[k])} instead of {_brief(full[k])}" for k in other]
    spans = [_nanoseconds(values) for values in (own, full)]
    if None not in spans and spans[0] != spans[1]:
        told.append(f"{spans[0]:.3g} ns of paths instead of {spans[1]:.3g} ns")
    return ", ".join(told)


def _brief(value: Any) -> str:
    """A parameter's value; of many only how many."""
    return f"{len(value)} values" if isinstance(value, tuple | list) else as_text(value)


def _nanoseconds(values: Mapping[str, Any]) -> float | None:
    """All ions' time together."""
    parts = [values.get(k) for k in ("ions", "baths", "duration")]
    return None if None in parts else parts[0] * parts[1] * parts[2] / 1000


def _doubts(number: Number, result: Result) -> list[str]:
    """Why the run says that its numbers may be wrong, and which points a fit does without."""
    said = [finding.text for finding in result.findings if finding.level in (DOUBT, REFUSAL)]
    dropped = result.summary.get("left_out") or () if number.ours.read else ()
    named = [f"{k} = {v:g}" for one in dropped for k, v in one.items() if k != "reason"]
    return [*said, f"The fit does without {', '.join(named)}."] if named else said
