"""What an experiment declares: kinds of parameter, the sentence a bad value gets, their text."""

from .kinds import Choice, Count, InvalidParameter, Kind, Quantity, Switch, shown
from .lists import Points, Quantities
from .text import as_text

__all__ = [
    "Choice",
    "Count",
    "InvalidParameter",
    "Kind",
    "Points",
    "Quantities",
    "Quantity",
    "Switch",
    "as_text",
    "shown",
]
