"""How fast the find box answers over 30,000 people with their tenancies and homes, on both databases.

Fragments of one to ten characters: names with their accents or without, ends of telephone numbers, references, postcodes,
two words at once, and slips of the finger that nothing fits. Beside each figure stands its ratio to a plain scan of the
same words in Python.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median

from housingdesk.access import queries
from housingdesk.access.act import FIND_COLUMNS, Act, Found, Who, find_values
from housingdesk.access.desk import Desk, needs
from housingdesk.access.models import FindEntry
from housingdesk.access.rules import Permission
from housingdesk.db.connection import open_store
from housingdesk.db.upgrade import upgrade
from housingdesk.demo.chance import between, one_of, stream
from housingdesk.demo.names import Name, community, town_name
from housingdesk.people.models import Person
from housingdesk.values.text import fold
from tests.support.postgres import cluster

PEOPLE = 30_000
ASKED = 600
BOUND_MS = 20.0
_STREETS = ("Mill Lane", "Canal Street", "Albert Road", "Chapel Hill", "Station Road", "Dyehouse Lane", "Beck Side",
            "Priory Court", "Larch Avenue", "Foundry Row", "Moor View", "Weavers Close", "St John’s Terrace", "High Street",
            "Park Crescent", "Victoria Mews", "Sycamore Drive", "Quarry Bank", "The Maltings", "Bridge Road")
_NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def run() -> None:
    """Prints p50 and p95 for each database."""
    rng = stream("find", 1)
    rows = list(_entries(rng))
    fragments = _fragments(stream("find", 2), rows)
    scan = _timed(fragments[:60], lambda text: _scan(rows, text))
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", str(Path(folder, "find.sqlite")), rows, fragments, median(scan))
    server = cluster()
    if server is None:
        print("find: PostgreSQL is not installed here; not measured")
        return
    try:
        _measure("PostgreSQL", server.new_database("find"), rows, fragments, median(scan))
    finally:
        server.remove()


def _measure(name: str, where: str, rows: list[tuple[Found, int]], fragments: list[str], scan: float) -> None:
    store = open_store(where, create=True, lock=False)
    upgrade(store, now=_NOW)
    desk = Desk(store, Who(None, "Benchmark", "B", "administrator"), lambda: _NOW)
    with store.connected() as database:
        desk.do(_load, rows=rows)
        database.execute_sql("ANALYZE")
        for kind, ask in (("find", queries.find), ("near misses", queries.near_misses)):
            taken = _timed(fragments, ask)
            _print(f"{name}, {kind}", taken, scan)
    store.close()


@needs(Permission.KEEP_PEOPLE)
def _load(act: Act, *, rows: list[tuple[Found, int]]) -> None:
    act.add_many(FindEntry, FIND_COLUMNS, (find_values(found, number) for found, number in rows))


def _print(what: str, taken: list[float], scan: float) -> None:
    ordered = sorted(taken)
    p95 = ordered[len(ordered) * 95 // 100]
    print(f"find: {what}: p50 {median(ordered) * 1000:.2f} ms, p95 {p95 * 1000:.2f} ms (bound {BOUND_MS:.0f} ms), "
          f"slowest {ordered[-1] * 1000:.1f} ms; median {median(ordered) / scan:.3f} × a scan in Python")


def _timed(fragments: list[str], ask: Callable[[str], object]) -> list[float]:
    for fragment in fragments[:20]:
        ask(fragment)
    taken = []
    for fragment in fragments:
        started = time.perf_counter()
        ask(fragment)
        taken.append(time.perf_counter() - started)
    return taken


def _scan(rows: list[tuple[Found, int]], text: str) -> list[int]:
    wanted = fold(text)
    return [number for found, number in rows if wanted in found.words][:8]


def _entries(rng: Random) -> Iterator[tuple[Found, int]]:
    """A person, a tenancy and, for every third, a home; names fall as in a town, so that namesakes are common."""
    for number in range(1, PEOPLE + 1):
        name = town_name(rng, community(rng))
        address = f"{between(rng, 1, 180)} {one_of(rng, _STREETS)}, Harbrook"
        postcode = f"HX{between(rng, 1, 7)} {between(rng, 1, 9)}{one_of(rng, 'ABDEFGH')}{one_of(rng, 'JLNPQRS')}"
        mobile = f"07700 {900_000 + between(rng, 0, 999):06d}"
        reference = f"6{between(rng, 0, 99_999_999):08d}"
        gone = rng.random() < 0.35
        person = Person(id=number, name=name.full(), surname=name.surname, former=gone,
                        nino=f"QQ{between(rng, 0, 999_999):06d}C", find_detail=f"{address} · since 2019",
                        find_words=f"{mobile}|{_mail(name, number)}")
        yield person.find_row(), number
        yield Found("tenancy", name.full(), f"{address} · T{number:05d}",
                    f"{name.full()}|T{number:05d}|{reference}|{address}|{postcode}", int(gone)), number
        if number % 3 == 0:
            yield Found("space", address, f"flat · {postcode}", f"{address}|{postcode}|{100_000_000_000 + number}"), number


def _mail(name: Name, number: int) -> str:
    return f"{fold(name.surname).replace(' ', '')}{number % 100}@post.example"


def _fragments(rng: Random, rows: list[tuple[Found, int]]) -> list[str]:
    kinds = (_start, _start, _start, _middle, _middle, _two, _two, _digits, _digits, _slip)
    return [one_of(rng, kinds)(rng, one_of(rng, rows)[0].words.replace("|", " ").split()) for _ in range(ASKED)]


def _start(rng: Random, words: list[str]) -> str:
    return one_of(rng, words)[:between(rng, 1, 10)]


def _middle(rng: Random, words: list[str]) -> str:
    word = max(words[:3], key=len)
    first = between(rng, 0, max(0, len(word) - 4))
    return word[first:first + between(rng, 3, 8)]


def _two(rng: Random, words: list[str]) -> str:
    return f"{one_of(rng, words)[:between(rng, 1, 6)]} {one_of(rng, words)[:between(rng, 2, 4)]}"


def _digits(rng: Random, words: list[str]) -> str:
    digits = [word for word in words if word.isdigit() and len(word) > 3] or ["900123"]
    return one_of(rng, digits)[-between(rng, 3, 6):]


def _slip(rng: Random, words: list[str]) -> str:
    word = max(words[:2], key=len)[:10]
    at = between(rng, 0, len(word) - 1)
    return word[:at] + one_of(rng, "bcdfghjklmnpqrstvwxz") + word[at + 1:]


if __name__ == "__main__":
    run()
