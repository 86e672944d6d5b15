"""The safety records of homes: the newest of each kind, a home's own and those of what it stands in, and what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.db.dialect import sql
from housingdesk.properties.models import Certificate, Meter, Space
from housingdesk.properties.rules import SpaceKind
from housingdesk.properties.rules.safety import NO_GAS, CertificateKind, Held, MeterKind, gaps, holds_until
from housingdesk.settings import queries as settings
from housingdesk.settings.rules.lookup import Settings

_DEEPEST = 12
_UP = """WITH RECURSIVE up(root, id, parent_id, depth) AS (
  SELECT id, id, parent_id, 0 FROM space WHERE id IN ({ids})
  UNION ALL SELECT up.root, s.id, s.parent_id, up.depth + 1 FROM space s JOIN up ON s.id = up.parent_id WHERE up.depth < ?)
SELECT root, id FROM up ORDER BY root, depth"""


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A safety record. ``where`` is what it is of; ``holds_until`` the last day by the settings, None without an end."""

    id: int
    version: int
    space_id: int
    where: str
    kind: CertificateKind
    reference: str
    done_on: date
    expires_on: date | None
    by: str
    document_id: int | None
    note: str
    holds_until: date | None

    @property
    def no_gas(self) -> bool:
        """Whether it says that there is no gas."""
        return self.reference == NO_GAS

    def runs_out(self, on: date) -> bool:
        """Whether it has run out by a day."""
        return self.holds_until is not None and self.holds_until < on


def certificates_of(space_id: int, on: date) -> tuple[CertificateRow, ...]:
    """The newest record of each kind as of a day, of the home and of what it stands in; in the order of the kinds."""
    found = _newest([space_id], on)[space_id]
    return tuple(found[kind] for kind in CertificateKind if kind in found)


def safety_gaps(space_id: int, on: date) -> list[str]:
    """What stands against somebody moving in on a day, in sentences (rulebook §8); none for a garage."""
    return gaps_of([space_id], on)[space_id]


def gaps_of(space_ids: Sequence[int], on: date) -> dict[int, list[str]]:
    """The same for many homes, by five statements however many there are."""
    kinds: dict[int, SpaceKind] = dict(Space.select(Space.id, Space.kind).where(Space.id.in_(list(space_ids))).tuples())
    values = settings.values(on)
    above = _above(space_ids)
    newest, metered = _newest(space_ids, on, above, values), _with_gas_meter(above)
    asked = values.items_of("safety.before_letting")
    months = _months(values)
    return {i: gaps(kinds[i], {kind: Held(row.done_on, row.expires_on, row.no_gas) for kind, row in newest[i].items()}, asked,
                    months, on, gas_meter=bool(metered & set(above[i]))) for i in kinds}


def _newest(space_ids: Sequence[int], on: date, above: Mapping[int, Sequence[int]] | None = None,
            values: Settings | None = None) -> dict[int, dict[CertificateKind, CertificateRow]]:
    above = _above(space_ids) if above is None else above
    months = _months(values if values is not None else settings.values(on))
    every = {one for chain in above.values() for one in chain}
    by_space: defaultdict[int, list[CertificateRow]] = defaultdict(list)
    rows: Any = (Certificate.select(Certificate.id, Certificate.version, Certificate.space, Space.address, Space.label,
                                    Certificate.kind, Certificate.reference, Certificate.done_on, Certificate.expires_on,
                                    Certificate.by, Certificate.document, Certificate.note)
                 .join(Space).where(Certificate.space.in_(every) & (Certificate.removed == "") & (Certificate.done_on <= on))
                 .order_by(Certificate.done_on, Certificate.id).tuples())
    for number, version, space, address, label, kind, reference, done, expires, by, document, note in rows:
        until = holds_until(kind, Held(done, expires, reference == NO_GAS), months)
        by_space[space].append(CertificateRow(number, version, space, address or label, kind, reference, done, expires, by,
                                              document, note, until))
    found: dict[int, dict[CertificateKind, CertificateRow]] = {}
    for i in space_ids:
        of = sorted((row for one in above.get(i, ()) for row in by_space[one]), key=lambda row: (row.done_on, row.id))
        found[i] = {row.kind: row for row in of}
    return found


def _months(values: Settings) -> dict[str, int]:
    return {key: values.number(key) for key in ("safety.gas_months", "safety.electrical_months", "safety.energy_months",
                                                "safety.alarm_months", "safety.fire_months", "safety.legionella_months")}


def _above(space_ids: Iterable[int]) -> dict[int, list[int]]:
    """Each space and all that it stands in, by one statement."""
    ids = sorted({int(i) for i in space_ids})
    found: dict[int, list[int]] = {i: [] for i in ids}
    if ids:
        database = Space._meta.database
        text = sql(database, _UP.replace("{ids}", ", ".join(map(str, ids))))
        for root, one in database.execute_sql(text, (_DEEPEST,)).fetchall():
            found[root].append(one)
    return found


def _with_gas_meter(above: Mapping[int, Sequence[int]]) -> set[int]:
    every = {one for chain in above.values() for one in chain}
    rows: Any = Meter.select(Meter.space).where(Meter.space.in_(every) & (Meter.kind == MeterKind.GAS)
                                                & Meter.ended_on.is_null()).tuples()
    return {row[0] for row in rows}
