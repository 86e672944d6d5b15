"""The office's own standing rules: money of these words, or from this bank account, goes there.

A rule may lift a line to its pile or to certain, never post it; one that somebody contradicted only suggests (ux.md §1.5).
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from housingdesk.bank.rules.index import words_of
from housingdesk.bank.rules.normalise import Reading, account_key, bare_words
from housingdesk.values.dates import format_date

LEAST_LETTERS = 4


class OfficeRule(NamedTuple):
    """One rule in force. Either ``words`` or ``payer_account`` is set; ``personal`` when ``target`` is somebody's account.

    ``reference`` is the ledger reference of a target that is nobody's, ``control`` whether it is a control account.
    """

    id: int
    words: str
    payer_account: str
    target: int
    target_name: str
    personal: bool
    money_in: bool
    sentence: str
    reference: str = ""
    control: bool = False
    demoted_on: date | None = None

    @property
    def name(self) -> str:
        """What the rule goes by: its words, or the bank account."""
        return f"“{self.words}”" if self.words else f"bank account ····{self.payer_account[-4:]}"

    @property
    def said(self) -> str:
        """Why the line is where it is."""
        return f"Your rule for {self.name}" if self.personal else self.sentence

    @property
    def contradicted(self) -> str:
        """Why it only suggests; empty while nobody contradicted it."""
        if self.demoted_on is None:
            return ""
        return f"Not certain: this rule was contradicted on {format_date(self.demoted_on)}."


class OfficeRules:
    """The rules in force, the newest going before the others."""

    __slots__ = ("_by_account", "_by_word")

    def __init__(self, rules: Iterable[OfficeRule] = ()) -> None:
        self._by_account: dict[str, list[tuple[int, OfficeRule]]] = {}
        self._by_word: dict[str, list[tuple[int, tuple[str, ...], OfficeRule]]] = {}
        for order, rule in enumerate(sorted(rules, key=lambda r: -r.id)):
            words = tuple(words_of(rule.words))
            if rule.payer_account:
                self._by_account.setdefault(account_key(rule.payer_account), []).append((order, rule))
            elif words:
                self._by_word.setdefault(words[0], []).append((order, words, rule))

    def __bool__(self) -> bool:
        return bool(self._by_account or self._by_word)

    def find(self, reading: Reading) -> OfficeRule | None:
        """The newest rule that fits a receipt, or None."""
        way = reading.receipt.pence > 0
        found = [(order, rule) for order, rule in self._by_account.get(reading.bank_key, ()) if rule.money_in == way]
        tokens = words_of(f"{reading.receipt.payer or ''} {reading.receipt.narrative}") if self._by_word else []
        for i, token in enumerate(tokens):
            for order, words, rule in self._by_word.get(token, ()):
                if rule.money_in == way and tuple(tokens[i:i + len(words)]) == words:
                    found.append((order, rule))
        return min(found)[1] if found else None


def is_too_general(words: str) -> bool:
    """Whether words would take anybody's money: fewer than four letters, or only such as RENT and PAYMENT.

    >>> is_too_general("RENT PAYMENT"), is_too_general("GREEN TRUST")
    (True, False)
    """
    bare = bare_words(words_of(words))
    return len("".join(bare)) < LEAST_LETTERS
