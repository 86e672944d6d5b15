"""The CSV layouts of UK banks, chosen by heading text, else by shape, never by file name.

Sources: importers of hledger, Firefly III, bank2ynab and others, a supplier's published list of statement layouts, and
the banks' own pages. A bank without a documented layout (Unity Trust, Tide) goes through the person's own mapping.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from housingdesk.bank.parsers.mapping import Mapping, find_heading, heading
from housingdesk.values.tables.days import read_day
from housingdesk.values.tables.grid import Grid


@dataclass(frozen=True, slots=True)
class Profile:
    """A layout with a heading row. ``needs`` are headings that must be there; with ``exact`` no others may be, but
    for ``also``. ``roles`` give for each mapping field its heading (narrative: several)."""

    name: str
    needs: str
    roles: dict[str, str]
    order: str = "dmy"
    exact: bool = True
    also: str = ""
    turned: bool = False
    cards_turned: bool = False
    currency: str | None = None
    wording: str = ""


_LLOYDS = {"date": "transaction date", "kind": "transaction type", "sort_code": "sort code", "account": "account number",
           "narrative": "transaction description", "paid_out": "debit amount", "paid_in": "credit amount",
           "balance": "balance"}

PROFILES = (
    Profile("barclays", "number|date|account|amount|subcategory|memo",
            {"date": "date", "account": "account", "amount": "amount", "kind": "subcategory", "narrative": "memo"},
            wording="barclays"),
    Profile("natwest", "date|type|description|value|balance|account name|account number",
            {"date": "date", "kind": "type", "narrative": "description", "amount": "value", "balance": "balance",
             "account": "account number"}, exact=False, wording="natwest", cards_turned=True),
    Profile("lloyds", "transaction date|transaction type|sort code|account number|transaction description|debit amount|"
            "credit amount|balance", _LLOYDS, exact=False),
    Profile("lloyds-commercial", "post date|account number|account name|type|amount|customer reference|transaction detail|"
            "balance", {"date": "post date", "account": "account number", "kind": "type", "amount": "amount",
                        "reference": "customer reference", "narrative": "transaction detail|customer reference",
                        "balance": "balance"}),
    Profile("nationwide", "date|transaction type|description|paid out|paid in|balance",
            {"date": "date", "kind": "transaction type", "narrative": "transaction type|description",
             "paid_out": "paid out", "paid_in": "paid in", "balance": "balance"}, wording="nationwide"),
    Profile("midata", "date|type|merchant/description|debit/credit|balance",
            {"date": "date", "kind": "type", "narrative": "merchant/description", "amount": "debit/credit",
             "balance": "balance"}),
    Profile("monzo", "transaction id|date|type|name|amount|currency",
            {"date": "date", "bank_id": "transaction id", "kind": "type", "payer": "name", "amount": "amount",
             "currency_column": "currency", "reference": "notes and #tags", "narrative": "name|description|notes and #tags"},
            exact=False),
    Profile("monzo-old", "id|created|amount|currency|description",
            {"date": "created", "bank_id": "id", "amount": "amount", "currency_column": "currency",
             "narrative": "description|notes", "kind": "category"}, order="ymd", exact=False),
    *(Profile("starling", f"date|counter party|reference|type|amount ({unit})|balance ({unit})",
              {"date": "date", "payer": "counter party", "reference": "reference", "kind": "type",
               "amount": f"amount ({unit})", "balance": f"balance ({unit})", "narrative": "counter party|reference"},
              exact=False, currency=unit.upper()) for unit in ("gbp", "eur", "usd")),
    Profile("revolut", "type|product|started date|completed date|description|amount|fee|currency|state|balance",
            {"date": "completed date", "kind": "type", "narrative": "description", "amount": "amount", "fee": "fee",
             "currency_column": "currency", "status": "state", "balance": "balance"}, order="ymd"),
    Profile("revolut-old", "completed date|paid out (gbp)|paid in (gbp)|balance (gbp)",
            {"date": "completed date", "narrative": "reference|description|notes", "paid_out": "paid out (gbp)",
             "paid_in": "paid in (gbp)", "balance": "balance (gbp)"}, exact=False, currency="GBP"),
    Profile("co-operative", "date|description|type|money in|money out|balance",
            {"date": "date", "narrative": "description", "kind": "type", "paid_in": "money in", "paid_out": "money out",
             "balance": "balance"}),
    Profile("metro", "date|details|transaction type|in|out|balance",
            {"date": "date", "narrative": "details", "kind": "transaction type", "paid_in": "in", "paid_out": "out",
             "balance": "balance"}),
    Profile("bank-of-ireland", "date|details|debit|credit|balance",
            {"date": "date", "narrative": "details", "paid_out": "debit", "paid_in": "credit", "balance": "balance"}),
    Profile("first-direct", "date|description|amount|balance",
            {"date": "date", "narrative": "description", "amount": "amount", "balance": "balance"}, wording="hsbc"),
    Profile("hsbcnet", "account number|date|currency|amount|description|type",
            {"account": "account number", "date": "date", "currency_column": "currency", "amount": "amount",
             "narrative": "description", "kind": "type"}),
    Profile("bankline", "sort code|account number|currency|date|narrative #1|type|debit|credit",
            {"sort_code": "sort code", "account": "account number", "currency_column": "currency", "date": "date",
             "narrative": "narrative #1|narrative #2|narrative #3|narrative #4|narrative #5", "kind": "type",
             "paid_out": "debit", "paid_in": "credit"}, exact=False),
)

_DMY = r"\d{1,2}/\d{1,2}/\d{2,4}"
_MONEY = r"-?£?-?[\d,]*\.\d{2}|-?£?-?[\d,]+"
_MONEY_OR_NOTHING = rf"(?:{_MONEY})?"


@dataclass(frozen=True, slots=True)
class Shape:
    """A layout without headings: one pattern a column, and the mapping it means."""

    name: str
    columns: tuple[str, ...]
    mapping: Mapping
    more: bool = False


SHAPES = (
    Shape("hsbcnet", (r"'?\d{6}-?\d{8}", r"[\d/\-]{8,10}", r"[A-Z]{3}", _MONEY, r".*", r".*"),
          Mapping(account=0, date=1, currency_column=2, amount=3, narrative=(4,), kind=5, order="auto")),
    Shape("hsbc", (_DMY, r".*\D.*", _MONEY), Mapping(date=0, narrative=(1,), amount=2, order="dmy", wording="hsbc")),
    Shape("hsbc", (_DMY, r".*\D.*", _MONEY, _MONEY_OR_NOTHING),
          Mapping(date=0, narrative=(1,), amount=2, balance=3, order="dmy", wording="hsbc")),
    Shape("barclaycard", (r"\d{1,2} [A-Za-z]{3} \d{2}", r".+", r".*", r".*", r".*", _MONEY_OR_NOTHING, _MONEY_OR_NOTHING),
          Mapping(date=0, narrative=(1,), kind=2, paid_in=5, paid_out=6, order="dmy")),
    Shape("bankline", (r"\d{2}-?\d{2}-?\d{2}", r"\d{6,8}", r".*", r".*", r"[A-Z]{3}", r".*", r".*", r".*", r".*",
                       r"\d{1,2}/\d{1,2}/\d{2,4}", r".*", r".*", r".*", r".*", r".*", r".*", _MONEY_OR_NOTHING,
                       _MONEY_OR_NOTHING),
          Mapping(sort_code=0, account=1, currency_column=4, date=9, narrative=(10, 11, 12, 13, 14), kind=15, paid_out=16,
                  paid_in=17, order="dmy"), more=True),
    Shape("natwest-old", (r"\d{6}", r".*", r".*", _MONEY, r".*", r".*", r".*", r".*"),
          Mapping(skip=1, date=0, amount=3, narrative=(4,), kind=5, reference=7, order="yymmdd")),
    Shape("clydesdale", (r"\d{4}/\d{2}/\d{2}", r".*", r"\d{14}", r".*", r".*", r".*", r".*", _MONEY, r".*"),
          Mapping(date=0, account=2, narrative=(6, 8), amount=7, order="ymd"), more=True),
    Shape("handelsbanken", (r"\d{6,14}", r"[\d/.\-]{6,10}", r".*", _MONEY_OR_NOTHING, _MONEY_OR_NOTHING),
          Mapping(account=0, date=1, narrative=(2,), paid_out=3, paid_in=4, order="auto")),
)


def recognise(grid: Grid) -> tuple[str, Grid, Mapping] | None:
    """The bank's name, the grid (rearranged where a layout needs it) and the mapping; None for an unknown layout."""
    rearranged = _barclays_daily(grid) or _john_lewis(grid)
    if rearranged:
        return rearranged
    for index, row in enumerate(grid.rows[:60]):
        cells = heading(row)
        if len(cells) < 3:
            continue
        for profile in PROFILES:
            if found := _mapped(profile, cells):
                return profile.name, grid, replace(found, skip=index + 1)
    return _by_shape(grid)


def _mapped(profile: Profile, cells: Sequence[str]) -> Mapping | None:
    needed = set(profile.needs.split("|"))
    there = {cell for cell in cells if cell}
    if not needed <= there or (profile.exact and not there <= needed | set(profile.also.split("|"))):
        return None
    places = {cell: index for index, cell in reversed(list(enumerate(cells)))}
    single = {role: places[name] for role, name in profile.roles.items() if role != "narrative" and name in places}
    narrative = tuple(places[name] for name in profile.roles["narrative"].split("|") if name in places)
    return Mapping(name=profile.name, header=tuple(cells), narrative=narrative, order=profile.order, turned=profile.turned,
                   cards_turned=profile.cards_turned, currency=profile.currency, wording=profile.wording, **single)  # type: ignore[arg-type]


def _by_shape(grid: Grid) -> tuple[str, Grid, Mapping] | None:
    for shape in SHAPES:
        rows = [row for row in grid.rows[shape.mapping.skip:] if any(cell.strip() for cell in row)]
        patterns = [re.compile(pattern, re.ASCII) for pattern in shape.columns]
        if rows and all(_has_shape(row, patterns, shape.more) for row in rows[:40]) and _dates_fit(rows, shape.mapping):
            return shape.name, grid, replace(shape.mapping, name=shape.name)
    return None


def _has_shape(row: Sequence[str], patterns: Sequence[re.Pattern[str]], more: bool) -> bool:
    cells = [cell.strip() for cell in row]
    while len(cells) > len(patterns) and not cells[-1]:
        cells.pop()
    if len(cells) < len(patterns) or (len(cells) > len(patterns) and not more):
        return False
    return all(pattern.fullmatch(cell) for pattern, cell in zip(patterns, cells, strict=False))


def _dates_fit(rows: Sequence[Sequence[str]], mapping: Mapping) -> bool:
    if mapping.order not in ("dmy", "ymd"):
        return True
    try:
        for text in {row[mapping.date or 0] for row in rows if len(row) > (mapping.date or 0)}:
            read_day(text, mapping.order)
    except ValueError:
        return False
    return True


def _barclays_daily(grid: Grid) -> tuple[str, Grid, Mapping] | None:
    """One date for the whole file in its first row; headings; then sort code, account, value, CR or DR, texts."""
    first = next((row for row in grid.rows if any(cell.strip() for cell in row)), [])
    if len(first) < 4 or not re.fullmatch(r"20\d{6}", first[3].strip()):
        return None
    rows = [index for index, row in enumerate(grid.rows) if any(cell.strip() for cell in row)]
    if len(rows) < 3:
        return None
    body = rows[2:]
    if not all(len(grid.rows[i]) >= 9 and grid.rows[i][5].strip().upper() in ("CR", "DR") for i in body[:40]):
        return None
    day = grid.rows[rows[0]][3].strip()
    turned = Grid([[day, *grid.rows[i]] for i in body], [grid.numbers[i] for i in body], [grid.raws[i] for i in body],
                  grid.kind, grid.delimiter)
    mapping = Mapping(name="barclays-daily", date=0, order="ymd", sort_code=2, account=3, amount=5, direction=6,
                      narrative=(7, 9), reference=8)
    return "barclays-daily", turned, mapping


def _john_lewis(grid: Grid) -> tuple[str, Grid, Mapping] | None:
    """A card: amounts are spent unless marked by a plus, a minus or CR; rows not yet processed have no date."""
    start = find_heading(grid.rows, ("date processed", "description", "amount"))
    if start is None:
        return None
    rows = []
    for row in grid.rows[start + 1:]:
        amount, mark = (row[2].strip() if len(row) > 2 else ""), (row[3].strip().upper() if len(row) > 3 else "")
        credit = mark == "CR" or amount.startswith(("+", "-"))
        rows.append([*row[:2], "CR" if credit else "DR", amount.lstrip("+- ")] if len(row) > 2 else row)
    turned = Grid(rows, grid.numbers[start + 1:], grid.raws[start + 1:], grid.kind, grid.delimiter)
    return "john-lewis-card", turned, Mapping(name="john-lewis-card", date=0, order="dmy", narrative=(1,), direction=2,
                                              amount=3)
