"""Still: what the shell asks of a page without parameters."""

from typing import Any, ClassVar


class Still:
    """A page that has nothing to carry in a link, and nothing that follows a knob."""

    hidden: tuple[str, ...] = ()
    locked = False
    away = False
    figures: ClassVar[dict] = {}

    def __init__(self, main):
        self.main, self.sidebar = main, []

    def texts(self) -> dict[str, str]:
        return {}

    def state(self) -> dict[str, str]:
        return {}

    def shown(self) -> tuple[str, ...]:
        return ()

    def set_state(self, state: dict[str, str]) -> None: ...

    def open(self, *_: Any, **__: Any) -> None: ...

    def arrive(self) -> None: ...

    def project(self, large: bool, height: int) -> None: ...

    def tick(self) -> None: ...

    def stop(self) -> None: ...

    def close(self) -> None: ...
