"""Caption: the heading of what a person has just asked for: it comes into view, with the focus."""

import param

from .component import Component
from .theme import stylesheet


class Caption(Component):
    """A heading in plain text."""

    text = param.String()
    level = param.Integer(2)

    _esm = """
export function render({ model, el }) {
  const heading = document.createElement(`h${model.level}`);
  heading.textContent = model.text;
  heading.tabIndex = -1;
  el.replaceChildren(heading);
  // what stands under it has to take its place first
  setTimeout(() => {
    heading.focus({ preventScroll: true });
    // on a phone the answer is below all else; in a wide window the picture beside it stays
    const high = window.innerWidth < 900 ? 0.6 : 0.85;
    const low = heading.getBoundingClientRect().bottom > high * window.innerHeight;
    if (low) heading.scrollIntoView({ block: "start" });
  }, 200);
}
"""
    _stylesheets = [stylesheet("compared")]  # noqa: RUF012

    def __init__(self, text: str, margin: tuple[int, ...] = (8, 10, 0, 10), level: int = 2):
        looks = {"sizing_mode": "stretch_width", "margin": margin}
        super().__init__(text=text, level=level, **looks)
