"""Whom a screen is about: the household at the desk, by its name and its records. Decides only what belongs to it."""

from housingdesk.ui.kit.places import Go
from housingdesk.values.rows import frozen

_ID = "_id"


@frozen
class Household:
    """A household by its name, its people and its other records: ``Household("Amina Khan", {5, 6}, {("tenancy", 12)})``.

    ``people`` are those who belong to it now, never those who left it or help it from outside.
    """

    name: str
    people: frozenset[int] = frozenset()
    records: frozenset[tuple[str, int]] = frozenset()

    def covers(self, other: "Household") -> bool:
        """Whether another is the same household: a record in common, or people of this one with no record of their own."""
        if other.records:
            return bool(self.records & other.records)
        return bool(other.people) and other.people <= self.people

    def joined(self, other: "Household") -> "Household":
        """This one with what another screen knows of the same household besides."""
        if not self.records & other.records:
            return self
        return Household(self.name, self.people | other.people, self.records | other.records)

    def owns(self, go: Go) -> bool:
        """Whether a place opens one of its records: ``Go("account", {"account_id": 3})``."""
        wanted = {(name.removesuffix(_ID), value) for name, value in go.facts.items() if name.endswith(_ID)}
        known = self.records | {("person", person_id) for person_id in self.people}
        return bool(wanted) and wanted <= known
