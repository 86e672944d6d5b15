"""What keeps a line from being certain whatever the points say (payment-files §5.2 step 4), each as a sentence."""

from collections.abc import Callable

from housingdesk.bank.rules.addresses import AddressFit
from housingdesk.bank.rules.case import Case
from housingdesk.bank.rules.evidence import AmountFit, amount_fit
from housingdesk.bank.rules.names import NameFit, bearers, name_fit
from housingdesk.bank.rules.quoted import Quoted
from housingdesk.bank.rules.recall import NEVER, Known
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence

_OPENING = "Not certain: "
# More accounts at one number than this are a scheme of flats, where nobody pays for all.
_MOST_SHARERS = 8


def doubts(case: Case) -> tuple[str, ...]:
    """Every doubt about posting a receipt to its first account, as sentences that begin ``Not certain:``."""
    tests = (_EXPECTED if case.top.amount >= AmountFit.HABIT else _UNDISPUTED) if case.is_undisputed else _TESTS
    return tuple([_OPENING + doubt for test in tests if (doubt := test(case))])


def two_references(case: Case) -> str:
    """Two different references, each right: the payer may mean to pay both."""
    if not case.names_several:
        return ""
    named = sorted(i for i, how in case.weighed.quoted.items() if how >= Quoted.TENANCY)
    people = " and ".join(case.index.by_id[i].facts.person for i in named[:2])
    return f"two references are given, {people}."


def reference_of_another(case: Case) -> str:
    """The reference is right, but another's: payers quote an old flat's, a partner's, a mother's."""
    others = [i for i in case.weighed.quoted if i != case.top.entry.account_id]
    if not others or case.top.quoted >= Quoted.TENANCY:
        return ""
    return f"the reference is {_whose(case, others[0])}."


def ended(case: Case) -> str:
    """The agreement ended, and no instalment of this payer was confirmed since; or it begins more than a fortnight later."""
    entry, on = case.top.entry, case.reading.receipt.on
    if entry.ends is not None and on > entry.ends:
        habit, bank, wording = case.top.habit, case.top.bank, case.top.wording
        if habit.seen is not None and habit.is_sole and habit.seen.last_on > entry.ends and (bank.is_sole or wording.is_sole):
            return ""
        return f"the agreement ended on {format_date(entry.ends)}."
    return f"the agreement begins on {format_date(entry.facts.active_from)}." if on < entry.starts else ""


def far_outside(case: Case) -> str:
    """More than four times the largest usual amount, unless this payer paid just that before."""
    pence, entry = case.reading.receipt.pence, case.top.entry
    if pence <= entry.limit_pence or case.top.amount >= AmountFit.HABIT:
        return ""
    if not entry.limit_pence:
        return "no usual amount is known for this account."
    return f"{format_pence(pence)} is more than four times the usual amount."


def whole_house(case: Case) -> str:
    """Much more than the charge for one of a shared house, never confirmed before: one of them may pay for all.

    From a payer not known yet, half as much again is enough.
    """
    pence, top = case.reading.receipt.pence, case.top
    known = bool(top.bank.times or top.wording.times)
    least = 2 * top.entry.charge_pence if known else top.entry.charge_pence * 3 // 2
    if not top.entry.charge_pence or pence < least or top.amount >= AmountFit.HABIT:
        return ""
    others = case.sharers()
    if not others or (known and len(others) >= _MOST_SHARERS):
        return ""
    return f"{format_pence(pence)} may be for others of the same house too, such as {others[0].facts.person}."


def duplicate(case: Case) -> str:
    """An equal line of the same day is in the books."""
    found = case.posted.duplicate_of(case.reading.receipt) if case.posted is not None else None
    return f"an equal line of {format_date(found.receipt.on)} is posted already." if found else ""


def history_elsewhere(case: Case) -> str:
    """The bank account, the wording or the payer is known, and never for this account."""
    top, weighed = case.top, case.weighed
    for others, mine, words in ((weighed.bank, top.bank, "this bank account was confirmed for {} before."),
                               (weighed.wording, top.wording, "the same payer and wording were confirmed for {} before.")):
        if others.accounts and not mine.times and (name := _stranger(case, others)):
            return words.format(name)
    if weighed.payer.accounts and not top.payer.times and not _is_namesake_settled(case):
        name = _stranger(case, weighed.payer)
        return f"this payer was confirmed for {name} before." if name else ""
    if weighed.habit.accounts and not top.habit.times and top.amount < AmountFit.USUAL and not case.has_reference:
        name = _stranger(case, weighed.habit)
        return f"this payer paid just this amount for {name} before." if name else ""
    return ""


def _is_namesake_settled(case: Case) -> bool:
    """Payers of one name are many: reference, name and amount together, or the bank account, tell them apart."""
    top = case.top
    if case.is_sole_bank:
        return True
    if not case.has_reference or top.name < NameFit.INITIAL:
        return False
    by_id, pence = case.index.by_id, case.reading.receipt.pence
    return top.amount >= AmountFit.HABIT or not any(
        amount_fit(by_id[i], pence, NEVER) for i in case.weighed.payer.accounts)


def contradicted(case: Case) -> str:
    """The same payer and wording were confirmed for this account and for another."""
    seen = case.top.wording
    if not seen.times or seen.times == seen.of:
        return ""
    name = _stranger(case, case.weighed.wording)
    return f"the same payer and wording were confirmed for {name} too." if name else ""


def other_home_named(case: Case) -> str:
    """The wording names another home, and was not confirmed for this one before."""
    if case.top.wording.is_sole or case.top.address == AddressFit.WHOLE:
        return ""
    for evidence in case.weighed.ranked[1:]:
        if evidence.address == AddressFit.WHOLE:
            return f"the address is {evidence.entry.facts.person}’s."
    return ""


def other_person_named(case: Case) -> str:
    """The wording names somebody else on our books, and was not confirmed for this account before."""
    claims, top = [c for c in case.weighed.claims if c.in_wording and (c.given or c.initials)], case.top
    if not claims or top.wording.is_sole or (top.name >= NameFit.INITIAL and case.has_reference) or (
            top.wording_name >= NameFit.SURNAME):
        return ""
    for claim in claims:
        for entry in bearers(claim, case.index):
            if entry.is_active(case.reading.receipt.on) and max(name_fit(entry.people, [claim])) >= NameFit.INITIAL:
                return f"the wording names {entry.facts.person}."
    return ""


def new_number(case: Case) -> str:
    """The wording holds a number that this payer was never seen with: an agent may pay for several people."""
    top = case.top
    if top.quoted or case.reading.plain or top.slip or top.wording.times:
        return ""
    return "the wording holds a number not seen from this payer before."


def _whose(case: Case, account_id: int) -> str:
    return f"{case.index.by_id[account_id].facts.person}’s"


def _stranger(case: Case, known: Known) -> str:
    """Who of others was confirmed most often; one person's rent and garage are no contradiction beside a reference."""
    top, by_id = case.top.entry, case.index.by_id
    best: tuple[int, int] | None = None
    for account_id, seen in known.accounts.items():
        entry = by_id[account_id]
        if entry is not top and not (case.has_reference and set(entry.people) & set(top.people)):
            best = min(best or (0, 0), (-seen.times, account_id))
    return case.called(by_id[best[1]]) if best else ""


_TESTS: tuple[Callable[[Case], str], ...] = (
    two_references, reference_of_another, ended, far_outside, whole_house, duplicate, history_elsewhere, contradicted,
    other_home_named, other_person_named, new_number)
# What may be doubted even where nothing on the receipt or in memory speaks for anybody else.
_UNDISPUTED = (ended, far_outside, whole_house, duplicate, other_person_named, new_number)
# What of these may be doubted where the amount is expected, or is this payer's own.
_EXPECTED = (ended, duplicate, other_person_named, new_number)
