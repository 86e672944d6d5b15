"""A statement of 10,000 lines taken in and matched against 10,000 accounts, beside ``csv`` reading and inserting them;
and the time of a line at 10,000 lines and accounts beside that at 1,000.
"""

import csv
import gc
import io
import sqlite3
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.access.models import User
from housingdesk.access.rules import Role
from housingdesk.bank.actions.importing import add_bank_account, import_statement
from housingdesk.bank.parsers.writers import write_statements
from housingdesk.bank.queries.importing import prepare
from housingdesk.bank.rules.memory import Memory
from housingdesk.bank.rules.receipts import Receipt
from housingdesk.db.connection import Store, open_store
from housingdesk.db.upgrade import upgrade
from housingdesk.demo.bank_files import OUR_NUMBER, OUR_SORT_CODE, to_statement
from housingdesk.demo.labelled import Account, Labelled, labelled
from housingdesk.demo.lines import BankLine, TruthKind
from tests.benchmarks.ledgers import NOW, plain_pragmas

SIZES, ROUNDS, BOUND, GROWTH = (1_000, 10_000), 3, 25, 1.5
_FORMAT = "csv:natwest"
_OPENED = date(2019, 1, 7)


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds: ours, reading and matching alone, and the baseline; and the lines of the file."""

    ours: float
    preparing: float
    plain: float
    lines: int


def run() -> None:
    """Prints both ratios; the two sides take turns, the median round counts."""
    with tempfile.TemporaryDirectory() as folder:
        took = {size: _measure(Path(folder), size) for size in SIZES}
    large, small = took[SIZES[1]], took[SIZES[0]]
    print(f"importing {large.lines:,} lines against {SIZES[1]:,} accounts: ours {large.ours * 1000:.0f} ms (of which reading "
          f"and matching {large.preparing * 1000:.0f}), baseline {large.plain * 1000:.0f} ms, "
          f"ratio {large.ours / large.plain:.1f} (bound {BOUND}, ambition 15)")
    growth = (large.ours / large.lines) / (small.ours / small.lines)
    print(f"importing, time of a line at {SIZES[1]:,} beside {SIZES[0]:,}: {large.ours / large.lines * 1e6:.0f} µs and "
          f"{small.ours / small.lines * 1e6:.0f} µs, ratio {growth:.2f} (bound {GROWTH})")


def _measure(folder: Path, size: int) -> Took:
    made = labelled(101, size, with_payer_account=True, months=14)  # a year of confirmed statements, then two months
    lines = made.test[:size]
    data = write_statements(_FORMAT, [to_statement(lines, 0)])
    gc.collect()
    gc.freeze()  # what was made to measure with must not be walked through while the program is measured
    rounds = []
    for number in range(ROUNDS):
        store = _store(folder / f"ours-{size}-{number}.sqlite", made, lines[0].on)
        ours, preparing = _ours(store, data)
        store.close()
        rounds.append(Took(ours, preparing, _plain(folder / f"plain-{size}-{number}.sqlite", data), len(lines)))
    gc.unfreeze()
    ours, preparing, plain = (median(getattr(r, name) for r in rounds) for name in ("ours", "preparing", "plain"))
    return Took(ours, preparing, plain, len(lines))


def _ours(store: Store, data: bytes) -> tuple[float, float]:
    desk = _desk(store)
    began = time.perf_counter()
    prepared = desk.ask(prepare, name="statement.csv", data=data, today=desk.today, bank_account_id=1)
    preparing = time.perf_counter() - began
    desk.do(import_statement, prepared=prepared)
    return time.perf_counter() - began, preparing


def _plain(path: Path, data: bytes) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in plain_pragmas():
        connection.execute(statement)
    connection.execute("CREATE TABLE line(id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT, d TEXT, e TEXT, f TEXT, g TEXT)")
    began = time.perf_counter()
    rows = [(*row[:7], *[""] * (7 - len(row))) for row in csv.reader(io.StringIO(data.decode(), newline=""))]
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO line(a, b, c, d, e, f, g) VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute("COMMIT")
    took = time.perf_counter() - began
    connection.close()
    return took


def _desk(store: Store) -> Desk:
    return Desk(store, Who(1, "Ann Brown", "AB", "administrator"), clock=lambda: NOW)


def _store(path: Path, made: Labelled, first: date) -> Store:
    store = open_store(path, create=True, lock=False)
    upgrade(store, now=NOW)
    with store.connected() as database:
        User.create(name="Ann Brown", initials="AB", login="ann", role=Role.ADMINISTRATOR)
        with database.atomic():
            for account in made.accounts:
                insert_account(database.cursor(), account)
            remember(database.cursor(), made.history)
        database.execute_sql("ANALYZE")
    _desk(store).do(add_bank_account, name="Rents", sort_code=OUR_SORT_CODE, number=OUR_NUMBER, opening_pence=0,
                    opening_on=first)
    return store


def insert_account(cursor: Any, account: Account) -> None:
    """An account with its tenancy, people, home and charge, written as plainly as can be."""
    payee, key = account.payee, account.payee.account
    opened = _OPENED.isoformat()
    cursor.execute("INSERT INTO tenancy(id, version, reference, kind, starts_on, social_housing, former, names, address, "
                   "postcode, payment_reference, note_to_read) VALUES (?, 1, ?, 'assured tenancy', ?, 1, 0, '', '', '', ?, '')",
                   (key, f"T{key:06d}", opened, payee.reference))
    for number, name in enumerate(payee.tenants):
        cursor.execute("INSERT INTO person(id, version, name, forename, surname, find_detail, find_words, homes, former) "
                       "VALUES (?, 1, ?, ?, ?, '', '', '', 0)", (key * 10 + number, f"{name.forename} {name.surname}",
                                                                name.forename, name.surname))
        cursor.execute("INSERT INTO holder(version, tenancy_id, person_id, lead, starts_on) VALUES (1, ?, ?, ?, ?)",
                       (key, key * 10 + number, int(not number), opened))
    cursor.execute("INSERT INTO space(id, version, kind, label, street, locality, town, county, own_postcode, address, "
                   "full_address, postcode, lettable, social_housing, officer, sort_key) "
                   "VALUES (?, 1, ?, ?, ?, '', '', '', '', ?, ?, '', 1, 1, '', '')",
                   (key, "flat" if payee.home else "house", payee.home, *[payee.street] * 3))
    cursor.execute("INSERT INTO occupancy(version, tenancy_id, space_id, start) VALUES (1, ?, ?, ?)", (key, key, opened))
    cursor.execute("INSERT INTO account(id, version, reference, kind, name, tenancy_id, frequency, rent_free, opens_on) "
                   "VALUES (?, 1, ?, 'rent', '', ?, ?, 0, ?)", (key, payee.reference, key, account.frequency, opened))
    cursor.execute("INSERT INTO balance(account_id, pence, hb_pence, uc_pence, own_pence, support_pence, other_pence) "
                   "VALUES (?, 0, 0, 0, 0, 0, 0)", (key,))
    cursor.execute("INSERT INTO charge_line(id, version, account_id, code, description, pence, start) "
                   "VALUES (?, 1, ?, 'rent', 'Rent', ?, ?)", (key, key, account.pence, opened))
    cursor.execute("INSERT INTO charge_share(version, line_id, payer, start) VALUES (1, ?, 'own', ?)", (key, opened))


def remember(cursor: Any, history: Iterable[BankLine]) -> None:
    """What these lines teach once a person has confirmed them."""
    memory = Memory()
    for number, line in enumerate(history):
        if line.truth.kind is TruthKind.RENT and line.truth.account is not None:
            account = f"{line.sort_code}{line.number}".replace("-", "") if line.sort_code and line.number else None
            memory.learn(Receipt(-number - 1, line.on, line.pence, line.narrative, line.payer or None, line.reference or None,
                                 account, line.code), line.truth.account)
    cursor.executemany("INSERT INTO payer_memory(kind, key, account_id, times, last_on) VALUES (?, ?, ?, ?, ?)",
                       [(str(r.kind), r.key, r.account_id, r.times, r.last_on.isoformat()) for r in memory.rows()])
