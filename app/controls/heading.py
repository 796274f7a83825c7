"""Heading: a page's question, under the tabs of the pages of its group."""

import json
from collections.abc import Callable
from pathlib import Path

import param

from .component import Component

_HERE = Path(__file__).parent


class Heading(Component):
    """The tabs, title by key, with the page `here` marked; `go(key)` is called for another."""

    tabs = param.String("[]")
    here = param.String()
    question = param.String()
    large = param.Boolean()

    _esm = (_HERE / "heading.js").read_text(encoding="utf-8")
    _stylesheets = [(_HERE / "heading.css").read_text(encoding="utf-8")]  # noqa: RUF012

    def __init__(self, question: str, here: str, tabs: dict[str, str], go: Callable[[str], None]):
        self._go, self._keys = go, set(tabs)
        super().__init__(
            question=question,
            here=here,
            tabs=json.dumps(list(tabs.items())),
            sizing_mode="stretch_width",
            margin=0,
        )

    def _handle_msg(self, data) -> None:
        if isinstance(data, str) and data in self._keys:
            self._go(data)
