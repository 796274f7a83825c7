"""Cards: what can be opened, each with its question and its presets, as one model."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import param

from .component import Component

_HERE = Path(__file__).parent


class Card(NamedTuple):
    """An experiment: its key, title and question, and the titles of its presets by name."""

    key: str
    title: str
    question: str
    presets: dict[str, str]


class Section(NamedTuple):
    """Cards of one group under a few words."""

    title: str
    about: str
    cards: Sequence[Card]


class Cards(Component):
    """Sections under a heading; `opened(key, preset)` is called when one is chosen."""

    content = param.String("{}")

    _esm = (_HERE / "cards.js").read_text(encoding="utf-8")
    _stylesheets = [(_HERE / "cards.css").read_text(encoding="utf-8")]  # noqa: RUF012

    def __init__(
        self,
        heading: str,
        intro: str,
        sections: Sequence[Section],
        outro: str,
        opened: Callable[[str, str], None],
    ):
        self._opened = opened
        self._presets = {c.key: c.presets for section in sections for c in section.cards}
        told = [[s.title, s.about, [c._asdict() for c in s.cards]] for s in sections]
        content = {"heading": heading, "intro": intro, "sections": told, "outro": outro}
        super().__init__(content=json.dumps(content), sizing_mode="stretch_width", margin=0)

    def _handle_msg(self, data) -> None:
        key = data.get("key") if isinstance(data, dict) else None
        if isinstance(key, str) and key in self._presets:
            preset = data.get("preset")
            known = isinstance(preset, str) and preset in self._presets[data["key"]]
            self._opened(data["key"], preset if known else "")
