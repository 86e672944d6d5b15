"""What a line may not break: dates, amounts, telephone numbers, references, postcodes and a number with its unit.

Lines are broken at ordinary spaces only, so what belongs together is joined with no-break spaces.
"""

import re
import unicodedata
from functools import lru_cache

from housingdesk.values.dates import MONTHS, WEEKDAYS

NO_BREAK = "\u00a0"
_DAYS = "|".join([*WEEKDAYS, *(d[:3] for d in WEEKDAYS)])
_MONTHS = "|".join([*MONTHS, *(m[:3] for m in MONTHS), "Sept"])
_JOINS = re.compile(
    rf"(?<=\d) (?=\d)"                                              # 01632 960 118, 600 044 716
    rf"|(?<=\d) (?=(?:{_MONTHS})\b)"                                # 30 November
    rf"|(?<=[a-z]) (?=(?:19|20)\d\d\b)"                             # November 2026, April 2026
    r"|(?<=\d) (?=(?:days?|weeks?|months?|years?|pence|pounds?|am|pm|per cent|hours?)\b)"
    r"|(?<=\b[A-Z]{1}\d) (?=\d[A-Z]{2}\b)|(?<=\b[A-Z]{1}\d[A-Z\d]) (?=\d[A-Z]{2}\b)"
    r"|(?<=\b[A-Z]{2}\d) (?=\d[A-Z]{2}\b)|(?<=\b[A-Z]{2}\d[A-Z\d]) (?=\d[A-Z]{2}\b)"   # ZZ9 9ZZ
    r"|(?<=\b[A-Z]\.) (?=[A-Z])"                                    # A. Brown
    r"|(?<=£) (?=\d)")
_WEEKDAY = re.compile(rf"\b({_DAYS}) (?=\d)")


@lru_cache(maxsize=4096)
def hold_together(text: str) -> str:
    """The text with no-break spaces where a line may not end, and accents composed with their letters.

    >>> hold_together("Ring A. Brown on 01632 960 118 by Monday 30 November.").split(" ")
    ['Ring', 'A.\\xa0Brown', 'on', '01632\\xa0960\\xa0118', 'by', 'Monday\\xa030\\xa0November.']
    """
    return _WEEKDAY.sub(rf"\1{NO_BREAK}", _JOINS.sub(NO_BREAK, unicodedata.normalize("NFC", text)))
