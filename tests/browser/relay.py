"""Relay: a line between browser and server that can be cut, or go dead without a word."""

import select
import socket
import threading
from contextlib import suppress


class Relay:
    """Passes on what comes at `address` to a server's port; `cut`, `dead` and `mended` by hand."""

    def __init__(self, port: int):
        self._port, self._lines, self._lock = port, [], threading.Lock()
        self._refuses = self._over = False
        self._listener = socket.create_server(("localhost", 0))
        self.port = self._listener.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """End all connections and refuse new ones."""
        self._refuses = True
        self._end()

    def dead(self) -> None:
        """Carry nothing on the sockets there are, as after a sleep; new connections are carried.

        Other connections end: a browser that wakes drops them by itself.
        """
        with self._lock:
            for line in self._lines:
                line.dead = line.socket or line.end()

    def mend(self) -> None:
        """Accept connections again."""
        self._refuses = False

    def close(self) -> None:
        """End it."""
        self._over = True
        self._listener.close()
        self._end()

    def _end(self) -> None:
        with self._lock:
            lines, self._lines = self._lines, []
        for line in lines:
            line.end()

    def _listen(self) -> None:
        while not self._over:
            try:
                browser, _ = self._listener.accept()
                if self._refuses:
                    browser.close()
                    continue
                server = socket.create_connection(("localhost", self._port))
            except OSError:
                continue
            line = _Line(browser, server)
            with self._lock:
                self._lines.append(line)
            threading.Thread(target=line.carry, daemon=True).start()


class _Line:
    """One connection through the relay."""

    def __init__(self, browser: socket.socket, server: socket.socket):
        self._ends, self.dead, self.socket, self._over = (browser, server), False, False, False

    def carry(self) -> bool:
        """Pass on until one side ends; a dead one only listens."""
        other = dict(zip(self._ends, reversed(self._ends), strict=True))
        with suppress(OSError, ValueError):
            while not self._over:
                for one in select.select(self._ends, [], [], 0.2)[0]:
                    what = one.recv(65536)
                    if not what:
                        return self.end()
                    self.socket |= b"Upgrade: websocket" in what
                    if not self.dead:
                        other[one].sendall(what)
        return self.end()

    def end(self) -> bool:
        """Close both sides; it is not even dead then."""
        self._over = True
        for one in self._ends:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        return False
