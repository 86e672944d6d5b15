"""The ledger as a balanced nominal journal: what each batch means to a finance system, debit positive. Pure.

Every movement has two sides. Its own side is the account it stands on; the other is what its batch names as ``contra``: a bank
account, income by charge, a control account. A control account is kept from the other entries of its batch, not from its own
line, so that a journal balances on every single day also where a list and its lump count from different days.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum

from housingdesk.rent.rules.words import AccountKind, BatchKind, ChargeCode
from housingdesk.values.dates import week_of
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

CURRENT, FORMER = "debtors:current", "debtors:former"
_PEOPLE = {AccountKind.GARAGE: "debtors:garages", AccountKind.COURT_COSTS: "debtors:court costs",
           AccountKind.RECHARGE: "debtors:recharges", AccountKind.HB_OVERPAYMENT: "debtors:overpaid benefit"}
_LEDGER = {AccountKind.SUSPENSE: "suspense", AccountKind.CONTROL: "control", AccountKind.NOMINAL: "nominal"}
_CONTRAS = {"OPENING": "opening balances", "RECHARGE": "recharges made", "TRANSFER": "moved between accounts",
            "WRITEOFF": "write-offs", "UNCLAIMED": "unclaimed credits"}
_BY_KIND = {BatchKind.WRITE_OFF: "write-offs", BatchKind.TRANSFER: "moved between accounts",
            BatchKind.OPENING: "opening balances", BatchKind.BROUGHT_IN: "opening balances"}
_CHARGED = frozenset({"INCOME", "ADJUST"})
STANDARD = (CURRENT, FORMER, *_PEOPLE.values(), "void loss", *(f"income:{code}" for code in ChargeCode if code != "VAT"), "VAT",
            "adjustments", "write-offs", "recharges made", "opening balances")
"""What every association posts sooner or later; bank, control and nominal accounts stand beside it by their references."""


class Grouping(StrEnum):
    """How fine a journal is written."""

    BATCH = "each batch"
    DAY = "by day"
    WEEK = "by rent week"


@frozen
class Movement:
    """What a batch moved on accounts of one sort on one day; ``reference`` is empty but for accounts of the ledger itself.

    ``control_pence`` is the sum of its whole batch, ``sequence`` its seal.
    """

    sequence: int
    kind: BatchKind
    title: str
    contra: str
    control_pence: int
    on: date
    account: AccountKind
    reference: str
    scheme: str
    former: bool
    code: ChargeCode | None
    pence: int


@frozen
class Turned:
    """Accounts of a scheme that became former on a day, with what they owed by then."""

    on: date
    scheme: str
    pence: int


@frozen
class JournalLine:
    """One line: debit positive, credit negative. ``sequence`` 0 belongs to no batch."""

    on: date
    sequence: int
    title: str
    key: str
    scheme: str
    pence: int


@frozen
class Known:
    """What the references of the ledger stand for: kinds by reference, and which are bank accounts of ours."""

    kinds: Mapping[str, AccountKind]
    banks: frozenset[str]


def lines(movements: Iterable[Movement], known: Known, turned: Iterable[Turned] = ()) -> tuple[JournalLine, ...]:
    """The journal, batch by batch in the order of their seals; every batch of it balances on every day."""
    sums: defaultdict[tuple[date, int, str, str, str], int] = defaultdict(int)
    for one in movements:  # an entry on the contra account itself comes to nothing here: the others say its sum
        key, place = _own(one, known)
        sums[one.on, one.sequence, one.title, key, place] += one.pence
        key, place = _other(one, known)
        sums[one.on, one.sequence, one.title, key, place] -= one.pence
    for past in turned:
        title = "Became former accounts"
        sums[past.on, 0, title, FORMER, past.scheme] += past.pence
        sums[past.on, 0, title, CURRENT, past.scheme] -= past.pence
    return tuple(JournalLine(*place, pence) for place, pence in sorted(sums.items()) if pence)


def _own(one: Movement, known: Known) -> tuple[str, str]:
    if one.account is AccountKind.RENT:
        return (FORMER if one.former else CURRENT), one.scheme
    if one.account is AccountKind.VOID:
        return "void loss", one.scheme
    if one.account in _PEOPLE:
        return _PEOPLE[one.account], one.scheme
    return ledger_key(one.reference, one.account, known), ""


def _other(one: Movement, known: Known) -> tuple[str, str]:
    if one.contra in known.kinds:
        return ledger_key(one.contra, known.kinds[one.contra], known), ""
    if one.contra in _CHARGED:
        if one.code is not None:
            return income_key(one.code), one.scheme
        return ("adjustments" if one.contra == "ADJUST" else "income:other"), one.scheme
    return _CONTRAS.get(one.contra) or _BY_KIND.get(one.kind) or f"other:{one.contra}", one.scheme


def income_key(code: ChargeCode) -> str:
    """What a charge earns; VAT is owed on, not earned."""
    return "VAT" if code is ChargeCode.VAT else f"income:{code}"


def ledger_key(reference: str, kind: AccountKind, known: Known) -> str:
    """The key of a suspense, control, nominal or bank account."""
    return f"bank:{reference}" if reference in known.banks else f"{_LEDGER.get(kind, 'other')}:{reference}"


def faults(movements: Iterable[Movement], known: Known) -> tuple[str, ...]:
    """Batches whose control account does not hold what the other entries say, in words; none is the proof."""
    found = {}
    for one in movements:
        two_sided = known.kinds.get(one.contra) in (AccountKind.CONTROL, AccountKind.SUSPENSE)
        if two_sided and one.control_pence:
            found[one.sequence] = f"{one.title}: its entries do not come to nothing, so {one.contra} does not hold their sum"
    return tuple(found[sequence] for sequence in sorted(found))


def balances(some: Iterable[JournalLine]) -> bool:
    """Whether debits and credits are the same, in every batch and on every day."""
    sums: defaultdict[tuple[int, date], int] = defaultdict(int)
    for line in some:
        sums[line.sequence, line.on] += line.pence
    return not any(sums.values())


def grouped(some: Iterable[JournalLine], by: Grouping) -> tuple[JournalLine, ...]:
    """The journal summed by day or by rent week (the day is then its Sunday); lines that come to nothing are left out."""
    if by is Grouping.BATCH:
        return tuple(some)
    sums: defaultdict[tuple[date, str, str], int] = defaultdict(int)
    for line in some:
        on = line.on if by is Grouping.DAY else date.fromordinal(week_of(line.on).toordinal() + 6)
        sums[on, line.key, line.scheme] += line.pence
    return tuple(JournalLine(on, 0, key_words(key), key, scheme, pence) for (on, key, scheme), pence in sorted(sums.items())
                 if pence)


def totals(some: Iterable[JournalLine]) -> dict[str, int]:
    """The sum of each key, debit positive."""
    sums: defaultdict[str, int] = defaultdict(int)
    for line in some:
        sums[line.key] += line.pence
    return dict(sums)


def key_words(key: str) -> str:
    """What a key is called.

    >>> key_words("debtors:current"), key_words("income:rent"), key_words("bank:BANK8843")
    ('Rent debtors, current', 'Income: rent', 'Bank BANK8843')
    """
    family, _, rest = key.partition(":")
    if key in (CURRENT, FORMER):
        return f"Rent debtors, {rest}"
    if family == "debtors":
        return f"Debtors: {rest}"
    if family == "income":
        return f"Income: {rest}"
    return f"{sentence_case(family)} {rest}".strip()


def keys_of(some: Iterable[JournalLine]) -> Iterator[tuple[str, str]]:
    """Each key with each scheme it was used for, once."""
    yield from sorted({(line.key, line.scheme) for line in some})
