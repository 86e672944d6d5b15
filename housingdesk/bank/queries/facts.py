"""What matching is told: every account that money may be posted to, what was learned, and what was posted lately.

Few statements whatever the number of accounts: 10,000 accounts are read in one pass.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from housingdesk.bank.models import BankLine, BankRule, LineState, PayerMemory
from housingdesk.bank.rules.memory import Memory, MemoryKind, MemoryRow
from housingdesk.bank.rules.notrent import NotRentRule, Sign
from housingdesk.bank.rules.receipts import AccountFacts, Receipt
from housingdesk.bank.rules.reversals import Posted, PostedLines
from housingdesk.db.dialect import placeholders
from housingdesk.rent.models import Account, Entry
from housingdesk.rent.queries.charging import charge_split
from housingdesk.rent.rules.words import AccountKind, Frequency
from housingdesk.tenancies.rules import TenancyKind, words_for

_PERIOD = {Frequency.WEEKLY: (1, "weekly"), Frequency.FORTNIGHTLY: (2, "fortnightly"), Frequency.FOUR_WEEKLY: (4, "4-weekly"),
           Frequency.MONTHLY: (1, "monthly")}

_FEW = 500
_ACCOUNTS = """
SELECT a.id, a.reference, t.reference, a.kind, a.frequency, a.opens_on, a.closes_on, b.pence, t.kind,
  s.label, s.street, s.kind, p.label, p.street, s.postcode, a.tenancy_id
FROM account a JOIN balance b ON b.account_id = a.id JOIN tenancy t ON t.id = a.tenancy_id
LEFT JOIN occupancy o ON o.tenancy_id = t.id AND (o."end" IS NULL OR o."end" = (SELECT max(x."end") FROM occupancy x
  WHERE x.tenancy_id = t.id AND NOT EXISTS (SELECT 1 FROM occupancy y WHERE y.tenancy_id = t.id AND y."end" IS NULL)))
LEFT JOIN space s ON s.id = o.space_id LEFT JOIN space p ON p.id = s.parent_id
WHERE a.kind IN ('rent', 'garage')
"""
_NAMES = """
SELECT h.tenancy_id, p.forename, p.surname, p.name FROM holder h JOIN person p ON p.id = h.person_id
ORDER BY h.tenancy_id, h.lead DESC, h.id
"""
_CLAIMS = "SELECT DISTINCT tenancy_id, claim_reference FROM route WHERE claim_reference <> ''"


def _date(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def account_facts(on: date) -> list[AccountFacts]:
    """Every rent and garage account, current and former, as matching sees it on a day."""
    database = Account._meta.database
    names: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for tenancy, forename, surname, whole in database.execute_sql(_NAMES).fetchall():
        names[tenancy].append((forename or (whole.split()[0] if " " in whole else ""), surname))
    charges = charge_split(on)
    claims: defaultdict[int, list[str]] = defaultdict(list)
    for tenancy, reference in database.execute_sql(_CLAIMS).fetchall():
        claims[tenancy].append(reference)
    return [_facts(row, names, charges, claims) for row in database.execute_sql(_ACCOUNTS).fetchall()]


def _facts(row: tuple[Any, ...], names: dict[int, list[tuple[str, str]]],
           charges: dict[int, tuple[int, int]], claims: dict[int, list[str]]) -> AccountFacts:
    (account, reference, tenancy_reference, kind, frequency, opens, closes, pence, tenancy_kind, label, street, space_kind,
     parent_label, parent_street, postcode, tenancy) = row
    words = words_for(TenancyKind(tenancy_kind))
    road = street or parent_street or ""
    number, _, rest = road.partition(" ")
    room = label if space_kind in ("room", "bed", "flat", "garage", "store") else ""
    if not number[:1].isdigit():
        number, rest = "", road
    return AccountFacts(account, reference, tenancy_reference, kind, tuple(names.get(tenancy, ())), number,
                        rest or parent_label or "", room or "", postcode or "",
                        _usual(Frequency(frequency), charges.get(account), words.charge),
                        _date(opens) or date.min, _date(closes), int(pence), words.person,
                        tuple(claims.get(tenancy, ())))


def _usual(frequency: Frequency, charge: tuple[int, int] | None, word: str) -> tuple[tuple[int, str], ...]:
    if charge is None or not charge[0]:
        return ()
    weeks, name = _PERIOD[frequency]
    whole, own = charge[0] * weeks, charge[1] * weeks
    usual = [(own, f"{name} own charge")] if own and own != whole else []
    return (*usual, (whole, f"{name} {word}"))


def memory_for(keys: Iterable[tuple[MemoryKind, str]], accounts: Collection[int] = ()) -> Memory:
    """What was learned about these keys only; of some accounts alone where only theirs is to be changed."""
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for kind, key in keys:
        wanted[str(kind)].add(key)
    rows: list[MemoryRow] = []
    database = PayerMemory._meta.database
    for word, some in wanted.items():
        ordered = sorted(some)
        for at in range(0, len(ordered), 5_000):
            part = ordered[at:at + 5_000]
            text = (f"SELECT kind, key, account_id, times, last_on FROM payer_memory WHERE kind = {placeholders(database, 1)} "
                    f"AND key IN ({placeholders(database, len(part))})")
            few = sorted(accounts) if len(accounts) <= _FEW else []
            if few:
                text += f" AND account_id IN ({placeholders(database, len(few))})"
            for row in database.execute_sql(text, [word, *part, *few]).fetchall():
                rows.append(MemoryRow(MemoryKind(row[0]), row[1], row[2], row[3], _date(row[4]) or date.min))
    return Memory(rows)


def posted_lately(bank_account_id: int, since: date) -> PostedLines:
    """Posted receipts from thirty days before ``since`` on, with the account each went to whole."""
    rows = (BankLine.select(BankLine.id, BankLine.made_on, BankLine.pence, BankLine.narrative, BankLine.payer,
                            BankLine.reference, BankLine.payer_account, BankLine.kind, Entry.account)
            .join(Entry, on=(Entry.bank_line == BankLine.id))
            .where((BankLine.account == bank_account_id) & (BankLine.made_on >= since - timedelta(days=30))
                   & (BankLine.state == LineState.POSTED) & (BankLine.pence > 0) & (Entry.pence + BankLine.pence == 0)
                   & (Entry.batch == BankLine.batch)).tuples())
    return PostedLines(Posted(Receipt(*row[:8]), row[8]) for row in rows)


def own_rules() -> list[NotRentRule]:
    """The association's own standing rules, newest first."""
    rows = (BankRule.select(BankRule, Account.reference, Account.kind).join(Account, on=(Account.id == BankRule.target))
            .where(BankRule.active == True).order_by(BankRule.id.desc()).objects())  # noqa: E712
    return [NotRentRule(f"rule {r.id}", r.sentence, (r.words,), sign=Sign.IN if r.money_in else Sign.OUT,
                        nominal=r.reference if r.kind != AccountKind.CONTROL else None,
                        control=r.reference if r.kind == AccountKind.CONTROL else None) for r in rows]
