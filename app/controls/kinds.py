"""Kinds of control: plain objects that say what they are and hold a value.

A board shows them; watchers hear of every change.
"""

from collections.abc import Callable

from ionoscope.engine.core.parameters import Unread, number

UNTOLD = {"value": "?", "preset": "?", "note": "", "refused": False, "disabled": True}
"""What is said of a control whose value is a mystery."""


class Control:
    """One control of a board; `spec` never changes, `state` is what the browser shows of it."""

    kind: str

    def __init__(self, label: str = "", value=None, doc: str = "", **spec):
        self.key = ""
        self.spec = {"label": label, "doc": doc, **spec}
        self.state = {"value": value, "disabled": False, "visible": True}
        self._show: Callable[[], None] | None = None
        self._watchers: list[Callable[[bool], None]] = []

    @property
    def value(self):
        """What is chosen or entered."""
        return self.state["value"]

    @value.setter
    def value(self, value) -> None:
        if value != self.value:
            self.update(value=value)
            self._changed()

    @property
    def disabled(self) -> bool:
        return self.state["disabled"]

    @property
    def visible(self) -> bool:
        return self.state["visible"]

    def update(self, **state) -> None:
        """Show something else, without a word to the watchers."""
        if any(self.state.get(k, self) != v for k, v in state.items()):
            self.state |= state
            if self._show:
                self._show()

    def watch(self, changed: Callable[[bool], None]) -> None:
        """Call `changed(dragging)` after every change of the value."""
        self._watchers.append(changed)

    @property
    def mystery(self) -> bool:
        """Whether it is neither shown nor to be changed."""
        return self.state.get("mystery", False)

    @property
    def is_open(self) -> bool:
        """Whether a person can do something here: a browser can send what nobody could do."""
        return self.visible and not self.disabled and not self.mystery

    def told(self, value, done: bool) -> None:
        """A person has entered `value`; what this control cannot hold is not taken."""
        if self.is_open and self.takes(value):
            self.state["value"] = value
            self._changed(not done)

    def shown(self) -> dict:
        """What the browser is told."""
        return self.state | UNTOLD if self.mystery else self.state

    def takes(self, value) -> bool:
        """Whether a browser may send this: it can be anything that a person has sent by hand."""
        return isinstance(value, str) and len(value) < 10_000

    def place(self, key: str, show: Callable[[], None]) -> None:
        """Stand on a board under a name; `show` lets the browser know of a change."""
        self.key, self._show = key, show

    def _changed(self, dragging: bool = False) -> None:
        for changed in list(self._watchers):
            changed(dragging)


class Number(Control):
    """A slider and a box for one number, which is held as the text that was entered."""

    kind = "number"

    def __init__(self, symbol: str, about: str, value: str, low: float, high: float, **spec):
        looks = {"unit": "", "step": None, "log": False, "whole": False} | spec
        super().__init__(value=value, symbol=symbol, about=about, low=low, high=high, **looks)

    @property
    def changed(self) -> bool:
        """Whether it differs from what "back" returns to."""
        return self.value != self.state.get("preset", self.value)

    @property
    def refused(self) -> bool:
        """Whether it is marked as what cannot be run."""
        return self.state.get("refused", False)


class Slider(Number):
    """A slider and a box whose value is a number between its ends."""

    kind = "number"

    def __init__(self, about: str, value: float, low: float, high: float, **spec):
        super().__init__("", about, f"{value:.10g}", low, high, **spec)
        self.low, self.high = low, high

    @property
    def value(self) -> float:
        """The number."""
        return number(self.state["value"])

    @value.setter
    def value(self, value: float) -> None:
        if value != self.value:
            self.update(value=f"{value:.10g}")
            self._changed()

    def reach(self, low: float, high: float, value: float) -> None:
        """Other ends, and a value between them."""
        self.low, self.high = low, high
        self.update(low=low, high=high, value=f"{min(max(value, low), high):.10g}")

    def takes(self, value) -> bool:
        try:
            short = isinstance(value, str) and len(value) < 40
            return short and self.low <= number(value) <= self.high
        except Unread:
            return False

    def told(self, value, done: bool) -> None:
        # as a browser reads it, whatever was typed: 0.25 for 0,25
        super().told(f"{number(value):.10g}" if self.takes(value) else value, done)


class Choice(Control):
    """One of several `options`, value by label."""

    kind = "choice"

    def __init__(self, label: str, options: dict[str, str], value: str | None = None, **spec):
        self.options = options
        first = next(iter(options.values())) if value is None else value
        super().__init__(label, first, options=list(options.items()), **spec)

    def takes(self, value) -> bool:
        return value in self.options.values()

    def offer(self, options: dict[str, str]) -> None:
        """Offer other options; what is chosen stays if it is among them, else it is the first."""
        self.options = options
        chosen = self.value if self.takes(self.value) else next(iter(options.values()))
        self.update(options=list(options.items()), value=chosen)


class OpenChoice(Choice):
    """One of several options, to which whatever else is entered is added; `named` labels it."""

    def __init__(
        self, label: str, options: dict[str, str], value: str, named: Callable[[str], str], **spec
    ):
        self._named = named
        super().__init__(label, dict(options), value, **spec)

    def update(self, **state) -> None:
        value = state.get("value", self.value)
        if not self.takes(value):
            self.options[self._named(value)] = value
            state["options"] = list(self.options.items())
        super().update(**state)


class Radio(Choice):
    """One of several options, all of them seen; none is chosen at first."""

    kind = "radio"

    def __init__(self, label: str, options: dict[str, str], value: str = "", **spec):
        super().__init__(label, options, value, **spec)


class Text(Control):
    """A line of text."""

    kind = "text"


class Upload(Control):
    """Files of a person's own: the value is their contents, in base64, by their names."""

    kind = "upload"

    def __init__(self, label: str, most: int, doc: str = "", **spec):
        self.most = most
        super().__init__(label, {}, doc, most=most, **spec)

    def takes(self, value) -> bool:
        return (
            isinstance(value, dict)
            and 0 < len(value) <= 20
            and all(isinstance(k, str) and isinstance(v, str) for k, v in value.items())
            and sum(map(len, value.values())) <= 4 * self.most // 3 + 4 * len(value)
        )

    def shown(self) -> dict:
        return super().shown() | {"value": ""}  # the browser has it


class Tick(Control):
    """Yes or no."""

    kind = "tick"

    def takes(self, value) -> bool:
        return isinstance(value, bool)


class Ticks(Control):
    """Any number of a few `options`, value by label."""

    kind = "ticks"

    def __init__(self, label: str, options: dict[str, str], **spec):
        self.options = options
        super().__init__(label, [], options=list(options.items()), **spec)

    def takes(self, value) -> bool:
        few = isinstance(value, list) and len(value) <= len(self.options)
        return few and all(v in self.options.values() for v in value)


class Button(Control):
    """Something to press."""

    kind = "button"

    def __init__(self, label: str, press: Callable[[], None], **spec):
        super().__init__(label, **spec)
        self.press = press

    def told(self, value, done: bool) -> None:
        if self.is_open:
            self.press()


class Words(Control):
    """A few words among the controls, as HTML."""

    kind = "words"

    def takes(self, value) -> bool:
        return False
