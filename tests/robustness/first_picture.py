"""From the address to the first picture, in Chromium: `python -m tests.robustness.first_picture`.

Every page in turn, each in a browser that has seen none. Ends with 1 if one takes more than 3 s.
"""

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from ionoscope.app.pages.shell import PAGES
from tests.browser.conftest import FLAGS, serving
from tests.browser.visitor import PEEK
from tests.image.needs import browser

MOST_S = 3.0
PATIENCE_S = 60.0
WITHOUT = ("home", "runs", "papers")
"""Pages that have no picture: they are there when their heading is."""
PICTURE = """() => !document.getElementById("waiting") && peek.models("Figure").some((figure) =>
  peek.view(figure)?.frame?.bbox?.width && figure.renderers.some((renderer) =>
    Object.values(renderer.data_source?.data ?? {}).some((column) => column.length > 0)))"""
HEADING = """() => !document.getElementById("waiting") && peek.elements("h1, h2").length > 0"""
PAINT = """() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0"""


def seconds(chromium: Browser, server: str, key: str) -> tuple[float, float]:
    """Until something is seen of a page, and until its picture is."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(path=PEEK)
    page = context.new_page()
    began = time.perf_counter()
    page.goto(f"{server}/?page={key}", wait_until="commit")
    there = HEADING if key in WITHOUT else PICTURE
    page.wait_for_function(there, polling="raf", timeout=1000 * PATIENCE_S)
    took = time.perf_counter() - began
    painted = page.evaluate(PAINT) / 1000
    context.close()
    return painted, took


def main(pages: list[str]) -> int:
    """Report; 1 if a page was late."""
    late = 0
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        time.sleep(8.0)  # figures are drawn ahead
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
            seconds(chromium, server, "home")  # the browser itself has to wake
            for key in pages:
                painted, took = seconds(chromium, server, key)
                late += took > MOST_S
                print(f"{key:22} seen after {painted:5.2f} s, picture after {took:5.2f} s")
            chromium.close()
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(PAGES)))
