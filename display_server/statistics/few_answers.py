"""Whose rating figures are shown: of few answers nobody's, or it would be known who said what. Pure.

Not only the groups with few answers are withheld: were there but one, the total less the others would tell its figures
("complementary suppression"; Hundepool et al., Statistical Disclosure Control, 2012, chapter 4).
"""

from collections.abc import Mapping

FEWEST_SHOWN = 10
"""Answers, of which figures of an officer or counter are shown."""
FEWEST_COMPARED = 30
"""Answers, from which two may be compared: at 10, Wilson's interval of a share of 90 % is 60 to 98 %."""


def withheld(answers: Mapping[str, int]) -> frozenset[str]:
    """The groups whose figures are not shown, by how many answers each has: all together they have at least ten."""
    few = {group for group, count in answers.items() if 0 < count < FEWEST_SHOWN}
    enough = sorted((count, group) for group, count in answers.items() if count >= FEWEST_SHOWN)
    while few and sum(answers[group] for group in few) < FEWEST_SHOWN and enough:
        few.add(enough.pop(0)[1])
    return frozenset(few)
