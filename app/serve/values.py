"""Values: how what is told by a flag or by the environment is read, and refused."""

import ipaddress
import re

import click


class Origin(click.ParamType):
    """host or host:port as browsers write it, several in the environment with commas between."""

    name = "host:port"
    envvar_list_splitter = ","

    def convert(self, value: str, param, ctx) -> str:
        """`value` without blanks around it; refused if it is a whole address or IPv6."""
        value = value.strip()
        if not re.fullmatch(r"\*|[\w.-]+(:\d{1,5})?", value):
            self.fail(
                f"{value!r} is no host:port; give it without http:// and path, such as "
                "lab.example.org or 192.168.1.20:5006 (an IPv6 address needs a name).",
                param,
                ctx,
            )
        return value


class Prefix(click.ParamType):
    """A path below which everything is, as /lab for /lab/."""

    name = "/path/"

    def convert(self, value: str, param, ctx) -> str:
        """With a / before it and none behind it, "" for the top."""
        parts = value.strip().strip("/")
        if parts and not re.fullmatch(r"[\w.~-]+(/[\w.~-]+)*", parts):
            self.fail(f"{value!r} is no path such as /lab/.", param, ctx)
        return f"/{parts}" if parts else ""


class Several(click.ParamType):
    """One of several; in the environment with commas between."""

    name = "name"
    envvar_list_splitter = ","

    def convert(self, value: str, param, ctx) -> str:
        """Without blanks around it."""
        return value.strip()


class Network(Several):
    """An address, or a network of them."""

    name = "address"

    def convert(self, value: str, param, ctx) -> str:
        """Refused if it is neither."""
        try:
            return str(ipaddress.ip_network(value.strip(), strict=False))
        except ValueError:
            self.fail(f"{value!r} is no address such as 10.0.0.5 or 10.0.0.0/8.", param, ctx)
