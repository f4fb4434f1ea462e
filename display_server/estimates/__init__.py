"""How long a visitor will wait, learnt from past days: features, trees, ranges, and the backtest that judges them.

Knows no database and no hall: tickets come in, minutes go out.
"""
