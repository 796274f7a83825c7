"""LinkBox: a link to give away, with a button that copies it."""

from pathlib import Path

import param

from .component import Component

_HERE = Path(__file__).parent


class LinkBox(Component):
    """Shows the address of this server with `search` behind it; the label says what it is for."""

    search = param.String()
    label = param.String()

    _esm = (
        (_HERE / "copying.js").read_text(encoding="utf-8")
        + """
export function render({ model, el }) {
  const line = document.createElement("div"), link = document.createElement("a");
  const copy = document.createElement("button");
  copy.type = "button";
  copy.textContent = model.label;
  const address = () => `${window.location.origin}${window.location.pathname}${model.search}`;
  const show = () => { link.textContent = link.href = address(); };
  link.target = "_blank";
  link.rel = "noopener";
  copiesOnPress(copy, address, "Copied");
  line.append(copy, link);
  el.replaceChildren(line);
  model.on("search", show);
  show();
}
"""
    )
    _stylesheets = [  # noqa: RUF012
        """
:host { font-family: inherit; color: inherit; }
div { display: flex; gap: 12px; align-items: baseline; flex-wrap: wrap; margin: 8px 0; }
a { color: var(--accent-strong); font-size: 13.5px; overflow-wrap: anywhere; flex: 1 1 300px; }
button { font: inherit; font-size: 14px; padding: 6px 14px; border-radius: 4px; border: 0;
  cursor: pointer; background: var(--accent, #0072b2); color: var(--on-accent, #fff); }
button:focus-visible, a:focus-visible { outline: 2px solid #56b4e9; outline-offset: 2px; }
"""
    ]
