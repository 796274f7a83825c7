"""Screens: pictures of every page at four widths, light and dark, to be looked at.

python -m tests.browser.screens OUT [PAGE …] [--width 390 …] [--whole]
"""

import argparse
import shutil
import tempfile
from contextlib import nullcontext
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import BROWSERS, FLAGS, serving
from tests.browser.places import PAGES, go, turn
from tests.browser.visitor import Visitor

SIZES = {390: 844, 768: 1024, 1280: 800, 1920: 1080}
"""Height of the window by its width."""
SETTLED_MS = 400
"""Milliseconds until what has been resized is drawn."""
ASIDE = "() => !peek.elements('.MuiBackdrop-root').length"
"""The rail of a window that has become narrow has gone."""
HEIGHT = "() => Math.max(...peek.elements('main, body').map((e) => e.scrollHeight)) + 64"


def main() -> None:
    """Write OUT/PAGE-WIDTH-light.png and so on."""
    asked = _asked()
    asked.out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        nullcontext(asked.server) if asked.server else serving(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        found = next(filter(None, map(shutil.which, BROWSERS)), playwright.chromium.executable_path)
        with playwright.chromium.launch(executable_path=found, args=FLAGS) as browser:
            for name in asked.pages or PAGES:
                _take(Visitor.comes(browser, address, 1280, 800), name, asked)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.browser.screens")
    parser.add_argument("out", type=Path)
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=", ".join(PAGES))
    parser.add_argument("--width", type=int, action="append", choices=SIZES)
    parser.add_argument("--server", help="address of a dashboard that runs, else one is started")
    parser.add_argument("--whole", action="store_true", help="to the foot of the page")
    return parser.parse_args()


def _take(guest: Visitor, name: str, asked: argparse.Namespace) -> None:
    guest.open()
    go(guest, name)
    for dark in (False, True):
        guest.resize(1280, 800)
        turn(guest, dark)
        for width in asked.width or SIZES:
            guest.resize(width, SIZES[width])
            if asked.whole:
                if name not in ("Home", "Runs", "Papers"):
                    guest.see_whole()
                guest.resize(width, guest.page.evaluate(HEIGHT))
            guest.wait(ASIDE)
            guest.page.wait_for_timeout(SETTLED_MS)
            look = "dark" if dark else "light"
            guest.page.screenshot(path=asked.out / f"{name.replace(' ', '-')}-{width}-{look}.png")
    guest.page.context.close()


if __name__ == "__main__":
    main()
