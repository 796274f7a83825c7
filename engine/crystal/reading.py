"""Reading: files of a stranger become a crystal in a process of their own.

`python -m ionoscope.engine.crystal.reading FOLDER` reads what lies in a folder and writes the
archive of its crystal to standard output, or, with exit code 2, why it is none to standard error.
The process may have so much memory and time and no more: whatever a file does, it does it there.
"""

import json
import resource
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path, PurePath

from ..core.library import LIBRARY
from ..core.parameters import InvalidParameter
from .files import name_of

SECONDS, BYTES = 60, 2 * 1024**3
"""What the process may have."""
LARGEST = 8 * 1024**2
"""Most bytes of all files together."""
MOST = 6
"""Most files."""
MAIN = (".yaml", ".yml", ".npz")
"""Endings of the file that says which atoms there are; beside it lie forces and charges."""
REFUSED = 2
"""Exit code where the files are no crystal."""
GIVE = (
    "Give phonopy's YAML file, with FORCE_SETS or FORCE_CONSTANTS and BORN if they lie beside it."
)


def archive_of(files: dict[str, bytes]) -> bytes:
    """The archive of the crystal in `files`, contents by name, read by a process of its own.

    Raises InvalidParameter, in a sentence, if they hold none, or take too much to be read.
    """
    _check(files)
    with tempfile.TemporaryDirectory(prefix="ionoscope-crystal-") as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        command = [sys.executable, "-m", __spec__.name if __spec__ else __name__, folder]
        try:
            done = subprocess.run(command, capture_output=True, timeout=2 * SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise _refusal(files, "takes too long to be read") from None
    if done.returncode == 0:
        return done.stdout
    if done.returncode == REFUSED:
        raise InvalidParameter(*json.loads(done.stderr))
    raise _refusal(files, "takes more memory or time to be read than a crystal may")


def _check(files: dict[str, bytes]) -> None:
    """Refuse what is not even looked into: too much, strange names, nothing to begin with."""
    total = sum(map(len, files.values()))
    if total > LARGEST:
        size = f"{total / 1024**2:.0f} MB in all"
        limit = f"Files may have {LARGEST // 1024**2} MB together; a command reads larger ones."
        raise InvalidParameter("file", size, "are too much", limit)
    names = list(files)
    if strange := [n for n in names if PurePath(n).name != n or n.startswith(".") or len(n) > 80]:
        raise InvalidParameter("file", strange[0][:60], "is no name of a file", GIVE)
    main = [name for name in names if name.lower().endswith(MAIN)]
    if len(main) != 1 or len(names) > MOST:
        listed = ", ".join(names)[:60]
        problem = "are more than one crystal" if len(main) > 1 else "say of no atoms what they are"
        raise InvalidParameter("file", listed, problem, GIVE)


def _refusal(files: dict[str, bytes], problem: str) -> InvalidParameter:
    return InvalidParameter("file", ", ".join(files)[:60], problem, GIVE)


def main(folder: str) -> int:
    """Read a folder as the file says; the exit code."""
    for which, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_DATA, BYTES)):
        with suppress(OSError, ValueError):  # some systems know no such limit
            resource.setrlimit(which, (most, most))
    (path,) = (p for p in Path(folder).iterdir() if p.name.lower().endswith(MAIN))
    try:
        content = LIBRARY.content(name_of(path))
    except InvalidParameter as error:
        sys.stderr.write(json.dumps([error.name, str(error.value), error.problem, error.remedy]))
        return REFUSED
    sys.stdout.buffer.write(content or b"")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
