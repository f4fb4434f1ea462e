"""`motcua tls make`: one command makes a hall's authority; again, it renews the certificate and keeps the authority."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from display_server.authority.certificates import make_certificates
from display_server.authority.files import AuthorityFiles, authority_files

TODAY = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)


def motcua(data_dir: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "display_server", *arguments]
    environment = {**os.environ, "MOTCUA_DATA_DIR": str(data_dir)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def certificate(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


@pytest.fixture
def files(tmp_path: Path) -> AuthorityFiles:
    return authority_files(tmp_path)


def test_one_command_makes_all_that_a_hall_needs(tmp_path: Path, files: AuthorityFiles) -> None:
    told = motcua(tmp_path, "tls", "make", "--host", "hall.example", "--host", "192.168.1.10")

    assert told.returncode == 0, told.stderr
    authority, server = certificate(files.authority), certificate(files.server)
    server.verify_directly_issued_by(authority)
    assert authority.fingerprint(hashes.SHA256()).hex() in told.stdout
    assert "motcua serve --tls" in told.stdout
    for file in (files.authority, files.authority_key, files.server, files.server_key):
        assert str(file) in told.stdout
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "hall.example" in names.get_values_for_type(x509.DNSName)
    assert ip_address("192.168.1.10") in names.get_values_for_type(x509.IPAddress)
    assert {files.authority_key.stat().st_mode & 0o777, files.server_key.stat().st_mode & 0o777} == {0o600}
    assert files.folder.stat().st_mode & 0o777 == 0o700


def test_the_authority_signs_for_ten_years_and_the_server_serves_for_one(files: AuthorityFiles) -> None:
    make_certificates(files, ("hall.example",), TODAY)

    authority, server = certificate(files.authority), certificate(files.server)
    assert authority.not_valid_after_utc - TODAY > timedelta(days=3650)
    assert server.not_valid_after_utc - server.not_valid_before_utc == timedelta(days=397)
    assert server.not_valid_before_utc < TODAY
    key = server.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert isinstance(key.curve, ec.SECP256R1)


def test_again_it_renews_the_certificate_and_keeps_the_authority(files: AuthorityFiles) -> None:
    make_certificates(files, ("192.168.1.10",), TODAY)
    authority, first = certificate(files.authority), certificate(files.server)

    make_certificates(files, ("192.168.1.11",), TODAY + timedelta(days=300))

    renewed = certificate(files.server)
    assert certificate(files.authority) == authority
    renewed.verify_directly_issued_by(authority)
    assert renewed.not_valid_after_utc - first.not_valid_after_utc == timedelta(days=300)
    assert renewed.public_key() != first.public_key()


def test_an_authority_whose_key_is_gone_is_not_replaced_behind_everybodys_back(
    tmp_path: Path, files: AuthorityFiles
) -> None:
    make_certificates(files, ("192.168.1.10",), TODAY)
    before = files.server.read_bytes()
    files.authority_key.unlink()

    told = motcua(tmp_path, "tls", "make", "--host", "192.168.1.10")

    assert told.returncode == 2
    assert "put the right file back" in told.stderr
    assert files.server.read_bytes() == before


@pytest.mark.parametrize("host", ["https://hall.example", "hall example", "192.168.1.10:8000", ""])
def test_what_is_no_host_is_refused_in_one_line(tmp_path: Path, host: str) -> None:
    told = motcua(tmp_path, "tls", "make", "--host", host)

    assert told.returncode == 2
    assert "write it without https:// and port" in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_a_server_without_its_certificate_says_how_to_make_one(tmp_path: Path, files: AuthorityFiles) -> None:
    make_certificates(files, ("192.168.1.10",), TODAY)
    (tmp_path / "elsewhere").mkdir()
    cases = {
        ("--tls",): "motcua tls make --host",
        ("--tls-cert", str(files.server)): "give both --tls-cert and --tls-key",
        ("--tls-key", str(files.server_key)): "give both --tls-cert and --tls-key",
        ("--tls-cert", "nowhere.pem", "--tls-key", str(files.server_key)): "nowhere.pem cannot be read",
        ("--tls-cert", str(files.server), "--tls-key", str(files.authority_key)): "that belong together",
    }

    for options, mend in cases.items():
        told = motcua(tmp_path / "elsewhere", "serve", "--port", "0", *options)
        assert (told.returncode, len(told.stderr.splitlines())) == (2, 1), told.stderr
        assert mend in told.stderr
