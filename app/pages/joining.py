"""Join: the address of the class, large enough to be read from the last row."""

from html import escape

import panel as pn

from ..controls.theme import stylesheet
from ..share import qr
from .context import Context
from .still import Still

ALONE = "This server is for no class: start it with ionoscope serve --for class."


class JoinPage(Still):
    """A QR code, the address and the code; to be projected."""

    key = "join"

    def __init__(self, context: Context):
        joining = context.house and context.house.joining
        told = _told(joining) if joining else f"<p>{ALONE}</p>"
        looks = {"sizing_mode": "stretch_width", "margin": (8, 24)}
        super().__init__(pn.pane.HTML(told, stylesheets=[stylesheet("join")], **looks))


def _told(joining) -> str:
    picture = qr.svg(joining.link).replace("<svg ", '<svg aria-label="QR code of the address" ', 1)
    code = " ".join(joining.code[i : i + 3] for i in range(0, len(joining.code), 3))
    return (
        '<div class="join"><div class="qr">' + picture + "</div><div>"
        "<h1>Join</h1><p>Point a telephone at the code, or open</p>"
        f'<p class="address">{escape(joining.address)}</p>'
        f'<p>and give the join code</p><p class="code">{escape(code)}</p></div></div>'
    )
