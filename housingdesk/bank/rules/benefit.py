"""Whose money a receipt is, by its words: a person's own, or Housing Benefit or Universal Credit paid for the person. Pure."""

import re

from housingdesk.rent.rules.words import Payer

_UC = re.compile(r"\b(?:DWP|DEPT\s+(?:FOR\s+|OF\s+)?WORK|UNIVERSAL\s+CREDIT|UC\s+(?:MPTL|HOUSING|RENT))\b", re.IGNORECASE)
_HB = re.compile(r"\b(?:HOUSING\s+BEN\w*|HSG\s+BEN\w*|HB\s+(?:RUN|PAYMENT|PAYT))\b", re.IGNORECASE)


def payer_of(narrative: str, payer: str | None) -> Payer:
    """Universal Credit or Housing Benefit when the wording says so, else the person's own money.

    >>> payer_of("DEPT WORK PENS 0091183", None)
    <Payer.UC: 'Universal Credit'>
    """
    text = f"{payer or ''} {narrative}"
    if _UC.search(text):
        return Payer.UC
    return Payer.HB if _HB.search(text) else Payer.TENANT
