"""Cards: what can be opened, with a small picture, its question and its presets, as one model."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import param

from .component import Component

LESSONS = "lessons"
"""The page that they stand on."""
_HERE = Path(__file__).parent


class Card(NamedTuple):
    """An experiment: key, title and question, what one sees, and its presets' titles by name."""

    key: str
    title: str
    question: str
    seen: str
    presets: dict[str, str]


class Section(NamedTuple):
    """Cards of one group under a few words."""

    title: str
    about: str
    cards: Sequence[Card]


class Try(NamedTuple):
    """Where to begin: a few words, what one will see, the experiment and its preset."""

    title: str
    seen: str
    key: str
    preset: str


class Cards(Component):
    """Sections under a heading, after a few things to `begin` with.

    `opened(key, preset)` is called when one is chosen, `seen(key)` when a card comes into view
    that has no picture yet; `show` gives it one. `words` are "heading", "intro", "outro" and
    "guided", which stands before a way to the lessons.
    """

    content = param.String("{}")

    _esm = "".join(
        (_HERE / name).read_text(encoding="utf-8") for name in ("miniature.js", "cards.js")
    )
    _stylesheets = [(_HERE / "cards.css").read_text(encoding="utf-8")]  # noqa: RUF012

    def __init__(
        self,
        words: dict[str, str],
        sections: Sequence[Section],
        begin: Sequence[Try],
        opened: Callable[[str, str], None],
        seen: Callable[[str], None],
    ):
        self._opened, self._seen = opened, seen
        self._presets = {c.key: c.presets for section in sections for c in section.cards}
        told = [[s.title, s.about, [c._asdict() for c in s.cards]] for s in sections]
        content = {**words, "sections": told, "begin": [each._asdict() for each in begin]}
        super().__init__(content=json.dumps(content), sizing_mode="stretch_width", margin=0)

    def show(self, key: str, picture: str) -> None:
        """Give a card its picture, as JSON."""
        self._send_msg({"key": key, "picture": picture})

    def _handle_msg(self, data) -> None:
        if isinstance(data, dict) and data.get("lessons") is True:
            self._opened(LESSONS, "")
            return
        key = data.get("key") if isinstance(data, dict) else None
        if not isinstance(key, str) or key not in self._presets:
            return
        if data.get("see") is True:
            self._seen(key)
            return
        preset = data.get("preset")
        known = isinstance(preset, str) and preset in self._presets[key]
        self._opened(key, preset if known else "")
