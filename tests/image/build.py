"""The image, built by buildah from the real Dockerfile over a stand-in for the official base.

The stand-in is Debian's own Python, put together by debootstrap and imported under the name that
the Dockerfile asks for. What this machine needs to reach its package index (certificates of its
own, an index, a proxy) goes into the stand-in, never into the Dockerfile.
"""

import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
KEPT = Path(os.environ.get("IMAGE_CHECK_DIR", ROOT / "build" / "image"))
"""Base and storage stay here between runs; `make clean` removes it."""
STORAGE = ["--storage-driver=vfs", f"--root={KEPT}/storage", f"--runroot={KEPT}/run"]
MIRROR = os.environ.get("IMAGE_CHECK_MIRROR", "")
"""A Debian mirror for debootstrap, if not its own default."""
INCLUDE = "python3,python3-venv,ca-certificates"
NAMES = {"python": "python3", "python3": "python3", "python3.11": "python3.11"}
"""Names in /usr/local/bin of the official image → Debian's in /usr/bin."""
CERTIFICATES = "/etc/ssl/certs/stand-in.pem"
PASSED = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_DEFAULT_TIMEOUT", "HTTPS_PROXY")
TAG = "localhost/ionoscope"


class Image(NamedTuple):
    """A built image: its root folder, its configuration, size in bytes, seconds to build it."""

    root: Path
    config: dict
    size: int
    seconds: float


def build() -> Image:
    """Build the image; the stand-in base only if it is not there yet."""
    KEPT.mkdir(parents=True, exist_ok=True)
    if not _has(base_name()):
        _import(_debian())
    began = time.monotonic()
    _buildah(
        "build",
        "--pull-never",
        "--network=host",
        "--isolation=chroot",
        "--format=docker",
        "--no-cache",
        f"--tag={TAG}",
        str(ROOT),
    )
    seconds = time.monotonic() - began
    return Image(_mounted(), *_facts(), seconds)


def base_name() -> str:
    """The image the Dockerfile starts from."""
    return re.search(r"^ARG BASE=(\S+)", (ROOT / "Dockerfile").read_text("utf-8"), re.M)[1]


def remove(image: Image) -> None:
    """Give the built image's folder back."""
    _buildah("umount", "--all")
    _buildah("rm", "--all")
    _buildah("rmi", "--prune", "--force")


def _run(*words: str, **more) -> str:
    done = subprocess.run(words, capture_output=True, text=True, **more)
    if done.returncode:
        raise RuntimeError(
            f"{' '.join(words[:6])} … failed:\n{(done.stderr or done.stdout)[-3000:]}"
        )
    return done.stdout


def _buildah(*words: str) -> str:
    return _run("buildah", *STORAGE, *words)


def _has(name: str) -> bool:
    look = ["buildah", *STORAGE, "inspect", "--type=image", name]
    return not subprocess.run(look, capture_output=True).returncode


def _debian() -> Path:
    """A small Debian with Python where the official image has it."""
    folder = KEPT / "debian"
    shutil.rmtree(folder, ignore_errors=True)
    mirror = [MIRROR] if MIRROR else []
    _run(
        "debootstrap", "--variant=minbase", f"--include={INCLUDE}", "bookworm", str(folder), *mirror
    )
    for name, target in NAMES.items():
        (folder / "usr/local/bin" / name).symlink_to(f"/usr/bin/{target}")
    if _certificates():
        shutil.copy(_certificates(), folder / CERTIFICATES.lstrip("/"))
    return folder


def _certificates() -> str:
    """This machine's own certificates, if it names some."""
    return os.environ.get("PIP_CERT") or os.environ.get("SSL_CERT_FILE") or ""


def _import(folder: Path) -> None:
    env = {name: os.environ[name] for name in PASSED if os.environ.get(name)}
    env |= {"PIP_CERT": CERTIFICATES} if _certificates() else {}
    env |= {"PATH": "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"}
    changes = [f"--change=ENV {name}={value}" for name, value in env.items()]
    packed = KEPT / "debian.tar"
    leave = ["--exclude=./var/cache/apt/*", "--exclude=./var/lib/apt/lists/*", "--exclude=./dev/*"]
    _run("tar", *leave, f"--directory={folder}", "--create", f"--file={packed}", ".")
    _run("podman", *STORAGE, "import", *changes, str(packed), base_name())
    packed.unlink()
    shutil.rmtree(folder)


def _mounted() -> Path:
    container = _buildah("from", "--pull-never", TAG).strip()
    return Path(_buildah("mount", container).strip())


def _facts() -> tuple[dict, int]:
    """Configuration and uncompressed size."""
    about = json.loads(_buildah("inspect", "--type=image", TAG))
    size = json.loads(_run("podman", *STORAGE, "image", "inspect", TAG))[0]["Size"]
    return about["Docker"]["config"], size
