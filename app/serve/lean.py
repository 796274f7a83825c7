"""Lean: documents that describe to a browser the classes it may meet, and no others.

Bokeh describes in each document every class of components that any package has declared, and looks
at each anew: more than a hundred, for the dozen that pages are made of.
"""

from collections.abc import Iterator
from functools import cache, partial

import panel_material_ui as pmui  # before any core component, or dark pages lose their text
from bokeh import __version__
from bokeh.core.has_props import is_DataModel
from bokeh.core.serialization import Serialized, Serializer
from bokeh.document import Document
from bokeh.model import Model
from panel.custom import ReactiveESM
from panel_material_ui.notifications import NotificationArea

USED = {pmui.Page, pmui.FileDownload, NotificationArea, pmui.Alert}
"""Of panel-material-ui's components."""


def make_lean(document: Document) -> None:
    """Have a document written as it is here."""
    document.to_json = partial(written, document)


def written(document: Document, *, deferred: bool = True) -> Serialized:
    """What `Document.to_json` gives, with fewer classes."""
    serializer = Serializer(deferred=deferred)
    json = {
        "version": __version__,
        "title": document.title,
        "defs": [_described(kind) for kind in _classes()],
        "config": serializer.encode(document.config),
        "roots": serializer.encode(document.roots),
    }
    if callbacks := document.callbacks.js_event_callbacks:
        json["callbacks"] = serializer.encode(callbacks)
    document.models.flush_synced()
    return Serialized(json, serializer.buffers) if deferred else json


def _classes() -> list[type[Model]]:
    """Every class of data that a page may hold."""
    known = Model.model_class_reverse_map.values()
    return [kind for kind in known if is_DataModel(kind) and kind not in _unused()]


@cache
def _unused() -> frozenset[type[Model]]:
    """Data of components of panel-material-ui that no page has."""
    theirs = (c for c in _below(ReactiveESM) if c.__module__.startswith("panel_material_ui."))
    return frozenset(c._data_model for c in theirs if c not in USED)


def _below(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


@cache
def _described(kind: type[Model]) -> dict:
    return Serializer(deferred=False).encode(kind)
