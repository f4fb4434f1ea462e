"""Which addresses somebody may be led to after a sign-in: pages of this server by their exact form, nothing else."""

import re

SLUG = "[a-z0-9][a-z0-9-]{0,62}"
KNOWN = re.compile(
    rf"/(?:(?:counter|rating)/{SLUG}/[0-9]{{1,9}}|(?:manager|display)/{SLUG}|manager/{SLUG}/(?:history|planning|fairness|visit|promises)|display/{SLUG}/{SLUG}|manager|admin|admin/log|admin/voices|account)?"
)


def known_page(asked: str | None) -> str | None:
    """The address as it was asked for, where it is one of ours; None otherwise.

    What is not of a known form is not mended but dropped: browsers read `//`, a backslash, a tab or `/.//` in
    their own ways, and some of these lead off the site.
    """
    return asked if asked and KNOWN.fullmatch(asked) else None
