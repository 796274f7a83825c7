"""Later: the end of what is built of a page; more comes when it comes into view."""

from collections.abc import Callable

import param
from panel.custom import JSComponent


class Later(JSComponent):
    """Nothing to see; `ask()` is called when this place comes near the window's lower edge.

    `built` grows when more has been put before it: it then looks again.
    """

    built = param.Integer()

    _esm = """
export function render({ model, el }) {
  el.style.minHeight = "1px";
  let near = false, asked = -1;
  const ask = () => {
    if (near && asked !== model.built) { asked = model.built; model.send_msg("more"); }
  };
  const watch = new IntersectionObserver((entries) => {
    near = entries.at(-1).isIntersecting;
    ask();
  }, { rootMargin: "0px 0px 250px 0px" });
  watch.observe(el);
  // what was just built has to take its place first
  model.on("built", () => setTimeout(() => requestAnimationFrame(() => {
    watch.unobserve(el);
    watch.observe(el);
  }), 100));
  model.on("remove", () => watch.disconnect());
}
"""

    def __init__(self, ask: Callable[[], None]):
        self._ask = ask
        super().__init__(sizing_mode="stretch_width", margin=0)

    def _handle_msg(self, data) -> None:
        self._ask()
