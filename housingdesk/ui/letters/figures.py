"""What stands over the list of letters: letters at the printer that nobody has answered for, and what is to be franked."""

from collections.abc import Sequence

from housingdesk.letters.actions import count_of
from housingdesk.letters.rules.envelopes import Envelope
from housingdesk.letters.rules.franking import franking, franking_sentence


def nobody_said(at_printer: int) -> str:
    """So many letters went to the printer, and what to do."""
    return f"{count_of(at_printer)} went to the printer and nobody has said what came out. Look at the tray, then press A"


def to_frank(pages: Sequence[int], by_hand: int, envelopes: Sequence[Envelope]) -> str:
    """What is to be franked of letters with so many pages, and how many are carried; empty where there is neither."""
    found = franking(pages, envelopes)
    franked = f"To frank: {franking_sentence(found)}" if found else ""
    return " · ".join(filter(None, (franked, f"{count_of(by_hand)} by hand" if by_hand else "")))
