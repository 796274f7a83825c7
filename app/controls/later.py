"""Later: the end of what is built of a page; more comes when it comes into view."""

from collections.abc import Callable

import param

from .component import Component


class Later(Component):
    """Nothing to see; `ask()` is called when this place comes near the window's lower edge.

    `built` grows when more has been put before it: it then looks again, until it is the `whole`.
    """

    built = param.Integer()
    whole = param.Boolean()

    _esm = """
export function render({ model, el }) {
  const end = document.createElement("div");
  end.style.height = "1px";
  el.replaceChildren(end);
  const mark = () => { end.className = model.whole ? "whole" : "later"; };
  model.on("whole", mark);
  mark();
  let near = false, asked = -1;
  const ask = () => {
    if (!near || model.whole || asked === model.built) return;
    asked = model.built;
    model.send_msg("more");
  };
  const watch = new IntersectionObserver((entries) => {
    near = entries.at(-1).isIntersecting;
    ask();
  }, { rootMargin: "0px 0px 250px 0px" });
  watch.observe(end);
  // what was just built has to take its place first
  model.on("built", () => setTimeout(() => requestAnimationFrame(() => {
    watch.unobserve(end);
    watch.observe(end);
  }), 100));
  model.on("remove", () => watch.disconnect());
}
"""

    def __init__(self, ask: Callable[[], None]):
        self._ask = ask
        super().__init__(sizing_mode="stretch_width", margin=0)

    def _handle_msg(self, data) -> None:
        self._ask()
