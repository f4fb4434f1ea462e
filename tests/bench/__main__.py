"""`make bench`: prints the tables; `python -m tests.bench issuing` prints one of them."""

import sys
from importlib import import_module

TABLES = (
    *("issuing", "calling", "following", "small_answers", "printing", "waiting", "databases"),
    *("processes", "province", "speaking", "estimating", "painting", "panel", "many_phones", "soak"),
    *("starting", "figures", "province_figures", "headline", "touching", "window", "phone"),
)
"""Each is a module of that name; one that is not asked for is not even loaded."""

if __name__ == "__main__":
    for name in sys.argv[1:] or TABLES:
        import_module(f"tests.bench.{name}").measure()
