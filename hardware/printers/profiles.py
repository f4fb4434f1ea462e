"""What python-escpos knows of printers, loaded before anything else imports it.

It reads its profiles, which are JSON, with YAML's reader, and keeps them in a new temporary folder that no later start
finds: that is half a second of each start of a kiosk, and a folder left behind.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import yaml


@contextmanager
def _quick_and_tidy() -> Iterator[None]:
    read, place = yaml.safe_load, tempfile.tempdir
    with tempfile.TemporaryDirectory() as folder:
        yaml.safe_load, tempfile.tempdir = json.load, folder
        try:
            yield
        finally:
            yaml.safe_load, tempfile.tempdir = read, place


with _quick_and_tidy():
    from escpos.capabilities import CAPABILITIES as CAPABILITIES
