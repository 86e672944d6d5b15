"""A made-up association as another housing system would hand it over: a workbook of 500 homes with six sheets.

``Book`` keeps rows as they are written, so that a test can spoil one cell and put it right again.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

ON = date(2026, 11, 22)
Rows = list[dict[str, str]]
_STREETS = ("Dale Road", "Mill Lane", "Church Street", "Station Road", "Beech Grove", "Hill View", "Park Avenue", "Moor Lane")
_TOWNS = ("Otley", "Ilkley", "Keighley", "Skipton")
_FIRST = ("Amina", "José", "Mary", "Łukasz", "Grace", "Tom", "Yusuf", "Siân", "Chen", "Ruth", "Owen", "Farah", "Peter", "Ines")
_LAST = ("Khan", "da Silva", "O’Brien", "Nowak", "Okafor", "Smith", "Ali", "Davies", "Wei", "Patel", "Jones", "Hussain",
"Brown")


@dataclass
class Book:
    """The sheets of the workbook, rows by heading; row 1 is the headings, so ``rows[0]`` is row 2."""

    homes: Rows = field(default_factory=list)
    people: Rows = field(default_factory=list)
    tenancies: Rows = field(default_factory=list)
    charges: Rows = field(default_factory=list)
    balances: Rows = field(default_factory=list)
    history: Rows = field(default_factory=list)

    def sheets(self) -> dict[str, Rows]:
        """Each sheet by its name."""
        return {"Homes": self.homes, "People": self.people, "Tenancies": self.tenancies, "Charges": self.charges,
                "Balances": self.balances, "History": self.history}

    def xlsx(self) -> bytes:
        """The workbook, every cell as text, as systems write what they export."""
        from openpyxl.workbook.workbook import Workbook

        book, held = Workbook(write_only=True), io.BytesIO()  # type: ignore[no-untyped-call]
        for name, rows in self.sheets().items():
            sheet = book.create_sheet(name)  # type: ignore[no-untyped-call]
            sheet.append(list(rows[0]))
            for row in rows:
                sheet.append(list(row.values()))
        book.save(held)  # type: ignore[no-untyped-call]
        return held.getvalue()

    def totals(self) -> dict[str, int]:
        """What the old system's own reports say: counts, and pence."""
        ended = [row for row in self.tenancies if row["End Date"]]
        running = {row["Tenancy Ref"] for row in self.tenancies if not row["End Date"]}
        return {"homes": len(self.homes), "people": len(self.people), "current tenancies": len(self.tenancies) - len(ended),
                "former tenancies": len(ended),
                "weekly charges": sum(_pence(row["Weekly Amount"]) for row in self.charges if row["Tenancy Ref"] in running),
                "sum of all balances": sum(map(_owed, self.balances)),
                "owed on accounts in arrears": sum(max(0, _owed(row)) for row in self.balances),
                "held on accounts in credit": sum(max(0, -_owed(row)) for row in self.balances),
                "court costs, recharges and overpayments": 0}


def _pence(text: str) -> int:
    return int(text.replace(",", "").replace(".", ""))


def _owed(row: dict[str, str]) -> int:
    amount, side = row["Balance"].split()
    return _pence(amount) if side == "DR" else -_pence(amount)


def _money(pence: int) -> str:
    return f"{pence // 100:,}.{pence % 100:02d}"


def _sided(pence: int) -> str:
    return f"{_money(abs(pence))} {'DR' if pence >= 0 else 'CR'}"


def make_book(homes: int = 500, seed: int = 6) -> Book:
    """The association: houses and flats in eight schemes, shared houses with rooms, garages, empty homes, people who left."""
    book, chance = Book(), Random(seed)
    for number in range(homes):
        _home(book, number)
    for number in range(homes):
        if number % 25 == 24:  # one home in so many stands empty; half of them were never let
            if number % 50 == 24:
                _tenancy(book, chance, number, left=True)
        else:
            if number % 10 == 3:
                _tenancy(book, chance, number, left=True)
            _tenancy(book, chance, number, left=False)
    for number in range(4):  # people who hold nothing
        _person(book, chance, f"Wait{number}")
    return book


def _kind(number: int) -> str:
    return "Garage" if number % 12 == 11 else "Room" if number % 12 in (8, 9, 10) else "Flat" if number % 12 in (5, 6, 7) \
        else "House"


def _home(book: Book, number: int) -> None:
    kind, street = _kind(number), _STREETS[number // 12 % len(_STREETS)]
    house = f"{number // 12 + 1} {street}"
    lines = {"Garage": (f"Garage {number}", street, ""), "Room": (f"Room {number % 12 - 7}", house,
    f"Beech House {number // 12}"),
             "Flat": (f"Flat {number % 12 - 4}", f"{number // 12 + 100} {street}", ""), "House": (f"{number + 200} {street}",
             "", "")}
    first, second, building = lines[kind]
    book.homes.append({
        "Property Ref": f"P{number + 1:05d}", "Scheme": f"{street} scheme", "Building": building, "Address 1": first,
        "Address 2": second, "Town": _TOWNS[number // 12 % 4], "Post Code": f"ZZ{number // 12 % 9 + 1} {number % 9 + 1}AB",
        "UPRN": str(100_050_000_000 + number), "Property Type": kind, "Beds": "" if kind == "Garage" else str(number % 4),
        "Rent Type": "" if kind == "Garage" else "SUP" if kind == "Room" else "GN"})


def _person(book: Book, chance: Random, surname: str = "") -> str:
    number = len(book.people) + 1
    book.people.append({
        "Person Ref": str(70_000 + number), "Forename": chance.choice(_FIRST), "Surname": surname or chance.choice(_LAST),
        "DOB": (date(1950, 1, 1) + timedelta(days=chance.randrange(19_000))).strftime("%d/%m/%Y"),
        "NI Number": f"AB{number:06d}C", "Mobile": f"07700 9{number:05d}", "Email": f"person{number}@example.com"})
    return book.people[-1]["Person Ref"]


def _tenancy(book: Book, chance: Random, number: int, *, left: bool) -> None:
    kind, key = _kind(number), f"T{len(book.tenancies) + 1:05d}"
    starts = date(2012, 1, 2) + timedelta(days=chance.randrange(1500)) if left else date(2019, 4, 1) + timedelta(
        days=chance.randrange(2300))
    ends = date(2018, 6, 3) + timedelta(days=chance.randrange(200)) if left else None
    people = [_person(book, chance) for _ in range(2 if number % 7 == 2 else 1)]
    book.tenancies.append({
        "Tenancy Ref": key, "Property Ref": f"P{number + 1:05d}", "Tenant IDs": "; ".join(people),
        "Tenure": {"Garage": "Garage", "Room": "Excluded licence"}.get(kind, "Assured" if number % 3 else "AST"),
        "Start Date": starts.strftime("%d/%m/%Y"), "End Date": ends.strftime("%d/%m/%Y") if ends else "",
        "Payment Ref": f"88{len(book.tenancies) + 1:07d}",
        "Benefit": "" if kind == "Garage" else ("None", "UC", "UC direct", "HB pension")[number % 4]})
    if not left:
        _charges(book, number, key, kind)
    balance = chance.choice((0, 0, 11_240, -2_500, 48_216, 120_450)) if not left else chance.choice((0, 30_199))
    if number % 40 == 7 and not left:
        _history(book, chance, key, balance)
    if balance or not left:
        book.balances.append({"Account No": key, "Balance": _sided(balance)})


def _charges(book: Book, number: int, key: str, kind: str) -> None:
    rent = {"Garage": 1_050, "Room": 18_000, "Flat": 9_840, "House": 11_240}[kind] + number % 50
    lines = [("Garage" if kind == "Garage" else "Rent", rent)]
    lines += [("Service charge", 4_200)] if kind in ("Room", "Flat") else []
    lines += [("Personal charge", 850)] if kind == "Room" else []
    for code, pence in lines:
        book.charges.append({"Tenancy Ref": key, "Charge Type": code, "Weekly Amount": _money(pence),
        "Effective From": "06/04/2026",
                             "HB Weekly": _money(5_000) if code == "Rent" and number % 4 == 3 else ""})


def _history(book: Book, chance: Random, key: str, balance: int) -> None:
    """Twelve entries, a charge and a receipt each week, that end with the balance."""
    moves = [(11_240, "Rent", "Rent charge") if place % 2 == 0 else (-chance.choice((10_000, 11_240)), "Payment",
    "Standing order")
             for place in range(12)]
    running = balance - sum(pence for pence, _, _ in moves)
    for place, (pence, kind, text) in enumerate(moves):
        running += pence
        book.history.append({
            "Account No": key, "Transaction Date": (date(2026, 10,
            5) + timedelta(days=place // 2 * 7 + place % 2 * 3)).strftime(
                "%d/%m/%Y"), "Transaction Type": kind, "Details": text, "Debits": _money(pence) if pence > 0 else "",
            "Credits": _money(-pence) if pence < 0 else "", "Running Balance": _sided(running)})


@dataclass(frozen=True)
class Seeded:
    """A fault that was put into a book: where it has to be named, and how the cell is put right again."""

    sheet: str
    row: int
    column: str
    what: str
    mend: Callable[[], None]


def seed_faults(book: Book) -> list[Seeded]:
    """Puts more than forty faults of different kinds into as many rows."""
    return [*_in_homes(book), *_in_people(book), *_in_tenancies(book), *_in_charges(book), *_in_money(book)]


def _spoil(rows: Rows, sheet: str, at: int, column: str, value: str, *, named: tuple[str, int, str] | None = None) -> Seeded:
    """Another value in a cell; ``named`` is where the fault shows when that is not the cell itself."""
    row, before = rows[at], rows[at][column]

    def mend() -> None:
        row[column] = before

    row[column] = value
    where = named or (sheet, at + 2, column)
    return Seeded(*where, f"{before!r} is {value!r}", mend)


def _find(rows: Rows, least: int, **wanted: str) -> int:
    return next(at for at, row in enumerate(rows) if at >= least and all(row[name] == value for name, value in wanted.items()))


def _in_homes(book: Book) -> list[Seeded]:
    rows, houses = book.homes, [at for at, row in enumerate(book.homes) if row["Property Type"] == "House"]
    empty = list(range(49, len(rows), 50))
    room = _find(rows, 60, **{"Property Type": "Room"})
    street = rows[room]["Address 2"]
    rows[room]["Address 2"] = ""
    lone = _spoil(rows, "Homes", room, "Building", "")

    def mend_room() -> None:
        lone.mend()
        rows[room]["Address 2"] = street

    def spoil(at: int, column: str, value: str) -> Seeded:
        return _spoil(rows, "Homes", at, column, value)

    return [spoil(empty[1], "Property Ref", rows[empty[0] - 10]["Property Ref"]), spoil(empty[2], "Property Ref", ""),
            spoil(houses[10], "Post Code", "ZZ1 1CI"), spoil(houses[12], "Post Code", ""), spoil(houses[14], "Town", ""),
            spoil(houses[16], "UPRN", "1.0005E+11"), spoil(houses[18], "UPRN", rows[houses[17]]["UPRN"]),
            spoil(houses[20], "Property Type", "Lodge"), spoil(houses[22], "Beds", "two"), spoil(houses[24], "Beds", "31"),
            spoil(houses[26], "Rent Type", "XX"), spoil(houses[28], "Address 1", ""),
            Seeded("Homes", room + 2, "Building", "a room in nothing", mend_room)]


def _in_people(book: Book) -> list[Seeded]:
    rows = book.people

    def spoil(at: int, column: str, value: str) -> Seeded:
        return _spoil(rows, "People", at, column, value)

    nameless = rows[40]["Forename"]
    rows[40]["Forename"] = ""
    gone = spoil(40, "Surname", "")

    def mend_name() -> None:
        gone.mend()
        rows[40]["Forename"] = nameless

    return [spoil(len(rows) - 1, "Person Ref", rows[5]["Person Ref"]), spoil(50, "DOB", "31/04/1980"),
            spoil(60, "DOB", "01/01/2031"), spoil(70, "DOB", "01/01/1890"), spoil(80, "NI Number", "ABC"),
            spoil(90, "NI Number", rows[89]["NI Number"]), Seeded("People", 42, "Surname", "no name", mend_name)]


def _in_tenancies(book: Book) -> list[Seeded]:
    rows = book.tenancies
    running = [at for at, row in enumerate(rows) if not row["End Date"] and row["Tenure"] == "Assured"]
    owing = {row["Account No"] for row in book.balances}
    left = [at for at, row in enumerate(rows) if row["End Date"] and row["Tenancy Ref"] not in owing]
    garage = _find(rows, 30, Tenure="Garage", **{"End Date": ""})
    other = _find(rows, garage + 1, Tenure="Garage", **{"End Date": ""})
    again = next(at for at in range(320, len(rows) - 1) if rows[at]["End Date"]
                 and rows[at + 1]["Property Ref"] == rows[at]["Property Ref"])

    def spoil(at: int, column: str, value: str, **more: tuple[str, int, str]) -> Seeded:
        return _spoil(rows, "Tenancies", at, column, value, **more)

    return [spoil(running[10], "Start Date", ""), spoil(running[12], "Start Date", "31/02/2019"),
            spoil(left[3], "End Date", "01/01/2001"), spoil(running[14], "Property Ref", "P99999"),
            spoil(running[16], "Tenant IDs", "99999"), spoil(left[5], "Tenancy Ref", rows[running[1]]["Tenancy Ref"]),
            spoil(running[18], "Tenure", "ZZ9"), spoil(running[20], "Benefit", "Maybe"), spoil(garage, "Tenure", "Assured"),
            spoil(other, "Benefit", "UC"), spoil(running[22], "Start Date", "01/04/2031"),
            spoil(running[24], "Payment Ref", rows[running[23]]["Payment Ref"]),
            spoil(again, "End Date", "01/11/2026", named=("Tenancies", again + 3, "Start Date"))]


def _in_charges(book: Book) -> list[Seeded]:
    rows = book.charges
    with_benefit = next(at for at, row in enumerate(rows) if at > 200 and row["HB Weekly"])

    def spoil(at: int, column: str, value: str) -> Seeded:
        return _spoil(rows, "Charges", at, column, value)

    return [spoil(20, "Tenancy Ref", "T99999"), spoil(30, "Weekly Amount", "n/k"), spoil(40, "Weekly Amount", "-4.00"),
            spoil(50, "Weekly Amount", "98.456"), spoil(60, "Charge Type", "Whatnot"), spoil(70, "Weekly Amount", ""),
            spoil(80, "Effective From", "06/04/26/1"), spoil(with_benefit, "HB Weekly", "999.00")]


def _in_money(book: Book) -> list[Seeded]:
    left = {row["Tenancy Ref"] for row in book.tenancies if row["End Date"]}
    former = [at for at, row in enumerate(book.balances) if row["Account No"] in left]
    starts = [at for at, row in enumerate(book.history) if at == 0 or book.history[at - 1]["Account No"] != row["Account No"]]

    def balance(at: int, column: str, value: str) -> Seeded:
        return _spoil(book.balances, "Balances", at, column, value)

    def entry(at: int, column: str, value: str) -> Seeded:
        return _spoil(book.history, "History", at, column, value)

    owner = book.history[starts[5]]["Account No"]
    stated = _find(book.balances, 0, **{"Account No": owner})
    return [balance(former[2], "Account No", "T88888"), balance(15, "Balance", "#REF!"),
            balance(former[4], "Account No", book.balances[3]["Account No"]), entry(starts[1] + 4, "Transaction Date",
            "30/02/2026"),
            entry(starts[2] + 11, "Transaction Date", "30/11/2026"), entry(starts[3] + 5, "Running Balance", "1.00 DR"),
            entry(starts[4], "Account No", "T77777"),
            _spoil(book.balances, "Balances", stated, "Balance", "1.00 DR",
                   named=("History", starts[5] + 13, "Running Balance"))]
