"""Webhooks lead to public networks only: by no notation, no name and no answer of a name server anywhere else."""

import ipaddress
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repository.clients.networks import PrivateNetwork, is_public, networks_of, public_address
from repository.clients.outgoing import OutgoingClient
from repository.errors import WrongState
from repository.models import Delivery, Person, Webhook, WebhookAttempt
from repository.services.webhooks import check_target, try_webhook
from tests.driver import run_everything_due
from tests.repository.notices.receiver import receiving

PRIVATE = st.sampled_from(
    ["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
     "224.0.0.0/4", "240.0.0.0/4", "::1/128", "fc00::/7", "fe80::/10", "ff00::/8"]
)  # fmt: skip


@given(PRIVATE, st.integers(min_value=0))
def test_no_address_of_a_network_that_is_not_public_is_taken_for_public(network: str, number: int) -> None:
    within = ipaddress.ip_network(network)
    address = within[number % within.num_addresses]
    assert not is_public(str(address))
    if isinstance(address, ipaddress.IPv4Address):
        whole = int(address)
        for disguised in (
            0xFFFF << 32 | whole,
            int(ipaddress.ip_address("64:ff9b::")) | whole,
            0x2002 << 112 | whole << 80,
        ):
            assert not is_public(str(ipaddress.IPv6Address(disguised)))


@pytest.mark.parametrize("text", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_public_addresses_are(text: str) -> None:
    assert is_public(text)


def test_a_network_of_one_s_own_may_be_named() -> None:
    allowed = networks_of("10.1.0.0/16, fd00::/8")
    assert is_public("10.1.2.3", allowed=allowed)
    assert is_public("::ffff:10.1.2.3", allowed=allowed)
    assert not is_public("10.2.2.3", allowed=allowed)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/", "https://localhost/", "https://LOCALHOST./", "https://[::1]/", "https://0x7f.1/",
        "https://2130706433/", "https://0177.0.0.1/", "https://10.0.0.7:8443/x", "https://169.254.169.254/latest/",
        "https://[::ffff:192.168.0.1]/", "http://example.org/", "ftp://example.org/", "https://user:pass@example.org/",
        "https://", "http://localhost/", "javascript:alert(1)", "https://[::1",
    ],
)  # fmt: skip
def test_an_address_that_is_seen_to_be_none_is_refused_when_it_is_typed(url: str, settings: Any) -> None:
    settings.WEBHOOK_NETWORKS = ()
    with pytest.raises(WrongState) as refused:
        check_target(url)
    assert refused.value.code == "webhook-refused"


def test_a_name_that_leads_to_a_private_address_beside_a_public_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def two(host: str, port: int, **_more: object) -> list[Any]:
        return [(0, 0, 0, "", (address, port)) for address in ("8.8.8.8", "192.168.0.10")]

    monkeypatch.setattr("repository.clients.networks.socket.getaddrinfo", two)
    with pytest.raises(PrivateNetwork):
        public_address("example.org", 443)


def test_what_is_connected_to_is_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers otherwise a moment later (DNS rebinding) is not asked again."""
    asked: list[Any] = []

    def connect(place: tuple[str, int], *_more: object) -> socket.socket:
        asked.append(place)
        raise OSError("nobody there")

    monkeypatch.setattr("repository.clients.outgoing.socket.create_connection", connect)
    client = OutgoingClient(base_url="https://example.org", timeout_s=5, address_of=lambda host, port: "192.0.2.7")
    with pytest.raises(Exception, match="nobody there"):
        client.request("POST", "/")
    assert asked == [("192.0.2.7", 443)]


@pytest.mark.django_db
def test_one_that_leads_into_a_private_network_later_is_not_called(alice: Person, settings: Any) -> None:
    settings.WEBHOOK_NETWORKS = ()
    with receiving() as receiver:
        webhook = Webhook.objects.create(person=alice, url=receiver.url, events=["dataset.updated"], scope="own")
        try_webhook(actor=alice, webhook_id=webhook.pk)
        run_everything_due()
    assert receiver.calls == []
    assert "not in a public network" in WebhookAttempt.objects.get().problem
    assert not Delivery.objects.filter(held_at__isnull=False).exists()
