"""What an experiment declares: kinds of parameter, the sentence a bad value gets, their text."""

from .axes import Axes
from .beside import Beside
from .kinds import Choice, Count, Kind, Quantity, Switch
from .lists import Points, Quantities
from .marks import Words, plain, unmarked, written
from .reading import Unread, folded, number, parts, same_word
from .refusals import InvalidParameter, shown
from .text import as_text
from .words import counted

__all__ = [
    "Axes",
    "Beside",
    "Choice",
    "Count",
    "InvalidParameter",
    "Kind",
    "Points",
    "Quantities",
    "Quantity",
    "Switch",
    "Unread",
    "Words",
    "as_text",
    "counted",
    "folded",
    "number",
    "parts",
    "plain",
    "same_word",
    "shown",
    "unmarked",
    "written",
]
