"""Seat: a visitor's place in the class: whose predictions are whose, and what a link has set."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from .classroom import Classroom
from .seal import Seal


def _everybody() -> bool:
    """On a laptop everybody is the teacher."""
    return True


@dataclass
class Seat:
    """What a whole session shares.

    Attributes
    ----------
    room : Classroom
        The server's.
    seal : Seal
        What closes and opens the values that links hide.
    is_teacher : callable
        Whether this visitor may see what the class does.
    me : str
        A name by chance, which tells this visitor's predictions from others'.
    only : tuple of str
        The pages that a link shows; all if it is empty.
    offered : tuple of str
        The pages that the server shows; all if it is empty.
    """

    room: Classroom = field(default_factory=Classroom)
    seal: Seal = field(default_factory=lambda: Seal(secrets.token_bytes(32)))
    is_teacher: Callable[[], bool] = _everybody
    me: str = field(default_factory=lambda: secrets.token_hex(8))
    only: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()

    def shows(self, page: str) -> bool:
        """Whether this page can be opened."""
        return all(not shown or page in shown for shown in (self.only, self.offered))

    @property
    def first(self) -> str:
        """The page that opens first."""
        return next(filter(self.shows, (*self.offered, *self.only)), "home")
