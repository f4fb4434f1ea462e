"""A hall's own authority, for halls whose servers no public one knows: two keys, two certificates, four files.

The authority vouches for this hall's server and for nothing else, so a kiosk that trusts it knows the server by it,
wherever in the network that is.
"""

import os
from contextlib import suppress
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from display_server.authority.files import AuthorityFiles

AUTHORITY_LASTS = timedelta(days=3653)
SERVER_LASTS = timedelta(days=397)
"""As long as browsers take it."""
CLOCKS_DIFFER = timedelta(days=1)
"""A kiosk whose clock is behind still takes a certificate that was made today."""


class WrongHost(Exception):
    """It is no name or address. The message names the mend."""


class WrongAuthority(Exception):
    """The files are not what `motcua tls make` has written. The message names the mend."""


def fingerprint(certificate: x509.Certificate) -> str:
    """Its SHA-256, in hexadecimal digits."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def read_authority(files: AuthorityFiles) -> x509.Certificate | None:
    """None where there is none yet. Raises WrongAuthority."""
    if not files.authority.exists():
        return None
    try:
        return x509.load_pem_x509_certificate(files.authority.read_bytes())
    except (OSError, ValueError) as error:
        raise WrongAuthority(_WRONG % files.authority) from error


def make_certificates(files: AuthorityFiles, hosts: tuple[str, ...], now: datetime) -> x509.Certificate:
    """A new certificate for the server, by the authority that is there or a new one, which is answered.

    Raises WrongHost; WrongAuthority where only half of an authority is there.
    """
    names = [_name(host) for host in dict.fromkeys(hosts)]
    files.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    authority, authority_key = _authority_kept(files) or _new_authority(files, now)
    key = ec.generate_private_key(ec.SECP256R1())
    server = (
        _certificate(hosts[0], authority.subject, key.public_key(), now, SERVER_LASTS)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    _write_key(files.server_key, key)
    _write(files.server, server.public_bytes(Encoding.PEM), 0o644)
    return authority


_WRONG = (
    "%s is not what `motcua tls make` writes: put the right file back, or remove the folder and make a new authority."
)


def _name(host: str) -> x509.GeneralName:
    with suppress(ValueError):  # then it is to be a name
        return x509.IPAddress(ip_address(host))
    letters = host.replace("-", "").replace(".", "")
    if not (letters.isascii() and letters.isalnum() and 0 < len(host) <= 253):
        raise WrongHost(
            f"{host!r} is no name or address: write it without https:// and port, as hall.example or 192.168.1.10."
        )
    return x509.DNSName(host.lower())


def _authority_kept(files: AuthorityFiles) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey] | None:
    authority = read_authority(files)
    if authority is None:
        return None
    try:
        key = load_pem_private_key(files.authority_key.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise WrongAuthority(_WRONG % files.authority_key) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != authority.public_key():
        raise WrongAuthority(_WRONG % files.authority_key)
    return authority, key


def _new_authority(files: AuthorityFiles, now: datetime) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = f"motcua authority {now:%Y-%m-%d}"
    authority = (
        _certificate(name, _named(name), key.public_key(), now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_SIGNS_CERTIFICATES, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write_key(files.authority_key, key)
    _write(files.authority, authority.public_bytes(Encoding.PEM), 0o644)
    return authority, key


_SIGNS_CERTIFICATES = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


def _certificate(
    name: str, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCKS_DIFFER)
        .not_valid_after(now - CLOCKS_DIFFER + lasts)
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _write_key(file: Path, key: ec.EllipticCurvePrivateKey) -> None:
    _write(file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)


def _write(file: Path, content: bytes, mode: int) -> None:
    """Whole or not at all."""
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    new.rename(file)
