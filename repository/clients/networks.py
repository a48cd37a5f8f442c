"""Which addresses of the internet a request in somebody else's name may go to: public ones, and what a setting adds."""

import ipaddress
import socket
from collections.abc import Sequence
from typing import Final

from repository.errors import PermanentFailure

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_NAT64: Final = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


class PrivateNetwork(PermanentFailure):
    """The address leads into a network that is not public."""

    code = "address-private"


def networks_of(text: str) -> tuple[Network, ...]:
    """Networks separated by commas, such as ``10.1.0.0/16, fd00::/8``. Raises ``ValueError``."""
    return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())


def is_public(text: str, *, allowed: Sequence[Network] = ()) -> bool:
    """Whether an address is one of the public internet, or of an allowed network; an IPv4 address inside one of IPv6
    (mapped, 6to4, Teredo, NAT64) counts as what it is.

    >>> [is_public(text) for text in ("192.0.2.1", "8.8.8.8", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "fe80::1%eth0")]
    [False, True, False, False, False]
    >>> is_public("10.1.2.3", allowed=networks_of("10.1.0.0/16"))
    True
    """
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if any(address.version == network.version and address in network for network in allowed):
        return True
    inside = _inside(address)
    if inside is not None:
        return is_public(str(inside), allowed=allowed)
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _inside(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a packet to an IPv6 address ends at."""
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in _NAT64):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def is_literal(host: str) -> bool:
    """Whether a host is an address and no name, in any notation that a system's resolver takes for one."""
    try:
        socket.getaddrinfo(host, None, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return False
    return True


def public_address(host: str, port: int, *, allowed: Sequence[Network] = ()) -> str:
    """The address to connect to. One that is not public among those of a name refuses them all.

    What is connected to is what was looked at: a name that leads elsewhere a moment later changes nothing.
    Raises ``PrivateNetwork``; ``OSError`` where the name is nobody's.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError(f"no name of a server: {host!r}") from error
    addresses = [str(each[4][0]) for each in found]
    if not addresses or not all(is_public(address, allowed=allowed) for address in addresses):
        raise PrivateNetwork(f"{host} is not in a public network")
    return addresses[0]
