"""No one gets in: every route there is, asked without a login, with forged ones, from elsewhere."""

import asyncio
import hashlib
from urllib.parse import urlencode

import panel as pn
import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.web import create_signed_value
from tornado.websocket import websocket_connect

from ionoscope.app.runs.visitor import CLASS, LAPTOP, SERVER, Visitor
from ionoscope.app.serve.admission import ByCode
from ionoscope.app.serve.cookie import Cookies

IN_CLASS = {"house": CLASS, "join_code": "IONS26"}
ON_SERVER = {"house": SERVER, "user_header": "X-Forwarded-User", "operators": ("op",)}
HOUSES = pytest.mark.parametrize("house", [IN_CLASS, ON_SERVER], ids=[CLASS, SERVER])
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")
OPEN = {"/health", "/liveness", "/favicon.ico", "/status", "/join", "/teach/0"}
"""What stands open: of these /status asks for a token of its own, /join and /teach for a code."""
INSIDE = "/static/js/bokeh.min.js"
"""What whoever is let in gets at once."""
FORGERIES = {
    "nothing": {},
    "a made up cookie": {"Cookie": "ionoscope-{port}=2|1:0|10:1|9:ionoscope|4:YQ==|00"},
    "a made up header": {"X-Forwarded-User": "op", "X-Forwarded-For": "10.9.9.9"},
    "another header": {"Remote-User": "op", "X-Real-Ip": "10.9.9.9", "Authorization": "Basic b3A6"},
    "a chosen session": {"Bokeh-Session-Id": "chosen"},
}

JOINED = ByCode(Cookies("", 0, ""), "IONS26", "").joined


def refused(answer) -> bool:
    """Whether it is a refusal, or a way to where one can join."""
    if answer.code in (302, 303):
        return answer.headers["Location"].startswith("/join")
    return answer.code in (401, 403)


@HOUSES
def test_every_route_without_a_login_is_refused_but_those_that_are_open(served, house):
    async def look(site):
        routes = site.routes()
        assert len(routes) >= 8 and {"/", "/ws", "/health", "/static/0"} <= set(routes)
        asked = [(path, method) for path in routes for method in METHODS]
        answers = await asyncio.gather(
            *(site.ask(path, method, Origin=site.origin) for path, method in asked)
        )
        let_by = {path for (path, _), a in zip(asked, answers, strict=True) if not refused(a)}
        assert let_by <= OPEN
        assert all(a.code != 500 for a in answers)

    served(look, **house)


@HOUSES
@pytest.mark.parametrize("forged", FORGERIES.values(), ids=FORGERIES)
def test_forged_proofs_are_worth_nothing(served, house, forged):
    async def look(site):
        headers = {k: v.format(port=site.settings.port) for k, v in forged.items()}
        closed = [path for path in site.routes() if path not in OPEN]
        answers = await asyncio.gather(*(site.ask(path, **headers) for path in closed))
        assert all(map(refused, answers))
        cookie = site.cookie("eve", by=JOINED, key="another key")
        assert refused(await site.ask(INSIDE, Cookie=cookie))

    served(look, **house, **({"proxy": ("10.9.9.9",)} if house is ON_SERVER else {}))


@HOUSES
def test_a_session_cannot_be_chosen_by_those_who_are_in(served, house):
    async def look(site):
        headers = _let_in(site, house, "ada")
        for query in ("bokeh-session-id=x", "bokeh-token=x", "bokeh-session-id=x&bokeh-token=y"):
            assert (await site.ask(f"/?{query}", **headers)).code == 403
            assert (await site.ask(f"{INSIDE}?{query}", **headers)).code == 403
        assert (await site.ask("/", **headers, Bokeh_Session_Id="x")).code == 403

    served(look, **house)


@pytest.mark.parametrize("house", [{}, IN_CLASS, ON_SERVER], ids=[LAPTOP, CLASS, SERVER])
@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://localhost:1", ""])
def test_what_does_something_has_to_come_from_our_own_pages(served, house, origin):
    async def look(site):
        headers = _let_in(site, house, "ada") | ({} if origin is None else {"Origin": origin})
        for path in site.routes():
            assert (await site.ask(path, "POST", **headers)).code == 403
        assert await _opens(site, site.token(_visitor(house, "ada")), headers) == 403

    served(look, **house)


@pytest.mark.parametrize("house", [{}, IN_CLASS, ON_SERVER], ids=[LAPTOP, CLASS, SERVER])
def test_a_websocket_needs_a_token_of_this_server(served, house):
    async def look(site):
        headers = _let_in(site, house, "ada") | {"Origin": site.origin}
        mine = site.token(_visitor(house, "ada"))
        forged = [
            site.token(_visitor(house, "ada"), key="another key"),
            mine[:-3] + "abc",
            mine.split(".")[0],
            "eyJzZXNzaW9uX2lkIjoiYSJ9",
            "x",
            "",
        ]
        assert [await _opens(site, token, headers) for token in forged] == [403] * len(forged)

    served(look, **house)


@HOUSES
def test_a_websocket_is_for_the_visitor_whose_session_it_is(served, house):
    async def look(site):
        ada = site.token(_visitor(house, "ada"))
        eve = _let_in(site, house, "eve") | {"Origin": site.origin}
        assert await _opens(site, ada, eve) == 403
        assert await _opens(site, site.token(None), eve) == 403
        assert await _opens(site, ada, {"Origin": site.origin}) == 401

    served(look, **house)


def test_other_websites_read_nothing(served):
    async def look(site):
        asked = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"}
        assert (await site.ask("/?page=gate-map", **asked)).code == 403
        assert (await site.ask("/static/js/bokeh.min.js", **asked)).code == 403
        followed = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
        assert (await site.ask("/static/js/bokeh.min.js", **followed)).code == 200

    served(look)


def test_the_probe_of_life_builds_no_page_for_those_outside(served):
    async def look(site):
        assert (await site.ask("/liveness")).code == 200
        assert refused(await site.ask("/liveness?endpoint=/"))

    served(look, **IN_CLASS)


def test_below_a_prefix_the_same_holds(served):
    async def look(site):
        assert all(path.startswith("/lab") or path == "/favicon.ico" for path in site.routes())
        answers = {path: await site.ask(path) for path in site.routes()}
        opened = {path for path, answer in answers.items() if answer.code == 200}
        assert opened == {"/favicon.ico", "/lab/health", "/lab/liveness", "/lab/join"}
        sent_on = (await site.ask("/lab/?page=gate-map&s=1")).headers["Location"]
        assert sent_on == "/lab/join?next=page%3Dgate-map%26s%3D1"
        assert (await site.ask("/health")).code == 401

    served(look, **IN_CLASS, prefix="/lab")


# who is let in -------------------------------------------------------------------------------


def test_the_code_lets_in_and_the_cookie_is_known_again(served):
    async def look(site):
        answer = await _join(site, "ions 26", name=" <b>Ada</b> \x07", next="page=gate-map")
        assert answer.code == 303 and answer.headers["Location"] == "/?page=gate-map"
        cookie = answer.headers["Set-Cookie"]
        assert all(word in cookie for word in ("HttpOnly", "SameSite=Lax", "Path=/"))
        mine = cookie.split(";")[0]
        assert (await site.ask(INSIDE, Cookie=mine)).code == 200

    async def later(site):
        assert refused(await site.ask(INSIDE, Cookie=site.cookie("ada", by=JOINED)))
        again = await _join(site, "QUARKS", cookie=site.cookie("ada", by=JOINED))
        assert again.code == 303

    served(look, **IN_CLASS)
    served(later, house=CLASS, join_code="QUARKS")


AFTER = ["//evil.example", "/\\evil", "https://evil.example", "a\r\nb: c", "é %"]


@pytest.mark.parametrize("after", AFTER)
def test_joining_leads_nowhere_else(served, after):
    async def look(site):
        location = (await _join(site, "IONS26", next=after)).headers["Location"]
        assert location.startswith("/?")

    served(look, **IN_CLASS)


def test_a_wrong_code_is_told_and_nobody_gets_in_by_trying(served):
    async def look(site):
        first = await _join(site, "IONS27")
        assert first.code == 403 and b"That is not the code" in first.body
        assert "Set-Cookie" not in first.headers
        for _ in range(19):
            await _join(site, "AAAAAA")
        assert (await _join(site, "IONS26")).code == 429
        assert (await site.ask("/teach/0")).code == 429

    served(look, **IN_CLASS)


def test_the_page_that_asks_for_the_code_shows_text_as_text(served):
    async def look(site):
        hostile = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
        answer = await site.ask(f"/join?code={hostile}&next={hostile}")
        assert answer.code == 200 and b"<script" not in answer.body
        filled = await site.ask("/join?code=IONS26")
        assert b'value="IONS26"' in filled.body

    served(look, **IN_CLASS)


def test_the_teachers_address_makes_a_teacher(served):
    async def look(site):
        own = site.secret.derived("teacher")[:32]
        answer = await site.ask(f"/teach/{own}")
        assert answer.code == 303 and answer.headers["Location"] == "/?page=join"
        assert (await site.ask(f"/teach/{own[:-1]}0")).code in (303, 403)
        assert (await site.ask(f"/teach/{'0' * 32}")).code == 403

    served(look, **IN_CLASS)


def test_the_proxys_header_counts_from_the_proxy_alone_and_once(served):
    async def look(site):
        assert (await site.ask(INSIDE, X_Forwarded_User="ada")).code == 200
        for name in ("", " ", "ada, op", "a" * 300, "ada\x01"):
            assert (await site.ask(INSIDE, X_Forwarded_User=name)).code in (400, 401)

    async def elsewhere(site):
        assert (await site.ask(INSIDE, X_Forwarded_User="op")).code == 401

    served(look, **ON_SERVER)
    served(elsewhere, **ON_SERVER, proxy=("192.0.2.0/24",))


@pytest.fixture
def oauth(monkeypatch):
    """Panel as it is told to log people in, and afterwards as it was."""
    told = {"oauth_key": "key", "oauth_secret": "secret", "oauth_provider": None}
    with monkeypatch.context() as patch:
        for name in ("cookie_secret", "cookie_path"):
            patch.setattr(pn.config, name, getattr(pn.config, name))
        for name, value in told.items():
            patch.setattr(pn.config, name, value)
        yield {"house": SERVER, "oauth": "github", "operators": ("op",)}


def test_with_oauth_whoever_has_not_logged_in_gets_to_the_login_and_no_further(served, oauth):
    async def look(site):
        assert (await site.ask("/?page=gate-map")).headers["Location"] == "/login"
        login = await site.ask("/login")
        assert login.code == 302 and login.headers["Location"].startswith("https://github.com/")
        closed = [path for path in site.routes() if path not in {*OPEN, "/login", "/logout"}]
        answers = [await site.ask(path, Cookie="user=op; is_guest=1") for path in closed]
        assert all(a.code in (302, 401) for a in answers)
        key = site.secret.derived("cookies")
        known = create_signed_value(key, "user", "ada").decode()
        assert (await site.ask(INSIDE, Cookie=f"user={known}")).code == 200

    served(look, **oauth)


# how the server is ---------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer 0", "Basic YQ==", "Bearer é"])
def test_the_status_is_told_to_who_has_the_key_alone(served, given):
    async def look(site):
        answer = await site.ask("/status", Authorization=given)
        assert answer.code == 403 and b"workers" not in answer.body
        right = await site.ask("/status", Authorization=f"Bearer {site.secret.derived('status')}")
        assert right.code == 200 and b"loop_lag_ms" in right.body

    served(look)


def _visitor(house: dict, id: str) -> Visitor:
    if house is ON_SERVER:
        return Visitor("u" + hashlib.sha256(id.encode()).hexdigest()[:15], id, house=SERVER)
    return Visitor(id, house=house.get("house", LAPTOP), operator=not house)


def _let_in(site, house: dict, id: str) -> dict:
    """Headers of somebody who may come in."""
    if house is ON_SERVER:
        return {"X-Forwarded-User": id}
    return {"Cookie": site.cookie(id, by=JOINED)}


async def _opens(site, token: str, headers: dict) -> int:
    """The answer to a websocket that brings a token: 101 for one that is opened."""
    request = HTTPRequest(f"ws://localhost:{site.settings.port}/ws", headers=headers)
    try:
        opened = await websocket_connect(request, subprotocols=["bokeh", token])
    except HTTPClientError as error:
        return error.code
    opened.close()
    return 101


async def _join(site, code: str, name: str = "", next: str = "", cookie: str = ""):
    path = f"/join?{urlencode({'next': next})}" if next else "/join"
    body = urlencode({"code": code, "name": name})
    headers = {"Origin": site.origin, "Content-Type": "application/x-www-form-urlencoded"}
    headers |= {"Cookie": cookie} if cookie else {}
    return await site.ask(path, "POST", body, **headers)
