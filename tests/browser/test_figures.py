"""Live figures in a browser: they grow, keep a person's zoom, and tell values under the mouse."""

import pytest

pytestmark = pytest.mark.browser

LONG = (
    "?page=ion-diffusion&cells=8&ions=4&baths=1&duration=4000&settle=0&equation=time-local&fit_to=6"
)


WHEEL = """() => {
  const bar = peek.figure('msd').toolbar;
  bar.active_scroll = bar.tools.find((tool) => tool.type === 'WheelZoomTool');
}"""
"""Let the wheel zoom, as a press on its tool does."""


def ends(visitor, figure: str = "msd") -> list[float]:
    """Both ranges of a figure."""
    return visitor.page.evaluate(
        "name => { const f = peek.figure(name);"
        " return [f.x_range.start, f.x_range.end, f.y_range.start, f.y_range.end]; }",
        figure,
    )


def see_growth(visitor) -> None:
    """Wait until the curve of the mean square displacement has other values."""
    before = visitor.columns("msd", "MultiLine", 1)["ys"][0][-1]
    visitor.wait(
        "old => { const ys = peek.columns('msd', 'MultiLine', 1).ys[0];"
        " return ys[ys.length - 1] !== old; }",
        before,
    )


@pytest.mark.soak
def test_a_zoom_is_kept_while_a_run_streams_and_when_another_is_added(visitor, page):
    visitor.open(LONG)
    visitor.press("Run")
    visitor.see_data("msd", "MultiLine", "xs", 1)
    visitor.wait("() => peek.columns('msd', 'MultiLine', 1)?.xs?.length === 1")
    see_growth(visitor)
    visitor.wait("() => peek.view(peek.figure('msd'))?.el.scrollIntoView() ?? true")
    middle = [(a + b) / 2 for a, b in (ends(visitor)[:2], ends(visitor)[2:])]
    page.mouse.move(*visitor.pixel("msd", *middle))
    page.evaluate(WHEEL)
    for _ in range(5):  # a range that the server sends while the zoom is under way overtakes it
        whole = ends(visitor)
        page.mouse.wheel(0, -400)
        visitor.wait("old => Math.abs(peek.figure('msd').x_range.end - old) > 0.1", whole[1])
        see_growth(visitor)
        zoomed = ends(visitor)
        see_growth(visitor)
        if ends(visitor) == zoomed:
            break
    see_growth(visitor)
    assert ends(visitor) == zoomed
    page.get_by_role("checkbox", name="keep existing curves").check()
    visitor.enter("kT temperature", "50")
    visitor.press("Run")
    visitor.wait("() => peek.columns('msd', 'MultiLine', 1).xs.length === 2")
    assert ends(visitor) == pytest.approx(zoomed)
    names = page.evaluate(
        "() => peek.figure('msd').above.flatMap((panel) =>"
        " panel.items ?? []).map((item) => item.label.value)"
    )
    assert names == ["25 meV (290 K)", "50 meV (580 K)"]
    visitor.press("Stop")
    visitor.see_status("stopped")


def test_hover_tells_a_value_with_its_interval(visitor, page):
    visitor.open("?page=gate-transmission&omega_T=1:4:13&method=sampled")
    visitor.see_status("finished")
    points = visitor.columns("direct", "Scatter")
    x, y, low, high = (points[k][6] for k in ("x", "y", "low", "high"))
    place = visitor.pixel("direct", x, y)
    page.mouse.move(place[0] - 3, place[1])
    page.mouse.move(*place)
    told = visitor.wait(
        "() => peek.elements('.bk-tooltip-content').map((e) => e.textContent).find(Boolean)"
    )
    assert "thermal" in told and f"{y:.5g}" in told
    assert f"({low:.5g} … {high:.5g})" in told
