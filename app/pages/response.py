"""Response: how the crystal gives way to a push, and what the time-local equation keeps of it."""

from collections.abc import Iterator

from ..controls.board import Group
from ..figures.response import area, convergence, loss, recoil
from ..figures.unit_cell import response_crystal
from .own_crystal import OwnCrystal
from .parts import framed, row_of, small, titled
from .view import View


class ResponseView(View):
    """W(t) above; its running area, its spectrum and its convergence below."""

    key = "lattice-response"
    saved = "recoil"

    def __init__(self, page):
        super().__init__(page)
        self.recoil = page.figure(recoil)
        self.crystal = page.figure(response_crystal)
        self.own = OwnCrystal(page, {"times": "0:0.5:51", "cells": "10"})
        self.parts = [page.figure(figure) for figure in (area, loss, convergence)]

    def picture(self):
        return framed(self.recoil)

    def groups(self) -> list[Group]:
        return [self.own.group()]

    def aside(self) -> list:
        return [small(self.crystal)]

    def below(self) -> Iterator:
        yield row_of(*(titled(live, least=280) for live in self.parts))
