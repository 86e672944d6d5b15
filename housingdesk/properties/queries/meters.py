"""The meters of a home and what they read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from housingdesk.properties.models import Meter, MeterReading
from housingdesk.properties.rules.safety import MeterKind, reading_note


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """What a meter read on a day; ``note`` says what is odd about it beside the reading before."""

    id: int
    version: int
    on: date
    reading: str
    subject: str | None
    recorded_by: str
    note: str


@dataclass(frozen=True, slots=True)
class MeterRow:
    """A meter and its readings, the newest first."""

    id: int
    version: int
    space_id: int
    kind: MeterKind
    serial: str
    place: str
    supplier: str
    readings: tuple[ReadingRow, ...]

    @property
    def said(self) -> str:
        """What people call it: ``Electricity, S17B00412``."""
        return f"{str(self.kind).capitalize()}, {self.serial}" if self.serial else str(self.kind).capitalize()


def meters_of(space_id: int) -> tuple[MeterRow, ...]:
    """The meters of a home that are in use, by kind, each with its readings. Two statements."""
    meters: Any = (Meter.select(Meter.id, Meter.version, Meter.space, Meter.kind, Meter.serial, Meter.place, Meter.supplier)
                   .where((Meter.space == space_id) & Meter.ended_on.is_null()).order_by(Meter.kind, Meter.id).tuples())
    found = list(meters)
    rows: Any = (MeterReading.select(MeterReading.meter, MeterReading.id, MeterReading.version, MeterReading.on,
                                     MeterReading.reading, MeterReading.subject, MeterReading.recorded_by)
                 .where(MeterReading.meter.in_([row[0] for row in found]) & (MeterReading.removed == ""))
                 .order_by(MeterReading.on, MeterReading.id).tuples())
    readings: dict[int, list[ReadingRow]] = {row[0]: [] for row in found}
    for meter, number, version, on, reading, subject, by in rows:
        before = readings[meter][-1].reading if readings[meter] else ""
        readings[meter].append(ReadingRow(number, version, on, reading, subject, by, reading_note(before, reading)))
    return tuple(MeterRow(i, version, space, kind, serial, place, supplier, tuple(reversed(readings[i])))
                 for i, version, space, kind, serial, place, supplier in found)
