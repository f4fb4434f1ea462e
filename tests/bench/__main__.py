"""`make bench`: prints the tables; `python -m tests.bench issuing` prints one of them."""

import sys

from tests.bench import calling, issuing, printing, small_answers, touching

TABLES = {
    "issuing": issuing.measure,
    "calling": calling.measure,
    "small_answers": small_answers.measure,
    "printing": printing.measure,
    "touching": touching.measure,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or TABLES:
        TABLES[name]()
