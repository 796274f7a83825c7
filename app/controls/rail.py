"""Rail: every declared parameter as a control, grouped by what it acts on."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from ionoscope.engine import Experiment, InvalidParameter
from ionoscope.engine.core.parameters import Choice as ChoiceParameter
from ionoscope.engine.core.parameters import Count, Kind, Quantity, Switch, as_text

from .board import Group
from .kinds import Choice, Control, Number, OpenChoice, Text, Tick

FOLDED = ("Accuracy", "Window")
"""Groups that start closed: sound defaults, seldom touched."""


class Rail:
    """The controls of one experiment class.

    `on_change(dragging)` is called after every change; `texts()` says what is entered, `build()`
    turns it into an experiment or raises the InvalidParameter that the page shows.
    """

    def __init__(self, kind: type[Experiment], on_change: Callable[[bool], None]):
        self.kind, self._on_change = kind, on_change
        self.controls = {name: control_of(p) for name, p in kind.declared().items()}
        for control in self.controls.values():
            control.watch(self._changed)
        self._quiet = self.locked = False
        self.hidden: tuple[str, ...] = ()
        self._noted: dict[str, str] = {}  # lists that have been read, as they were entered
        self._offer()

    def texts(self) -> dict[str, str]:
        """What is entered, by parameter name."""
        return {name: as_text(control.value) for name, control in self.controls.items()}

    def build(self) -> Experiment:
        """The experiment entered; InvalidParameter marks its control."""
        for name, control in self.controls.items():
            self._read(name, control)
        try:
            experiment = self.kind.from_text(self.texts())
        except InvalidParameter as error:
            self._mark(error.name)
            raise
        self._mark(None)
        return experiment

    def set(self, texts: dict[str, str], as_preset: bool = False) -> None:
        """Enter values; with `as_preset` they become what "back" returns to.

        A locked rail keeps what it has, and a mystery stays what it is.
        """
        if self.locked:
            return
        with self._quietly():
            for name, text in texts.items():
                if name not in self.hidden:
                    self._enter(name, str(text), as_preset)
        self._offer()
        self._on_change(False)

    def reset(self, texts: dict[str, str]) -> None:
        """Enter a preset: its values, and defaults for all it does not name."""
        defaults = {name: as_text(p.default) for name, p in self.kind.declared().items()}
        self.set(defaults | texts, as_preset=True)

    def hide(self, names: Sequence[str]) -> None:
        """Turn these parameters into mysteries, which are not shown and not to be changed, and
        what was one before into none."""
        self.hidden = tuple(names)
        for name, control in self.controls.items():
            control.update(mystery=name in self.hidden)

    def lock(self) -> None:
        """Let nothing be changed."""
        self.locked = True
        for control in self.controls.values():
            control.update(disabled=True)

    def groups(self, skip: tuple[str, ...] = ()) -> list[Group]:
        """Cards, one a group, in the order in which the groups are declared."""
        found: dict[str, list[Control]] = {}
        for name, p in self.kind.declared().items():
            if name not in skip:
                found.setdefault(p.group, []).append(self.controls[name])
        order = sorted(found, key=lambda g: g in FOLDED or g == "Run")
        return [Group(g, found[g], folded=g in FOLDED) for g in order]

    def _enter(self, name: str, text: str, as_preset: bool) -> None:
        control, value = self.controls[name], text
        if isinstance(control, Tick | Choice):  # the word that is meant, not as it was written
            with suppress(InvalidParameter):
                value = self.kind.declared()[name].from_text(text)
        preset = {"preset": text} if as_preset and isinstance(control, Number) else {}
        control.update(value=value, **preset)

    def _read(self, name: str, control: Control) -> None:
        """Let a control show what was understood: 25 for "25 meV"; of a list how many values."""
        p, text = self.kind.declared()[name], control.value
        if isinstance(control, Number) and not _is_plain(text):
            with suppress(InvalidParameter):
                control.update(value=as_text(p.from_text(text)))
        elif isinstance(control, Text) and text != self._noted.get(name):
            self._noted[name] = text
            note = ""
            with suppress(InvalidParameter):
                note = p.understood(p.from_text(text))
            control.update(note=note)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def _changed(self, dragging: bool) -> None:
        if not self._quiet:
            self._offer()
            self._on_change(dragging)

    def _offer(self) -> None:
        """Show the controls that have an effect beside what the others say."""
        texts = self.texts()
        for name, p in self.kind.declared().items():
            if p.only is not None:
                self.controls[name].update(visible=p.applies(texts))

    def _mark(self, refused: str | None) -> None:
        for name, control in self.controls.items():
            if isinstance(control, Number | Text):
                control.update(refused=name == refused)


def _is_plain(text: str) -> bool:
    """Whether a browser reads this number as we do."""
    try:
        float(text)
    except ValueError:
        return False
    return text.isascii() and "_" not in text


def control_of(p: Kind) -> Control:
    """The control of a declared parameter."""
    text, doc = as_text(p.default), f"{p.doc} Allowed: {p.allowed()}."
    if isinstance(p, Quantity | Count):
        low, high = p.softbounds
        knob = Number(
            p.symbol,
            p.called,
            text,
            low,
            high,
            unit=p.unit,
            doc=doc,
            step=p.step,
            log=p.log,
            whole=isinstance(p, Count),
            also=p.also,
        )
        knob.update(preset=text)
        return knob
    label = f"{p.symbol} · {p.called}" if p.symbol != p.name else p.called
    if isinstance(p, ChoiceParameter):
        written = {p.as_written(word): word for word in p.objects}
        return Choice(label, written, p.default, doc=p.doc)
    if p.takes_files:
        return OpenChoice(label, p.offered(), p.default, p.as_written, doc=p.doc)
    if isinstance(p, Switch):
        return Tick(label, p.default, p.doc)
    return Text(label, text, doc)
