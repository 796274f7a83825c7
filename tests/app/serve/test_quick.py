"""What is worked out once is what Bokeh works out."""

from bokeh.core.property.singletons import Undefined
from bokeh.models import ColumnDataSource, Slider
from bokeh.plotting import figure

from ionoscope.app.serve import quick


def test_remembered_defaults_are_bokehs_own():
    """Of every class there is, each plain default twice: worked out, then remembered."""
    for kind in [Slider, ColumnDataSource, figure]:
        one, other = kind(), kind()
        for name in kind.properties():
            descriptor = kind.lookup(name)
            if name in {*one._property_values, *other._property_values}:
                continue
            wanted = quick._work_out(descriptor, one)
            if wanted is Undefined or not isinstance(wanted, quick.PLAIN):
                continue
            for owner in (one, other):
                assert quick._remembered(descriptor, owner) == wanted, (kind, name)
    assert len(quick._defaults) > 50


def test_defaults_that_are_set_by_a_theme_or_can_change_are_not_remembered():
    one, other = Slider(), Slider()
    descriptor = Slider.lookup("tags")
    assert quick._remembered(descriptor, one) is not quick._remembered(descriptor, other)
    title = Slider.lookup("title")
    before = quick._remembered(title, one)
    one.apply_theme({"title": "themed"})
    assert quick._remembered(title, one) == "themed" != before == quick._remembered(title, other)
