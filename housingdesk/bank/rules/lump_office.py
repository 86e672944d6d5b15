"""Which of several offices sent a lump that waits in the control account they share. Pure.

The Department for Work and Pensions pays managed Universal Credit and deductions into one account. Words of the bank go first,
then a schedule that comes to the very sum; managed payments are the rule, deductions say so.
"""

import re
from collections.abc import Collection, Sequence

from housingdesk.bank.rules.notrent import payer_phrases
from housingdesk.benefits.rules.words import Source
from housingdesk.values.rows import frozen

_DEDUCTIONS = re.compile(r"\b(?:TPD|T/?P\s+DED\w*|THIRD[\s-]*PARTY|3RD\s+PARTY|DEDUCTIONS?)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\W+")


@frozen
class Sender:
    """An office whose money waits in the account. ``sums``: what its schedules still to be posted come to, pence."""

    id: int
    source: Source
    name: str
    creditor_number: str
    sums: Collection[int] = ()


def sender_of(senders: Sequence[Sender], words: str, pence: int) -> Sender | None:
    """Whose a lump is; None where two councils share an account and nothing tells them apart.

    >>> both = [Sender(1, Source.DWP_MANAGED, "DWP", ""), Sender(2, Source.DWP_DEDUCTIONS, "DWP, deductions", "E0912345")]
    >>> [sender_of(both, words, 100).id for words in ("DWP UC 7", "DWP TPD 77", "DWP E0912345")]
    [1, 2, 2]
    """
    if len(senders) < 2:
        return senders[0] if senders else None
    said = f" {_BETWEEN.sub(' ', words).upper()} "
    by_words = [one for one in senders if _named(one, said, words)]
    if len(by_words) == 1:
        return by_words[0]
    by_sum = [one for one in senders if pence in one.sums]
    if len(by_sum) == 1:
        return by_sum[0]
    return next((one for one in senders if one.source is Source.DWP_MANAGED), None)


def _named(one: Sender, said: str, words: str) -> bool:
    if one.source is Source.DWP_DEDUCTIONS and _DEDUCTIONS.search(words):
        return True
    phrases = payer_phrases(one.name, one.creditor_number) if one.source is Source.COUNCIL else (one.creditor_number,)
    return any(len(phrase) > 3 and f" {_BETWEEN.sub(' ', phrase).upper()} " in said for phrase in phrases)
