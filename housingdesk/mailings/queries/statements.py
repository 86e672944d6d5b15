"""The statements of a quarter: which accounts have something to state, who gets one and why somebody does not, and drawn."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from housingdesk.arrears.queries.listing import ArrearsRow, arrears_list
from housingdesk.db.dialect import is_postgresql, sql
from housingdesk.errors import Refused
from housingdesk.holds.queries import active
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.queries.statement_log import TEMPLATE
from housingdesk.letters.rules.statement import OwedPart, SubAccount
from housingdesk.letters.rules.stops import stops_of
from housingdesk.letters.rules.words import AgreementKind, words_for
from housingdesk.mailings.queries.facts import statement_of
from housingdesk.mailings.queries.making import whole_statement
from housingdesk.mailings.queries.office import Office, office
from housingdesk.mailings.queries.reach import parties_of, place_of
from housingdesk.mailings.queries.recipients import Recipient, recipients
from housingdesk.mailings.rules import BY_HAND
from housingdesk.mailings.rules.copies import copies_for
from housingdesk.mailings.rules.reasons import why_unreachable
from housingdesk.rent.models import Account
from housingdesk.rent.queries.statement import statement
from housingdesk.rent.rules.words import SUB_ACCOUNTS, AccountKind, Payer
from housingdesk.tenancies.rules import LICENCES, TenancyKind
from housingdesk.values.dates import format_date
from housingdesk.values.quarters import Quarter
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref

Progress = Callable[[int, int, str], None]
_TITLE = "Statement"
_ACCOUNTS = """
SELECT a.id, a.reference, a.kind, a.tenancy_id, a.opens_on, t.reference, t.names, t.address, t.postcode, t.kind, t.ends_on,
  t.starts_on, b.pence - coalesce(later.pence, 0), coalesce(theirs.n, 0)
FROM account a JOIN balance b ON b.account_id = a.id JOIN tenancy t ON t.id = a.tenancy_id
LEFT JOIN (SELECT account_id, sum(pence) AS pence FROM entry WHERE effective_on > ? GROUP BY account_id) later
  ON later.account_id = a.id
LEFT JOIN (SELECT account_id, count(*) AS n FROM entry WHERE effective_on >= ? AND effective_on <= ? GROUP BY account_id) theirs
  ON theirs.account_id = a.id
WHERE a.kind IN ('rent', 'garage') ORDER BY t.address, t.reference, a.id"""
_PARTS = """
SELECT e.account_id, e.payer, sum(e.pence) FROM entry e JOIN account a ON a.id = e.account_id
WHERE a.kind IN ('rent', 'garage') AND e.effective_on <= ? GROUP BY e.account_id, e.payer"""
_SUBS = """
SELECT a.tenancy_id, a.kind, sum(e.pence) FROM entry e JOIN account a ON a.id = e.account_id
WHERE a.kind IN ({kinds}) AND a.tenancy_id IS NOT NULL AND e.effective_on <= ?
GROUP BY a.tenancy_id, a.kind, a.id ORDER BY a.id"""
_PAYERS = ((Payer.TENANT, "Your own part", ""), (Payer.HB, str(Payer.HB), "Paid by the council"),
           (Payer.UC, str(Payer.UC), "Paid by the Department for Work and Pensions"),
           (Payer.SUPPORT, "Your support provider", ""), (Payer.OTHER, "Others", ""))


@frozen
class QuarterAccount:
    """A rent or garage account at the end of a quarter; ``entries`` are those of the quarter. Pence, owed positive."""

    id: int
    reference: str
    kind: AccountKind
    tenancy_id: int
    opens_on: date
    tenancy_reference: str
    names: str
    address: str
    postcode: str
    tenancy_kind: TenancyKind
    former: bool
    closing_pence: int
    entries: int

    def why_nothing(self, quarter: Quarter) -> str | None:
        """Why there is nothing to state of the quarter; None when there is."""
        if self.closing_pence or self.entries:
            return None
        if self.opens_on > quarter.end:
            return f"The account began on {format_date(self.opens_on)}, after the quarter"
        return "Nothing was charged or paid in the quarter, and nothing was owed at its end"


@frozen
class Planned:
    """A statement of a quarter for one person on one account; ``why_not`` says what is against it. ``name`` may be empty."""

    account: QuarterAccount
    recipient: Recipient | None
    why_not: str | None

    @property
    def name(self) -> str:
        """To whom."""
        return self.recipient.name if self.recipient is not None else ""


def quarter_accounts(quarter: Quarter, on: date) -> list[QuarterAccount]:
    """Every rent and garage account there is: those of agreements that run on a day first, each by address."""
    database = Account._meta.database
    day: Any = (lambda d: d) if is_postgresql(database) else date.isoformat
    rows = database.execute_sql(sql(database, _ACCOUNTS), [day(quarter.end), day(quarter.start), day(quarter.end)])
    return sorted((_account(row, on) for row in rows), key=lambda one: one.former)


def _account(r: tuple[Any, ...], on: date) -> QuarterAccount:
    ends = _day(r[10])
    return QuarterAccount(r[0], r[1], AccountKind(r[2]), r[3], _day(r[4]) or _day(r[11]) or date.min, r[5], r[6], r[7], r[8],
                          TenancyKind(r[9]), ends is not None and ends < on, int(r[12]), int(r[13]))


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def planned(quarter: Quarter, on: date, *, without: Collection[tuple[int, str]] = ()) -> list[Planned]:
    """A statement for each person on each account with something to state; held ones say why.

    ``without`` are people who have had one: the account's id, and their name.
    """
    accounts = [one for one in quarter_accounts(quarter, on) if one.why_nothing(quarter) is None]
    tenancies = {one.tenancy_id for one in accounts}
    people = recipients(tenancies, on)
    standing = active(on, [Ref("tenancy", one) for one in sorted(tenancies)])
    stops, found = stops_of(None), []
    for account in accounts:
        holds = standing.get(f"tenancy:{account.tenancy_id}", ())
        hold = next((one.stopped for one in holds if one.stops & stops), None)
        theirs = people.get(account.tenancy_id, ())
        found += [Planned(account, one, _why_not(account, one, hold)) for one in theirs
                  if (account.id, one.name) not in without]
        if not theirs:
            found.append(Planned(account, None, "Nobody holds this agreement"))
    return found


def _why_not(account: QuarterAccount, holder: Recipient, hold: str | None) -> str | None:
    to = holder.to_whom(f"{account.address}, {account.postcode}", account.postcode, former=account.former,
                        by_email=bool(holder.email))
    reason = why_unreachable(to)
    return reason.why if reason is not None else hold


def draw(chosen: Sequence[Planned], quarter: Quarter, on: date, *, signed_by: str,
         progress: Progress | None = None) -> list[MadeLetter]:
    """Every statement of a run drawn, outside any transaction; one that cannot be is held with its reason."""
    drawing = _Drawing(chosen, quarter, office(on), signed_by)
    made = []
    for done, one in enumerate(chosen):
        if progress is not None:
            progress(done, len(chosen), f"Drawing statement {done + 1:,} of {len(chosen):,}")
        made.append(drawing.letter(one))
    return made


class _Drawing:
    """What many statements need is read once: the accounts as they are listed, the parts of each payer, the names."""

    def __init__(self, chosen: Sequence[Planned], quarter: Quarter, shared: Office, signed_by: str) -> None:
        self.quarter, self.shared, self.signed_by = quarter, shared, signed_by
        ids = sorted({one.account.id for one in chosen})
        self._rows: dict[int, ArrearsRow] = {row.account_id: row for row in arrears_list(shared.on, also=ids)}
        self._names: dict[int, list[str]] = {}
        for one in chosen:
            if one.recipient is not None and one.name not in self._names.setdefault(one.account.id, []):
                self._names[one.account.id].append(one.name)
        self._parties = parties_of({one.recipient.id for one in chosen if one.recipient is not None}, shared.on)
        self._parts: dict[int, dict[str, int]] = {}
        for account, payer, pence in self._sums(_PARTS):
            self._parts.setdefault(account, {})[payer] = int(pence)
        kinds = ", ".join(f"'{kind}'" for kind in sorted(SUB_ACCOUNTS))
        self._subs: dict[int, list[SubAccount]] = {}
        for tenancy, kind, pence in self._sums(_SUBS.format(kinds=kinds)):
            if pence:
                self._subs.setdefault(tenancy, []).append(SubAccount(str(AccountKind(kind)).capitalize(), int(pence)))

    def _sums(self, statement_text: str) -> Any:
        database = Account._meta.database
        end: Any = self.quarter.end if is_postgresql(database) else self.quarter.end.isoformat()
        return database.execute_sql(sql(database, statement_text), [end])

    def letter(self, one: Planned) -> MadeLetter:
        """One statement as it goes, or held."""
        data = {"why": f"Statement of {self.quarter.name}", "account": one.account.id, "quarter": self.quarter.key,
                "balance": one.account.closing_pence}
        large = one.recipient is not None and (one.recipient.large_print or one.recipient.easy_read)
        blank = MadeLetter(TEMPLATE, "1", _TITLE, Ref("tenancy", one.account.tenancy_id), one.name, self.shared.on, large, None,
                           0, one.why_not, json.dumps(data))
        row = self._rows.get(one.account.id)
        if one.why_not is not None or one.recipient is None or row is None:
            return blank if one.why_not else replace(blank, held_because="The account is no longer there")
        try:
            return self._whole(one.account, one.recipient, row, blank, data)
        except Refused as reason:
            return replace(blank, held_because=str(reason))

    def _whole(self, account: QuarterAccount, recipient: Recipient, row: ArrearsRow, blank: MadeLetter,
               data: dict[str, Any]) -> MadeLetter:
        words = words_for(AgreementKind.LICENCE if account.tenancy_kind in LICENCES else AgreementKind.TENANCY)
        lines = statement(account.id, self.quarter.start, self.quarter.end)
        made = statement_of(row, self.shared, words, self._names[account.id], lines, self.signed_by,
                            large_print=blank.large_print)
        whole = replace(made, parts=self._shown_parts(account.id), sub_accounts=tuple(self._subs.get(account.tenancy_id, ())),
                        address=place_of(account.tenancy_id, recipient, recipient.email))
        copies = copies_for(self._parties.get(recipient.id, ()), (), None, True, self.shared.on)
        told = {**data, BY_HAND: recipient.formats} if recipient.formats else data
        return whole_statement(blank, whole, self.shared, email=recipient.email, copies=copies, data=told)

    def _shown_parts(self, account_id: int) -> tuple[OwedPart, ...]:
        """What each payer owed at the end of the quarter, where somebody else pays a part."""
        sums = self._parts.get(account_id, {})
        parts = tuple(OwedPart(who, sums[payer], note) for payer, who, note in _PAYERS if sums.get(payer))
        return parts if any(sums.get(payer) for payer, _, _ in _PAYERS[1:]) else ()


def run_title(quarter: Quarter) -> str:
    """What a run is called."""
    return f"Statements of {quarter.name}"
