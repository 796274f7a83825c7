"""What no browser sends, as `python -m tests.robustness.hostile_addresses [URL]` does.

10,000 addresses and headers: none is answered with 500, none is left without an answer.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from ionoscope.engine import EXPERIMENTS

from .serving import served

ALL, TOGETHER = 10_000, 8
PATIENCE_S = 120.0
WORDS = [
    "page",
    "v",
    "hide",
    "lock",
    "run",
    "show.omega_T",
    "seed",
    "bokeh-token",
    "theme",
    "",
    "ü",
]
VALUES = [
    *("gate-map", "home", "no-such-page", "runs", "1", "0", "nan", "inf", "-1e999", "1e308", "NaN"),
    *("9" * 5000, "-" + "9" * 4400, "0x" + "f" * 500, "１２", "⅓", "1,5", "1_000", " 7 ", "7 meV"),
    *("<script>alert(1)</script>", "'; DROP TABLE runs; --", "{{7*7}}", "../../etc/passwd", "%"),
    *("%00", "\x00", "\r\nSet-Cookie: a=b", "\u202e", "\ud83d", "💥" * 50, "a" * 4000, "[]", "{}"),
    *("a?b", "a#b", "a&b", "=", "&amp;", "%25%25%2500", "%ff%fe", "null", "None", "true", "[[1]]"),
]
PATHS = [
    *("/", "//", "/?", "/??", "/ws", "/ws/", "/health", "/liveness", "/metadata", "/autoload.js"),
    *("/static/%00", "/static/../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd", "/static/"),
    *("/static/js", "/static/extensions/panel/%00", "/static/extensions/none/a.js", "/favicon.ico"),
    *("/components/os/path/_css/x", "/components/.a/b/_css/d", "/components/antigravity/a/b/c"),
    *("/components/panel.custom/JSComponent/_bundle_path/x", "/components/", "/admin", "/rest"),
    *("/components/panel.custom/Any/modifiers/x", "/components/panel.custom/os/_resources/x"),
    *(
        "/" + "a" * 3000,
        "/%",
        "/%zz",
        "/%ff",
        "/;a=b",
        "/.git/config",
        "/\u0000",
        "/login",
        "/index",
    ),
]
HEADERS = [
    *(
        "Host: [::1]:5006",
        "Host: [",
        "Host: a:b:c",
        "Host: ",
        "Host: evil.example",
        "Host: " + "a" * 999,
    ),
    *(
        "Bokeh-Session-Id: chosen",
        "Cookie: a",
        "Cookie: =;=",
        'Cookie: user="\\',
        "Range: bytes=9-1",
    ),
    *("Origin: null", "Accept-Encoding: " + "x," * 99, 'If-None-Match: "', "Content-Length: 0"),
    *("If-Modified-Since: yesterday", "X-Forwarded-For: ::::", "Upgrade: websocket", "Expect: all"),
    *("Cookie: ionoscope-theme=" + "d" * 2000, "Transfer-Encoding: banana"),
]
METHODS = ["GET"] * 20 + [
    "HEAD",
    "POST",
    "PUT",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "PATCH",
    "get",
    "BREW",
]


class Asked(NamedTuple):
    """A request, the status of its answer (0 if the connection was closed), and its time (s)."""

    request: bytes
    status: int
    seconds: float


def requests(number: int, host: str, seed: int = 0) -> Iterator[bytes]:
    """So many hostile requests, the same ones for the same seed."""
    rng = random.Random(seed)
    fixed = [*PATHS, *(f"/?{name}={value}" for name in ("page", "v", "run") for value in VALUES)]
    for i in range(number):
        target = fixed[i] if i < len(fixed) else _address(rng)
        header = rng.choice(HEADERS) if rng.random() < 0.2 else ""
        yield _request(rng.choice(METHODS), target, host, header)


def _address(rng: random.Random) -> str:
    if rng.random() < 0.2:
        return rng.choice(PATHS) + rng.choice(["", "/", "?", "?a", "%00", "??", "/..", "\t"])
    pairs = [f"{_name(rng)}={_value(rng)}" for _ in range(rng.randrange(1, 6))]
    return "/" + rng.choice(["?", "?", "?", "??", ""]) + rng.choice("&&&;?").join(pairs)


def _name(rng: random.Random) -> str:
    kind = rng.choice(list(EXPERIMENTS.values()))
    return rng.choice([*WORDS, *kind.declared()])


def _value(rng: random.Random) -> str:
    value = rng.choice([*VALUES, *EXPERIMENTS, "".join(map(chr, rng.choices(range(1, 700), k=30)))])
    return quote(value, safe="", errors="replace") if rng.random() < 0.6 else value


def _request(method: str, target: str, host: str, header: str) -> bytes:
    own = "" if header.startswith("Host:") else f"Host: {host}\r\n"
    text = f"{method} {target} HTTP/1.1\r\n{own}{header}{chr(13) + chr(10) if header else ''}"
    return (text + "Connection: close\r\n\r\n").encode("utf-8", "replace")


async def ask(request: bytes, url: str) -> Asked:
    """Send a request as it is; TimeoutError if there is no answer in PATIENCE_S."""
    place, began = urlsplit(url), time.monotonic()
    async with asyncio.timeout(PATIENCE_S):
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        try:
            writer.write(request)
            first = await reader.readline()
            while await reader.read(65536):  # to the end, as a browser does
                pass
        except ConnectionError:
            first = b""
        finally:
            writer.close()
    words = first.split()
    return Asked(request, int(words[1]) if len(words) > 1 else 0, time.monotonic() - began)


async def attack(url: str, number: int, seed: int = 0) -> list[Asked]:
    """The answers to so many requests, TOGETHER at a time."""
    gate = asyncio.Semaphore(TOGETHER)

    async def one(request: bytes) -> Asked:
        async with gate:
            return await ask(request, url)

    host = urlsplit(url).netloc
    return await asyncio.gather(*map(one, requests(number, host, seed)))


def main(url: str) -> int:
    """Report on the server there, or on one of our own; 1 if anything was answered with 500 or
    more."""
    if not url:
        with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as server:
            return main(server.address)
    found = asyncio.run(attack(url, ALL))
    bad = [each for each in found if each.status >= 500]
    times = sorted(each.seconds for each in found)
    print("answers:", dict(sorted(Counter(each.status for each in found).items())))
    print(
        f"p50 {1000 * times[len(times) // 2]:.1f} ms, p99 {1000 * times[-len(times) // 100]:.1f} ms"
    )
    for each in bad[:20]:
        print(each.status, each.request[:200])
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main("".join(sys.argv[1:2])))
