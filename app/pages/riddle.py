"""Riddle: what a page hides: kept out of its texts, guessed, and revealed."""

from ionoscope.engine import Experiment, InvalidParameter
from ionoscope.engine.core.parameters import parts

from ..controls.board import Group
from ..controls.kinds import Button, Text, Words
from ..figures.symbols import html
from ..teaching.riddles import closed
from .entry import texts_of
from .hiding import Hiding
from .wording import sentence, symbols

BY_TEACHER = "The teacher reveals it."
KEPT = "Your guess is kept. The teacher reveals what is hidden."


class Riddle:
    """Of one page; its card in the rail shows as long as something is hidden, and its solution."""

    def __init__(self, page):
        self._page = page
        self.sealed = ""
        """As the address carries it."""
        self.by_teacher = False
        self.guesses: dict[str, str] = {}
        self.words = Words(value="", live=True)
        self.guess = Text("Your guess", "", hint="a value for each, with ; between")
        self.see = Button("Guess, and see", self._guessed)
        self.reveal = Button("Reveal to everybody", self._solve)
        for control in (self.words, self.guess, self.see, self.reveal):
            control.update(visible=False)

    def groups(self) -> list[Group]:
        """The card."""
        buttons = Group("", [self.see, self.reveal], row=True)
        return [Group("", [self.words, self.guess]), buttons]

    def open(self, sealed: str, by_teacher: bool) -> None:
        """Begin with what the page hides now."""
        self.sealed, self.by_teacher, self.guesses = sealed, by_teacher, {}
        page = self._page
        page.overlays.hide(page.hidden)
        hides = bool(page.hidden)
        about = f"<p><b>Hidden: {html(symbols(page.kind, page.hidden))}.</b> "
        self.words.update(value=f"{about}{BY_TEACHER if by_teacher else ''}</p>", visible=hides)
        self.guess.update(visible=hides, value="")
        self.see.update(visible=hides, label="Keep my guess" if by_teacher else "Guess, and see")
        self.reveal.update(visible=hides and page.context.seat.is_teacher())

    def closed(self) -> str:
        """What is hidden as a link carries it, the same as long as it is hidden."""
        page = self._page
        if not self.sealed:
            seal, own = page.context.seat.seal, page.entry.riddle()
            self.sealed = closed(seal, page.key, own, self.by_teacher)
        return self.sealed

    def tick(self) -> None:
        """Look whether the teacher has revealed it."""
        if self._page.hidden and self._page.context.seat.room.is_revealed(self.closed()):
            self.unseal()

    def unseal(self) -> None:
        """Show what was hidden, beside what was guessed."""
        page, hidden = self._page, self._page.entry.riddle()
        page.entry.reveal()
        page.overlays.hide(())
        lines = [self._line(name, text) for name, text in hidden.items()]
        self.words.update(value=f"<p>{'<br>'.join(map(html, lines))}</p>")
        for control in (self.guess, self.see, self.reveal):
            control.update(visible=False)
        self.sealed = ""
        page.anatomy.lock()
        page.update_export()
        page.draw()
        page.context.moved()

    # texts ----------------------------------------------------------------------------------

    def masks(self) -> Hiding | None:
        """What takes hidden values out of texts; None if nothing is hidden."""
        page = self._page
        return Hiding(page.kind, page.entry.riddle()) if page.hidden else None

    def masked(self, text: str) -> str:
        """A text without the values of what is hidden."""
        masks = self.masks()
        return masks(text) if masks else text

    def elsewhere(self, experiment: Experiment) -> None:
        """Open the page of another experiment with these values, unless they would tell."""
        page = self._page
        if page.hidden:
            told = f"This page hides {symbols(page.kind, page.hidden)}, and the other would not."
            return page.status.warn("Not opened", told)
        page.context.go(experiment.key, texts_of(experiment))

    # doing ----------------------------------------------------------------------------------

    def _guessed(self) -> None:
        page, declared = self._page, self._page.kind.declared()
        given = [part.strip() for part in parts(self.guess.value)]
        if len(given) != len(page.hidden):
            needed = symbols(page.kind, page.hidden)
            return self.guess.update(note=f"Give a value for each of {needed}, with ; between.")
        try:
            for name, text in zip(page.hidden, given, strict=True):
                declared[name].from_text(text)
        except InvalidParameter as error:
            return self.guess.update(note=sentence(error, page.kind))
        self.guesses = dict(zip(page.hidden, given, strict=True))
        self.guess.update(note="")
        if self.by_teacher:
            self.words.update(value=f"<p>{KEPT}</p>")
            self.guess.update(disabled=True)
        else:
            self.unseal()

    def _solve(self) -> None:
        """The teacher shows everybody who has this link."""
        self._page.context.seat.room.reveal(self.closed())
        self.tick()

    def _line(self, name: str, text: str) -> str:
        p = self._page.kind.declared()[name]
        said = f"you said {self.guesses[name]}, it is" if name in self.guesses else "it is"
        return f"{p.symbol} {p.called}: {said} {p.told(p.from_text(text))}."
