"""The anatomy of an experiment's page: where its parts stand."""

from collections.abc import Callable

import panel as pn
import panel_material_ui as pmui

from ..share.presets import presets
from .parts import equations, look_for, tasks

OWN = "your own values"


def preset_select(key: str) -> pmui.Select:
    """The choice of presets."""
    names = {p.title: p.name for p in presets(key).values()}
    return pmui.Select(
        label="Preset",
        options={**names, "Your own values": OWN},
        value=OWN,
        size="small",
        sizing_mode="stretch_width",
        margin=(8, 0),
    )


def button(label: str, icon: str, call: Callable[[], None], **looks) -> pmui.Button:
    """A button under the preset: Run, Stop, Go on."""
    looks = {"variant": "outlined", "margin": (4, 8, 4, 0)} | looks
    made = pmui.Button(label=label, icon=icon, **looks)
    made.on_click(lambda _: call())
    return made


def sidebar(page) -> list:
    """What stands in the rail of an experiment's page."""
    return [
        page.preset,
        pn.Row(
            page.run_button,
            page.stop_button,
            page.go_on_button,
            sizing_mode="stretch_width",
            styles={"flex-wrap": "wrap"},
        ),
        page.status.layout,
        *page.rail.layout(() if page.kind.random else ("seed",)),
        *page.extra_controls(),
    ]


def main(page) -> pn.Column:
    """Question, picture with the readout beside it, and folds below."""
    return pn.Column(
        pmui.Typography(page.kind.question, variant="h5", margin=(4, 0, 8, 0)),
        # side by side where there is room, else one under the other
        pn.Row(
            _grown(page.picture(), page.widths[0]),
            _side(page),
            sizing_mode="stretch_width",
            styles={"flex-wrap": "wrap", "gap": "16px"},
        ),
        *page.more(),
        _folds(page),
        sizing_mode="stretch_width",
        margin=(8, 20),
    )


def _grown(picture, flex: str):
    picture.styles = {"flex": flex, "min-width": "0"}
    return picture


def _side(page) -> pn.Column:
    return pn.Column(
        page.readout.pane,
        pmui.Accordion(
            ("What to look for", look_for(page.key)),
            title_variant="subtitle1",
            sizing_mode="stretch_width",
        ),
        *page.beside(),
        styles={"flex": page.widths[1]},
        margin=(0, 0, 40, 0),
    )


def _folds(page) -> pmui.Accordion:
    return pmui.Accordion(
        ("Equations and source", equations(page.kind)),
        ("Try this: predict, then check", tasks(page.key)),
        ("Export: data, picture, the lines that repeat this run", page.export.layout),
        title_variant="subtitle1",
        sizing_mode="stretch_width",
        margin=(12, 0),
    )
