"""How Sphinx makes HTML of the pages; `make docs` calls it."""

from importlib import metadata

project = "ionoscope"
author = "The ionoscope developers"
copyright = author
release = metadata.version("ionoscope")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "ionoscope.app.manual.mathml",
]
html_math_renderer = "mathml"
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
# Docstrings mark names by single backticks.
default_role = "code"
autodoc_typehints = "none"
# Attributes of different classes have the same names.
suppress_warnings = ["ref.python"]
autodoc_member_order = "bysource"
napoleon_google_docstring = False

html_theme = "furo"
html_title = f"ionoscope {release}"
html_static_path = ["_static"]
html_css_files = ["manual.css"]
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b4f7a", "color-brand-content": "#0b5f94"},
    "dark_css_variables": {"color-brand-primary": "#8ecbf2", "color-brand-content": "#8ecbf2"},
}


def bars(app, what, name, obj, options, lines: list[str]) -> None:
    """Leave bars in docstrings, as in |y − s|, alone: they are no substitutions."""
    lines[:] = [line if "``" in line else line.replace("|", r"\|") for line in lines]


def setup(app) -> None:
    """Called by Sphinx."""
    app.connect("autodoc-process-docstring", bars)
