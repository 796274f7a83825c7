"""Warning: what is wrong, said on the page for a while."""

import panel as pn

WARNING_MS = 10_000


def warn(text: str) -> None:
    """Say what is wrong on the page, once the browser has the whole of it: what is said before
    comes twice, and the second time of a model that it does not know."""

    def say() -> None:
        if pn.state.notifications:
            pn.state.notifications.warning(text, duration=WARNING_MS)

    pn.state.onload(say)
