"""A visitor of the box, in a process of its own that shares the box's network.

python -m tests.image.page first|run|short|runs: prints what was seen as one JSON object. Every
request to anyone but the server is refused and listed.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route, sync_playwright

from .needs import browser

SERVER = "http://localhost:5006"
PEEK = Path(__file__).parents[1] / "browser" / "peek.js"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
LONG = "method=sampled&ensemble=thermal&omega_T=1:4:13&n_launches=10000000"
"""A run of some minutes."""
OTHERS = ("gate-launch", "gate-transmission", "gate-barrier")


@contextmanager
def visitor() -> Iterator[tuple[Page, list[str]]]:
    """A page, and the list of requests that were refused."""
    refused: list[str] = []

    def decide(route: Route) -> None:
        url = route.request.url
        if urlsplit(url).netloc == urlsplit(SERVER).netloc or url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            refused.append(url)
            route.abort()

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
        page = chromium.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(60_000)
        page.add_init_script(path=PEEK)
        page.route("**/*", decide)
        page.on("websocket", lambda ws: _outside(ws.url) and refused.append(ws.url))
        yield page, refused
        chromium.close()


def _outside(url: str) -> bool:
    return urlsplit(url).netloc != urlsplit(SERVER).netloc


def first(page: Page) -> dict:
    """Seconds from the address bar to a drawn map; then every other page."""
    began = time.perf_counter()
    page.goto(f"{SERVER}/?page=gate-map")
    page.wait_for_function("() => peek.image('domain-map') && peek.pixel('domain-map', 1, 1)")
    seconds = time.perf_counter() - began
    for key in OTHERS:
        page.goto(f"{SERVER}/?page={key}")
        page.wait_for_function(
            "() => peek.models('Figure').some((f) => f.renderers.some((r) =>"
            " Object.values(r.data_source.data).some((column) => column?.length > 1)))"
        )
    return {"first_plot": seconds}


def run(page: Page) -> dict:
    """Start a long run and leave while it computes."""
    page.goto(f"{SERVER}/?page=gate-transmission&{LONG}")
    _press(page, "Stop", "stopped")
    _press(page, "Run", "running")
    page.wait_for_function("() => peek.columns('arrhenius', 'Scatter')?.x.length > 5")
    return {}


def _press(page: Page, button: str, status: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("status").filter(has_text=status).first.wait_for()


def short(page: Page) -> dict:
    """A run that ends at once and should be kept; seconds until trouble is said."""
    page.goto(f"{SERVER}/?page=gate-barrier")
    page.get_by_role("button", name="Run and keep").click()
    began = time.perf_counter()
    page.get_by_text("Runs are not kept").first.wait_for()
    return {"seconds": time.perf_counter() - began}


def runs(page: Page) -> dict:
    """The rows of the page of runs, and what it warns of."""
    page.goto(f"{SERVER}/?page=runs")
    page.get_by_role("columnheader", name="experiment").wait_for()
    page.wait_for_timeout(1500)  # the slow clock
    rows = [r.inner_text() for r in page.get_by_role("row").all()[1:]]
    return {"rows": rows, "alerts": [a.inner_text() for a in page.get_by_role("alert").all()]}


TASKS: dict[str, Callable[[Page], dict]] = {
    "first": first,
    "run": run,
    "short": short,
    "runs": runs,
}


def main(task: str) -> None:
    """Do a task and print what was seen."""
    with visitor() as (page, refused):
        print(json.dumps({**TASKS[task](page), "refused": refused}))


if __name__ == "__main__":
    main(sys.argv[1])
