"""What goes with a home: safety certificates and when they run out, keys and who has them, meters and what they read. Pure.

Decides which records a home must have before somebody moves in and whether they still hold (rulebook §8), each as a
sentence; for how many months each holds are settings.
"""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from housingdesk.documents.rules import FileDraft
from housingdesk.properties.rules import NON_RESIDENTIAL, SpaceKind
from housingdesk.values.dates import add_months, format_date
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem, one_line, sentence_case


class CertificateKind(StrEnum):
    """A safety record of a home (rulebook §8, pre-let safety)."""

    GAS = "gas safety record"
    ELECTRICAL = "electrical report (EICR)"
    ENERGY = "energy certificate (EPC)"
    SMOKE = "smoke alarms tested"
    CARBON_MONOXIDE = "carbon monoxide alarm tested"
    FIRE = "fire risk assessment"
    LEGIONELLA = "legionella check"
    ASBESTOS = "asbestos record"


class KeyHolder(StrEnum):
    """With whom a set of keys is."""

    OFFICE = "office"
    TENANT = "tenant"
    CONTRACTOR = "contractor"
    SUPPORT = "support team"
    AGENT = "managing agent"
    VIEWING = "out for a viewing"
    LOST = "lost"


class MeterKind(StrEnum):
    """What a meter counts."""

    ELECTRICITY = "electricity"
    GAS = "gas"
    WATER = "water"
    HEAT = "heat"


NO_GAS = "no gas in this home"
"""Stands as the reference of a gas record that says that there is nothing to check."""

_HOLDS = {CertificateKind.GAS: "safety.gas_months", CertificateKind.ELECTRICAL: "safety.electrical_months",
          CertificateKind.ENERGY: "safety.energy_months", CertificateKind.SMOKE: "safety.alarm_months",
          CertificateKind.CARBON_MONOXIDE: "safety.alarm_months", CertificateKind.FIRE: "safety.fire_months",
          CertificateKind.LEGIONELLA: "safety.legionella_months"}
_NEEDED = {"gas": CertificateKind.GAS, "electrical": CertificateKind.ELECTRICAL, "energy": CertificateKind.ENERGY,
           "smoke": CertificateKind.SMOKE, "carbon monoxide": CertificateKind.CARBON_MONOXIDE, "fire": CertificateKind.FIRE}
_ROOMS = frozenset({SpaceKind.ROOM, SpaceKind.BED})
_SHARED = frozenset({SpaceKind.FLAT, SpaceKind.ROOM, SpaceKind.BED})
_OUT = frozenset({KeyHolder.CONTRACTOR, KeyHolder.SUPPORT, KeyHolder.AGENT, KeyHolder.VIEWING})


@frozen
class Held:
    """The newest record of a kind: when it was done and the last day it names; ``no_gas``: there is nothing to check."""

    done_on: date
    expires_on: date | None
    no_gas: bool = False


@frozen
class CertificateDraft:
    """A safety record as typed. ``expires_on`` None: it holds as long as the settings say. ``no_gas``: nothing to check."""

    space_id: int
    kind: CertificateKind
    done_on: date | None
    expires_on: date | None = None
    reference: str = ""
    by: str = ""
    note: str = ""
    file: FileDraft | None = None
    no_gas: bool = False

    def problems(self, today: date) -> list[Problem]:
        """All that stands against keeping it."""
        found = []
        if self.done_on is None:
            found.append(Problem("done_on", "Say on which day it was done"))
        elif self.done_on > today:
            found.append(Problem("done_on", f"{format_date(self.done_on)} is still to come. Record it once it is done"))
        if self.done_on is not None and self.expires_on is not None and self.expires_on < self.done_on:
            found.append(Problem("expires_on", "It runs out before it was done"))
        if self.no_gas and self.kind is not CertificateKind.GAS:
            found.append(Problem("kind", "Only of gas can it be said that there is none"))
        for field, what, longest in (("reference", "The number", 80), ("by", "The name", 200), ("note", "The note", 400)):
            said = line_problem(one_line(getattr(self, field)), what, longest)
            found += [Problem(field, said)] if said else []
        return found + (self.file.problems() if self.file is not None else [])


def needed(kind: SpaceKind, kinds: Collection[str], *, gas: bool) -> tuple[CertificateKind, ...]:
    """The records that a home of a kind must have, out of what the settings ask for; ``gas``: there is gas in it.

    >>> needed(SpaceKind.GARAGE, ("gas", "smoke"), gas=True), needed(SpaceKind.ROOM, ("energy", "smoke"), gas=False)
    ((), (<CertificateKind.SMOKE: 'smoke alarms tested'>,))
    """
    if kind in NON_RESIDENTIAL or kind in (SpaceKind.SCHEME, SpaceKind.BLOCK):
        return ()
    out = set()
    if kind in _ROOMS:
        out.add(CertificateKind.ENERGY)
    if kind not in _SHARED:
        out.add(CertificateKind.FIRE)
    if not gas:
        out |= {CertificateKind.GAS, CertificateKind.CARBON_MONOXIDE}
    return tuple(one for key, one in _NEEDED.items() if key in kinds and one not in out)


def holds_until(kind: CertificateKind, held: Held, months: Mapping[str, int]) -> date | None:
    """The last day a record holds: the day it names itself or the settings' months from the check, whichever is earlier.

    None for a record that does not run out.

    >>> holds_until(CertificateKind.GAS, Held(date(2025, 11, 3), None), {"safety.gas_months": 12})
    datetime.date(2026, 11, 3)
    """
    if held.no_gas or kind not in _HOLDS:
        return None if held.no_gas else held.expires_on
    last = add_months(held.done_on, months[_HOLDS[kind]])
    return last if held.expires_on is None else min(last, held.expires_on)


def gaps(kind: SpaceKind, held: Mapping[CertificateKind, Held], kinds: Collection[str], months: Mapping[str, int],
         on: date, *, gas_meter: bool) -> list[str]:
    """What stands against somebody moving in on a day, a sentence for each record that is missing or has run out."""
    gas = held.get(CertificateKind.GAS)
    known = gas is not None or gas_meter
    found = []
    if not known and CertificateKind.GAS in needed(kind, kinds, gas=True):
        found.append("Gas: there is no gas safety record, and it is not said that there is no gas")
    for one in needed(kind, kinds, gas=known and not (gas is not None and gas.no_gas)):
        record = held.get(one)
        if record is None:
            found.append(f"{sentence_case(one)}: none is recorded")
            continue
        last = holds_until(one, record, months)
        if last is not None and last < on:
            found.append(f"{sentence_case(one)}: ran out on {format_date(last)}")
    return found


def is_out(holder: KeyHolder) -> bool:
    """Whether keys with somebody are to come back to us."""
    return holder in _OUT


def reading_note(before: str, now: str) -> str:
    """What is odd about a reading beside the one before it; empty when nothing is.

    >>> reading_note("04512", "04498")
    'Less than the 04512 before it: was the meter changed or read wrongly?'
    >>> reading_note("04512", "04601")
    ''
    """
    if before.isdecimal() and now.isdecimal() and int(now) < int(before):
        return f"Less than the {before} before it: was the meter changed or read wrongly?"
    return ""
