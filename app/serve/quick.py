"""Quick: what Bokeh works out anew for every model of every page, worked out once.

It copies and checks the default of a property wherever one is read, asks each model for a theme of
its own, and looks through each document for what its author may have forgotten. What a class is
like does not change, nor does a default that is a number, a word or nothing; tests look at the
documents.
"""

from functools import cache

from bokeh.core.has_props import HasProps
from bokeh.core.property.descriptors import PropertyDescriptor
from bokeh.core.property.singletons import Undefined
from bokeh.settings import settings

PLAIN = (bool, int, float, str, type(None), type(Undefined))
"""Types of defaults that nobody can change."""


def be_quick() -> None:
    """Have all this worked out once, from now on in this process."""
    settings.perform_document_validation = False
    if PropertyDescriptor._get_default is not _remembered:
        PropertyDescriptor._get_default = _remembered
        HasProps._overridden_defaults = classmethod(_overridden)
        HasProps.themed_values = _themed


_work_out = PropertyDescriptor._get_default
_look_for_overridden = HasProps._overridden_defaults.__func__
_defaults: dict[tuple[type, str], object] = {}


@cache
def _overridden(kind: type[HasProps]) -> dict[str, object]:
    """The defaults that a class changes of those above it; to be read alone."""
    return _look_for_overridden(kind)


def _themed(self: HasProps) -> dict[str, object] | None:
    """What a theme says of a model, where Bokeh lets a search fail for every property read."""
    return vars(self).get("__themed_values__")


def _remembered(self: PropertyDescriptor, owner: HasProps) -> object:
    """The default of a property, in place of Bokeh's `_get_default`."""
    asked = type(owner), self.name
    if (themed := _themed(owner)) and self.name in themed:
        return _work_out(self, owner)
    if asked in _defaults:
        return _defaults[asked]
    found = _work_out(self, owner)
    if isinstance(found, PLAIN) and not _is_made(self, type(owner)):
        _defaults[asked] = found
    return found


def _is_made(descriptor: PropertyDescriptor, kind: type[HasProps]) -> bool:
    """Whether a default is made anew for each object, as an id is."""
    overridden = _overridden(kind).get(descriptor.name)
    return any(map(descriptor.is_unstable, (descriptor.property._default, overridden)))
