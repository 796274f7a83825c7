"""Door: how many visitors are in."""


class Door:
    """Lets `most` visitors in at a time: each takes memory, and all share it."""

    def __init__(self, most: int):
        self.most, self.inside = most, 0

    @property
    def full(self) -> bool:
        """Whether there is no room."""
        return self.inside >= self.most

    def enter(self) -> None:
        """Take the room of one visitor."""
        self.inside += 1

    def leave(self) -> None:
        """Make room again."""
        self.inside -= 1
