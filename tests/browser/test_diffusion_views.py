"""A path in three dimensions in a browser: drawn to scale, and turned by hand."""

from pathlib import Path as File

import numpy as np
import pytest
from bokeh.embed import file_html
from bokeh.resources import INLINE

from ionoscope.app.figures.style import KINDS
from ionoscope.app.scenes.path3d import Path3D
from ionoscope.app.scenes.paths import Path
from ionoscope.app.scenes.player import Player

pytestmark = pytest.mark.browser
A = 3.0


@pytest.fixture
def drawn(browser, tmp_path):
    """A page with an ion's way along x alone, without a server."""
    view = Path3D(Player(), 400)
    x = np.linspace(-10, 10, 50)
    places = np.column_stack([x, *np.zeros((2, 50))])
    view.update([Path(KINDS["full"], np.arange(50.0), places)], A)
    page = browser.new_page(viewport={"width": 900, "height": 500})
    page.add_init_script(path=File(__file__).parent / "peek.js")
    file = tmp_path / "path.html"
    file.write_text(file_html(view.figure, INLINE), encoding="utf-8")
    page.goto(file.as_uri())
    page.wait_for_function("() => window.peek?.columns('path3d', 'Scatter', 1)?.x.length > 0")
    yield page
    page.close()


def length(page) -> float:
    """Å from one end of the drawn path to the other, across the picture."""
    return page.evaluate(
        "() => { const { x, y } = peek.columns('path3d', 'Scatter', 1), start ="
        " peek.columns('path3d', 'Scatter', 0);"
        " return Math.hypot(x[0] - start.x[0], y[0] - start.y[0]); }"
    )


def scale(page) -> list[float]:
    """Å a pixel, across and upwards."""
    return page.evaluate(
        "() => { const f = peek.figure('path3d'), r = (a) => a.end - a.start;"
        " return [r(f.x_range) / f.inner_width, r(f.y_range) / f.inner_height]; }"
    )


def test_a_path_is_drawn_to_scale_and_turned_by_a_drag(drawn):
    across, upwards = scale(drawn)
    assert across == pytest.approx(upwards, rel=1e-6)
    turn, tilt = np.radians(20), np.radians(22)
    # what of x is seen from there
    seen = np.hypot(np.cos(turn), np.sin(turn) * np.sin(tilt))
    assert length(drawn) == pytest.approx(20 * seen, rel=1e-5)
    left, top = drawn.evaluate("() => peek.pixel('path3d', 0, 0)")
    drawn.mouse.move(left, top)
    drawn.mouse.down()
    for shift in range(0, 180, 5):
        drawn.mouse.move(left + shift, top)
    drawn.mouse.up()
    drawn.wait_for_function(
        "before => { const { x } = peek.columns('path3d', 'Scatter', 1);"
        " const start = peek.columns('path3d', 'Scatter', 0);"
        " return Math.abs(x[0] - start.x[0]) < before / 2; }",
        arg=length(drawn),
    )
    assert length(drawn) < 10  # now nearly along the line of sight
    drawn.mouse.wheel(0, -200)
    drawn.wait_for_function(
        "before => { const f = peek.figure('path3d'), { start, end } = f.y_range;"
        " return (end - start) / f.inner_height < before; }",
        arg=0.99 * upwards,
    )
    drawn.wait_for_timeout(200)
    across, upwards = scale(drawn)
    assert across == pytest.approx(upwards, rel=1e-6)
    drawn.mouse.dblclick(left, top)
    drawn.wait_for_function(
        "least => { const { x } = peek.columns('path3d', 'Scatter', 1);"
        " return x[0] - peek.columns('path3d', 'Scatter', 0).x[0] > least; }",
        arg=18,
    )
    assert length(drawn) == pytest.approx(20 * seen, rel=1e-5)


@pytest.mark.soak
def test_sliders_and_buttons_turn_and_zoom_and_the_player_moves_the_ion(visitor):
    """Without a word to the server, where a mouse cannot drag."""
    visitor.open(
        "?page=ion-diffusion&cells=6&ions=2&duration=12&settle=0&fit_to=6&equation=time-local"
    )
    visitor.see_data("path3d", "MultiLine", "xs", 1)
    visitor.see_status("finished")
    seen = "() => peek.columns('path3d', 'Scatter', 1).x[0]"
    place, sent = visitor.page.evaluate(seen), len(visitor.heard.sent)
    visitor.slider("Turn").fill("110")
    visitor.wait(f"x => Math.abs(({seen})() - x) > 1e-3", place)
    turned = visitor.page.evaluate(seen)
    visitor.slider("Tilt").fill("80")
    height = "() => { const r = peek.figure('path3d').y_range; return r.end - r.start; }"
    before = visitor.page.evaluate(height)
    visitor.press("Zoom in")
    visitor.wait(f"h => ({height})() < 0.81 * h", before)
    visitor.press("Reset view")
    visitor.wait(f"x => Math.abs(({seen})() - x) < 1e-6", place)
    assert visitor.slider("Turn").input_value() == "20" and turned != place
    visitor.press("To the start")
    visitor.wait(
        "() => { const at = (n) => peek.columns('path3d', 'Scatter', n);"
        " return at(0).x[0] === at(1).x[0] && at(0).y[0] === at(1).y[0]; }"
    )
    told = [str(frame) for frame in visitor.heard.sent[sent:]]
    assert not [frame for frame in told if '"turn"' in frame or '"frame"' in frame]
