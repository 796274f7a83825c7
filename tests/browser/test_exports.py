"""What a person takes home is what the page shows."""

import re
from pathlib import Path

import pytest

from ionoscope.engine import EXPERIMENTS, Result

pytestmark = pytest.mark.browser

LINK = "&lam=1.4&s=1.5&n=50"
PARAMETERS = EXPERIMENTS["gate-map"].from_text({"lam": "1.4", "s": "1.5", "n": "50"}).values()


@pytest.fixture
def save(visitor, page):
    """Call it with a button's name: what comes, in a file."""
    visitor.open_map(LINK)
    visitor.see_status("finished")
    visitor.unfold("Export")

    def save(name: str, ending: str) -> Path:
        with page.expect_download() as coming:
            page.get_by_role("button", name=name, exact=True).click()
        assert re.fullmatch(rf"gate-map-[0-9a-f]{{12}}\.{ending}", coming.value.suggested_filename)
        return Path(coming.value.path())

    return save


def test_data_are_saved_with_the_parameters(save, page):
    table = save("CSV", "csv").read_text(encoding="utf-8").splitlines()
    assert table[0] == "E_particle (E_osc),E_oscillator (E_osc),transmitted"
    assert len(table) == 1 + 50 * 50

    result = Result.from_netcdf(save("NetCDF", "nc"))
    assert (result.experiment, result.status) == ("gate-map", "finished")
    assert result.parameters == PARAMETERS
    again = EXPERIMENTS["gate-map"](**PARAMETERS).solve()
    assert (result.data.transmitted == again.data.transmitted).all()

    command = page.get_by_text("ionoscope run gate-map").first.inner_text()
    assert "--lam 1.4" in command and "--s 1.5" in command and "--n 50" in command


def test_pictures_are_saved(save):
    for name, ending, begins in (("PNG", "png", b"\x89PNG\r\n\x1a\n"), ("SVG", "svg", b"<svg")):
        content = save(name, ending).read_bytes()
        assert content.startswith(begins)
        assert len(content) > 5000


@pytest.mark.soak
def test_a_kept_run_opens_from_the_list_of_runs(visitor, page):
    visitor.open("?page=gate-barrier&lam=1.35")
    visitor.see_status("finished")
    visitor.press("Run and keep")
    visitor.turn_to("Runs")
    page.get_by_role("row").filter(has_text="lam = 1.35").first.click()
    page.get_by_role("combobox", name="Download as").select_option("NetCDF")
    with page.expect_download() as coming:
        visitor.press("Download")
    assert re.fullmatch(r"gate-barrier-[0-9a-f]{12}\.nc", coming.value.suggested_filename)
    assert Result.from_netcdf(Path(coming.value.path())).parameters["lam"] == 1.35
    visitor.press("Open")
    visitor.address_has(page="gate-barrier", lam="1.35")
