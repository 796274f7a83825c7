"""Wording: refusals and failures in the words of a page: parameters by symbol and name.

Values of parameters that are `hidden` stand as ?. A refusal or a failure in which such a value may
have had a part is not told at all: the numbers in it could be traced back to the value.
"""

from collections.abc import Callable, Collection
from html import escape

from ionoscope.engine import Experiment, InvalidParameter
from ionoscope.engine.core.parameters import Count, Kind, Quantity, Words, written

from ..figures.symbols import html, symbol_html

TOGETHER = "These values cannot be run together with the hidden {}. Go back to values that could."
FAILED = "Why is not told, for it could tell the hidden {}."


def may_be_told(
    error: InvalidParameter, kind: type[Experiment], hidden: Collection[str] = ()
) -> bool:
    """Whether a refusal says nothing that depends on what is hidden: it is about one value alone,
    which is seen."""
    if not hidden:
        return True
    parameter = kind.declared().get(error.name)
    if parameter is None or error.name in hidden:
        return False
    try:
        alone = parameter.from_text if isinstance(error.value, str) else parameter.checked
        alone(error.value)
    except InvalidParameter as own:
        return own.predicate == error.predicate
    return False


def symbols(kind: type[Experiment], hidden: Collection[str]) -> str:
    """The symbols of parameters, in a list."""
    declared = kind.declared()
    return ", ".join(declared[name].symbol for name in hidden if name in declared)


def failure(text: str, kind: type[Experiment], hidden: Collection[str] = ()) -> str:
    """Why a run failed, with marks, or why that is not told."""
    return FAILED.format(symbols(kind, hidden)) if hidden else text


def sentence(error: InvalidParameter, kind: type[Experiment], hidden: Collection[str] = ()) -> str:
    """A refusal in plain letters; what it is about is called as on the label of its control."""
    if not may_be_told(error, kind, hidden):
        return TOGETHER.format(symbols(kind, hidden))
    subject = written(error.subject, _words(kind, hidden, True))
    return f"{subject} {told(error.predicate, kind, hidden)}"


def sentence_html(
    error: InvalidParameter, kind: type[Experiment], hidden: Collection[str] = ()
) -> str:
    """As `sentence`, typeset, with what it is about in bold."""
    if not may_be_told(error, kind, hidden):
        return html(TOGETHER.format(symbols(kind, hidden)))
    subject = written(error.subject, _words(kind, hidden, True, symbol_html, escape))
    return f"<b>{subject}</b> {told_html(error.predicate, kind, hidden)}"


def told(text: str, kind: type[Experiment], hidden: Collection[str] = ()) -> str:
    """A text with marks in plain letters: parameters by their symbols."""
    return written(text, _words(kind, hidden))


def told_html(text: str, kind: type[Experiment], hidden: Collection[str] = ()) -> str:
    """As `told`, typeset."""
    return written(text, _words(kind, hidden, False, symbol_html, escape), html)


def _words(
    kind: type[Experiment],
    hidden: Collection[str],
    label: bool = False,
    symbol: Callable[[str], str] = str,
    text: Callable[[str], str] = str,
) -> Words:
    """Parameters of `kind` with their values; `symbol` and `text` write what they are called."""
    declared = kind.declared()

    def words(name: str, value: str) -> str:
        p = declared.get(name)
        called = text(name) if p is None else _called(p, label, symbol, text)
        value = "?" if value and name in hidden else text(value)
        return f"{called} = {value}" if value else called

    return words


def _called(p: Kind, label: bool, symbol: Callable, text: Callable) -> str:
    """A number by its symbol; what has none by its name in words, in quotes as it may be long."""
    if p.symbol == p.name and not isinstance(p, Quantity | Count):
        return f"“{text(p.called or p.name)}”"
    return f"{symbol(p.symbol)} {text(p.called)}".strip() if label else symbol(p.symbol)
