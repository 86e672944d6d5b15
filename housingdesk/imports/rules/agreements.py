"""The agreements of all rows: whose, of which home, from when to when, of which kind; no home held twice at once. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from housingdesk.imports.rules.holders import People
from housingdesk.imports.rules.homes import Homes
from housingdesk.imports.rules.rows import Fault, RowSaid, TenancySaid, Weight
from housingdesk.imports.rules.words import Sheet
from housingdesk.properties.rules import NON_RESIDENTIAL
from housingdesk.rent.rules.words import Frequency
from housingdesk.tenancies.rules import BenefitRoute, TenancyKind, day_problems
from housingdesk.values.dates import DAY
from housingdesk.values.text import lower_first, squash


@dataclass(slots=True)
class Found:
    """An agreement as it is found, with the rows that say something of it. ``home`` None: there is no such home."""

    key: str
    row: RowSaid
    said: TenancySaid
    home: int | None
    people: list[int]
    kind: TenancyKind
    frequency: Frequency | None
    charges: list[RowSaid] = field(default_factory=list)
    balances: list[RowSaid] = field(default_factory=list)
    entries: list[RowSaid] = field(default_factory=list)

    @property
    def nightly(self) -> bool:
        """Whether it is charged by the night, so that somebody else may come on the day they leave."""
        return frequency_of(self) is Frequency.NIGHTLY

    @property
    def balance(self) -> RowSaid | None:
        """The first row that says what the rent account owed."""
        return next((row for row in self.balances if row.balance is not None and row.balance.pence is not None), None)


def frequency_of(found: Found) -> Frequency:
    """How often an account is charged: as its row says, else as its charges are stated, else weekly."""
    if found.frequency is not None:
        return found.frequency
    return next((one.per for row in found.charges if row.charges is not None for one in row.charges.amounts), Frequency.WEEKLY)


class Agreements:
    """The agreements as they are found, by number and by payment reference."""

    def __init__(self, homes: Homes, people: People, faults: list[Fault], today: date) -> None:
        self.found: list[Found] = []
        self._homes, self._people, self._faults, self._today = homes, people, faults, today
        self._by_key: dict[str, Found] = {}
        self._by_reference: dict[str, Found] = {}
        self._bare: dict[str, list[Found]] = defaultdict(list)
        self._unsaid: dict[str, list[TenancyKind]] = defaultdict(list)

    def take(self, rows: Iterable[RowSaid]) -> None:
        """Takes in every row that has an agreement, then looks at who holds each home when."""
        for row in rows:
            if row.tenancy is not None:
                self._take(row, row.tenancy)
        self._overlaps()
        for file, kinds in self._unsaid.items():
            kind = f"{'an' if str(kinds[0])[0] in 'aeio' else 'a'} {kinds[0]}"
            self._faults.append(Fault(Sheet.TENANCIES, file, 0, "", (
                f"{len(kinds):,} of its agreements do not say of which kind they are, so each is taken for {kind}"),
                Weight.WARNING))

    def of(self, key: str) -> Found | None:
        """The agreement of a number or payment reference, however it is spaced."""
        found = self._by_key.get(squash(key)) or self._by_reference.get(squash(key))
        return found or self._without_noughts(key)

    def _without_noughts(self, key: str) -> Found | None:
        """The only agreement whose number is this one but for noughts at its beginning, which spreadsheets eat."""
        if len(self._bare) != len(self.found):
            self._bare.clear()
            for one in self.found:
                self._bare[squash(one.key).lstrip("0")].append(one)
        some = self._bare.get(squash(key).lstrip("0"), []) if squash(key).isdigit() else []
        return some[0] if len(some) == 1 else None

    def _take(self, row: RowSaid, said: TenancySaid) -> None:
        home_key = self._homes.key_of(row)
        key = said.key or said.reference or self._homes.called(row)
        before = self._by_key.get(squash(key))
        if before is not None and not said.key and before.said.starts_on != said.starts_on:
            key = f"{key}/{said.starts_on or row.where.line}"
            before = self._by_key.get(squash(key))
        if before is not None:
            self._again(row, said, before)
            return
        home = self._homes.places.get(home_key)
        found = Found(key, row, said, home, list(self._people.of_row(row)), self._kind(row, said, home), said.frequency)
        self._check(row, said, found, home_key)
        self._by_key[squash(key)] = found
        if said.reference:
            other = self._by_reference.setdefault(squash(said.reference), found)
            if other is not found:
                self._faults.append(row.fault("tenancy.reference", f"the reference {said.reference} stands in row "
                                                                   f"{other.row.where.line} too"))
        self.found.append(found)
        self._money(row, found)

    def _again(self, row: RowSaid, said: TenancySaid, before: Found) -> None:
        """A second row of one agreement is another holder; anything else is a number given twice."""
        same = before.said.starts_on == said.starts_on and self._homes.places.get(self._homes.key_of(row)) == before.home
        if row.person is None or not same:
            self._faults.append(row.fault(row.first("tenancy.key", "tenancy.reference", "home.key"),
                                          f"the number {said.key or before.key} stands in row {before.row.where.line} too"))
            return
        before.people += [one for one in self._people.of_row(row) if one not in before.people]
        mine, first = row.balance, before.row.balance
        if mine is not None and first is not None and mine.pence and mine.pence != first.pence:
            self._faults.append(row.fault(row.first("balance.pence", "balance.owed"), (
                f"it is one account with row {before.row.where.line}, which has another balance")))

    def _kind(self, row: RowSaid, said: TenancySaid, home: int | None) -> TenancyKind:
        if said.kind is not None:
            return said.kind
        if home is not None and self._homes.spaces[home].kind in NON_RESIDENTIAL:
            return TenancyKind.CONTRACT
        usual = said.usual or TenancyKind.ASSURED
        if "tenancy.kind" not in said.broken:
            if said.usual is None:
                self._faults.append(row.fault("tenancy.kind", "it is not said of which kind the agreement is"))
            else:
                self._unsaid[row.where.file].append(usual)
        return usual

    def _check(self, row: RowSaid, said: TenancySaid, found: Found, home_key: str) -> None:
        faults = self._faults
        if found.home is None:
            role = row.first("tenancy.home", "home.key")
            faults.append(row.fault(role, f"there is no home {home_key} in the list of homes" if home_key else
                                    "it is not said of which home"))
        elif (self._homes.spaces[found.home].kind in NON_RESIDENTIAL) != (found.kind is TenancyKind.CONTRACT):
            home = self._homes.spaces[found.home]
            faults.append(row.fault("tenancy.kind", f"{home.label} is a {home.kind}, which is not let by {found.kind}"))
        if not found.people and not said.people and not said.broken & {"person.name", "person.key", "person.last"} and (
                row.person is None):
            faults.append(row.fault(row.first("person.name", "person.last", "tenancy.people"), "it is not said who holds it"))
        if said.starts_on is not None:
            faults += [row.fault("tenancy.start", lower_first(one.message))
                       for one in day_problems("starts_on", said.starts_on, self._today)]
        if found.kind is TenancyKind.CONTRACT and said.route not in (None, BenefitRoute.NONE) and (
                "tenancy.kind" not in said.broken):
            faults.append(row.fault("tenancy.route", "benefit does not pay for a garage or store"))

    def _money(self, row: RowSaid, found: Found) -> None:
        if row.charges is not None and not row.charges.key:
            found.charges.append(row)
        if row.balance is not None and not row.balance.key:
            found.balances.append(row)

    def last_until(self, one: Found) -> date:
        """The last day on which nobody else can have the home."""
        ends = one.said.ends_on
        return date.max if ends is None else ends - DAY if one.nightly and ends > (one.said.starts_on or ends) else ends

    def _overlaps(self) -> None:
        """Who has a home while somebody else has it; agreements whose days could not be read are left out."""
        held: dict[int, list[Found]] = defaultdict(list)
        for one in self.found:
            if one.home is not None and one.said.starts_on is not None and "tenancy.end" not in one.said.broken:
                held[one.home].append(one)
        for some in held.values():
            some.sort(key=lambda one: (one.said.starts_on or date.min, one.said.ends_on or date.max))
            longest = some[0]
            for one in some[1:]:
                if one.said.starts_on is not None and self.last_until(longest) >= one.said.starts_on:
                    self._faults.append(_held(longest, one))
                longest = max(longest, one, key=self.last_until)


def _held(first: Found, second: Found) -> Fault:
    until = f" until {first.said.ends_on:%d/%m/%Y}" if first.said.ends_on else ""
    return second.row.fault("tenancy.start", f"the home is held by the agreement in row {first.row.where.line}{until}")
