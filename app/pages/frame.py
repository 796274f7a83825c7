"""Frame: what every page stands in, and what it needs of Panel."""

import panel_material_ui as pmui  # before any core component, or dark pages lose their text

import panel as pn  # isort: skip

from ..controls.theme import COOKIE, THEME, stylesheet

CSS = stylesheet("pages")
TITLE = "ionoscope"


def extension() -> None:
    """Load what the pages need, once a session."""
    # signatures serve those who type, and would be made anew for every visitor
    pn.extension("mathjax", notifications=True, reconnect=True, apply_signatures=False)
    pn.config.raw_css = [CSS]


def framed(header: list, sidebar: list, main: list, **params) -> pmui.Page:
    """What every page stands in: the bar on top, the rail, the content."""
    page = pmui.Page(
        title=TITLE,
        header=header,
        sidebar=sidebar,
        main=main,
        sidebar_width=330,
        sidebar_resizable=False,
        busy_indicator=None,
        theme_config=THEME,
        stylesheets=[stylesheet("theme")],
        meta_description="Watch an ion find its way through a solid.",
        dark_theme=pn.state.cookies.get(COOKIE) == "dark",
        **params,
    )
    release(page)
    return page


def release(page: pmui.Page) -> None:
    """Unbind a Page from the process-wide busy state, which would keep it after its session."""
    watchers = pn.state.param.watchers.get("busy", {}).get("value", [])
    for watcher in list(watchers):
        owner = getattr(getattr(watcher.fn, "__self__", None), "self", None)
        if owner is page:
            pn.state.param.unwatch(watcher)
