"""Which hosts, addresses and ports may be reached.

Only public unicast addresses on the ports of the web are, whatever name leads to them. The tables are
IANA's registries of special-purpose and multicast addresses, whole: no page lives in any of them, and
what the standard library thinks of them changes from one Python to the next.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

from chalicelib.errors import AddressRefused
from chalicelib.settings import Settings

WEB_PORTS: Final = frozenset({80, 443})

# https://www.iana.org/assignments/iana-ipv4-special-registry, …/multicast-addresses
_SPECIAL_IPV4: Final = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private use
        "100.64.0.0/10",  # shared by carriers; also the metadata of some clouds
        "127.0.0.0/8",  # loopback; also where Lambda's runtime listens
        "168.63.129.16/32",  # public by the registries, and Azure's wire server in fact
        "169.254.0.0/16",  # link-local; also the metadata of AWS, ECS and EKS
        "172.16.0.0/12",  # private use
        "192.0.0.0/24",  # IETF protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays, deprecated
        "192.168.0.0/16",  # private use
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)

# https://www.iana.org/assignments/ipv6-address-space: unicast is given out of this block alone. Outside
# it lie loopback, v4-mapped, v4-compatible, NAT64, SRv6, unique local, link-local, site-local, multicast.
_GLOBAL_UNICAST_IPV6: Final = IPv6Network("2000::/3")

# https://www.iana.org/assignments/iana-ipv6-special-registry, the part inside that block
_SPECIAL_IPV6: Final = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # IETF protocol assignments: Teredo, ORCHID, benchmarking, AMT, AS112, …
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which carries any IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)

# Names that mean something on a network of one's own only: RFC 6761, 6762, 7686 and 8375, and ICANN's
# resolution of 29 July 2024 on .internal.
_PRIVATE_DOMAINS: Final = (".localhost", ".local", ".internal", ".home.arpa", ".onion")

_REFUSED: Final = "only web servers on the public Internet, on the ports 80 and 443, can be read"


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is public unicast, by IANA's registries."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _SPECIAL_IPV4)
    if address.scope_id is not None or address not in _GLOBAL_UNICAST_IPV6:
        return False
    return not any(address in network for network in _SPECIAL_IPV6)


class AddressPolicy:
    """What the settings let a page be fetched from.

    `FETCH_DENIED_NETWORKS` goes before `FETCH_ALLOWED_NETWORKS`, and that before what is public.
    """

    def __init__(self, settings: Settings) -> None:
        self._allowed = settings.fetch_allowed_networks
        self._denied = settings.fetch_denied_networks

    def permits(self, address: str, port: int) -> bool:
        """Whether a connection to `address`, an IP address in text, may be made."""
        parsed = ip_address(address)
        if any(parsed in network for network in self._denied):
            return False
        if any(parsed in network for network in self._allowed):
            return True
        return port in WEB_PORTS and is_public(parsed)

    def check_name(self, host: str, port: int) -> None:
        """Refuse what needs no look-up to be refused.

        A name of a private network is not looked up, so that nobody learns which ones exist there.

        Raises:
            AddressRefused: no address that this name can have may be reached on this port.
        """
        name = host.removesuffix(".").lower()
        is_name = ":" not in name  # an address has colons or, once normalised, three dots and numbers
        private = is_name and ("." not in name or f".{name}".endswith(_PRIVATE_DOMAINS))
        if not self._allowed and (private or port not in WEB_PORTS):
            raise self.refusal()

    def check(self, addresses: list[str], port: int) -> None:
        """Refuse a host if any of its addresses is refused: the others may not be meant for us either.

        Raises:
            AddressRefused: at least one of `addresses` may not be reached on this port.
        """
        if not all(self.permits(address, port) for address in addresses):
            raise self.refusal()

    @staticmethod
    def refusal() -> AddressRefused:
        """The one answer for everything refused: it tells nothing about any network."""
        return AddressRefused(_REFUSED)
