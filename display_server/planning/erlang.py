"""What queueing theory says of a queue in balance: Erlang C, and Erlang A where people give up. Pure.

Only to check the living of days against: arrivals at random at one rate, service times and patience exponential,
counters that take everybody in the order of coming. A hall's day is never in balance, which is why `staffing` lives it.
"""

from math import exp


def erlang_c_within(per_minute: float, minutes: float, counters: int, wait: float) -> float:
    """The share of visitors that waits at most `wait` minutes; 0 where the counters cannot keep up.

    `per_minute` come, each takes `minutes`. A. K. Erlang, 1917; in today's form in Gans, Koole, Mandelbaum, "Telephone
    Call Centers", M&SOM 2003, section 4.
    """
    load = per_minute * minutes
    if load >= counters:
        return 0.0
    # Of Erlang B by its recursion, which never overflows.
    blocked = 1.0
    for n in range(1, counters + 1):
        blocked = load * blocked / (n + load * blocked)
    waits = blocked / (1 - load / counters * (1 - blocked))
    return 1 - waits * exp(-(counters - load) * wait / minutes)


def erlang_a_gives_up(per_minute: float, minutes: float, counters: int, patience: float) -> float:
    """The share that gives up before it is called, where people wait `patience` minutes on average.

    C. Palm, 1946; the balance of births and deaths as in Mandelbaum and Zeltyn, "Service engineering in action", 2007:
    with n in the hall, min(n, counters) are served and the others lose patience.
    """
    weight, everybody, leave = 1.0, 1.0, 0.0
    n = 0
    while weight > 1e-12 * everybody or n < counters:
        n += 1
        served, waiting = min(n, counters), max(0, n - counters)
        weight *= per_minute / (served / minutes + waiting / patience)
        everybody += weight
        leave += weight * waiting / patience
    return leave / everybody / per_minute
