"""A class on a server of its own: the teacher sees what pupils predict, and pupils no secrets; a
server below a path, without a proxy."""

import re
from urllib.parse import urlsplit

import pytest

from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.soak]  # each has a server of its own

STEP = "?page=lessons&lesson=barrier&step=mass"
SECRET = "1.3717"
SOURCE = """() => [document, ...peek.elements('*').map((e) => e.shadowRoot).filter(Boolean)]
  .map((root) => root.documentElement?.outerHTML ?? root.innerHTML).join(' ')"""


@pytest.fixture
def comes(browser):
    """Call it with a server for a new visitor of it, looked after at the end."""
    visitors = []

    def comes(server: str) -> Visitor:
        visitors.append(Visitor.comes(browser, server, 1280, 800))
        return visitors[-1]

    yield comes
    for visitor in visitors:
        visitor.heard.check()


def leave(*visitors: Visitor) -> None:
    """Go before the server does, which a page would complain of."""
    for visitor in visitors:
        visitor.page.context.close()


def pupil(comes, server: str, name: str) -> Visitor:
    """Somebody who has joined with the code."""
    visitor = comes(server)
    visitor.page.goto(f"{server}/")
    visitor.page.get_by_label("Join code").fill("IONS26")
    visitor.page.get_by_label("Your name").fill(name)
    visitor.press("Join")
    visitor.page.get_by_role("heading", name="Watch an ion find its way").wait_for()
    return visitor


def listening(visitor: Visitor) -> list[str]:
    """All texts that the server sends to a page from now on, as they come."""
    received: list[str] = []

    def hear(frame) -> None:
        received.append(frame if isinstance(frame, str) else frame.decode("latin-1"))

    visitor.page.on("websocket", lambda socket: socket.on("framereceived", hear))
    return received


def predict(visitor: Visitor, option: str) -> None:
    """Open the step and commit."""
    visitor.open(STEP)
    visitor.page.get_by_role("radio", name=option).check()
    visitor.press("Commit to this prediction")


def sealed_link(teacher: Visitor) -> str:
    """A link of the teacher's that hides a value, as an address's query."""
    teacher.open(f"?page=gate-barrier&lam={SECRET}")
    teacher.see_status("finished")
    teacher.unfold("Prepare a class")
    hide = teacher.page.get_by_role("group", name="Hide", exact=True)
    hide.get_by_role("button", name="λ").click()
    teacher.wait("() => peek.elements('a').some((a) => a.href.includes('mystery='))")
    return urlsplit(teacher.page.locator("a[target=_blank]").last.get_attribute("href")).query


def test_a_teacher_sees_what_pupils_predict_and_pupils_see_no_secrets(serve, comes, tmp_path):
    with serve(tmp_path, "--for", "class", "--join-code", "IONS26") as server:
        said = (tmp_path / "log").read_text("utf-8")
        door = re.search(r"teacher opens http://localhost:\d+(/teach/[0-9a-f]+)", said)[1]
        teacher = comes(server)
        teacher.page.goto(f"{server}{door}")
        teacher.page.get_by_text("ION S26", exact=True).wait_for()
        teacher.open(STEP)
        teacher.press("Show what the class predicted")

        ada, ben = (pupil(comes, server, name) for name in ("Ada", "Ben"))
        predict(ada, "C: It falls")
        teacher.page.get_by_text("1 prediction so far").wait_for()
        predict(ben, "A: It rises")
        teacher.page.get_by_text("2 predictions so far").wait_for()
        teacher.see_values("predicted-choices", "Quad", top=[1, 0, 1])
        for one in (ada, ben):
            one.page.get_by_text("You predicted").wait_for()
            assert not one.page.get_by_role("button", name="Show what the class predicted").count()

        received = listening(ada)
        ada.open(f"?{sealed_link(teacher)}")
        ada.see_status("finished")
        assert ada.box("λ width").input_value() == "?"
        assert SECRET not in ada.page.url and "lam" not in ada.address()
        ada.page.reload()
        ada.see_status("finished")
        assert SECRET not in ada.page.url
        for told in (ada.page.evaluate(SOURCE), " ".join(received)):
            assert len(told) > 10_000 and SECRET not in told
        leave(ada, ben, teacher)


def test_below_a_path_everything_is_found(serve, comes, tmp_path):
    with serve(tmp_path, prefix="/lab") as server:
        visitor = comes(server)
        visitor.open_map()
        visitor.enter("φ phase rad", "1")
        visitor.address_has(phi="1")
        visitor.see_map()
        visitor.turn_to("Transmission")
        visitor.see_status("finished")
        visitor.open(STEP)
        visitor.page.get_by_role("radio", name="C: It falls").check()
        visitor.press("Commit to this prediction")
        visitor.page.get_by_text("You predicted").wait_for()
        visitor.page.reload()
        visitor.page.get_by_text("You predicted").wait_for()
        heard = visitor.heard.requests
        asked = {urlsplit(url).path for url in heard if url.startswith(("http", "ws"))}
        assert {path.split("/")[1] for path in asked} <= {"lab", "favicon.ico"}
        leave(visitor)
