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
    read_phone,
    read_postcode,
    read_uprn,
    shown,
)
from housingdesk.imports.parsers.money_rows import read_balance, read_charges, read_entry
from housingdesk.imports.parsers.row import Row, Source
from housingdesk.imports.rules.addresses import split_address
from housingdesk.imports.rules.names import is_nobody, names_in
from housingdesk.imports.rules.periods import a_week
from housingdesk.imports.rules.roles import BY_KEY, Cell
from housingdesk.imports.rules.rows import BalanceSaid, ChargeSaid, Fault, HomeSaid, PersonSaid, RowSaid, TenancySaid
from housingdesk.imports.rules.words import Sheet
from housingdesk.properties.rules import RentType, SpaceKind
from housingdesk.rent.rules.words import Frequency
from housingdesk.tenancies.rules import BenefitRoute, EndReason, TenancyKind
from housingdesk.values.money import format_pence
from housingdesk.values.text import one_line

_TOTAL = re.compile(r"\W*(?:grand |sub[- ]?|report )?totals?\b.*|sum\b.*|.*\btotals?:?", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_FLAT = 4
_PHONES = re.compile(r"\s*(?:[/;,]|\bor\b|\band\b)\s*", re.IGNORECASE)


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
        if aside := _aside(row):
            row.warn(next(iter(places)), aside)
            continue
        found.append(_row(row, columns.sheets, heads))
    return found, faults


def _is_total(cells: Sequence[str]) -> bool:
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    return _TOTAL.fullmatch(first) is not None and sum(bool(cell.strip()) for cell in cells) <= max(4, len(cells) // 2)


def _aside(row: Row) -> str:
    """Why a row of a flat list is no home and nobody's account: a heading between, a note below, sums without a word."""
    filled = [role for role in row.places if row.has(role)]
    if len(row.source.columns.sheets) < 2 or len(row.places) < _FLAT or not filled:
        return ""
    if len(filled) == 1 and BY_KEY[filled[0]].cell is not Cell.MONEY:
        return f"nothing but {shown(row.raw(filled[0]))} stands in it, so it is taken for a heading or a note and left out"
    if all(BY_KEY[role].cell is Cell.MONEY for role in filled):
        return "nothing but amounts stand in it, so it is taken for a row of totals and left out"
    return ""


def _row(row: Row, sheets: Sequence[Sheet], heads: tuple[tuple[str, str], ...]) -> RowSaid:
    home = _home(row) if Sheet.HOMES in sheets else None
    person = _person(row) if Sheet.PEOPLE in sheets else None
    named = Sheet.HOMES in sheets or Sheet.PEOPLE in sheets
    tenancy = _tenancy(row, flat=named, person=person) if Sheet.TENANCIES in sheets else None
    charges = read_charges(row) if Sheet.CHARGES in sheets else None
    balance = read_balance(row) if Sheet.BALANCES in sheets else None
    entry = read_entry(row) if Sheet.HISTORY in sheets else None
    if tenancy is None and Sheet.TENANCIES in sheets:
        _say_nobodys(row, balance)
        home = _with_rent(home, charges)
        charges = balance = None
    return RowSaid(row.where, home, person, tenancy, charges, balance, entry, heads)


def _with_rent(home: HomeSaid | None, charges: ChargeSaid | None) -> HomeSaid | None:
    """The weekly charges in the row of an empty home are what it loses."""
    if home is None or charges is None or home.rent_pence is not None or any(
            one.per is Frequency.MONTHLY for one in charges.amounts):
        return home
    return replace(home, rent_pence=sum(a_week(one.pence, one.per) for one in charges.amounts) or None)


def _say_nobodys(row: Row, balance: BalanceSaid | None) -> None:
    """An empty home has no account: a balance in its row is somebody's who is not named."""
    if balance is not None and balance.beside:
        row.fault(row.first("balance.court", "balance.recharge", "balance.overpaid"),
                  f"{format_pence(balance.beside[0][1])} stands in the row of an empty home. Whose is it?")
    if balance is not None and balance.pence:
        row.fault(row.first("balance.pence", "balance.owed", "balance.own", "balance.hb", "balance.uc"),
                  f"{format_pence(balance.pence)} stands in the row of an empty home. Whose is it?", pence=balance.pence)


def _home(row: Row) -> HomeSaid:
    line1, line2, locality, town, county, postcode = (
        row.text("home.line1", 160), row.text("home.line2", 160), row.text("home.line3", 120), row.text("home.town", 80),
        row.text("home.county", 80), "")
    if row.has("home.address"):
        parts = split_address(row.raw("home.address"))
        if line1:  # the room or flat has a column of its own
            line2 = line2 or ", ".join(part for part in parts[:2] if part and part != line1)
        line1, line2, locality = line1 or parts[0], line2 or parts[1], locality or parts[2]
        town, county, postcode = town or parts[3], county or parts[4], parts[5]
    given = row.read("home.postcode", read_postcode)
    rent = row.read("home.rent", read_money)
    return HomeSaid(
        row.read("home.key", read_key) or "", row.text("home.scheme", 120), row.text("home.building", 120), line1, line2,
        locality,
        town or row.source.columns.town, county, given or postcode, row.read("home.uprn", read_uprn) or "",
        row.word("home.kind", SpaceKind), _bedrooms(row), row.word("home.rent_type", RentType), rent,
        row.read("home.formula", read_money), frozenset(row.broken))


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
    phone, mobile, phone2 = _phones(row)
    return PersonSaid(key, name, also, born, row.read("person.nino", read_nino) or "", phone, mobile,
                      _email(row, "person.email"), phone2, _email(row, "person.email2"), frozenset(row.broken))


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


def _phones(row: Row) -> tuple[str, str, str]:
    """Telephone, mobile and a second telephone; of two numbers in one cell the other goes where nothing stands yet."""
    found = {role: _phone(row, role) for role in ("person.phone", "person.mobile", "person.phone2")}
    for role, some in found.items():
        for one in some[1:]:
            kind = "person.mobile" if one.startswith("07") else "person.phone2"
            free = next((to for to in (kind, "person.phone2", "person.mobile", "person.phone") if not found[to]), None)
            if free is None:
                row.warn(role, f"there are more than three telephone numbers, so {one} is left out")
            else:
                found[free] = [one]
    phone, mobile, phone2 = (some[0] if some else "" for some in found.values())
    return phone, mobile, phone2


def _phone(row: Row, role: str) -> list[str]:
    """The telephone numbers of a cell."""
    if not row.has(role):
        return []
    raw, found = row.raw(role), []
    parts = [raw] if _reads(raw) else [part for part in _PHONES.split(raw) if part.strip()]
    for part in parts:
        try:
            found.append(read_phone(part))
        except ValueError as error:
            row.warn(role, f"{error}, so it is left out")
            continue
        if lost_nought(part):
            row.warn(role, f"it has lost the nought it begins with, so {found[-1]} is kept")
    return found


def _reads(text: str) -> bool:
    try:
        read_phone(text)
    except ValueError:
        return False
    return True


def _email(row: Row, role: str) -> str:
    text = row.text(role)
    if text and row.has(role) and not _EMAIL.fullmatch(text):
        row.warn(role, f"“{text[:60]}” is no e-mail address, so it is left out")
        return ""
    return text if row.has(role) else ""


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
    holders = f"{row.raw('tenancy.people')};{row.raw('tenancy.joint')}"
    people = tuple(part for part in (read_key(one) for one in re.split(r"[,;&/+]", holders)) if part)
    starter, fixed = (row.read(role, partial(read_date, order=order)) for role in ("tenancy.starter", "tenancy.fixed"))
    for role, day in (("tenancy.starter", starter), ("tenancy.fixed", fixed)):
        if day is not None and starts is not None and day < starts:
            row.fault(role, f"it ends on {day:%d/%m/%Y}, before the agreement starts on {starts:%d/%m/%Y}")
    return TenancySaid(
        row.read("tenancy.key", read_key) or "", row.read("tenancy.home", read_key) or row.read("home.key", read_key) or "",
        people, row.word("tenancy.kind", TenancyKind), starts, ends, row.read("tenancy.reference", read_key) or "",
        row.word("tenancy.route", BenefitRoute), row.text("tenancy.claim", 60) if row.has("tenancy.claim") else "",
        row.word("tenancy.frequency", Frequency), row.source.columns.kind, row.word("tenancy.reason", EndReason), starter,
        fixed, frozenset(row.broken))
