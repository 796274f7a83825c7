"""What is said of links is so: those that lead nowhere are found, and what asks a network."""

import pytest

from ionoscope.app.manual import links

PAGES = {
    "index.md": "# Start\n\n[one](a/one.md) [there](a/one.md#two-things) [out](https://example.org)",
    "a/one.md": "# One\n\n## Two `things`\n\n[back](../index.md) `[no](link.md)`\n",
}


def test_links_that_lead_somewhere_are_no_trouble():
    assert not links.broken(PAGES)


@pytest.mark.parametrize("link", ["two.md", "a/one.md#three", "picture.png"])
def test_one_that_leads_nowhere_is_found(link):
    assert links.broken({**PAGES, "b.md": f"[x]({link})"}) == [f"b.md: ]({link})"]


def test_a_picture_that_the_page_makes_is_there():
    page = '<!-- python\nsave("made.png")\n-->\n![x](made.png)'
    assert not links.broken({"c.md": page})


def test_a_page_in_no_table_of_contents_is_found():
    listed = {**PAGES, "index.md": "# x\n\n```{toctree}\n:hidden:\n\na/one\n```\n"}
    assert links.unlisted(PAGES) == {"a/one.md"}
    assert not links.unlisted(listed)


@pytest.mark.parametrize(
    ("name", "text", "asks"),
    [
        ("x.html", '<script src="https://cdn.example.org/x.js"></script>', True),
        ("x.html", '<link rel="stylesheet" href="//fonts.example.org/x.css">', True),
        ("x.css", "@import url('https://fonts.example.org/x.css');", True),
        ("x.css", "a { background: url(https://example.org/x.png); }", True),
        ("x.html", '<a href="https://example.org">elsewhere</a><img src="x.png">', False),
        ("x.css", "a { background: url(data:image/png;base64,AA); }", False),
    ],
)
def test_what_asks_a_network_is_found(tmp_path, name, text, asks):
    (tmp_path / name).write_text(text)
    assert bool(links.requests(tmp_path)) == asks
