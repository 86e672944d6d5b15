"""The money of a row: its charges and who pays them, its balance with every part, its entry of an old account."""

from functools import partial

from housingdesk.imports.parsers.cells import read_date, read_key, read_money, read_owed
from housingdesk.imports.parsers.row import Row
from housingdesk.imports.rules.columns import BALANCES, Owed
from housingdesk.imports.rules.meanings import meaning
from housingdesk.imports.rules.roles import AMOUNTS
from housingdesk.imports.rules.rows import AmountSaid, BalanceSaid, ChargeSaid, EntrySaid
from housingdesk.rent.rules.words import AccountKind, ChargeCode, EntryKind, Frequency, Payer
from housingdesk.values.money import format_pence
from housingdesk.values.text import one_line, sentence_case

_SHARES = (("charge.hb", Payer.HB), ("charge.uc", Payer.UC), ("charge.helper", Payer.SUPPORT))
_PARTS = (("balance.hb", Payer.HB), ("balance.uc", Payer.UC))
_BESIDE = (("balance.court", AccountKind.COURT_COSTS), ("balance.recharge", AccountKind.RECHARGE),
           ("balance.overpaid", AccountKind.HB_OVERPAYMENT))
_PER = (("fortnight", Frequency.FORTNIGHTLY), ("week", Frequency.WEEKLY), ("month", Frequency.MONTHLY),
        ("pcm", Frequency.MONTHLY), ("night", Frequency.NIGHTLY))
_NIL = frozenset({"-", "–", "--"})
_LARGEST = 1_000_000


def read_charges(row: Row) -> ChargeSaid:
    """The charges of a row, from when to when, and what others pay of them."""
    amounts = []
    if row.has("charge.amount"):
        code = row.word("charge.code", ChargeCode) or (ChargeCode.RENT if "charge.code" not in row.places else None)
        pence = _charge(row, "charge.amount")
        if not row.has("charge.code") and "charge.code" in row.places:
            row.fault("charge.code", "it is not said what is charged")
        elif code is not None and pence:
            words = row.text("charge.description", 120) or sentence_case(code)
            amounts.append(_said(row, "charge.amount", code, words, pence))
    elif "charge.amount" in row.places:
        row.fault("charge.amount", "the amount is missing")
    amounts += [_said(row, role, code, sentence_case(code), pence) for role, code in AMOUNTS.items()
                if (pence := _charge(row, role))]
    shares = [_said(row, role, payer, str(payer), pence) for role, payer in _SHARES if (pence := _charge(row, role))]
    day = partial(read_date, order=row.source.columns.order)
    starts, ends = row.read("charge.from", day), row.read("charge.until", day)
    if starts is not None and ends is not None and ends < starts:
        row.fault("charge.until", f"it ends on {ends:%d/%m/%Y}, before it begins on {starts:%d/%m/%Y}")
        ends = None
    return ChargeSaid(row.read("charge.tenancy", read_key) or "", tuple(amounts), starts, ends, tuple(shares))


def _said(row: Row, role: str, what: ChargeCode | Payer, words: str, pence: int) -> AmountSaid:
    return AmountSaid(what, words, pence, row.source.columns.name_of(role), _frequency(row, role))


def _frequency(row: Row, role: str) -> Frequency:
    """For which time an amount is stated: as its heading says, else as often as the row is charged, else as was said."""
    head = row.source.columns.name_of(role).lower() if role in row.places else ""
    for word, per in _PER:
        if word in head and not (role == "charge.amount" and word == "week" and "4" in head):
            return per
    found = meaning("tenancy.frequency", row.raw("tenancy.frequency"), row.source.columns.words.get("tenancy.frequency"))
    return Frequency(found) if isinstance(found, Frequency) else row.source.columns.per


def _charge(row: Row, role: str) -> int | None:
    pence = row.read(role, read_money)
    if pence is not None and pence < 0:
        row.fault(role, f"{format_pence(pence)} is less than nil, and a charge is not", pence=pence)
        return None
    if pence is not None and pence > _LARGEST:
        row.fault(role, f"{format_pence(pence)} is more than any charge here can be", pence=pence)
        return None
    return pence


def read_balance(row: Row) -> BalanceSaid:
    """The balance of a row, what of it waits for others, and the balances of accounts beside the rent."""
    key = row.read("balance.key", read_key) or ""
    role = row.first("balance.pence", "balance.owed", "balance.own", "balance.hb", "balance.uc", "balance.credit")
    kind, payer = row.word("balance.kind", AccountKind), row.word("balance.payer", Payer)
    owed = row.source.columns.owed
    parts = tuple((one, pence) for place, one in _PARTS if (pence := row.read(place, partial(read_owed, owed=owed))))
    beside = tuple((one, pence) for place, one in _BESIDE if (pence := row.read(place, partial(read_owed, owed=owed))))
    pence = _balance(row, role, sum(pence for _, pence in parts))
    column = row.source.columns.name_of(role)
    if kind is not None and kind is not AccountKind.RENT:
        beside = ((kind, pence), *beside) if pence else beside
        return BalanceSaid(key, None, column, kind, None, (), beside)
    if payer in (Payer.HB, Payer.UC) and pence:
        parts = ((payer, pence),)
    return BalanceSaid(key, pence, column, AccountKind.RENT, payer, parts, beside, bool(row.broken & BALANCES))


def _balance(row: Row, role: str, others: int) -> int | None:
    """The whole balance: as it stands, else arrears less credit, else the sum of its parts; both must agree."""
    owed = row.source.columns.owed
    whole = _owed(row, "balance.pence", owed)
    arrears, credit = _owed(row, "balance.owed", Owed.PLUS), _owed(row, "balance.credit", Owed.PLUS)
    own = _owed(row, "balance.own", owed)
    if whole is None and (arrears is not None or credit is not None):
        whole = (arrears or 0) - abs(credit or 0)
    if own is not None and whole is not None and own + others != whole and not row.broken & BALANCES:
        row.fault(role, f"{format_pence(whole)} is not the sum of its parts, {format_pence(own + others)}",
                  pence=whole - own - others)
    if whole is None and (own is not None or others):
        whole = (own or 0) + others
    if whole is None and not row.broken & BALANCES and not row.places.keys() & {"tenancy.start", "person.name", "person.last"}:
        row.warn(role, "no balance is said, so it is taken as nil")
        whole = 0
    return whole


def _owed(row: Row, role: str, owed: Owed) -> int | None:
    """An amount; a stroke alone is how spreadsheets show nil."""
    return 0 if row.raw(role).strip() in _NIL else row.read(role, partial(read_owed, owed=owed))


def read_entry(row: Row) -> EntrySaid:
    """One entry of an old account, with the balance it states after it."""
    key = row.read("history.key", read_key) or ""
    owed = row.source.columns.owed
    on = row.read("history.on", partial(read_date, order=row.source.columns.order))
    if not row.has("history.on"):
        row.fault("history.on", "the day is missing")
    amount = row.read("history.amount", partial(read_owed, owed=owed))
    debit, credit = (row.read(role, read_money) for role in ("history.debit", "history.credit"))
    if amount is None and (debit is not None or credit is not None):
        amount = abs(debit or 0) - abs(credit or 0)
    role = row.first("history.amount", "history.debit", "history.credit")
    if amount is None and not row.broken & {"history.amount", "history.debit", "history.credit"}:
        row.fault(role, "the amount is missing")
    kind = row.word("history.kind", EntryKind)
    return EntrySaid(key, on, row.text("history.text", 300) or (one_line(row.raw("history.kind")) if kind else ""),
                     kind, amount,
                     row.read("history.balance", partial(read_owed, owed=owed)), row.source.columns.name_of(role))
