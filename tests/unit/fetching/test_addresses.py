"""Which addresses are public, at the edges of IANA's ranges."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest

from chalicelib.counting.fetching.addresses import AddressPolicy, is_public
from chalicelib.errors import AddressRefused
from chalicelib.settings import Settings

# IANA's registries once more, on purpose: a range that gets lost in the code is missed here.
SPECIAL = """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
    192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15
    198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
    ::/128 ::1/128 ::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001:db8::/32
    2002::/16 2620:4f:8000::/48 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8
""".split()

# Right before and after those, and a few in between.
PUBLIC = """
    1.0.0.0 1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0
    168.63.129.15 168.63.129.17 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.0.3.0
    192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255
    2000:: 2001:200:: 2001:db7:ffff:: 2001:db9:: 2003:: 2606:4700::1111 2620:4f:7fff:: 2620:4f:8001::
    2a00:1450:: 3ffe:: 3fff:1000:: 3fff:ffff::
""".split()


@pytest.mark.parametrize("network", SPECIAL)
def test_a_special_range_is_not_public_from_its_first_to_its_last_address(network: str) -> None:
    for address in (ip_network(network)[0], ip_network(network)[-1]):
        assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_addresses_around_special_ranges_are_public(address: str) -> None:
    assert is_public(ip_address(address))


def test_a_zone_is_not_public() -> None:
    assert not is_public(IPv6Address("2606:4700::1111%eth0"))


def test_whatever_python_takes_for_private_is_not_public() -> None:
    for number in range(0, 2**32, 65_521):
        address = IPv4Address(number)
        assert address.is_global or not is_public(address)


@pytest.mark.parametrize("port", [80, 443])
def test_the_ports_of_the_web_are_open(port: int) -> None:
    assert AddressPolicy(Settings()).permits("8.8.8.8", port)


@pytest.mark.parametrize("port", [0, 1, 22, 25, 79, 81, 8080, 8443, 65535])
def test_other_ports_are_not(port: int) -> None:
    assert not AddressPolicy(Settings()).permits("8.8.8.8", port)


def test_an_allowed_network_is_open_on_any_port_and_nothing_else_is() -> None:
    policy = AddressPolicy(Settings(fetch_allowed_networks=(ip_network("10.1.0.0/16"),)))

    assert policy.permits("10.1.2.3", 8000)
    assert not policy.permits("10.2.0.0", 80)
    assert not policy.permits("::ffff:10.1.2.3", 80)
    assert not policy.permits("8.8.8.8", 8000)
    assert policy.permits("8.8.8.8", 80)


def test_a_denied_network_goes_before_an_allowed_one() -> None:
    network = (ip_network("10.1.0.0/16"),)
    policy = AddressPolicy(Settings(fetch_allowed_networks=network, fetch_denied_networks=network))

    assert not policy.permits("10.1.2.3", 80)


@pytest.mark.parametrize(
    "name", ["page.example", "local.example", "internal.example", "1.1.1.1", "2606::1", "a.localhost.example"]
)
def test_a_public_name_may_be_looked_up(name: str) -> None:
    AddressPolicy(Settings()).check_name(name, 443)


@pytest.mark.parametrize(
    "name", ["localhost", "LOCALHOST.", "a.localhost", "printer.local", "db.internal", "db", "x.home.arpa"]
)
def test_a_name_of_a_private_network_is_not(name: str) -> None:
    with pytest.raises(AddressRefused):
        AddressPolicy(Settings()).check_name(name, 443)


def test_it_is_where_a_network_is_allowed() -> None:
    AddressPolicy(Settings(fetch_allowed_networks=(ip_network("127.0.0.0/8"),))).check_name("localhost", 8000)
