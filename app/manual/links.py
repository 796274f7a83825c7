"""Links: whether those between pages lead somewhere, and whether a site asks for a network."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

LINK = re.compile(r"\]\((?P<page>[^)#:\s]*)(?:#(?P<place>[^)\s]+))?\)")
"""A link or a picture in Markdown, to a place of this manual."""
HEADING = re.compile(r"^#{1,3} (.+)$", re.M)
BLOCKS = re.compile(r"^```.*?^```$|<!--.*?-->|`[^`\n]*`", re.S | re.M)
TREE = re.compile(r"^```\{toctree\}\n(.*?)^```$", re.S | re.M)
OUTSIDE = re.compile(
    r"<(?:script|img|link|iframe|source|object)\b[^>]*?(?:src|href|data)=[\"'](?:https?:)?//[^\"']+"
    r"|@import\s+[\"'(]*(?:url\()?[\"']?(?:https?:)?//[^\"')]+"
    r"|url\(\s*[\"']?(?:https?:)?//[^\"')]+"
)
"""What a browser would fetch from elsewhere; links that a reader may follow are none of it."""


def slug(heading: str) -> str:
    """What a heading is called in an address."""
    words = re.sub(r"\]\([^)]*\)|<[^>]+>", "", heading).lower()
    return re.sub(r"[^\w\- ]", "", words).strip().replace(" ", "-")


def broken(pages: Mapping[str, str], files: set[str] = frozenset()) -> list[str]:
    """Links of `pages`, Markdown by path, that lead to no page, heading or one of the `files`.

    Pictures count as links, unless the page's own code makes them; addresses elsewhere do not.
    """
    return [f"{path}: {link}" for path in pages for link in _broken(path, pages, files)]


def _broken(path: str, pages: Mapping[str, str], files: set[str]) -> Iterator[str]:
    for found in LINK.finditer(BLOCKS.sub("", pages[path])):
        page = _place(path, found["page"]) if found["page"] else path
        if f'"{found["page"]}"' in pages[path]:  # a picture that the page makes
            continue
        if page not in pages and page not in files:
            yield found[0]
        elif found["place"] and found["place"] not in _headings(pages.get(page, "")):
            yield found[0]


def _place(path: str, link: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), link))


def _headings(text: str) -> set[str]:
    return {slug(heading) for heading in HEADING.findall(text)}


def unlisted(pages: Mapping[str, str]) -> set[str]:
    """Pages that stand in no page's table of contents, the first page excepted."""
    listed = {
        _place(path, f"{line.strip()}.md")
        for path, text in pages.items()
        for tree in TREE.findall(text)
        for line in tree.splitlines()
        if line.strip() and not line.startswith(":")
    }
    return set(pages) - listed - {"index.md"}


def requests(folder: Path) -> list[str]:
    """What the pages and styles of a built site would fetch from a network, with the file."""
    return [
        f"{path.relative_to(folder)}: {found[0]}"
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".html", ".css")
        for found in OUTSIDE.finditer(path.read_text(encoding="utf-8"))
    ]
