"""Rail: every declared parameter as a control, grouped by what it acts on."""

from collections.abc import Callable

import panel_material_ui as pmui
import param

from ionoscope.engine import Experiment, InvalidParameter
from ionoscope.engine.core.parameters import Choice, Count, Quantity, Switch, as_text

from .knob import Knob

FOLDED = ("Accuracy", "Window")
"""Groups that start closed: sound defaults, seldom touched."""


class Rail:
    """The controls of one experiment class.

    `on_change(dragging)` is called after every change; `texts()` says what is entered, `build()`
    turns it into an experiment or raises the InvalidParameter that the page shows.
    """

    def __init__(self, kind: type[Experiment], on_change: Callable[[bool], None]):
        self.kind, self._on_change = kind, on_change
        self.controls = {name: self._control(p) for name, p in kind.declared().items()}
        self._quiet = self.locked = False

    def texts(self) -> dict[str, str]:
        """What is entered, by parameter name."""
        return {name: _text(control) for name, control in self.controls.items()}

    def build(self) -> Experiment:
        """The experiment entered; InvalidParameter marks its control."""
        try:
            experiment = self.kind.from_text(self.texts())
        except InvalidParameter as error:
            self._mark(error.name)
            raise
        self._mark(None)
        return experiment

    def set(self, texts: dict[str, str], as_preset: bool = False) -> None:
        """Enter values; with `as_preset` they become what "back" returns to.

        A locked rail keeps what it has.
        """
        if self.locked:
            return
        self._quiet = True
        try:
            for name, text in texts.items():
                _enter(self.controls[name], str(text), as_preset)
        finally:
            self._quiet = False
        self._on_change(False)

    def reset(self, texts: dict[str, str]) -> None:
        """Enter a preset: its values, and defaults for all it does not name."""
        defaults = {name: as_text(p.default) for name, p in self.kind.declared().items()}
        self.set(defaults | texts, as_preset=True)

    def hide(self, names: list[str]) -> None:
        """Turn parameters into mysteries: not shown, not to be changed."""
        for name in names:
            if isinstance(self.controls.get(name), Knob):
                self.controls[name].mystery = True

    def lock(self) -> None:
        """Let nothing be changed."""
        self.locked = True
        for control in self.controls.values():
            if isinstance(control, Knob):
                control.locked = True
            else:
                control.disabled = True

    def layout(self, skip: tuple[str, ...] = ()) -> list:
        """Cards, one a group, in the order in which the groups are declared."""
        groups: dict[str, list] = {}
        for name, p in self.kind.declared().items():
            if name not in skip:
                groups.setdefault(p.group, []).append(self.controls[name])
        order = sorted(groups, key=lambda g: g in FOLDED or g == "Run")
        return [
            pmui.Card(
                *groups[g],
                title=g,
                collapsed=g in FOLDED,
                variant="outlined",
                sizing_mode="stretch_width",
                margin=(4, 0),
                css_classes=[f"group-{g.lower()}"],
            )
            for g in order
        ]

    def _control(self, p: param.Parameter):
        if isinstance(p, Quantity | Count):
            knob = Knob.of(p, p.called)
            knob.param.watch(self._knob_moved, "text")
            knob.param.watch(lambda _: self._changed(False), "commits")
            return knob
        shared = {
            "label": f"{p.symbol} · {p.called}" if p.symbol != p.name else p.called,
            "description": p.doc,
            "sizing_mode": "stretch_width",
            "size": "small",
            "margin": (8, 0),
        }
        if isinstance(p, Choice):
            control = pmui.Select(options=list(p.objects), value=p.default, **shared)
        elif isinstance(p, Switch):
            shared.pop("size")
            control = pmui.Checkbox(value=p.default, **shared)
        else:
            control = pmui.TextInput(value=as_text(p.default), **shared)
        control.param.watch(lambda _: self._changed(False), "value")
        return control

    def _knob_moved(self, event) -> None:
        self._changed(True)
        event.obj.answered += 1

    def _changed(self, dragging: bool) -> None:
        if not self._quiet:
            self._on_change(dragging)

    def _mark(self, refused: str | None) -> None:
        for name, control in self.controls.items():
            if isinstance(control, Knob):
                control.refused = name == refused


def _text(control) -> str:
    return control.text if isinstance(control, Knob) else as_text(control.value)


def _enter(control, text: str, as_preset: bool) -> None:
    if isinstance(control, Knob):
        control.param.update(text=text, **({"preset": text} if as_preset else {}))
    elif isinstance(control, pmui.Checkbox):
        control.value = text == "true"
    else:
        control.value = text
