"""Unfold: the title of a fold whose content is built on the server when it is first opened."""

from collections.abc import Callable

import param

from .component import Component
from .theme import stylesheet


class Unfold(Component):
    """A title that opens and closes what stands under it; `turned(open)` is told of both."""

    title = param.String()
    is_open = param.Boolean()

    _esm = """
export function render({ model, el }) {
  const fold = document.createElement("details"), title = document.createElement("summary");
  title.textContent = model.title;
  fold.append(title);
  fold.open = model.is_open;
  el.replaceChildren(fold);
  fold.addEventListener("toggle", () => {
    if (fold.open !== model.is_open) model.send_msg(fold.open ? "open" : "closed");
  });
  model.on("is_open", () => { fold.open = model.is_open; });
}
"""
    _stylesheets = [  # noqa: RUF012
        stylesheet("details"),
        "details { border: 0 !important; margin: 0 !important; padding: 0 !important; }",
    ]

    def __init__(self, title: str, turned: Callable[[bool], None]):
        self._turned = turned
        super().__init__(title=title, sizing_mode="stretch_width", margin=0)

    def turn(self, is_open: bool) -> None:
        """Open or close it."""
        if is_open != self.is_open:
            self.is_open = is_open
            self._turned(is_open)

    def _handle_msg(self, data) -> None:
        if data in ("open", "closed"):
            self.turn(data == "open")
