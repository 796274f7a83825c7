"""Download: gives the browser a file that the server has made."""

from pathlib import Path

import param

from .component import Component

_HERE = Path(__file__).parent


class Download(Component):
    """Nothing to see; `give(name, content)` saves a file where the person's browser does."""

    file = param.Bytes(b"")
    name_of_file = param.String()
    sent = param.Integer()

    _esm = (
        (_HERE / "saving.js").read_text(encoding="utf-8")
        + """
export function render({ model }) {
  model.on("sent", () => {
    save(new Blob([model.file]), model.name_of_file);
    model.send_msg("got");
  });
}
"""
    )

    def give(self, name: str, content: bytes) -> None:
        """Send a file."""
        self.param.update(file=content, name_of_file=name, sent=self.sent + 1)

    def _handle_msg(self, data) -> None:
        if data == "got":
            self.file = b""  # it need not be kept twice
