"""Charges, balances and history of each agreement: what the next debit charges from which day, and what was owed. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from housingdesk.imports.rules.agreements import Agreements, Found
from housingdesk.imports.rules.periods import restated
from housingdesk.imports.rules.rows import AmountSaid, ChargePlan, EntryPlan, EntrySaid, Fault, RowSaid, Weight
from housingdesk.rent.rules.periods import period_of
from housingdesk.rent.rules.words import PER, AccountKind, ChargeCode, EntryKind, Frequency, Payer
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.dates import DAY, WEEK
from housingdesk.values.money import balance_words, format_pence
from housingdesk.values.text import squash

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
        if squash(key) not in (squash(found.key), squash(found.said.reference)):
            faults.append(row.fault(role, f"{key} is taken for {found.key}: noughts at its beginning were lost",
                                    Weight.WARNING))
        give(found, row)


def _balance(found: Found, row: RowSaid, faults: list[Fault]) -> None:
    """Each balance once: one for the rent account, or one for each payer, and one for each account beside it."""
    said = row.balance
    if said is None:
        return
    for other in found.balances:
        mine = other.balance
        if mine is not None and other.where != row.where and (mine.kind, mine.payer) == (said.kind, said.payer):
            faults.append(row.fault("balance.key", f"the balance of {found.key} stands in row {other.where.line} too",
                                    pence=said.pence or sum(pence for _, pence in said.beside)))
            return
    found.balances.append(row)


def stated_of(found: Found) -> tuple[int | None, tuple[tuple[Payer, int], ...], tuple[tuple[AccountKind, int], ...]]:
    """What is said of an account: its balance (None: nothing), what of it waits for others, and the balances beside it."""
    said = [row.balance for row in found.balances if row.balance is not None]
    whole = [one.pence for one in said if one.pence is not None]
    parts: dict[Payer, int] = {}
    beside: dict[AccountKind, int] = {}
    for one in said:
        for payer, pence in one.parts:
            parts[payer] = parts.get(payer, 0) + pence
        for kind, pence in one.beside:
            beside[kind] = beside.get(kind, 0) + pence
    return sum(whole) if whole else None, tuple(parts.items()), tuple((kind, pence) for kind, pence in beside.items() if pence)


def charged_to(found: Found, frequency: Frequency, on: date, cycle_start: date) -> date:
    """The first day that the balance does not hold: charges are due in advance, so a period begun is in it (rulebook §5.1).

    A balance of a Sunday has that week; one of a Wednesday has the week up to its Sunday.
    """
    starts, ends = found.said.starts_on or on, found.said.ends_on
    end = period_of(frequency, on, cycle_start)[1] if starts <= on else starts
    return end if ends is None else min(end, ends if frequency is Frequency.NIGHTLY and ends > starts else ends + DAY)


def charges_of(found: Found, frequency: Frequency, first_day: date, faults: list[Fault]) -> tuple[ChargePlan, ...]:
    """The charges of an account from the first day that the next debit charges; none for one that has ended.

    A charge that was over by then is left out without a word: the old debits are in the balance.
    """
    ends = found.said.ends_on
    made: list[ChargePlan] = []
    for row in found.charges:
        said = row.charges
        if said is None or (said.ends_on is not None and said.ends_on < first_day):
            continue
        start = max(first_day, said.starts_on or first_day)
        lines = [ChargePlan(*_what(found, one), _per(row, one, frequency, faults), start, (), said.ends_on)
                 for one in said.amounts]
        lines = _shared(row, lines, said.shares, frequency, faults)
        made += [line for line in lines if ends is None or line.starts_on <= ends]
    return tuple(made)


def _what(found: Found, one: AmountSaid) -> tuple[ChargeCode, str]:
    """The rent of a garage is the charge of a garage."""
    code = ChargeCode(one.what)
    if found.kind is TenancyKind.CONTRACT and code is ChargeCode.RENT:
        return ChargeCode.GARAGE, "Garage" if one.words == "Rent" else one.words
    return code, one.words


def _per(row: RowSaid, one: AmountSaid, frequency: Frequency, faults: list[Fault]) -> int:
    """An amount for the time that the account keeps, from what it is stated for."""
    found, exact = restated(one.pence, one.per, frequency)
    if not exact:
        faults.append(Fault(row.fault("charge.amount", "").sheet, row.where.file, row.where.line, one.column, (
            f"{format_pence(one.pence)} {one.per} is taken as {format_pence(found)} {PER[frequency]}"), Weight.WARNING))
    return found


def _shared(row: RowSaid, lines: list[ChargePlan], shares: Sequence[AmountSaid], frequency: Frequency,
            faults: list[Fault]) -> list[ChargePlan]:
    """What others pay falls on the charges they pay for, rent first; more than all of them is a fault."""
    if not lines:  # what could not be read has its own fault
        return lines
    parts: list[dict[Payer, int]] = [{} for _ in lines]
    for one in shares:
        payer, pence = Payer(one.what), _per(row, one, frequency, faults)
        left = pence
        for code in _FIRST_OF.get(payer, _BENEFIT_OF):
            for at, line in enumerate(lines):
                if line.code is code and left:
                    part = min(left, line.pence - sum(parts[at].values()))
                    if part > 0:
                        parts[at][payer] = parts[at].get(payer, 0) + part
                        left -= part
        if left:
            faults.append(Fault(row.fault("charge.hb", "").sheet, row.where.file, row.where.line, one.column, (
                f"{format_pence(pence)} of {payer} is {format_pence(left)} more than the charges it pays for")))
    return [replace(line, shares=tuple(part.items())) for line, part in zip(lines, parts, strict=True)]


def history_of(found: Found, on: date, faults: list[Fault]) -> tuple[int, int, tuple[EntryPlan, ...]]:
    """(balance, brought forward, entries) of an account: what is brought forward and the entries make the balance."""
    stated = stated_of(found)[0]
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
    _check_whole(found, rows, stated - total, faults)
    entries = sorted((_entry(said) for _, said in rows), key=lambda one: one.on)
    return stated, stated - total, tuple(entries)


def _check_whole(found: Found, rows: Sequence[tuple[RowSaid, EntrySaid]], brought: int, faults: list[Fault]) -> None:
    """A history that begins with the agreement makes the whole balance; what it does not make is missing from it."""
    starts, (row, first) = found.said.starts_on, rows[0]
    if brought and starts is not None and first.on is not None and first.on <= starts + WEEK:
        faults.append(row.fault(row.first("history.amount", "history.debit", "history.balance"), (
            f"the history of {found.key} begins with the agreement, but leaves {format_pence(brought)} of its balance "
            "unexplained, which is brought forward"), Weight.WARNING, pence=brought))


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
