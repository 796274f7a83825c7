"""Door: how many visitors are in."""


class Door:
    """Lets `most` visitors in at a time: each takes memory, and all share it."""

    def __init__(self, most: int):
        self.most, self.inside = most, 0

    def enter(self) -> bool:
        """Whether there is room; then it is taken."""
        if self.inside >= self.most:
            return False
        self.inside += 1
        return True

    def leave(self) -> None:
        """Make room again."""
        self.inside -= 1
