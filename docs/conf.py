"""How Sphinx makes HTML of the pages; `make docs` calls it."""

from importlib.metadata import version

project = "ionoscope"
author = "The ionoscope developers"
copyright = author
release = version("ionoscope")

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
