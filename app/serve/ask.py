"""Ask a running server how it is, as `ionoscope status` does; the standard library alone."""

import json
import ssl
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from .secret import PLACE, STATUS, Secret

TIMEOUT_S = 8.0


def announce(folder: Path, url: str) -> None:
    """Write where a server of this folder is found, if the folder takes a file."""
    path = folder / PLACE / "address"
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(url)


def renounce(folder: Path, url: str) -> None:
    """That server is there no more; a newer one stays announced."""
    path = folder / PLACE / "address"
    with suppress(OSError):
        if path.read_text() == url:
            path.unlink()


def address(folder: Path) -> str:
    """Where the newest server of a folder is found; ValueError if there is none."""
    try:
        return (folder / PLACE / "address").read_text().strip()
    except OSError as error:
        raise ValueError(f"no server serves {folder}: ionoscope serve starts one.") from error


def status(url: str, folder: Path) -> dict:
    """The report of the server at `url`, asked with the key of its folder of runs.

    ValueError, in a sentence, if it does not answer or does not tell.
    """
    try:
        token = Secret.read(folder).derived(STATUS)
    except OSError as error:
        why = error.strerror or error
        raise ValueError(f"the server's key in {folder} cannot be read ({why}).") from error
    asked = urllib.request.Request(
        f"{url.rstrip('/')}/status", headers={"Authorization": f"Bearer {token}"}
    )
    try:
        with urllib.request.urlopen(asked, timeout=TIMEOUT_S, context=trusting(url)) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code == 403:
            raise ValueError(f"{url} serves another folder than {folder}: give --runs.") from error
        raise ValueError(f"{url} answers {error.code} {error.reason}.") from error
    except (OSError, ValueError) as error:
        raise ValueError(f"{url} does not answer ({error}).") from error


def trusting(url: str) -> ssl.SSLContext | None:
    """Whose certificate is taken as it is: this machine's own, which is made for another name."""
    own = urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1")
    if not (own and url.startswith("https:")):
        return None
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
