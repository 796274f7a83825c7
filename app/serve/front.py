"""Front: what an address is answered with: the skeleton of its page, and what opens its socket.

Nothing in it is a visitor's but the token, so that it is made once.
"""

from functools import cached_property
from html import escape
from pathlib import Path

import panel_material_ui  # noqa: F401  before any core component, or dark pages lose their text
from bokeh.document import Document
from bokeh.embed.util import RenderItem
from panel.io.resources import LOCAL_DIST, Resources, bundle_resources
from panel.io.server import html_page_for_render_items
from panel.io.state import set_curdoc

from ionoscope.engine import EXPERIMENTS

from ..pages.frame import TITLE, extension, framed
from ..pages.home import HEADING
from ..pages.shell import PAGES
from ..share import link

_HERE = Path(__file__).parent
TOKEN, SKELETON = "@the-token@", "@the-skeleton@"
PLACE = "ionoscope"
"""Id of the element that a page comes into."""
TEMPLATE = """
{% extends "base.html" %}
{% block js_resources %}{% endblock %}
{% block loader_css %}{{ look }}{% endblock %}
{% block inner_body %}
{{ skeleton }}
{{ place }}
<script>{{ opening }}</script>
{{ bokeh_js }}
{{ plot_script }}
{% endblock %}
"""
"""The page that pmui makes, with the scripts behind what is seen while they are loaded."""
FULL = "The server is full. Try again in a minute, or ask for more room (IONOSCOPE_VISITORS)."
BARS = "<i></i>" * 9


class Front:
    """The front of every page; `resources` says where a browser finds Bokeh's scripts."""

    def __init__(self, resources):
        self._resources = resources

    def prepare(self) -> None:
        """Have ready what is the same for all who come."""
        self._whole  # noqa: B018

    def page(self, query: str, token: str = "", dark: bool = False) -> str:
        """What an address is answered with, and the way to its page."""
        return self._whole.replace(SKELETON, skeleton(query, dark)).replace(TOKEN, token)

    @cached_property
    def _whole(self) -> str:
        """With places for what differs: a page without content, as Panel makes it."""
        document = Document()
        with set_curdoc(document):
            extension()
            framed([], [], [], template=TEMPLATE).server_doc(document, location=False)
            resources = Resources.from_bokeh(self._resources)
            return html_page_for_render_items(
                bundle_resources(document.roots, resources),
                {},
                [RenderItem(token=TOKEN, elementid=PLACE, use_for_title=False)],
                TITLE,
                document.template,
                document.template_variables | _variables(),
            )


def _variables() -> dict[str, str]:
    return {
        "dist_url": LOCAL_DIST,
        "theme_name": "default",
        "look": (_HERE / "front.css").read_text(encoding="utf-8"),
        "opening": (_HERE / "front.js").read_text(encoding="utf-8"),
        "skeleton": SKELETON,
        "place": f'<div id="{PLACE}" style="display: contents"></div>',
    }


def skeleton(query: str, dark: bool = False) -> str:
    """What is seen of a page until it is there: its question, and where the rest will stand."""
    key = link.read(query, tuple(PAGES)).page
    rail = f"<aside>{BARS}</aside>" if key in EXPERIMENTS else ""
    picture = "<div></div>" if key in EXPERIMENTS else ""
    return (
        f'<div id="waiting"{" class=dark" if dark else ""}>'
        f"<header>{TITLE}</header>{rail}<main><nav><i></i></nav><h1>{escape(heading(key))}</h1>"
        f'{picture}<p role="status">Loading …</p></main></div>'
    )


def heading(key: str) -> str:
    """The heading of a page."""
    if key in EXPERIMENTS:
        return EXPERIMENTS[key].question
    return HEADING if key == "home" else key.capitalize()


def full_house() -> str:
    """What a visitor sees for whom there is no room."""
    return f"<!DOCTYPE html><html lang=en><title>{TITLE}</title><p>{FULL}</p></html>"
