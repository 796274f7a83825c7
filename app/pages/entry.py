"""Entry: what a person has entered on a page: a preset, values, or a link's."""

from collections.abc import Callable

from ionoscope.engine import Experiment, InvalidParameter
from ionoscope.engine.core.parameters import as_text

from ..controls.kinds import Choice
from ..controls.rail import Rail
from ..share.presets import Preset, presets

OWN = "your own values"


class Entry:
    """The rail with its presets; `experiment` is what is entered, None while it is refused.

    `changed(dragging)` is called after every change, `refused(error)` when a value cannot be run,
    `chosen(preset)` when a preset has been chosen and before its values are entered.
    """

    def __init__(
        self,
        kind: type[Experiment],
        changed: Callable[[bool], None],
        refused: Callable[[InvalidParameter], None],
        chosen: Callable[[Preset], None],
    ):
        self.kind = kind
        self.experiment: Experiment | None = None
        self.hidden: tuple[str, ...] = ()
        self.locked = False
        self._tell, self._refused, self._chosen = changed, refused, chosen
        self.rail = Rail(kind, self._changed)
        titles = {p.title: p.name for p in presets(kind.key).values()}
        self.preset = Choice("Preset", {**titles, "Your own values": OWN}, OWN)
        self.preset.watch(lambda _: self._preset_chosen())

    def open(self, texts: dict[str, str], hide: tuple[str, ...] | None, lock: bool) -> None:
        """Enter a link's values, else the first preset's; with `hide`, which may be empty, make
        mysteries of some, and with `lock` let nothing be changed."""
        if hide is not None or lock:  # before a refusal could tell a value
            self.hidden = tuple(k for k in hide or () if k in self.rail.controls)
        if hide is not None:
            self.rail.hide(())  # what was hidden before gives way to what is asked for
        if texts and not self.locked:
            self.preset.value = OWN
            self.rail.set(texts)
        elif not self.locked:
            self.preset.value = next(iter(presets(self.kind.key)))
        if hide is None and not lock:
            return
        self.locked = lock
        self.rail.hide(self.hidden)
        if lock:
            self.rail.lock()
            self.preset.update(disabled=True)

    def reveal(self) -> None:
        """Show what was hidden."""
        self.hidden = ()
        self.rail.hide(())

    def texts(self) -> dict[str, str]:
        """What is entered and may be told."""
        return {k: text for k, text in self.rail.texts().items() if k not in self.hidden}

    def riddle(self) -> dict[str, str]:
        """What is entered and may not be told."""
        return {k: text for k, text in self.rail.texts().items() if k in self.hidden}

    def build(self) -> Experiment | None:
        """The experiment that is entered, if it can be run."""
        try:
            self.experiment = self.rail.build()
        except InvalidParameter as error:
            self.experiment = None
            self._refused(error)
        return self.experiment

    def _changed(self, dragging: bool) -> None:
        self.build()
        if not dragging:
            self._disown_preset()
        self._tell(dragging)

    def _preset_chosen(self) -> None:
        if self.preset.value != OWN:
            chosen = presets(self.kind.key)[self.preset.value]
            self._chosen(chosen)
            self.rail.reset(chosen.parameters)

    def _disown_preset(self) -> None:
        """Once its values are changed a preset is not named any more, and can be chosen again."""
        chosen = presets(self.kind.key).get(self.preset.value)
        if chosen is None:
            return
        declared = self.kind.declared()
        its = {name: as_text(p.default) for name, p in declared.items()} | chosen.parameters
        if any(its[name] != text for name, text in self.texts().items()):
            self.preset.update(value=OWN)


def texts_of(experiment: Experiment) -> dict[str, str]:
    """Every parameter's value as it is entered."""
    return {name: as_text(value) for name, value in experiment.values().items()}
