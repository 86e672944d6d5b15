"""The rows of a file into what they say of homes, people, agreements, charges, balances and entries, with every fault.

Each row is read by itself here; what several rows say together is ``rules/joining``.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from housingdesk.imports.parsers.cells import (
    lost_nought,
    read_birth,
    read_count,
    read_date,
    read_key,
    read_money,
    read_nino,
    read_owed,
    read_phone,
    read_postcode,
    read_uprn,
)
from housingdesk.imports.parsers.row import Row, Source
from housingdesk.imports.rules.addresses import split_address
from housingdesk.imports.rules.columns import Owed
from housingdesk.imports.rules.meanings import meaning
from housingdesk.imports.rules.names import is_nobody, names_in
from housingdesk.imports.rules.roles import AMOUNTS
from housingdesk.imports.rules.rows import (
    BalanceSaid,
    ChargeSaid,
    EntrySaid,
    Fault,
    HomeSaid,
    PersonSaid,
    RowSaid,
    TenancySaid,
)
from housingdesk.imports.rules.words import Sheet
from housingdesk.properties.rules import RentType, SpaceKind
from housingdesk.rent.rules.words import ChargeCode, EntryKind, Frequency, Payer
from housingdesk.tenancies.rules import BenefitRoute, TenancyKind
from housingdesk.values.money import format_pence
from housingdesk.values.text import one_line, sentence_case

_SHARES = (("charge.hb", Payer.HB), ("charge.uc", Payer.UC), ("charge.helper", Payer.SUPPORT))
_TOTAL = re.compile(r"\W*(?:grand |sub|report )?totals?\b.*|sum\b.*", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LARGEST = 1_000_000


def read_rows(source: Source, progress: Callable[[int, int, str], None] | None = None) -> tuple[list[RowSaid], list[Fault]]:
    """What every row below the headings says, and all that is wrong with single rows."""
    columns = source.columns
    places: dict[str, int] = {}
    for place, role in enumerate(columns.roles):
        if role:
            places.setdefault(role, place)
    heads = tuple((role, columns.name_of(role)) for role in places)
    found: list[RowSaid] = []
    faults: list[Fault] = []
    total = len(source.rows)
    for at in range(columns.head_row + 1, total):
        if progress is not None and at % 500 == 0:
            progress(at, total, f"Reading {source.name}")
        cells = source.rows[at]
        if not any(cell.strip() for cell in cells):
            continue
        row = Row(source, source.numbers[at], cells, places, faults)
        if _is_total(cells):
            row.warn(next(iter(places)), "this looks like a row of totals, so it is left out")
            continue
        found.append(_row(row, columns.sheets, heads))
    return found, faults


def _is_total(cells: Sequence[str]) -> bool:
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    return _TOTAL.fullmatch(first) is not None and sum(bool(cell.strip()) for cell in cells) <= max(4, len(cells) // 2)


def _row(row: Row, sheets: Sequence[Sheet], heads: tuple[tuple[str, str], ...]) -> RowSaid:
    home = _home(row) if Sheet.HOMES in sheets else None
    person = _person(row) if Sheet.PEOPLE in sheets else None
    named = Sheet.HOMES in sheets or Sheet.PEOPLE in sheets
    tenancy = _tenancy(row, flat=named, person=person) if Sheet.TENANCIES in sheets else None
    charges = _charges(row) if Sheet.CHARGES in sheets else None
    balance = _balance(row) if Sheet.BALANCES in sheets else None
    entry = _entry(row) if Sheet.HISTORY in sheets else None
    if tenancy is None and Sheet.TENANCIES in sheets:
        _say_nobodys(row, balance)
        home = _with_rent(home, charges)
        charges = balance = None
    return RowSaid(row.where, home, person, tenancy, charges, balance, entry, heads)


def _with_rent(home: HomeSaid | None, charges: ChargeSaid | None) -> HomeSaid | None:
    """The weekly charges in the row of an empty home are what it loses."""
    if home is None or charges is None or home.rent_pence is not None or charges.per is not Frequency.WEEKLY:
        return home
    return replace(home, rent_pence=sum(pence for _, _, pence, _ in charges.amounts) or None)


def _say_nobodys(row: Row, balance: BalanceSaid | None) -> None:
    """An empty home has no account: a balance in its row is somebody's who is not named."""
    if balance is not None and balance.pence:
        row.fault("balance.pence" if "balance.pence" in row.places else "balance.owed",
                  f"{format_pence(balance.pence)} stands in the row of an empty home. Whose is it?", pence=balance.pence)


def _home(row: Row) -> HomeSaid:
    line1, line2, locality, town, county, postcode = (
        row.text("home.line1", 160), row.text("home.line2", 160), row.text("home.line3", 120), row.text("home.town", 80),
        row.text("home.county", 80), "")
    if row.has("home.address"):
        parts = split_address(row.raw("home.address"))
        line1, line2, locality = line1 or parts[0], line2 or parts[1], locality or parts[2]
        town, county, postcode = town or parts[3], county or parts[4], parts[5]
    given = row.read("home.postcode", read_postcode)
    rent = row.read("home.rent", read_money)
    return HomeSaid(
        row.read("home.key", read_key) or "", row.text("home.scheme", 120), row.text("home.building", 120), line1, line2,
        locality,
        town or row.source.columns.town, county, given or postcode, row.read("home.uprn", read_uprn) or "",
        row.word("home.kind", SpaceKind), _bedrooms(row), row.word("home.rent_type", RentType), rent,
        frozenset(row.broken))


def _bedrooms(row: Row) -> int | None:
    found = row.read("home.bedrooms", read_count)
    if found is not None and found > 20:
        row.fault("home.bedrooms", f"{found} bedrooms cannot be right")
        return None
    return found


def _person(row: Row) -> PersonSaid | None:
    name, also = _names(row)
    key = row.read("person.key", read_key) or ""
    if not name and not key and not also:
        return None
    today, order = row.source.today, row.source.columns.order
    born = row.read("person.born", partial(read_birth, today=today, order=order))
    if born is not None and (born > today or born.year < today.year - 120):
        row.fault("person.born", f"{born:%d/%m/%Y} " + ("is still to come" if born > today else "is more than 120 years ago"))
        born = None
    return PersonSaid(key, name, also, born, row.read("person.nino", read_nino) or "", _phone(row, "person.phone"),
                      _phone(row, "person.mobile"), _email(row), frozenset(row.broken))


def _names(row: Row) -> tuple[str, tuple[str, ...]]:
    cell = row.text("person.name")
    if row.has("person.last"):
        cell = one_line(f"{row.text('person.first', 100)} {row.text('person.last', 100)}")
        if is_nobody(cell):
            return "", ()
        return _cased(cell), tuple(names_in(row.raw("person.joint"))) if row.has("person.joint") else ()
    if is_nobody(cell):
        return "", ()
    found = names_in(row.raw("person.name"))
    if row.has("person.joint") and not is_nobody(row.raw("person.joint")):
        found += names_in(row.raw("person.joint"))
    return (found[0], tuple(found[1:])) if found else ("", ())


def _cased(name: str) -> str:
    return " ".join(names_in(name)) if name.isupper() else name


def _phone(row: Row, role: str) -> str:
    if not row.has(role):
        return ""
    raw = row.raw(role)
    try:
        found = read_phone(raw)
    except ValueError as error:
        row.warn(role, f"{error}, so it is left out")
        return ""
    if lost_nought(raw):
        row.warn(role, f"it has lost the nought it begins with, so {found} is kept")
    return found


def _email(row: Row) -> str:
    text = row.text("person.email")
    if text and row.has("person.email") and not _EMAIL.fullmatch(text):
        row.warn("person.email", f"“{text[:60]}” is no e-mail address, so it is left out")
        return ""
    return text if row.has("person.email") else ""


def _tenancy(row: Row, *, flat: bool, person: PersonSaid | None) -> TenancySaid | None:
    """The agreement of a row; None in a flat list where the home is empty."""
    named = person is not None or bool(row.raw("tenancy.people").strip())
    if flat and not named and not row.has("tenancy.start") and not row.has("tenancy.key"):
        return None
    if flat and not named and is_nobody(row.raw("person.name")) and row.raw("person.name").strip():
        return None
    order = row.source.columns.order
    starts, ends = (row.read(role, partial(read_date, order=order)) for role in ("tenancy.start", "tenancy.end"))
    if not row.has("tenancy.start"):
        row.fault("tenancy.start", "the first day is missing")
    if starts is not None and ends is not None and ends < starts:
        row.fault("tenancy.end", f"it ends on {ends:%d/%m/%Y}, before it starts on {starts:%d/%m/%Y}")
        ends = None
    people = tuple(part for part in (read_key(one) for one in re.split(r"[,;&/+]", row.raw("tenancy.people"))) if part)
    return TenancySaid(
        row.read("tenancy.key", read_key) or "", row.read("tenancy.home", read_key) or row.read("home.key", read_key) or "",
        people, row.word("tenancy.kind", TenancyKind), starts, ends, row.read("tenancy.reference", read_key) or "",
        row.word("tenancy.route", BenefitRoute), row.text("tenancy.claim", 60) if row.has("tenancy.claim") else "",
        row.word("tenancy.frequency", Frequency), row.source.columns.kind, frozenset(row.broken))


def _charges(row: Row) -> ChargeSaid:
    amounts = []
    if row.has("charge.amount"):
        code = row.word("charge.code", ChargeCode) or (ChargeCode.RENT if "charge.code" not in row.places else None)
        pence = _charge(row, "charge.amount")
        if not row.has("charge.code") and "charge.code" in row.places:
            row.fault("charge.code", "it is not said what is charged")
        elif code is not None and pence:
            words = row.text("charge.description", 120) or sentence_case(code)
            amounts.append((code, words, pence, row.source.columns.name_of("charge.amount")))
    elif "charge.amount" in row.places:
        row.fault("charge.amount", "the amount is missing")
    for role, code in AMOUNTS.items():
        if pence := _charge(row, role):
            amounts.append((code, sentence_case(code), pence, row.source.columns.name_of(role)))
    shares = [(payer, pence, row.source.columns.name_of(role)) for role, payer in _SHARES if (pence := _charge(row, role))]
    per = _frequency(row)
    return ChargeSaid(row.read("charge.tenancy", read_key) or "", tuple(amounts),
                      row.read("charge.from", partial(read_date, order=row.source.columns.order)), Frequency(per),
                      tuple(shares))


def _frequency(row: Row) -> Frequency:
    """For which time a row states its charges: as their heading says, else as often as they are charged, else as was said."""
    heads = " ".join(head.lower() for head, role in zip(row.source.columns.head, row.source.columns.roles, strict=False)
                     if role.startswith("charge."))
    for word, per in (("week", Frequency.WEEKLY), ("month", Frequency.MONTHLY), ("pcm", Frequency.MONTHLY)):
        if word in heads:
            return per
    found = meaning("tenancy.frequency", row.raw("tenancy.frequency"), row.source.columns.words.get("tenancy.frequency"))
    return found if isinstance(found, Frequency) else row.source.columns.per


def _charge(row: Row, role: str) -> int | None:
    pence = row.read(role, read_money)
    if pence is not None and pence < 0:
        row.fault(role, f"{format_pence(pence)} is less than nil, and a charge is not", pence=pence)
        return None
    if pence is not None and pence > _LARGEST:
        row.fault(role, f"{format_pence(pence)} is more than any charge here can be", pence=pence)
        return None
    return pence


def _balance(row: Row) -> BalanceSaid:
    key = row.read("balance.key", read_key) or ""
    role = next((one for one in ("balance.pence", "balance.owed", "balance.credit") if one in row.places), "balance.pence")
    owed = row.read("balance.owed", partial(read_owed, owed=Owed.PLUS))
    credit = row.read("balance.credit", partial(read_owed, owed=Owed.PLUS))
    pence = row.read("balance.pence", partial(read_owed, owed=row.source.columns.owed))
    if pence is None and not row.broken & {"balance.pence", "balance.owed", "balance.credit"}:
        pence = (owed or 0) - abs(credit or 0) if owed is not None or credit is not None else None
        if pence is None and not row.places.keys() & {"tenancy.start", "person.name"}:
            row.warn(role, "no balance is said, so it is taken as nil")
            pence = 0
    return BalanceSaid(key, pence, row.source.columns.name_of(role))


def _entry(row: Row) -> EntrySaid:
    key = row.read("history.key", read_key) or ""
    owed = row.source.columns.owed
    on = row.read("history.on", partial(read_date, order=row.source.columns.order))
    if not row.has("history.on"):
        row.fault("history.on", "the day is missing")
    amount = row.read("history.amount", partial(read_owed, owed=owed))
    debit, credit = (row.read(role, read_money) for role in ("history.debit", "history.credit"))
    if amount is None and (debit is not None or credit is not None):
        amount = abs(debit or 0) - abs(credit or 0)
    role = next((one for one in ("history.amount", "history.debit", "history.credit") if one in row.places), "history.amount")
    if amount is None and not row.broken & {"history.amount", "history.debit", "history.credit"}:
        row.fault(role, "the amount is missing")
    kind = row.word("history.kind", EntryKind)
    return EntrySaid(key, on, row.text("history.text", 300) or (one_line(row.raw("history.kind")) if kind else ""),
                     kind, amount,
                     row.read("history.balance", partial(read_owed, owed=owed)), row.source.columns.name_of(role))
