"""The homes of all rows into spaces: schemes and shared houses made above them, no number and no address twice. Pure."""

from collections.abc import Iterable

from housingdesk.imports.rules.addresses import is_unit, kind_by_line
from housingdesk.imports.rules.rows import Fault, HomeSaid, RowSaid, SpacePlan, Weight, Where
from housingdesk.properties.rules import NON_RESIDENTIAL, RentType, SpaceKind
from housingdesk.rent.rules.review.year import SOCIAL_RENTS
from housingdesk.values.text import fold, one_line, squash

_IN_A_HOUSE = frozenset({SpaceKind.ROOM, SpaceKind.BED})
_WITH_FORMULA = SOCIAL_RENTS | {RentType.FAIR}
_LONGEST = 120


class Homes:
    """The spaces as they are found. ``places`` is each home's number → its place in ``spaces``."""

    def __init__(self, faults: list[Fault]) -> None:
        self.spaces: list[SpacePlan] = []
        self.places: dict[str, int] = {}
        self._faults = faults
        self._above: dict[tuple[str, ...], int] = {}
        self._by_address: dict[str, Where] = {}
        self._by_uprn: dict[str, Where] = {}

    def take(self, rows: Iterable[RowSaid]) -> None:
        """Takes in every row that says something of a home."""
        for row in rows:
            if row.home is not None:
                self._take(row, row.home)

    def key_of(self, row: RowSaid) -> str:
        """The number of a row's home: its own, else its address stands for one."""
        home = row.home
        if home is None:
            return row.tenancy.home if row.tenancy is not None else ""
        return home.key or squash(f"{home.building} {home.line1} {home.line2} {home.postcode}")

    def called(self, row: RowSaid) -> str:
        """What an agreement without a number is known by: its home's number, else the address as people read it."""
        home = row.home
        if home is None or home.key:
            return self.key_of(row)
        return ", ".join(part for part in (home.line1, home.building, home.line2, home.postcode) if part)

    def _take(self, row: RowSaid, home: HomeSaid) -> None:
        key = self.key_of(row)
        if not home.key and any(role == "home.key" for role, _ in row.heads) and "home.key" not in home.broken:
            self._faults.append(row.fault("home.key", "the number of the home is missing"))
        if key in self.places:
            self._again(row, home, key)
            return
        made = self._plan(row, home, key)
        self._check(row, home, made)
        self.places[key] = len(self.spaces)
        self.spaces.append(made)

    def _again(self, row: RowSaid, home: HomeSaid, key: str) -> None:
        """In a flat list a home may stand in several rows, one for each agreement; then it says the same each time."""
        before = self.spaces[self.places[key]]
        if row.tenancy is None and not any(role.startswith(("person.", "tenancy.")) for role, _ in row.heads):
            self._faults.append(row.fault("home.key", f"the number {key} stands in row {before.where.line} too"))
        elif _said(home) and squash(home.postcode) != squash(before.postcode) and home.postcode and before.postcode:
            self._faults.append(row.fault(row.first("home.postcode", "home.address"),
                                          f"home {key} has another postcode in row {before.where.line}"))

    def _plan(self, row: RowSaid, home: HomeSaid, key: str) -> SpacePlan:
        line1, line2 = home.line1, home.line2
        if "," in line1 and not line2:
            line1, line2 = (one_line(part) for part in line1.split(",", 1))
        kind = home.kind or kind_by_line(line1)
        building, scheme = home.building, self._scheme(home)
        if kind in _IN_A_HOUSE and not building:
            building = line2 if is_unit(line1) else ""
        parent, street, town, postcode = scheme, line2, home.town, home.postcode
        if building and kind in _IN_A_HOUSE | {SpaceKind.FLAT}:
            above = SpaceKind.HOUSE if kind in _IN_A_HOUSE else SpaceKind.BLOCK
            parent = self._building(row, home, above, building, line2, scheme)
            street = ""
        elif not street:
            street = line1 if kind not in NON_RESIDENTIAL else ""
        rent_type = RentType.CONTRACT if kind in NON_RESIDENTIAL else home.rent_type
        return SpacePlan(kind, (line1 or building or key)[:_LONGEST], key, parent, street, home.locality, town, home.county,
                         postcode, home.uprn, home.bedrooms, rent_type, home.scheme, home.rent_pence,
                         self._formula(row, home, rent_type), row.where)

    def _formula(self, row: RowSaid, home: HomeSaid, rent_type: RentType | None) -> int | None:
        """The formula rent, where the rent of the home has one."""
        if not home.formula_pence or rent_type in _WITH_FORMULA:
            return home.formula_pence or None
        if "home.rent_type" not in home.broken:
            said = f"a home of {rent_type} has none" if rent_type else "it is not said how the rent of the home is set"
            self._faults.append(row.fault("home.formula", f"the formula rent is left out: {said}", Weight.WARNING))
        return None

    def _scheme(self, home: HomeSaid) -> int | None:
        if not home.scheme:
            return None
        return self._made(("scheme", fold(home.scheme)), SpacePlan(SpaceKind.SCHEME, home.scheme, scheme=home.scheme))

    def _building(self, row: RowSaid, home: HomeSaid, kind: SpaceKind, building: str, line2: str, scheme: int | None) -> int:
        street = line2 if line2 and squash(line2) != squash(building) else building
        plan = SpacePlan(kind, building, "", scheme, street, home.locality, home.town, home.county, home.postcode,
                         scheme=home.scheme, where=row.where)
        where = squash(street) if street != building else squash(home.postcode)  # flats of one block may differ in it
        return self._made((str(kind), fold(home.scheme), squash(building), where), plan)

    def _made(self, key: tuple[str, ...], plan: SpacePlan) -> int:
        if key not in self._above:
            self._above[key] = len(self.spaces)
            self.spaces.append(plan)
        return self._above[key]

    def _check(self, row: RowSaid, home: HomeSaid, made: SpacePlan) -> None:
        missing = []
        if made.kind in _IN_A_HOUSE and (made.parent is None or self.spaces[made.parent].kind is SpaceKind.SCHEME):
            missing.append(("home.building", f"a {made.kind} stands in a house or flat. Say in which"))
        if not home.line1:
            missing.append((row.first("home.line1", "home.address"), "the address is missing"))
        if not home.town:
            missing.append((row.first("home.town", "home.address"), "the town is missing"))
        if not home.postcode:
            missing.append((row.first("home.postcode", "home.address"), "the postcode is missing"))
        self._faults += [row.fault(role, said) for role, said in missing if role not in home.broken]
        if home.uprn:
            self._twice(row, self._by_uprn, home.uprn, "home.uprn", f"the UPRN {home.uprn}")
        if home.line1 and home.postcode:
            address = squash(f"{home.building} {home.line1} {home.line2} {home.postcode}")
            self._twice(row, self._by_address, address, row.first("home.line1", "home.address"), "the same address")

    def _twice(self, row: RowSaid, seen: dict[str, Where], value: str, role: str, what: str) -> None:
        before = seen.setdefault(value, row.where)
        if before is not row.where:
            self._faults.append(row.fault(role, f"{what} stands in row {before.line} too"))


def _said(home: HomeSaid) -> bool:
    return bool(home.line1 or home.postcode)
