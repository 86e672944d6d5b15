"""Charges, balances and history of each agreement: what the next debit charges from which day, and what was owed. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from housingdesk.imports.rules.agreements import Agreements, Found
from housingdesk.imports.rules.rows import ChargePlan, EntryPlan, EntrySaid, Fault, RowSaid, Weight
from housingdesk.rent.rules.periods import period_of
from housingdesk.rent.rules.words import ChargeCode, EntryKind, Frequency, Payer
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import DAY
from housingdesk.values.money import balance_words, format_pence, portion

_WEEKS = {Frequency.WEEKLY: 1, Frequency.FORTNIGHTLY: 2, Frequency.FOUR_WEEKLY: 4}
_FIRST_OF = {Payer.SUPPORT: (ChargeCode.SUPPORT, ChargeCode.RENT, ChargeCode.ELIGIBLE_SERVICE)}
_BENEFIT_OF = (ChargeCode.RENT, ChargeCode.ELIGIBLE_SERVICE)


def attach(rows: Iterable[RowSaid], agreements: Agreements, faults: list[Fault]) -> None:
    """Gives every charge, balance and entry that names its account to it; an account nobody has is a fault."""
    for row in rows:
        if row.charges is not None and (row.charges.key or row.tenancy is None) and row.home is None:
            _to(row, row.charges.key, "charge.tenancy", agreements, faults, lambda found, row: found.charges.append(row))
        if row.balance is not None and row.balance.key:
            _to(row, row.balance.key, "balance.key", agreements, faults, lambda found, row: _balance(found, row, faults))
        if row.entry is not None and row.tenancy is None:
            _to(row, row.entry.key, "history.key", agreements, faults, lambda found, row: found.entries.append(row))


def _to(row: RowSaid, key: str, role: str, agreements: Agreements, faults: list[Fault], give: object) -> None:
    found = agreements.of(key) if key else None
    if found is None:
        pence = row.balance.pence or 0 if row.balance is not None else 0
        faults.append(row.fault(role, f"there is no tenancy {key} in the list of tenancies" if key else
                                "it is not said of which tenancy", pence=pence))
    elif callable(give):
        give(found, row)


def _balance(found: Found, row: RowSaid, faults: list[Fault]) -> None:
    if found.balance is not None and found.balance.where != row.where:
        pence = row.balance.pence or 0 if row.balance is not None else 0
        faults.append(row.fault("balance.key", f"the balance of {found.key} stands in row {found.balance.where.line} too",
                                pence=pence))
        return
    found.balance = row


def frequency_of(found: Found) -> Frequency:
    """How often an account is charged: as its row says, else as its charges are stated, else weekly."""
    if found.frequency is not None:
        return found.frequency
    stated = next((row.charges.per for row in found.charges if row.charges is not None), Frequency.WEEKLY)
    return stated if found.charges else Frequency.WEEKLY


def charged_to(found: Found, frequency: Frequency, on: date, cycle_start: date) -> date:
    """The first day that the balance does not hold: charges are due in advance, so a period begun is in it (rulebook §5.1).

    A balance of a Sunday has that week; one of a Wednesday has the week up to its Sunday.
    """
    starts, ends = found.said.starts_on or on, found.said.ends_on
    end = period_of(frequency, on, cycle_start)[1] if starts <= on else starts
    return end if ends is None else min(end, ends + DAY)


def charges_of(found: Found, frequency: Frequency, first_day: date, faults: list[Fault]) -> tuple[ChargePlan, ...]:
    """The charges of an account from the first day that the next debit charges; none for one that has ended."""
    ends = found.said.ends_on
    made: list[ChargePlan] = []
    for row in found.charges:
        said = row.charges
        if said is None:
            continue
        start = max(first_day, said.starts_on or first_day)
        lines = [ChargePlan(*_what(found, code, words), _per(row, column, pence, said.per, frequency, faults), start)
                 for code, words, pence, column in said.amounts]
        lines = _shared(row, lines, [(payer, _per(row, column, pence, said.per, frequency, faults), column)
                                     for payer, pence, column in said.shares], faults)
        made += [line for line in lines if ends is None or line.starts_on <= ends]
    return tuple(made)


def _what(found: Found, code: ChargeCode, words: str) -> tuple[ChargeCode, str]:
    """The rent of a garage is the charge of a garage."""
    if found.kind is TenancyKind.CONTRACT and code is ChargeCode.RENT:
        return ChargeCode.GARAGE, "Garage" if words == "Rent" else words
    return code, words


def _per(row: RowSaid, column: str, pence: int, stated: Frequency, frequency: Frequency, faults: list[Fault]) -> int:
    """An amount a week, or a month on monthly accounts, from what it is stated for."""
    if (stated is Frequency.MONTHLY) == (frequency is Frequency.MONTHLY):
        weeks = _WEEKS.get(stated, 1)
        found = portion(pence, 1, weeks)
        exact = found * weeks == pence
    else:
        found = portion(pence, 12, 52) if stated is Frequency.MONTHLY else portion(
            pence, 52, 12 * _WEEKS.get(stated, 1))
        exact = False
    if not exact:
        per = "a month" if frequency is Frequency.MONTHLY else "a week"
        faults.append(Fault(row.fault("charge.amount", "").sheet, row.where.file, row.where.line, column, (
            f"{format_pence(pence)} {stated} is taken as {format_pence(found)} {per}"), Weight.WARNING))
    return found


def _shared(row: RowSaid, lines: list[ChargePlan], shares: Sequence[tuple[Payer, int, str]],
            faults: list[Fault]) -> list[ChargePlan]:
    """What others pay falls on the charges they pay for, rent first; more than all of them is a fault."""
    if not lines:  # what could not be read has its own fault
        return lines
    parts: list[dict[Payer, int]] = [{} for _ in lines]
    for payer, pence, column in shares:
        left = pence
        order = _FIRST_OF.get(payer, _BENEFIT_OF)
        for code in order:
            for at, line in enumerate(lines):
                if line.code is code and left:
                    part = min(left, line.pence - sum(parts[at].values()))
                    if part > 0:
                        parts[at][payer] = parts[at].get(payer, 0) + part
                        left -= part
        if left:
            faults.append(Fault(row.fault("charge.hb", "").sheet, row.where.file, row.where.line, column, (
                f"{format_pence(pence)} of {payer} is {format_pence(left)} more than the charges it pays for")))
    return [ChargePlan(line.code, line.description, line.pence, line.starts_on, tuple(part.items()))
            for line, part in zip(lines, parts, strict=True)]


def history_of(found: Found, on: date, faults: list[Fault]) -> tuple[int, int, tuple[EntryPlan, ...]]:
    """(balance, brought forward, entries) of an account: what is brought forward and the entries make the balance."""
    stated = found.balance.balance.pence if found.balance is not None and found.balance.balance is not None else None
    rows = [(row, row.entry) for row in found.entries if row.entry is not None]
    for row, said in rows:
        if said.on is not None and said.on > on:
            faults.append(row.fault("history.on", f"{said.on:%d/%m/%Y} is after the day of the balances, {on:%d/%m/%Y}"))
    if not rows or any(said.on is None or said.pence is None for _, said in rows):
        return stated or 0, stated or 0, ()
    days = [said.on for _, said in rows if said.on is not None]
    if days[0] > days[-1]:
        rows.reverse()
    _check_running(rows, faults)
    total = sum(said.pence or 0 for _, said in rows)
    last_row, last = rows[-1]
    if stated is None:
        stated = last.after if last.after is not None else total
    elif last.after is not None and last.after != stated:
        faults.append(last_row.fault("history.balance", (
            f"the history ends with {balance_words(last.after)}, but the balance is {balance_words(stated)}"),
            pence=last.after - stated))
    entries = sorted((_entry(said) for _, said in rows), key=lambda one: one.on)
    return stated, stated - total, tuple(entries)


def _check_running(rows: Sequence[tuple[RowSaid, EntrySaid]], faults: list[Fault]) -> None:
    """Each stated balance is the one before with the entry; where one alone is wrong, the next goes on from the right one."""
    right: int | None = None
    nexts = [said for _, said in rows[1:]]
    for (row, said), following in zip(rows, [*nexts, None], strict=True):
        first, right = right is None, said.after if right is None else right + (said.pence or 0)
        if first or said.after is None or right is None or right == said.after:
            continue
        faults.append(row.fault("history.balance", f"the balance is {balance_words(said.after)} here, but "
                                                   f"{balance_words(right)} by the row before it", pence=said.after - right))
        if following is None or following.after != right + (following.pence or 0):
            right = said.after


def _entry(said: EntrySaid) -> EntryPlan:
    pence = said.pence or 0
    kind = said.kind or (EntryKind.CHARGE if pence > 0 else EntryKind.RECEIPT)
    return EntryPlan(said.on or date.min, kind, pence, said.text or str(kind).capitalize())


def day_before(entries: Sequence[EntryPlan], on: date) -> date:
    """The day on which what was brought forward is entered: before the first entry, else the day of the balances."""
    return entries[0].on - timedelta(1) if entries else on
