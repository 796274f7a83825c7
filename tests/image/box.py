"""A box to start the image in, as strict as the README's `docker run`, or stricter.

Own mounts, processes and network without any way out; the root read-only, /tmp in memory, one
volume on /runs; the image's user, no capabilities, no new privileges.
"""

import os
import re
import shlex
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from .build import Image

PATIENCE_S = 120.0
VOLUME = "/runs"

_SETUP = """
set -e
ip link set lo up
mount --make-rprivate /
mount --bind {root} {root}
mount --bind /dev {root}/dev
mount -t proc -o ro proc {root}/proc
mount -t tmpfs -o size=64m,mode=1777,nosuid,nodev,noexec tmpfs {root}/tmp
{more}
mount -o remount,bind,ro {root}
exec chroot {root} setpriv {confined} -- env -i {env} {command}
"""
_CONFINED = (
    "--reuid {uid} --regid {gid} --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs"
)


class Box:
    """A running image; `mounts` are more mount commands, with {root} for its root folder."""

    def __init__(self, image: Image, *mounts: str, **env: str):
        self._image, self._env = image, env
        self.log = Path(tempfile.mkstemp(prefix="ionoscope-log-")[1])
        self.began = time.monotonic()
        self._outer = subprocess.Popen(
            ["unshare", "--mount", "--pid", "--net", "--fork", "sh", "-c", self._script(mounts)],
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
        )

    def __enter__(self) -> "Box":
        return self

    def __exit__(self, *_) -> None:
        if self._outer.poll() is None:
            self.signal(signal.SIGKILL)
            self._outer.wait()
        self.log.unlink(missing_ok=True)

    def _script(self, mounts: tuple[str, ...]) -> str:
        config, root = self._image.config, self._image.root
        command = [*(config.get("Entrypoint") or []), *config["Cmd"]]
        return _SETUP.format(
            root=root,
            more="\n".join(mount.format(root=root) for mount in mounts),
            confined=self._confined(),
            env=shlex.join(self._environment()),
            command=shlex.join(command),
        )

    def _confined(self) -> str:
        uid, gid = self._image.config["User"].split(":")
        return _CONFINED.format(uid=uid, gid=gid)

    def _environment(self) -> list[str]:
        return [
            *self._image.config["Env"],
            "HOME=/tmp",
            *(f"{k}={v}" for k, v in self._env.items()),
        ]

    # looking in ----------------------------------------------------------------------------

    @property
    def init(self) -> int:
        """Number of the box's first process."""
        (child,) = _children(self._outer.pid)
        return child

    def processes(self) -> list[int]:
        """Every process in it."""
        found, new = [], [self.init]
        while new:
            found.append(new.pop())
            new += _children(found[-1])
        return found

    def memory(self) -> int:
        """Resident bytes of all its processes."""
        return sum(_status(pid, "VmRSS") for pid in self.processes()) * 1024

    def capabilities(self) -> str:
        """Those of the server and what it could gain, as /proc says; and whether it is root."""
        text = Path(f"/proc/{self.processes()[-1]}/status").read_text()
        return " ".join(re.findall(r"(?:Cap(?:Prm|Eff|Bnd)|NoNewPrivs|Uid):\s*(\S+)", text))

    def inside(self, *words: str) -> subprocess.CompletedProcess:
        """Run a command in it as its user."""
        enter = ["nsenter", f"--target={self.init}", "--mount", "--pid", "--net", "--root"]
        user = ["setpriv", *self._confined().split(), "--", "env", "-C", "/", "-i"]
        return subprocess.run(
            [*enter, *user, *self._environment(), *words], capture_output=True, text=True
        )

    def network(self) -> list[str]:
        """Words to put before a command that shall share the box's network."""
        return ["nsenter", f"--target={self.init}", "--net"]

    def healthy(self) -> float:
        """Wait until the image's own health check passes; seconds since the start."""
        check = self._image.config["Healthcheck"]["Test"][1:]
        while time.monotonic() - self.began < PATIENCE_S:
            if self._outer.poll() is not None:
                break
            if _children(self._outer.pid) and not self.inside(*check).returncode:
                return time.monotonic() - self.began
            time.sleep(0.25)  # asking takes time that the start needs
        raise RuntimeError(f"The server does not get healthy:\n{self.said()}")

    def said(self) -> str:
        """Its log so far."""
        return self.log.read_text("utf-8")

    def hears(self, text: str, seconds: float = PATIENCE_S) -> float:
        """Wait until the log has `text`; seconds waited."""
        began = time.monotonic()
        while text not in self.said():
            if time.monotonic() - began > seconds:
                raise RuntimeError(f"The log does not say {text!r}:\n{self.said()}")
            time.sleep(0.05)
        return time.monotonic() - began

    def signal(self, number: int) -> None:
        """Send a signal to its first process."""
        os.kill(self.init, number)

    def stop(self) -> tuple[float, int]:
        """SIGTERM, as `docker stop` sends it; seconds it took and the exit code."""
        began = time.monotonic()
        self.signal(signal.SIGTERM)
        code = self._outer.wait(PATIENCE_S)
        return time.monotonic() - began, code


def _children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _status(pid: int, field: str) -> int:
    found = re.search(rf"^{field}:\s*(\d+)", Path(f"/proc/{pid}/status").read_text(), re.M)
    return int(found[1]) if found else 0
