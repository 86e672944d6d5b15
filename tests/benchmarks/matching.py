"""Matching on the labelled files of payment-files §5.4: twelve seeds, with and without the payer's bank account, beside the
exact reference, the rule "as last time", and fuzzy text, all on the same lines.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import mean

from housingdesk.bank.rules.index import Index
from housingdesk.bank.rules.memory import Memory
from housingdesk.bank.rules.notrent import STARTING_RULES, RuleBook
from housingdesk.bank.rules.proposals import Tier
from housingdesk.bank.rules.receipts import AccountFacts, Receipt
from housingdesk.bank.rules.tiers import propose_all
from housingdesk.demo.labelled import Account, labelled
from housingdesk.demo.lines import BankLine, TruthKind
from housingdesk.rent.rules.words import Frequency
from housingdesk.values.references import is_payment_reference

SEEDS = range(101, 113)
_WORDS = {Frequency.WEEKLY: "weekly rent", Frequency.FORTNIGHTLY: "fortnightly rent", Frequency.FOUR_WEEKLY: "4-weekly rent",
          Frequency.MONTHLY: "monthly rent"}
_NINE = re.compile(r"(?<!\d)6\d{8}(?!\d)")


@dataclass
class Tally:
    """Automatic posts of one method over the seeds."""

    posted: int = 0
    wrong: int = 0
    wrong_payers: set[str] = field(default_factory=set)
    shares: list[float] = field(default_factory=list)

    def add(self, picks: Sequence[int | None], lines: Sequence[BankLine]) -> None:
        """One seed: what was picked for each line, None where the method says nothing."""
        right = 0
        for pick, line in zip(picks, lines, strict=True):
            if pick is None:
                continue
            self.posted += 1
            if line.truth.kind is TruthKind.RENT and pick == line.truth.account:
                right += 1
            else:
                self.wrong += 1
                self.wrong_payers.add(line.truth.payer)
        self.shares.append(right / max(1, sum(x.truth.kind is TruthKind.RENT for x in lines)))


def run() -> None:
    """Prints a line for each mode and method."""
    for with_account in (True, False):
        tallies: dict[str, Tally] = {}
        payers = 0
        for seed in SEEDS:
            made = labelled(seed, with_payer_account=with_account)
            payers += len({x.truth.payer for x in made.test if x.truth.kind is TruthKind.RENT})
            for name, picks in _methods(made.accounts, made.history, made.test).items():
                tallies.setdefault(name, Tally()).add(picks, made.test)
        mode = "with" if with_account else "without"
        for name, tally in tallies.items():
            bound = f", fewer than {3 / payers:.3%} of {payers:,} payers at 95 %" if not tally.wrong else \
                f", {len(tally.wrong_payers)} of {payers:,} payers"
            print(f"matching {mode} the payer's account, {name}: {tally.wrong} wrong of {tally.posted:,} automatic{bound}; "
                  f"rent lines found mean {mean(tally.shares):.1%}, lowest seed {min(tally.shares):.1%}")


def _methods(accounts: Sequence[Account], history: Sequence[BankLine], test: Sequence[BankLine]) -> dict[str, list[int | None]]:
    return {"Certain tier": _ours(accounts, history, test), "exact reference": _exact(accounts, test),
            "as last time": _last_time(history, test), "fuzzy text": _fuzzy(accounts, test)}


def _receipt(number: int, line: BankLine) -> Receipt:
    account = f"{line.sort_code}{line.number}".replace("-", "") if line.sort_code and line.number else None
    return Receipt(number, line.on, line.pence, line.narrative, line.payer or None, line.reference or None, account, line.code)


def _ours(accounts: Sequence[Account], history: Sequence[BankLine], test: Sequence[BankLine]) -> list[int | None]:
    memory = Memory()
    for number, line in enumerate(history):
        if line.truth.kind is TruthKind.RENT and line.truth.account is not None:
            memory.learn(_receipt(-number - 1, line), line.truth.account)
    first = min(line.on for line in history)
    index = Index(_facts(a, first) for a in accounts)
    found = propose_all([_receipt(n + 1, line) for n, line in enumerate(test)], index, memory, RuleBook(STARTING_RULES))
    return [p.account_id if p.tier is Tier.CERTAIN else None for p in found]


def _facts(account: Account, first: object) -> AccountFacts:
    payee = account.payee
    names = tuple((name.forename, name.surname) for name in payee.tenants)
    number, _, _ = payee.home.partition(" ")
    return AccountFacts(payee.account, payee.reference, f"T{payee.account:06d}", "rent", names, number, payee.street, "",
                        ((account.pence, _WORDS[account.frequency]),), first, None)  # type: ignore[arg-type]


def _exact(accounts: Sequence[Account], test: Sequence[BankLine]) -> list[int | None]:
    known = {a.payee.reference: a.payee.account for a in accounts}
    out: list[int | None] = []
    for line in test:
        numbers = _NINE.findall(f"{line.narrative} {line.reference}")
        found = {known[r] for r in numbers if is_payment_reference(r) and r in known}
        out.append(found.pop() if len(found) == 1 else None)
    return out


def _last_time(history: Sequence[BankLine], test: Sequence[BankLine]) -> list[int | None]:
    last = {(x.payer, x.reference): x.truth.account for x in history if x.truth.kind is TruthKind.RENT}
    return [last.get((x.payer, x.reference)) for x in test]


def _fuzzy(accounts: Sequence[Account], test: Sequence[BankLine]) -> list[int | None]:
    """Token set ratio of at least 90 with a lead of 5, on name and reference; on every tenth line, for it is slow."""
    from rapidfuzz import fuzz, process

    texts = {a.payee.account: f"{' '.join(f'{n.forename} {n.surname}' for n in a.payee.tenants)} {a.payee.reference}".upper()
             for a in accounts}
    out: list[int | None] = []
    for number, line in enumerate(test):
        if number % 10:
            out.append(None)
            continue
        two = process.extract(f"{line.payer} {line.reference}".upper(), texts, scorer=fuzz.token_set_ratio, limit=2)
        sure = bool(two) and two[0][1] >= 90 and (len(two) < 2 or two[0][1] - two[1][1] >= 5)
        out.append(two[0][2] if sure else None)
    return out
