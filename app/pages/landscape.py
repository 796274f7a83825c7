"""Landscape: the paths over the saddles between an ion's places of rest."""

from ..controls.board import Group
from ..figures.landscape import paths
from .own_crystal import OwnCrystal
from .parts import framed
from .view import View


class LandscapeView(View):
    """The energy along one path of each kind."""

    key = "ion-landscape"
    saved = "landscape"

    def __init__(self, page):
        super().__init__(page)
        self.paths = page.figure(paths)
        self.own = OwnCrystal(page, {})

    def picture(self):
        return framed(self.paths)

    def groups(self) -> list[Group]:
        return [self.own.group()]

    def draw(self, results, own) -> None:
        self.paths.show(results)
        if results[own].summary:
            self.page.say(results)
