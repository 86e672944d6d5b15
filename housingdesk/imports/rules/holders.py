"""Who the people of all rows are: one person for each number, joint holders each by themselves, nobody twice. Pure."""

from collections.abc import Iterable

from housingdesk.imports.rules.rows import Fault, PersonPlan, PersonSaid, RowSaid, Weight
from housingdesk.values.text import fold


class People:
    """The people as they are found; ``places`` is each number → its place in ``people``."""

    def __init__(self, faults: list[Fault]) -> None:
        self.people: list[PersonPlan] = []
        self.places: dict[str, int] = {}
        self._faults = faults
        self._by_nino: dict[str, int] = {}
        self._by_birth: dict[tuple[str, object], int] = {}
        self._namesakes: dict[str, RowSaid] = {}

    def take(self, rows: Iterable[RowSaid]) -> None:
        """Takes in every row that is of people alone; those in an agreement's row come with it (``of_row``)."""
        for row in rows:
            if row.person is None or row.tenancy is not None:
                continue
            if row.person.key and row.person.key in self.places:
                before = self.people[self.places[row.person.key]]
                self._faults.append(row.fault("person.key",
                f"the number {row.person.key} stands in row {before.where.line} too"))
                continue
            if not row.person.name and "person.name" not in row.person.broken:
                self._faults.append(row.fault(row.first("person.name", "person.last"), "the name is missing"))
            self._add(row, row.person)

    def of_row(self, row: RowSaid) -> tuple[int, ...]:
        """Who holds the agreement of a row: those it numbers, or those it names; a number nobody has is a fault."""
        assert row.tenancy is not None
        found = []
        for key in row.tenancy.people:
            if key in self.places:
                found.append(self.places[key])
            else:
                self._faults.append(row.fault("tenancy.people", f"there is no person {key} in the list of people"))
        if row.person is not None and not row.tenancy.people:
            found += self._named(row, row.person)
        return tuple(dict.fromkeys(found))

    def _named(self, row: RowSaid, said: PersonSaid) -> list[int]:
        known = self._known(said)
        if known is None and not said.name:
            self._faults.append(row.fault("person.key", f"there is no person {said.key} in the list of people"))
            return []
        first = known if known is not None else self._add(row, said)
        return [first, *(self._add(row, PersonSaid(name=name)) for name in said.also)]

    def _known(self, said: PersonSaid) -> int | None:
        """The person already found whom a row means: by number, NI number, or name with date of birth."""
        if said.key:
            return self.places.get(said.key)
        if said.nino and said.nino in self._by_nino:
            at = self._by_nino[said.nino]
            return at if fold(self.people[at].name) == fold(said.name) else None
        return self._by_birth.get((fold(said.name), said.born_on)) if said.born_on is not None else None

    def _add(self, row: RowSaid, said: PersonSaid) -> int:
        place = len(self.people)
        if said.nino:
            other = self._by_nino.setdefault(said.nino, place)
            if other != place:
                self._faults.append(row.fault("person.nino", f"{self.people[other].name} in row "
                                                             f"{self.people[other].where.line} has this NI number too"))
        if said.key:
            self.places[said.key] = place
        elif said.born_on is not None:
            self._by_birth[fold(said.name), said.born_on] = place
        elif not said.nino and len(said.name.split()) > 1:
            self._namesake(row, said.name)
        self.people.append(PersonPlan(said.name, said.key, said.born_on, said.nino, said.phone, said.mobile, said.email,
                                      said.phone2, said.email2, row.where))
        return place

    def _namesake(self, row: RowSaid, name: str) -> None:
        before = self._namesakes.setdefault(fold(name), row)
        if before is not row:
            self._faults.append(row.fault(row.first("person.name", "person.last"), (
                f"{name} stands in row {before.where.line} too. They are taken for two people. Give both rows one "
                "person number if they are one"), Weight.WARNING))
