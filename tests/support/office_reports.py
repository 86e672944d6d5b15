"""What has to hold of every ledger, whatever was done to it: its journal, what moved arrears, and the three-way proof."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from housingdesk.db.record import database
from housingdesk.rent.models import Account, Entry
from housingdesk.rent.queries.rollforward import roll_forward
from housingdesk.rent.rules.words import PERSONAL, AccountKind
from housingdesk.reports.queries.journal import journal, known_accounts, movements
from housingdesk.reports.queries.proof import three_way
from housingdesk.reports.queries.why import why_changed
from housingdesk.reports.rules.journal import CURRENT, FORMER, Grouping, balances, grouped, lines, totals

EVER, END = date(2000, 1, 1), date(2100, 12, 31)
DEBTORS = {AccountKind.GARAGE: "debtors:garages", AccountKind.COURT_COSTS: "debtors:court costs",
           AccountKind.RECHARGE: "debtors:recharges", AccountKind.HB_OVERPAYMENT: "debtors:overpaid benefit"}


def reports_hold(start: date, end: date) -> None:
    """AssertionError where a report contradicts the ledger; asked inside ``store.connected()``."""
    _journal_is_the_ledger()
    _why_adds_up(start, end)
    proof = three_way(start, end)
    assert proof.ledger_holds, [row.sentence for row in proof.debtors if not row.agrees] + list(proof.faults)
    for bank in proof.banks:
        last = bank.days[-1]
        assert last.lines - last.ledger == last.open_pence == sum(d.pence for d in bank.differences if d.line_id is not None)


def _journal_is_the_ledger() -> None:
    whole = journal(EVER, END)
    assert whole.holds and not whole.faults, whole.faults
    for by in Grouping:
        assert sum(line.pence for line in grouped(whole.lines, by)) == 0
    per_account = lines(_by_account(), known_accounts())
    assert balances(per_account)
    found: Counter[tuple[str, str]] = Counter()
    for line in per_account:
        found[line.key, line.scheme] += line.pence
    expected: Counter[tuple[str, str]] = Counter()
    for account, kind, pence in Entry.select(Account.reference, Account.kind, Entry.pence).join(Account).tuples():
        if kind in PERSONAL:
            expected[DEBTORS.get(kind, "debtors:rent"), account] += pence
    debtors: Counter[tuple[str, str]] = Counter()
    for (key, account), pence in found.items():
        if key.startswith("debtors:"):
            debtors["debtors:rent" if key in (CURRENT, FORMER) else key, account] += pence
    assert {k: v for k, v in debtors.items() if v} == {k: v for k, v in expected.items() if v}
    summed = totals(whole.lines)
    assert sum(pence for (key, _), pence in expected.items() if key == "debtors:rent") == \
        summed.get(CURRENT, 0) + summed.get(FORMER, 0)


def _by_account() -> list[Any]:
    """The movements of the journal, one for each entry, with the account's reference where the scheme stands."""
    plain = {(m.sequence, m.on, m.account, m.reference, m.code, m.former): m for m in movements(EVER, END)}
    rows = database.execute_sql("""
        SELECT z.sequence, e.effective_on, a.kind, a.reference, e.code, a.kind = 'rent' AND a.closes_on IS NOT NULL
          AND e.effective_on > a.closes_on, e.pence
        FROM entry e JOIN account a ON a.id = e.account_id JOIN seal z ON z.batch_id = e.batch_id""").fetchall()
    made = []
    for sequence, on, kind, reference, code, former, pence in rows:
        day = date.fromisoformat(on) if isinstance(on, str) else on
        own = reference if kind in ("suspense", "control", "nominal") else ""
        made.append(replace(plain[sequence, day, kind, own, code, bool(former)], scheme=reference, pence=int(pence)))
    return made


def _why_adds_up(start: date, end: date) -> None:
    why = why_changed(start, end)
    assert why.holds
    rows = [row for row in roll_forward(start, end) if row.kind == "rent"]
    assert why.after.arrears == sum(max(0, row.closing) for row in rows)
    assert why.after.credits == sum(max(0, -row.closing) for row in rows)
    assert why.before.arrears == sum(max(0, row.opening) for row in rows)
    assert why.after.former == sum(max(0, row.closing) for row in rows if row.former)
    before = [row for row in roll_forward(start - timedelta(1), start - timedelta(1)) if row.kind == "rent"]
    assert why.before.former == sum(max(0, row.closing) for row in before if row.former)
    for cause, accounts in why.accounts.items():
        [row] = [row for row in why.rows if row.cause == cause]
        assert row.arrears == sum(one.arrears for one in accounts) and row.credits == sum(one.credits for one in accounts)
