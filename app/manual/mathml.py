"""Formulas as MathML, which browsers set themselves: no script, no network. A Sphinx extension.

The font comes from the package ziamath, for there are machines without one that has large signs.
"""

import re
import unicodedata
from importlib.resources import files
from pathlib import Path

FONT = "STIXTwoMath-Regular.ttf"
STYLED = re.compile(r'<(m[in]) mathvariant="(bold|script|double-struck|sans-serif)">(\w)</\1>')
"""A letter in a style for which there are letters of their own; browsers know no other way."""
SIZES = re.compile(r"\\(?:Big|big|Bigg|bigg)[lr]?(?![A-Za-z])")
"""Sizes of brackets, which MathML finds by itself."""
ACCENTS = {"\u00a8", "\u02d9", "^", "~", "\u2192"}


def mathml(tex: str, display: str = "inline") -> str:
    """A formula in TeX as MathML; `display` is "inline" or "block"."""
    from latex2mathml.converter import convert

    text = convert(SIZES.sub("", tex).strip(), display=display)
    text = re.sub(r"&#x([0-9A-Fa-f]{5});", _letter, text)
    return STYLED.sub(_styled, text).replace("<mover><mrow>", '<mover accent="true"><mrow>')


def _letter(found: re.Match) -> str:
    letter = chr(int(found[1], 16))
    return found[0] if letter in "<>&" else letter


def _styled(found: re.Match) -> str:
    tag, style, letter = found.groups()
    kind = "DIGIT" if letter.isdigit() else "CAPITAL" if letter.isupper() else "SMALL"
    name = unicodedata.name(letter).rsplit(" ", 1)[-1]
    for before in ("MATHEMATICAL ", ""):
        try:
            own = unicodedata.lookup(f"{before}{style.upper()} {kind} {name}")
        except KeyError:
            continue
        return f'<{tag} mathvariant="normal">{own}</{tag}>'
    return f"<{tag}>{letter}</{tag}>"


def font() -> Path:
    """The font's file."""
    return Path(str(files("ziamath") / "fonts" / FONT))


def _inline(writer, node) -> None:
    _written(writer, mathml(node.astext()))


def _block(writer, node) -> None:
    _written(writer, f'<div class="math">{mathml(node.astext(), "block")}</div>')


def _written(writer, text: str) -> None:
    from docutils.nodes import SkipNode

    writer.body.append(text)
    raise SkipNode


def setup(app) -> dict:
    """Called by Sphinx."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
