"""The dry run of a rent review of 10,000 accounts with three charges each, and carrying it out, against five seconds."""

import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.access.models import User
from housingdesk.access.rules import Role
from housingdesk.db.connection import open_store
from housingdesk.db.upgrade import upgrade
from housingdesk.rent.actions.review.carrying import carry_out, take_back_review
from housingdesk.rent.actions.review.making import approve_review, make_review
from housingdesk.rent.queries.review.rows import review_lines
from housingdesk.settings.actions import set_value
from housingdesk.values.references import payment_reference

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ACCOUNTS, SCHEMES, BOUND = 10_000, 40, 5.0
_SINCE, _YEAR = "2020-04-06", date(2027, 4, 5)


def run() -> None:
    """Prints how long each part took."""
    with tempfile.TemporaryDirectory() as folder:
        desk = _desk(Path(folder, "review.sqlite"))
        for of in ("social", "affordable", "supported", "fair"):
            desk.do(set_value, key=f"review.limit.{of}", value=480, valid_from=date(2027, 4, 1), source="benchmark")
        desk.do(set_value, key="review.two_people", value=False)
        said: list[str] = []
        made, dry = _timed(lambda: desk.do(make_review, starts_on=_YEAR, progress=lambda *words: said.append(words[2])).value)
        lines, reading = _timed(lambda: desk.ask(review_lines, review_id=made))
        _, approving = _timed(lambda: desk.do(approve_review, review_id=made))
        count, carrying = _timed(lambda: desk.do(carry_out, review_id=made).value)
        _, back = _timed(lambda: desk.do(take_back_review, review_id=made))
        desk.store.close()
    print(f"review: dry run of {ACCOUNTS:,} accounts {dry:.2f} s (bound {BOUND:.0f} s), {len(said)} words of progress; reading "
          f"{len(lines):,} rows {reading:.2f} s, approving {approving:.2f} s, {count:,} new charges {carrying:.2f} s, taking "
          f"back {back:.2f} s")


def _timed(work: Any) -> tuple[Any, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def _desk(path: Path) -> Desk:
    store = open_store(path, create=True, lock=False)
    upgrade(store, now=NOW)
    with store.connected() as database:
        user = User.create(name="Ann Brown", initials="AB", login="ann", role=Role.ADMINISTRATOR)
        with database.atomic():
            _fill(database.cursor())
        database.execute_sql("ANALYZE")
    return Desk(store, Who(user.id, user.name, user.initials, str(user.role)), lambda: NOW)


def _fill(cursor: Any) -> None:
    numbers = range(1, ACCOUNTS + 1)
    schemes = range(ACCOUNTS + 1, ACCOUNTS + SCHEMES + 1)
    space = ("INSERT INTO space(id, version, scheme_id, kind, label, street, locality, town, county, own_postcode, address, "
             "full_address, postcode, lettable, bedrooms, rent_type, social_housing, officer, sort_key) "
             "VALUES (?, 1, ?, ?, ?, '', '', '', '', '', ?, ?, 'ZZ9 9ZZ', ?, 2, ?, 1, '', ?)")
    cursor.executemany(space, [(i, None, "scheme", f"Scheme {i}", f"Scheme {i}", "", 0, None, f"{i:06d}") for i in schemes])
    cursor.executemany(space, [(i, schemes[i % SCHEMES], "flat", f"Flat {i}", f"{i} Dale Road", "", 1,
                                "supported housing" if i % 4 == 0 else "social rent", f"{i:06d}") for i in numbers])
    cursor.executemany(
        "INSERT INTO tenancy(id, version, reference, kind, starts_on, social_housing, former, names, address, postcode, "
        "payment_reference, note_to_read) VALUES (?, 1, ?, 'assured tenancy', ?, 1, 0, ?, ?, 'ZZ9 9ZZ', ?, '')",
        [(i, f"T{i:06d}", _SINCE, f"Person {i}", f"{i} Dale Road", payment_reference(i)) for i in numbers])
    cursor.executemany("INSERT INTO occupancy(version, tenancy_id, space_id, start) VALUES (1, ?, ?, ?)",
                       [(i, i, _SINCE) for i in numbers])
    cursor.executemany(
        "INSERT INTO account(id, version, reference, kind, name, tenancy_id, frequency, rent_free, opens_on) "
        "VALUES (?, 1, ?, 'rent', ?, ?, 'weekly', 0, ?)",
        [(i, payment_reference(i), f"Person {i}", i, _SINCE) for i in numbers])
    cursor.executemany(
        "INSERT INTO balance(account_id, pence, hb_pence, uc_pence, own_pence, support_pence, other_pence, charged_to) "
        "VALUES (?, 0, 0, 0, 0, 0, 0, '2026-11-30')", [(i,) for i in numbers])
    _charges(cursor, numbers)
    cursor.executemany("INSERT INTO formula_rent(version, space_id, year_from, pence, source) VALUES (1, ?, ?, ?, '')",
                       [(i, year, pence + i % 900) for i in numbers for year, pence in (("2026-04-06", 11_200),
                                                                                       ("2027-04-05", 11_738))])
    cursor.executemany("INSERT INTO cost_head(id, version, scheme_id, name, code, apportionment, supplier, note) "
                       "VALUES (?, 1, ?, 'Cleaning', 'service charge', 'equally', '', '')", [(i, i) for i in schemes])
    cursor.executemany("INSERT INTO cost_budget(version, head_id, year_from, budget_pence, carried_pence, note) "
                       "VALUES (1, ?, '2027-04-05', 9000000, 0, '')", [(i,) for i in schemes])


def _charges(cursor: Any, numbers: range) -> None:
    charges = (("rent", "Rent", 10_900), ("service charge", "Cleaning", 700), ("water", "Water", 640))
    lines = [((i - 1) * 3 + n, i, code, what, pence + i % 900) for i in numbers for n, (code, what, pence) in
             enumerate(charges, 1)]
    cursor.executemany("INSERT INTO charge_line(id, version, account_id, code, description, pence, start) "
                       "VALUES (?, 1, ?, ?, ?, ?, '2026-04-06')", lines)
    cursor.executemany("INSERT INTO charge_share(version, line_id, payer, start) VALUES (1, ?, 'own', '2026-04-06')",
                       [(line, ) for line, *_ in lines])
