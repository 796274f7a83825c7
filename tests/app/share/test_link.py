"""Links: what goes in comes out, whatever is done to them on the way, and damage is named."""

import html
import json
import re
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ionoscope.app.share import link
from ionoscope.app.share.presets import presets
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.core.parameters import Quantity, as_text

PAGES = ("lessons", "home", *EXPERIMENTS, "runs")


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_a_link_carries_every_parameter_and_the_seed(key):
    kind = EXPERIMENTS[key]
    name, p = next((k, p) for k, p in kind.declared().items() if isinstance(p, Quantity))
    low, high = p.softbounds
    experiment = kind(**{"seed": 7, name: low + (high - low) / 3})
    texts = {k: as_text(v) for k, v in experiment.values().items()}
    address = link.read(link.write(key, texts, {"M": "1,5"}), PAGES)
    assert (address.page, address.trouble, address.show) == (key, "", {"M": "1,5"})
    assert EXPERIMENTS[key].from_text(address.parameters).values() == experiment.values()


@pytest.mark.parametrize(
    ("search", "named"),
    [
        ("?page=nowhere", "nowhere"),
        ("?page=gate-map&v=99", "99"),
        ("?page=gate-map&colour=red", "colour"),
        ("?page=gate-map&x=" + "a" * 9000, "longer"),
    ],
)
def test_damage_is_named(search, named):
    assert named in link.read(search, PAGES).trouble


def test_a_teacher_hides_and_locks():
    address = link.read("?page=gate-map&hide=lam,s&lock=1", PAGES)
    assert (address.hide, address.lock) == (("lam", "s"), True)


@settings(derandomize=True, deadline=None, max_examples=400)
@given(st.text(max_size=300))
def test_no_text_is_too_strange(search):
    assert link.read(search, PAGES).page in PAGES


ADDRESS = link.write(
    "lattice-phonons", {"k1": "600", "path": "Γ; X; M", "a": "2,5 Å", "seed": "7"}, {"mode": "30,2"}
)

SENT = {
    "a full stop": lambda a: f"{a}.",
    "a bracket and a comma": lambda a: f"{a}),",
    "a bracket's code": lambda a: f"{a}%3E",
    "quotation marks": lambda a: f"{a}%22%E2%80%9D",
    "stars": lambda a: f"{a}**",
    "HTML's &": lambda a: a.replace("&", "&amp;"),
    "HTML's & twice": lambda a: a.replace("&", "&amp;amp;"),
    "HTML's & by number": lambda a: a.replace("&", "&#38;"),
    "encoded": lambda a: "?" + quote(a[1:], safe=""),
    "encoded twice": lambda a: "?" + quote(quote(a[1:], safe=""), safe=""),
    "values encoded": lambda a: "?" + urlencode(dict(parse_qsl(a[1:]))),
    "values encoded twice": lambda a: (
        "?" + urlencode({k: quote(v, safe="") for k, v in parse_qsl(a[1:])})
    ),
    "a campaign's": lambda a: f"{a}&utm_source=mail&utm_medium=x&fbclid=Iw.AR)&gclid=1&_ga=2",
    "a campaign's in front": lambda a: f"?utm_source=mail&{a[1:]}",
    "a stop before a campaign's": lambda a: f"{a}.&fbclid=1",
    "a line break": lambda a: a[:30] + "%0D%0A" + a[30:],
    "a quoted line break": lambda a: a[:30] + "%0A%3E%20" + a[30:],
    "a raw line break": lambda a: a[:30] + "\n" + a[30:],
    "blanks": lambda a: a[:30] + "%20" + a[30:50] + "+" + a[50:] + "+",
    "a blank that is not seen": lambda a: a[:30] + "%E2%80%8B" + a[30:],
    "a mail's own code": lambda a: a.replace("=", "=3D")[:40] + "=%0A" + a.replace("=", "=3D")[40:],
    "capitals": lambda a: a.upper(),
    "typographer's dashes": lambda a: a.replace("-", "%E2%80%93"),
}
"""What is done to an address on its way."""


@pytest.mark.parametrize("way", SENT)
def test_a_link_survives_what_is_done_to_it(way):
    address = link.read(SENT[way](ADDRESS), PAGES)
    assert (address.page, address.trouble) == ("lattice-phonons", "")
    found = EXPERIMENTS["lattice-phonons"].from_text(address.parameters)
    assert (found.k1, found.a, found.seed, len(found.path)) == (600, 2.5, 7, 3)
    assert {k.lower(): v for k, v in address.show.items()} == {"mode": "30,2"}


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_no_name_is_lost_to_a_sign_of_html(key):
    declared = EXPERIMENTS[key].declared()
    written = link.write(key, {name: as_text(p.default) for name, p in declared.items()})
    address = link.read(html.unescape(written), PAGES)
    assert set(address.parameters) == set(declared) and not address.trouble


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_a_link_has_nothing_that_needs_escaping(key):
    for preset in presets(key).values():
        written = link.write(key, preset.parameters, {"also": "5,50"}, ("lam",), lock=True)
        assert re.fullmatch(r"\?[A-Za-z0-9_.,:;=&-]*[A-Za-z0-9]", written)


def test_a_link_made_before_is_read():
    old = "?page=ion-diffusion&v=1&kT=40&show=M%3D1%252C5%26also%3D5&fill=every+cell"
    assert link.read(old, PAGES).show == {"M": "1,5", "also": "5"}


def test_letters_that_differ_in_capitals_alone_stay_apart():
    address = link.read("?page=ion-diffusion&m=3&M=4&KT=30", PAGES)
    assert address.parameters == {"m": "3", "M": "4", "kT": "30"}


def test_what_cannot_be_read_is_carried_as_it_is():
    written = link.write("gate-map", {"lam": "abc+λ &"})
    assert written.isascii()
    assert link.read(written, PAGES).parameters == {"lam": "abc+λ&"}


LINKS = json.loads(Path(__file__).with_name("links.json").read_text(encoding="utf-8"))
"""Links as every version has made them, and what they have to give for ever."""


@pytest.mark.parametrize("past", LINKS, ids=lambda past: past["link"])
def test_links_of_every_version_give_what_they_gave(past):
    address = link.read(past["link"], PAGES)
    wanted = {"parameters": {}, "show": {}, "hide": [], "lock": False, "run": []}
    wanted |= {"trouble": ""} | past
    assert address == link.Address(
        wanted["page"],
        wanted["parameters"],
        tuple(wanted["hide"]),
        wanted["lock"],
        wanted["show"],
        wanted["trouble"],
        tuple(wanted["run"]),
    )


@pytest.mark.parametrize("past", LINKS, ids=lambda past: past["link"])
def test_links_written_anew_give_the_same(past):
    address = link.read(past["link"], PAGES)
    if address.page == "home":
        return
    written = link.write(*address[:2], address.show, address.hide, address.lock, address.run)
    assert "v=1" in written
    again = link.read(written, PAGES)
    assert again._replace(parameters={}) == address._replace(parameters={}, trouble="")
    if kind := EXPERIMENTS.get(address.page):
        read = [kind.from_text(a.parameters).values() for a in (address, again)]
        assert read[0] == read[1]
