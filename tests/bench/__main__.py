"""`make bench`: prints the tables; `python -m tests.bench issuing` prints one of them."""

import sys

from tests.bench import calling, issuing, printing, processes, small_answers, starting, touching, waiting, window

TABLES = {
    "issuing": issuing.measure,
    "calling": calling.measure,
    "small_answers": small_answers.measure,
    "printing": printing.measure,
    "waiting": waiting.measure,
    "processes": processes.measure,
    "starting": starting.measure,
    "touching": touching.measure,
    "window": window.measure,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or TABLES:
        TABLES[name]()
