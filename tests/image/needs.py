"""What the check of the image needs of this machine, and how to get it."""

import os
import shutil
import subprocess
import sys

PACKAGES = {
    "buildah": "buildah",
    "podman": "podman",
    "debootstrap": "debootstrap",
    "unshare": "util-linux",
    "nsenter": "util-linux",
    "chroot": "coreutils",
    "ip": "iproute2",
    "tar": "tar",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def missing() -> list[str]:
    """A sentence for each thing that is missing."""
    return [
        *([] if os.geteuid() == 0 else ["It mounts and unshares: run it as root."]),
        *_tools(),
        *([] if browser() else ["A browser is missing: apt-get install chromium"]),
        *(
            []
            if os.geteuid() or not shutil.which("unshare") or _may_unshare()
            else [_NO_NAMESPACES]
        ),
    ]


_NO_NAMESPACES = (
    "Namespaces for mounts, processes and network are not allowed here: "
    "in a container, that takes the capability SYS_ADMIN."
)


def browser() -> str | None:
    """Path of a Chromium."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def _tools() -> list[str]:
    packages = sorted({p for tool, p in PACKAGES.items() if not shutil.which(tool)})
    if not packages:
        return []
    return [f"Tools are missing: apt-get install --no-install-recommends {' '.join(packages)}"]


def _may_unshare() -> bool:
    tried = ["unshare", "--mount", "--pid", "--net", "--fork", "true"]
    return not subprocess.run(tried, capture_output=True).returncode


def insist() -> None:
    """End with every sentence at once if something is missing."""
    if lacks := missing():
        sys.exit("The image cannot be checked here.\n" + "\n".join(f"- {s}" for s in lacks))
