"""The documentation below /docs, if it has been built."""

from html import escape
from pathlib import Path

from tornado.web import RedirectHandler, StaticFileHandler


class Manual(StaticFileHandler):
    """A file of it; a sentence where there is none at all."""

    async def get(self, path: str, include_body: bool = True) -> None:
        """Give the file, or say how to build them."""
        if (Path(self.root) / "index.html").is_file():
            return await super().get(path, include_body)
        self.set_status(404)
        self.finish(
            "<title>Documentation</title><p>The documentation is not built here: "
            f"there is none in {escape(self.root)}. In a checkout <code>make docs</code> builds "
            "it; <code>--docs FOLDER</code> says where it is.</p>"
        )


def routes(folder: Path) -> list[tuple]:
    """Where the server finds it."""
    served = {"path": str(folder), "default_filename": "index.html"}
    return [("/docs", RedirectHandler, {"url": "docs/"}), (r"/docs/(.*)", Manual, served)]
