"""QR: an address as a code that telephones read."""

import io

QUIET = 4
"""Modules of empty space around it, which readers need."""


def svg(text: str) -> str:
    """As an SVG picture that takes the size of its place; black on white, also on dark pages."""
    rows = list(_made(text).matrix_iter(border=QUIET))
    size = len(rows)
    squares = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" '
        f'shape-rendering="crispEdges"><rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path d="{squares}" fill="#000"/></svg>'
    )


def letters(text: str) -> str:
    """In half blocks, for a terminal."""
    out = io.StringIO()
    _made(text).terminal(out, compact=True)
    return out.getvalue()


def _made(text: str):
    import segno  # a class alone needs it

    return segno.make_qr(text, error="m")
