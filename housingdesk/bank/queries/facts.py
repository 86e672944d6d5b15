"""What matching is told: every account that money may be posted to, what was learned, and what was posted lately.

Few statements whatever the number of accounts: 10,000 accounts are read in one pass.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import Any

from housingdesk.bank.models import BankLine, BankRule, LineState, PayerMemory
from housingdesk.bank.rules.memory import Memory, MemoryKind
from housingdesk.bank.rules.notrent import NotRentRule, payer_phrases
from housingdesk.bank.rules.office import OfficeRule
from housingdesk.bank.rules.receipts import AccountFacts, Receipt
from housingdesk.bank.rules.refunds import Payable, back_rules, refund_rules
from housingdesk.bank.rules.reversals import Posted, PostedLines
from housingdesk.benefits.queries.offices import OfficeRow, offices
from housingdesk.benefits.rules.words import Source
from housingdesk.db.dialect import placeholders
from housingdesk.rent.models import Account, Entry
from housingdesk.rent.queries.charging import charge_split
from housingdesk.rent.queries.requests import REFUNDS, RequestRow, paid, unbanked
from housingdesk.rent.rules.words import PERSONAL, AccountKind, Frequency
from housingdesk.tenancies.rules import TenancyKind, words_for

_PERIOD = {Frequency.WEEKLY: (1, "weekly"), Frequency.FORTNIGHTLY: (2, "fortnightly"), Frequency.FOUR_WEEKLY: (4, "4-weekly"),
           Frequency.MONTHLY: (1, "monthly"), Frequency.NIGHTLY: (7, "weekly")}

_FEW = 500
_LATELY = 40  # refunds that may still come back
_ACCOUNTS = """
SELECT a.id, a.reference, t.reference, a.kind, a.frequency, a.opens_on, a.closes_on, t.kind,
  s.label, s.street, s.kind, p.label, p.street, a.tenancy_id
FROM account a JOIN tenancy t ON t.id = a.tenancy_id
LEFT JOIN occupancy o ON o.tenancy_id = t.id AND (o."end" IS NULL OR o."end" = (SELECT max(x."end") FROM occupancy x
  WHERE x.tenancy_id = t.id AND NOT EXISTS (SELECT 1 FROM occupancy y WHERE y.tenancy_id = t.id AND y."end" IS NULL)))
LEFT JOIN space s ON s.id = o.space_id LEFT JOIN space p ON p.id = s.parent_id
WHERE a.kind IN ('rent', 'garage')
"""
_NAMES = """
SELECT h.lead, h.tenancy_id, p.forename, p.surname, p.name FROM holder h JOIN person p ON p.id = h.person_id ORDER BY h.id
"""
_CLAIMS = "SELECT DISTINCT tenancy_id, claim_reference FROM route WHERE claim_reference <> ''"

# What somebody quoted to the system before this one: its payment reference, and its number of the account.
_OLD = "SELECT record_id, key FROM brought_in WHERE in_table = 'account' AND sheet IN ('tenancies', 'opening balances')"


class _Days(dict[Any, Any]):
    """A day as the database gives it, to a date; each text once."""

    def __missing__(self, day: Any) -> Any:
        self[day] = found = date.fromisoformat(day) if isinstance(day, str) else day
        return found


def account_facts(on: date) -> list[AccountFacts]:
    """Every rent and garage account, current and former, as matching sees it on a day."""
    database = Account._meta.database
    names: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    same: dict[tuple[str, str], tuple[str, str]] = {}  # thousands of people share hundreds of names
    holders = sorted(database.execute_sql(_NAMES).fetchall(), key=itemgetter(0), reverse=True)  # who leads goes first
    for _, tenancy, forename, surname, whole in holders:
        name = (forename or (whole.split()[0] if " " in whole else ""), surname)
        names[tenancy].append(same.setdefault(name, name))
    charges = charge_split(on)
    claims: defaultdict[int, list[str]] = defaultdict(list)
    for tenancy, reference in database.execute_sql(_CLAIMS).fetchall():
        claims[tenancy].append(reference)
    old: defaultdict[int, list[str]] = defaultdict(list)
    for account, key in database.execute_sql(_OLD).fetchall():
        old[account].append(key)
    days = _Days()
    return [_facts(row, names, charges, claims, old, days) for row in database.execute_sql(_ACCOUNTS).fetchall()]


def _facts(row: tuple[Any, ...], names: dict[int, list[tuple[str, str]]],
           charges: dict[int, tuple[int, int]], claims: dict[int, list[str]],
           old: dict[int, list[str]], days: _Days) -> AccountFacts:
    (account, reference, tenancy_reference, kind, frequency, opens, closes, tenancy_kind, label, street, space_kind,
     parent_label, parent_street, tenancy) = row
    person, charge = _words(tenancy_kind)
    road = street or parent_street or ""
    number, _, rest = road.partition(" ")
    room = label if space_kind in ("room", "bed", "flat", "garage", "store") else ""
    if not number[:1].isdigit():
        number, rest = "", road
    return AccountFacts(account, reference, tenancy_reference, kind, tuple(names.get(tenancy, ())), number,
                        rest or parent_label or "", room or "", _usual(frequency, charges.get(account), charge),
                        days[opens] or date.min, days[closes], person,
                        (*claims.get(tenancy, ()), *old.get(account, ())))


@lru_cache(maxsize=64)
def _words(tenancy_kind: str) -> tuple[str, str]:
    """What the person and the charge of such an agreement are called."""
    words = words_for(TenancyKind(tenancy_kind))
    return words.person, words.charge


@lru_cache(maxsize=64)
def _period(frequency: str, word: str) -> tuple[int, str, str]:
    """How many weeks (months, nights) are paid at once, and what the whole of it and the person's own part are called."""
    weeks, name = _PERIOD[Frequency(frequency)]
    return weeks, f"{name} {word}", f"{name} own charge"


def _usual(frequency: str, charge: tuple[int, int] | None, word: str) -> tuple[tuple[int, str], ...]:
    if charge is None or not charge[0]:
        return ()
    weeks, whole_words, own_words = _period(frequency, word)
    whole, own = charge[0] * weeks, charge[1] * weeks
    return ((own, own_words), (whole, whole_words)) if own and own != whole else ((whole, whole_words),)


def memory_for(keys: Iterable[tuple[MemoryKind, str]], accounts: Collection[int] = ()) -> Memory:
    """What was learned about these keys only; of some accounts alone where only theirs is to be changed."""
    wanted: defaultdict[MemoryKind, set[str]] = defaultdict(set)
    for kind, key in keys:
        wanted[kind].add(key)
    memory, days = Memory(), _Days()
    database = PayerMemory._meta.database
    for kind, some in wanted.items():
        ordered = sorted(some)
        for at in range(0, len(ordered), 5_000):
            part = ordered[at:at + 5_000]
            text = (f"SELECT key, account_id, times, last_on FROM payer_memory WHERE kind = {placeholders(database, 1)} "
                    f"AND key IN ({placeholders(database, len(part))})")
            few = sorted(accounts) if len(accounts) <= _FEW else []
            if few:
                text += f" AND account_id IN ({placeholders(database, len(few))})"
            rows = database.execute_sql(text, [str(kind), *part, *few]).fetchall()
            memory.load(kind, [(key, account, times, days[on] or date.min) for key, account, times, on in rows])
    return memory


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
    """Refunds that wait for their line; then the offices that pay benefit, each known by how banks write it."""
    return [*_refund_rules(), *(rule for office in offices() if (rule := _office_rule(office)) is not None)]


def _refund_rules() -> list[NotRentRule]:
    """Money out that pays a refund goes to the refunds account, and so does money in that brings one back: the person's was
    charged when it was allowed.
    """
    return [*refund_rules(map(_payable, unbanked()), REFUNDS), *back_rules(map(_payable, paid(_LATELY)), REFUNDS)]


def _payable(row: RequestRow) -> Payable:
    return Payable(row.id, row.account_id, row.pence, row.pay_to, row.payment_reference)


def _office_rule(office: OfficeRow) -> NotRentRule | None:
    """A council's lumps go to its control account; the DWP's have rules that nearly every association needs."""
    if office.source is not Source.COUNCIL or office.control_id is None:
        return None
    phrases = payer_phrases(office.name, office.creditor_number)
    control = Account.select(Account.reference).where(Account.id == office.control_id).scalar()
    return NotRentRule(f"office {office.id}", f"Benefit run of {office.name}: open its schedule", phrases, control=control)


def office_rules() -> list[OfficeRule]:
    """The office's own standing rules that are switched on, newest first."""
    rows: Any = (BankRule.select(BankRule, Account.reference, Account.kind, Account.name)
                 .join(Account, on=(Account.id == BankRule.target))
                 .where(BankRule.active == True).order_by(BankRule.id.desc()).objects())  # noqa: E712
    return [OfficeRule(r.id, r.words, r.payer_account, r.target_id, r.name or r.reference, r.kind in PERSONAL, r.money_in,
                       r.sentence, r.reference, r.kind == AccountKind.CONTROL, r.demoted_on) for r in rows]
