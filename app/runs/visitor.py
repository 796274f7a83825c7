"""Visitor: who asks for something, and what they may see and do of runs that are others'."""

from typing import NamedTuple

LAPTOP, CLASS, SERVER = "laptop", "class", "server"
"""Houses in which visitors are: one person's own; a class that shares what it computes; a server
of people who do not know each other."""


class NotYours(ValueError):
    """What is asked for is another visitor's."""


class Visitor(NamedTuple):
    """A browser, or a person who has logged in. `id` is opaque, the same after every reload and
    restart; an operator may do everything: on a laptop everyone, in a class the teacher."""

    id: str = ""
    name: str = ""
    operator: bool = False
    house: str = LAPTOP

    @property
    def alone(self) -> bool:
        """Whether nobody is told apart."""
        return self.house == LAPTOP

    def owns(self, whose: str) -> bool:
        """Whether a run of the visitor called `whose` may be stopped, changed and deleted."""
        return self.operator or (whose == self.id and bool(whose))

    def sees(self, whose: str) -> bool:
        """Whether such a run may be seen by one who has its link, and its data be used."""
        return self.owns(whose) or self.house != SERVER

    def check_owns(self, whose: str, id: str, deed: str) -> None:
        """NotYours, in a sentence, if a run may not be `deed` ("stopped", "deleted")."""
        if not self.owns(whose):
            raise NotYours(
                f"Run {id} is another visitor's and cannot be {deed} from here; whoever started "
                "it can do that, or whoever runs this server."
            )


OPERATOR = Visitor(operator=True)
"""Whoever works in a folder of runs directly: the command line and notebooks."""
