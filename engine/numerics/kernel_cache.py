"""Compiled kernels on disk, so kept that no disk can stop a start or mislead it.

numba by itself fails when the folder cannot be written, even to read from it, fails on a file that
was cut short, and runs whatever code a flipped bit has made. Here a folder named by
NUMBA_CACHE_DIR may be read-only, every file carries a checksum, and whatever is wrong costs a
compilation and one line in the log. Nor does numba notice when only a function, a constant or the
order of fields that a kernel has from another file is changed: here a kernel is found again only
if all of SOURCES are what they were. Importing this module puts it in place, as `compiler` does
before any kernel.
"""

import hashlib
import logging
import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from numba import config as settings
from numba.core import caching
from numba.core import dispatcher as kernels

log = logging.getLogger(__name__)

# what numba fills at run time and what is put into it below, no checker knows
config: Any = settings
dispatcher: Any = kernels

OURS = f"{__name__.partition('.')[0]}."
DIGEST = hashlib.sha256().digest_size
ENGINE = Path(__file__).parents[1]
SOURCES = ("**/kernels/*.py", "numerics/*.py", "statistics/*.py")
"""The files of the engine that kernels are made of. Not all of its files: compiling everything
takes a minute or two, and who edits an experiment should not wait for it."""


class Damaged(Exception):
    """A file of the cache is not what was written."""


class _Files(caching.IndexDataCacheFile):
    """Index and code, each with its checksum behind it, where reading a pickle does not look."""

    def _dump(self, obj: object) -> bytes:
        content = super()._dump(obj)
        return content + hashlib.sha256(content).digest()

    def _load_index(self) -> dict:
        with suppress(FileNotFoundError), open(self._index_path, "rb") as file:
            pickle.load(file)  # numba's version, written before what is summed
            _verify(file.read(), self._index_path)
        return super()._load_index()

    def _load_data(self, name: str) -> Any:
        with open(self._data_path(name), "rb") as file:
            _verify(file.read(), file.name)
        return super()._load_data(name)


def _verify(content: bytes, path: str) -> None:
    if hashlib.sha256(content[:-DIGEST]).digest() != content[-DIGEST:]:
        raise Damaged(f"{path} is damaged")


class _Readable(caching.UserProvidedCacheLocator):
    """NUMBA_CACHE_DIR, also where it can only be read."""

    def ensure_cache_path(self) -> None:
        try:
            super().ensure_cache_path()
        except OSError:
            if not os.path.isdir(self.get_cache_path()):
                raise


class _Where(caching.CompileResultCacheImpl):
    _locator_classes = [  # noqa: RUF012
        _Readable,
        *caching.CompileResultCacheImpl._locator_classes,
    ]


class KernelCache(caching.FunctionCache):
    """The cache of one kernel; what it cannot load is compiled, what it cannot save is not kept."""

    _impl_class = _Where

    def __init__(self, py_func: Callable) -> None:
        super().__init__(py_func)
        stamp = self._impl.locator.get_source_stamp(), sources(ENGINE)
        self._cache_file = _Files(self._cache_path, self._impl.filename_base, stamp)

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The compiled kernel, None if there is none that can be trusted."""
        try:
            return super().load_overload(sig, target_context)
        except Exception as error:  # reading a damaged pickle can raise anything
            _say(f"Kernels in {_place()} cannot be used ({_cause(error)}): compiling them anew.")
            with suppress(OSError):
                self.flush()
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep a compiled kernel where that is possible."""
        try:
            super().save_overload(sig, data)
        except (OSError, Damaged) as error:
            _say(f"Compiled kernels are not kept in {_place()} ({_cause(error)}).")


@cache
def sources(engine: Path) -> str:
    """A digest of names and contents of SOURCES below the folder `engine`, read once a process."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in SOURCES for path in engine.glob(pattern)}):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(engine).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def cache_of(py_func: Callable) -> caching.FunctionCache | caching.NullCache:
    """The cache of a kernel, or one that keeps nothing where no folder can be had.

    Kernels of a program around are left to numba: it may find them again without this project.
    """
    if not str(py_func.__module__).startswith(OURS):
        return caching.FunctionCache(py_func)
    try:
        return KernelCache(py_func)
    except RuntimeError:  # numba's "no locator available"
        _say(f"Kernels are compiled at every start: no folder takes them, nor does {_place()}.")
        return caching.NullCache()


def _place() -> str:
    return config.CACHE_DIR or "__pycache__"


def _cause(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__


@cache
def _say(text: str) -> None:
    """Once for each text: a dozen kernels share their trouble."""
    log.warning(text)


dispatcher.FunctionCache = cache_of
