"""Who is believed: the server by its certificate, we by our password; and what waits for a person."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from repository.errors import PermanentFailure, RepositoryError, TransientFailure
from tests.archive.irods.content import NAME, PACKAGE, SHA256
from tests.fakes.irods.certificates import Certificate, make_certificate
from tests.fakes.irods.codes import CHKSUM, OPEN, READ, REPLICATE
from tests.fakes.irods.faults import Fault
from tests.fakes.irods.server import running_irods
from tests.services.irods_zone import TestZone


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificates"))


@contextmanager
def _tls_zone(zone: TestZone, folder: Path, shown: ssl.SSLContext | None, *, trusted: Path) -> Iterator[TestZone]:
    """A fake zone that shows a certificate, or refuses TLS, to a client that trusts a file and wants TLS."""
    assert zone.fake
    with running_irods(folder, tls=shown) as fake:
        address = replace(zone.address, host="localhost", port=fake.port, tls=True)
        yield TestZone(address, fake.password, ca_file=str(trusted), running=fake)


def test_a_server_that_proves_its_name_is_spoken_to_encrypted(
    zone: TestZone, certificate: Certificate, tmp_path: Path, source: Path, in_parts: None
) -> None:
    with _tls_zone(zone, tmp_path / "tls", certificate.server, trusted=certificate.file) as safe:
        store = safe.store()
        assert store.put_file(PACKAGE, NAME, source, sha256=SHA256)
        assert store.sha256_of(PACKAGE, NAME) == SHA256
        with store.open_file(PACKAGE, NAME) as stream:
            assert len(stream.read()) == source.stat().st_size


def test_a_line_that_breaks_inside_tls_ends_at_once(
    zone: TestZone, certificate: Certificate, tmp_path: Path, source: Path
) -> None:
    with _tls_zone(zone, tmp_path / "tls", certificate.server, trusted=certificate.file) as safe:
        store = safe.store()
        store.put_file(PACKAGE, NAME, source, sha256=SHA256)
        for fault in (Fault(READ, keeps=1000), Fault(READ, is_cut=True), Fault(OPEN, is_cut=True)):
            safe.fake.next(fault)
            with pytest.raises(TransientFailure):
                store.sha256_of(PACKAGE, NAME)
        assert store.sha256_of(PACKAGE, NAME) == SHA256


def _is_refused(zone: TestZone, because: str) -> None:
    with pytest.raises(PermanentFailure, match=because) as refused:
        zone.store().list_packages()
    assert refused.value.code == "store-refused"
    assert zone.password not in refused.value.sentence


def test_a_certificate_that_nobody_we_trust_signed_is_refused(
    zone: TestZone, certificate: Certificate, tmp_path: Path
) -> None:
    stranger = make_certificate(tmp_path / "stranger")
    with _tls_zone(zone, tmp_path / "tls", stranger.server, trusted=certificate.file) as unsafe:
        _is_refused(unsafe, "SSLCertVerificationError")
        _is_refused(replace(unsafe, ca_file=""), "SSLCertVerificationError")


def test_a_certificate_for_another_name_is_refused(zone: TestZone, tmp_path: Path) -> None:
    other = make_certificate(tmp_path / "other", "data.example.org")
    with _tls_zone(zone, tmp_path / "tls", other.server, trusted=other.file) as unsafe:
        _is_refused(unsafe, "SSLCertVerificationError")


def test_a_server_without_tls_is_refused_where_it_is_required(
    zone: TestZone, certificate: Certificate, tmp_path: Path
) -> None:
    with _tls_zone(zone, tmp_path / "tls", None, trusted=certificate.file) as plain:
        _is_refused(plain, "negotiation failure")


def test_a_server_that_requires_tls_is_not_spoken_to_without(
    zone: TestZone, certificate: Certificate, tmp_path: Path
) -> None:
    with _tls_zone(zone, tmp_path / "tls", certificate.server, trusted=certificate.file) as safe:
        plain = replace(safe, address=replace(safe.address, tls=False))
        with pytest.raises(RepositoryError):
            plain.store().list_packages()


def test_a_wrong_password_user_or_zone_waits_for_a_person(zone: TestZone) -> None:
    _is_refused(replace(zone, password="wrong"), "CAT_INVALID_AUTHENTICATION -826000")
    _is_refused(replace(zone, address=replace(zone.address, user="nobody99")), "CAT_INVALID_USER -827000")
    _is_refused(replace(zone, address=replace(zone.address, zone="noZone")), "CAT_INVALID_USER -827000")


def test_a_resource_that_is_not_there_waits_for_a_person(zone: TestZone, source: Path) -> None:
    with pytest.raises(PermanentFailure, match="SYS_RESC_DOES_NOT_EXIST") as refused:
        zone.on("noResc").store().put_file(PACKAGE, NAME, source, sha256=SHA256)
    assert refused.value.code == "store-refused"


@pytest.mark.parametrize(
    ("request_", "number", "code"),
    [
        (OPEN, -818000, "store-refused"),
        (OPEN, -1803000, "package-busy"),
        (OPEN, -511028, "store-full"),
        (OPEN, -110000, "store-full"),
        (OPEN, -511005, "store-away"),
        (CHKSUM, -166000, "store-away"),
        (CHKSUM, -999999000, "store-away"),
        (REPLICATE, -406000, "package-busy"),
        (REPLICATE, -513122, "store-full"),
        (REPLICATE, -314000, "store-away"),
    ],
)
def test_every_number_of_irods_becomes_a_word_of_ours(
    both: TestZone, source: Path, request_: int, number: int, code: str
) -> None:
    both.fake.next(Fault(request_, code=number))
    with pytest.raises((TransientFailure, PermanentFailure), match=str(number)) as failed:
        both.store().put_file(PACKAGE, NAME, source, sha256=SHA256)
    assert failed.value.code == code
    assert both.store().put_file(PACKAGE, NAME, source, sha256=SHA256)
