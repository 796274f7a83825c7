"""Wire: Python objects through a socket between two processes of the same program.

Large arrays travel beside the pickle, straight from and into their own memory: whoever receives
them holds Python's lock for a moment, however large they are.
"""

import pickle
import struct
from socket import socket
from typing import Any

import numpy as np


def send(line: socket, what: object) -> int:
    """Send an object; how many bytes that were. OSError if nobody is there any more."""
    beside: list[pickle.PickleBuffer] = []
    pickled = pickle.dumps(what, 5, buffer_callback=beside.append)
    parts = [memoryview(pickled), *(one.raw() for one in beside)]
    sizes = [part.nbytes for part in parts]
    line.sendall(struct.pack(f"<I{len(sizes)}Q", len(sizes), *sizes))
    for part in parts:
        line.sendall(part)
    return sum(sizes)


def receive(line: socket) -> Any:
    """Wait for an object; EOFError or OSError if the other end has gone."""
    (count,) = struct.unpack("<I", _read(line, 4))
    sizes = struct.unpack(f"<{count}Q", _read(line, 8 * count))
    pickled, *beside = [_read(line, size) for size in sizes]
    return pickle.loads(pickled, buffers=beside)


def _read(line: socket, size: int) -> memoryview:
    room: Any = np.empty(size, np.uint8)  # which nobody fills with zeros first
    found = left = memoryview(room)
    while left:
        read = line.recv_into(left)
        if not read:
            raise EOFError("The other end has gone.")
        left = left[read:]
    return found
