"""A schedule of 1,000 lines read, matched and ready, beside ``csv`` reading and inserting the same rows; and the time of a
line with 10,000 agreements beside that with 500.
"""

import csv
import gc
import io
import sqlite3
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.access.models import User
from housingdesk.access.rules import Role
from housingdesk.benefits.actions.offices import open_office
from housingdesk.benefits.actions.schedules import import_schedule
from housingdesk.benefits.models import ScheduleLine
from housingdesk.benefits.rules.words import LineState, Source
from housingdesk.db.connection import Store, open_store
from housingdesk.db.upgrade import upgrade
from housingdesk.properties.actions.offices import add_council
from housingdesk.properties.rules import OfficeDraft
from housingdesk.rent.actions.accounts import open_standard_accounts
from housingdesk.values.references import payment_reference
from tests.benchmarks.ledgers import NOW, plain_pragmas

LINES, SIZES, ROUNDS, BOUND, GROWTH = 1_000, (500, 10_000), 5, 15, 1.5
_OPENED = date(2019, 1, 7)
_HEADS = "Claim Ref,Your Ref,Claimant,Address,From,To,Weekly HB,Gross,Overpayment Recovery,Net"
_COLUMNS = "a, b, c, d, e, f, g, h, i, j"
_FORENAMES = ("Amina", "Joy", "Lee", "Ola", "Sam", "Pat", "Kim", "Ann", "Zoe", "Ben")
_BEGINNINGS = ("Ash", "Brook", "Crom", "Dal", "Elm", "Far", "Grim", "Hart", "Ing", "Kirk", "Lang", "Mel", "Nor", "Oak", "Pend")
_ENDINGS = ("bury", "by", "combe", "den", "field", "ford", "ham", "ley", "man", "more", "ridge", "shaw", "stead", "ton", "wick")


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds: ours and the baseline."""

    ours: float
    plain: float


def run() -> None:
    """Prints both ratios; the two sides take turns, the median round counts."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = (_measure(Path(folder), size) for size in SIZES)
    print(f"schedules, {LINES:,} lines against {SIZES[1]:,} agreements: ours {large.ours * 1000:.0f} ms, baseline "
          f"{large.plain * 1000:.1f} ms, ratio {large.ours / large.plain:.1f} (bound {BOUND})")
    print(f"schedules, time of a line at {SIZES[1]:,} agreements beside {SIZES[0]:,}: {large.ours / LINES * 1e6:.0f} µs and "
          f"{small.ours / LINES * 1e6:.0f} µs, ratio {large.ours / small.ours:.2f} (bound {GROWTH})")


def _measure(folder: Path, size: int) -> Took:
    store = _store(folder / f"ours-{size}.sqlite", size)
    desk = _desk(store)
    office = _office(desk)
    with store.connected():  # neither side's connection is opened or closed in its time
        _turn(desk, office, folder, size, ROUNDS)  # what is only done once a program is not a schedule's time
        gc.collect()
        gc.freeze()
        rounds = [_turn(desk, office, folder, size, number) for number in range(ROUNDS)]
        gc.unfreeze()
    store.close()
    return Took(median(one.ours for one in rounds), median(one.plain for one in rounds))


def _turn(desk: Desk, office: int, folder: Path, size: int, number: int) -> Took:
    data = schedule_of(size, number)
    began = time.perf_counter()
    made = desk.do(import_schedule, office_id=office, name=f"run {number}.csv", data=data).value
    ours = time.perf_counter() - began
    matched = ScheduleLine.select().where((ScheduleLine.schedule == made) & (ScheduleLine.state == LineState.MATCHED))
    if matched.count() != LINES:
        raise RuntimeError(f"{LINES - matched.count()} lines of the benchmark's schedule are not matched")
    return Took(ours, _plain(folder / f"plain-{size}-{number}.sqlite", data))


def schedule_of(size: int, number: int) -> bytes:
    """A council's file of lines spread over so many agreements; every tenth has our reference, every twentieth a name only.

    The day of payment tells the rounds apart.
    """
    out = ["Dale Borough Council", f"Payment Date: {1 + number:02d}/11/2026", f"Payment Ref: R{number}", _HEADS]
    for line in range(LINES):
        key = 1 + line * size // LINES
        net = 30_000 + line + number
        forename, surname = _name(key)
        claim = "" if line % 10 == 3 or line % 20 == 7 else str(2_000_000 + key)
        ours = payment_reference(key) if line % 10 == 3 else ""
        days = ("05/10/2026", "18/10/2026") if line % 2 else ("19/10/2026", "01/11/2026")
        out.append(f'{claim},{ours},"{surname}, {forename[0]}","{key} Dale Road, Anytown",{days[0]},{days[1]},,'
                   f"{net / 100:.2f},0.00,{net / 100:.2f}")
    return "\r\n".join([*out, ""]).encode()


def _name(key: int) -> tuple[str, str]:
    """Two hundred surnames: each is borne by one in two hundred, about as often as the commonest are."""
    rest, beginning = divmod(key, len(_BEGINNINGS))
    return _FORENAMES[key % len(_FORENAMES)], _BEGINNINGS[beginning] + _ENDINGS[rest % len(_ENDINGS)]


def _plain(path: Path, data: bytes) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in plain_pragmas():
        connection.execute(statement)
    connection.execute(f"CREATE TABLE line(id INTEGER PRIMARY KEY, {_COLUMNS.replace(',', ' TEXT,')} TEXT)")
    began = time.perf_counter()
    rows = [row for row in csv.reader(io.StringIO(data.decode(), newline="")) if len(row) == 10]
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(f"INSERT INTO line({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute("COMMIT")
    took = time.perf_counter() - began
    connection.close()
    path.unlink()
    return took


def _desk(store: Store) -> Desk:
    return Desk(store, Who(1, "Ann Brown", "AB", "administrator"), clock=lambda: NOW)


def _office(desk: Desk) -> int:
    desk.do(open_standard_accounts)
    council = desk.do(add_council, draft=OfficeDraft("Dale Borough Council")).value
    return int(desk.do(open_office, source=Source.COUNCIL, council_id=council).value)


def _store(path: Path, size: int) -> Store:
    store = open_store(path, create=True, lock=False)
    upgrade(store, now=NOW)
    with store.connected() as database:
        User.create(name="Ann Brown", initials="AB", login="ann", role=Role.ADMINISTRATOR)
        with database.atomic():
            for key in range(1, size + 1):
                _insert(database.cursor(), key)
        database.execute_sql("ANALYZE")
    return store


def _insert(cursor: Any, key: int) -> None:
    """An agreement with its rent account and its claim."""
    (forename, surname), opened = _name(key), _OPENED.isoformat()
    address = f"{key} Dale Road, Anytown"
    cursor.execute("INSERT INTO tenancy(id, version, reference, kind, starts_on, social_housing, former, names, address, "
                   "postcode, payment_reference, note_to_read) VALUES (?, 1, ?, 'assured tenancy', ?, 1, 0, ?, ?, '', ?, '')",
                   (key, f"T{key:06d}", opened, f"{forename} {surname}", address, payment_reference(key)))
    cursor.execute("INSERT INTO person(id, version, name, forename, surname, find_detail, find_words, homes, former) "
                   "VALUES (?, 1, ?, ?, ?, '', '', '', 0)", (key, f"{forename} {surname}", forename, surname))
    cursor.execute("INSERT INTO holder(version, tenancy_id, person_id, lead, starts_on) VALUES (1, ?, ?, 1, ?)",
                   (key, key, opened))
    cursor.execute("INSERT INTO account(id, version, reference, kind, name, tenancy_id, frequency, rent_free, opens_on) "
                   "VALUES (?, 1, ?, 'rent', ?, ?, 'weekly', 0, ?)", (key, payment_reference(key), surname, key, opened))
    cursor.execute("INSERT INTO balance(account_id, pence, hb_pence, uc_pence, own_pence, support_pence, other_pence) "
                   "VALUES (?, 0, 0, 0, 0, 0, 0)", (key,))
    cursor.execute("INSERT INTO claim(version, tenancy_id, person_id, kind, reference, state, counts_from, to_landlord, note, "
                   "started_at, started_by) VALUES (1, ?, ?, 'Housing Benefit', ?, 'decided', ?, 1, '', ?, 'Ann Brown')",
                   (key, key, f"{2_000_000 + key}", opened, NOW.isoformat(sep=" ")))
