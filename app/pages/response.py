"""Response: how the crystal gives way to a push, and what the time-local equation keeps of it."""

from collections.abc import Iterator

from ..figures.response import area, convergence, loss, recoil
from .parts import framed, row_of, titled
from .view import View


class ResponseView(View):
    """W(t) above; its running area, its spectrum and its convergence below."""

    key = "lattice-response"
    saved = "recoil"

    def __init__(self, page):
        super().__init__(page)
        self.recoil = page.figure(recoil)
        self.parts = [page.figure(figure) for figure in (area, loss, convergence)]

    def picture(self):
        return framed(self.recoil)

    def below(self) -> Iterator:
        yield row_of(*(titled(live, least=280) for live in self.parts))
