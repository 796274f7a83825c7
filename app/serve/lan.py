"""LAN: addresses under which others on the same network reach this machine."""

import ipaddress
import socket

TARGETS = ("192.0.2.1", "192.168.255.254", "10.255.255.254", "172.31.255.254")
"""To somewhere else, and into each kind of private network. Nothing is sent to them: the system
only says by which of its own addresses it would go."""


def addresses() -> list[str]:
    """IPv4 addresses of this machine, the one towards everywhere else first."""
    found = dict.fromkeys(filter(None, map(_towards, TARGETS)))
    return [one for one in found if not ipaddress.ip_address(one).is_loopback]


def _towards(target: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((target, 9))
            return probe.getsockname()[0]
        except OSError:  # no network
            return ""
