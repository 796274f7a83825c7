"""Own crystal: files that a visitor uploads become the crystal of a page, and what is asked of it.

They are read by a process of their own, a thread waits for it, and the page hears of it on its
event loop. What was read is kept beside the runs, by its hash.
"""

import binascii
from base64 import b64decode
from threading import BoundedSemaphore, Thread

from ionoscope.engine import InvalidParameter
from ionoscope.engine.core.library import LIBRARY
from ionoscope.engine.core.parameters import as_text
from ionoscope.engine.crystal.kept import keep_archive, short
from ionoscope.engine.crystal.name import SIMPLE_CUBIC
from ionoscope.engine.crystal.reading import LARGEST, archive_of

from ..controls.board import Group
from ..controls.kinds import Upload
from .wording import sentence

SHELF_BYTES = 1_000_000_000
"""Bytes of kept crystals from which on none is taken in any more."""
DOC = (
    "phonopy.yaml, phonopy_params.yaml or phonopy_disp.yaml, with FORCE_SETS or FORCE_CONSTANTS "
    "and BORN if they lie beside it; or a crystal as it was kept (.npz). "
    f"At most {LARGEST // 1024**2} MB."
)
READING = "Reading …"
BUSY = "Others are being read: try again in a moment."
NOTHING = "These are no files that can be read."
FULL = "There is no room for more crystals on this server: ask whoever runs it."

_at_once = BoundedSemaphore(2)


class OwnCrystal:
    """A control that takes files, beside those of the page whose crystal they become.

    Another crystal than the papers' takes longer, for which there are no symmetries to be used. So
    parameters that are at their defaults become those of `shorter`, as texts, when a person chooses
    one, and go back.
    """

    def __init__(self, page, shorter: dict[str, str]):
        self._page, self._shorter = page, shorter
        page.rail.controls["crystal"].watch(lambda _: self._chosen())
        self._wake = page.context.wake(self._heard)
        self._found: tuple[str, str] | None = None
        self.files = Upload("files of phonopy's", LARGEST, DOC)
        self.files.watch(lambda _: self._taken())

    def group(self) -> Group:
        """Its card."""
        return Group("Your own crystal", [self.files], folded=True)

    def _chosen(self) -> None:
        """A person has chosen a crystal."""
        rail, declared = self._page.rail, self._page.kind.declared()
        simple = rail.controls["crystal"].value == SIMPLE_CUBIC
        usual = {name: as_text(declared[name].default) for name in self._shorter}
        before, after = (self._shorter, usual) if simple else (usual, self._shorter)
        texts = rail.texts()
        changed = {name: after[name] for name in after if texts[name] == before[name]}
        if changed:
            rail.set(changed)

    def _taken(self) -> None:
        """A person has chosen files."""
        page = self._page
        if page.locked or "crystal" in page.rail.hidden:
            return
        try:
            files = {k: b64decode(v, validate=True) for k, v in self.files.value.items()}
        except (binascii.Error, ValueError):
            return self._say(NOTHING, True)
        finally:
            self.files.state["value"] = {}
        if not _at_once.acquire(blocking=False):
            return self._say(BUSY, True)
        self._say(READING)
        Thread(target=self._read, args=(files,), daemon=True, name="crystal").start()

    def _read(self, files: dict[str, bytes]) -> None:
        """Read them, in a thread; what there is to say is said by `_heard`."""
        try:
            self._found = _kept(archive_of(files)), ""
        except InvalidParameter as error:
            self._found = "", sentence(error, self._page.kind)
        except OSError as error:
            self._found = "", f"They cannot be kept ({error.strerror or error})."
        finally:
            _at_once.release()
        self._wake()

    def _heard(self) -> None:
        """What came of it, on the event loop."""
        if self._found is None:
            return
        (name, trouble), self._found = self._found, None
        if trouble:
            return self._say(trouble, True)
        self._say(f"{short(name)} is the crystal of this page now.")
        with self._page.anatomy.board.together():
            self._page.rail.set({"crystal": name})
            self._chosen()

    def _say(self, text: str, refused: bool = False) -> None:
        self.files.update(note=text, refused=refused)


def _kept(archive: bytes) -> str:
    """The name of a crystal that is kept from now on; OSError if there is no room."""
    if LIBRARY.shelf is not None and LIBRARY.shelf.is_dir():
        held = sum(file.stat().st_size for file in LIBRARY.shelf.iterdir())
        if held + len(archive) > SHELF_BYTES:
            raise OSError(0, FULL)
    return keep_archive(archive)
