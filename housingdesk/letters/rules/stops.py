"""Which holds stop which letter: one about arrears is stopped by less than any other. Pure."""

from housingdesk.holds.rules import Stop
from housingdesk.letters.rules.merge import Family

STOPPED_WITH = "stopped with"
"""In a letter’s data: other records whose holds stop it, such as the agreement that an applicant still has with us."""
_ABOUT_ARREARS = frozenset({Family.ARREARS, Family.AGREEMENT, Family.FORMER})


def stops_of(family: Family | None) -> frozenset[Stop]:
    """What would stop a letter of a family; a statement of account (None) tells what is there and asks for nothing."""
    return frozenset({Stop.ALL_LETTERS, Stop.ARREARS_LETTERS} if family in _ABOUT_ARREARS else {Stop.ALL_LETTERS})
