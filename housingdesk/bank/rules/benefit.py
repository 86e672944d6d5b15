"""Whose money a receipt is, by its words: a person's own, or Housing Benefit or Universal Credit paid for the person. Pure."""

import re
from collections.abc import Collection

from housingdesk.rent.rules.words import Payer

_UC = re.compile(r"\b(?:DWP|DEPT\s+(?:FOR\s+|OF\s+)?WORK|UNIVERSAL\s+CREDIT|UC\s+(?:MPTL|HOUSING|RENT))\b", re.IGNORECASE)
_HB = re.compile(r"\b(?:HOUSING\s+BEN\w*|HSG\s+BEN\w*|HB\s+(?:RUN|PAYMENT|PAYT))\b", re.IGNORECASE)


def payer_of(narrative: str, payer: str | None, known: Collection[Payer]) -> Payer:
    """Universal Credit or Housing Benefit when the wording says so and it has a part on the account; else their own money.

    ``known`` are those who pay or paid a part of the account's charges. What is taken off somebody's benefit for their own
    debt, or paid by somebody who writes “universal credit” beside it, lessens what they owe themselves.

    >>> payer_of("DEPT WORK PENS 0091183", None, {Payer.UC, Payer.TENANT}), payer_of("DWP TPD 77", None, {Payer.TENANT})
    (<Payer.UC: 'Universal Credit'>, <Payer.TENANT: 'own'>)
    """
    text = f"{payer or ''} {narrative}"
    if _UC.search(text) and Payer.UC in known:
        return Payer.UC
    return Payer.HB if _HB.search(text) and Payer.HB in known else Payer.TENANT
