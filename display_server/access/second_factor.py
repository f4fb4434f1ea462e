"""A second factor: the six digits of an authenticator app (TOTP, RFC 6238), or a recovery code. Each is good once."""

from base64 import b64encode
from datetime import datetime
from hmac import compare_digest
from io import BytesIO
from secrets import choice

import pyotp
import qrcode
from qrcode.image.svg import SvgPathFillImage

from display_server.access.passwords import LETTERS
from display_server.access.sessions import digest_of
from display_server.store.accounts import Accounts, StoredUser

ISSUER = "motcua"
STEP_SECONDS = 30
STEPS_APART = 1
"""How many steps a phone's clock may be wrong by, either way."""
RECOVERY_CODES, RECOVERY_CODE_LENGTH = 10, 12


def new_secret() -> str:
    return pyotp.random_base32()


def address_for_app(secret: str, name: str) -> str:
    """What the app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def qr_of(address: str) -> str:
    """The QR code as the address of a picture that a page can show as it is."""
    drawn = BytesIO()
    qrcode.make(address, image_factory=SvgPathFillImage, border=2).save(drawn)
    return f"data:image/svg+xml;base64,{b64encode(drawn.getvalue()).decode()}"


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The 30 seconds that this code belongs to, where it is one of the present ones."""
    present = int(now.timestamp()) // STEP_SECONDS
    app = pyotp.TOTP(secret)
    for step in range(present - STEPS_APART, present + STEPS_APART + 1):
        if compare_digest(app.generate_otp(step).encode(), _typed(code).encode()):
            return step
    return None


def is_right(accounts: Accounts, user: StoredUser, code: str, now: datetime) -> bool:
    """Whether this code lets the person in; it does not a second time."""
    if user.second_factor is None:
        return False
    step = step_of(user.second_factor, code, now)
    if step is not None:
        return accounts.use_step(user.id, step)
    return accounts.use_recovery_code(user.id, digest_of(_typed(code)))


def new_recovery_codes() -> list[str]:
    """As a person writes them down: three groups of four."""
    drawn = ("".join(choice(LETTERS) for _ in range(RECOVERY_CODE_LENGTH)) for _ in range(RECOVERY_CODES))
    return ["-".join(code[at : at + 4] for at in range(0, RECOVERY_CODE_LENGTH, 4)) for code in drawn]


def digests_of(codes: list[str]) -> list[str]:
    return [digest_of(_typed(code)) for code in codes]


def _typed(code: str) -> str:
    return code.replace("-", "").replace(" ", "").lower()
