"""Riddles: values that a link hides, sealed, with who may reveal them."""

from collections.abc import Mapping

from ..share.link import Address
from .seal import Seal

TEACHER = "!teacher"
"""Stands among the values of a riddle that the teacher alone reveals."""


def closed(seal: Seal, page: str, values: Mapping[str, str], by_teacher: bool) -> str:
    """Values of a page as its link carries them."""
    return seal.close(page, {**values, **({TEACHER: "1"} if by_teacher else {})})


def opened(seal: Seal, address: Address) -> tuple[Address, bool]:
    """The address with what it hides among its parameters, and whether the teacher alone reveals
    it; ValueError, in a sentence, if this server cannot open it."""
    values = seal.open(address.mystery, address.page)
    by_teacher = bool(values.pop(TEACHER, ""))
    hide = tuple(dict.fromkeys([*values, *address.hide]))
    return address._replace(parameters=address.parameters | values, hide=hide), by_teacher
