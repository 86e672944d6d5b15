"""Killed at any moment, the program loses no committed posting and doubles none: real SIGKILL during the debit run, import
and posting, on a file and on a server, and of the server itself.

Half of the victims die before a statement that was drawn, COMMIT included, half after a delay that was drawn. What a victim
said it had done must be there, whole and once; at most the one act it was in may be there besides.
"""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from housingdesk.access.desk import Desk
from housingdesk.bank.actions.importing import import_statement
from housingdesk.bank.models import BankFile, BankLine, LineState
from housingdesk.bank.parsers.reading import Line
from housingdesk.bank.queries.importing import prepare
from housingdesk.db.connection import is_postgresql_dsn, open_store
from housingdesk.db.upgrade import upgrade
from housingdesk.errors import Refused
from housingdesk.rent.models import Account, Balance, Batch, DebitRun, Entry
from housingdesk.rent.queries import verify
from housingdesk.rent.rules.drafts import ShareDraft
from housingdesk.rent.rules.words import AccountKind, Payer
from tests.support.accounts import make_account
from tests.support.banking import PAID, file_of, make_bank
from tests.support.desk import MONDAY, Clock, add_administrator, open_desk, who
from tests.support.postgres import Cluster, cluster
from tests.support.victim import ACTS, ALREADY

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="SIGKILL and fork are of POSIX")]
KILLS = int(os.environ.get("HOUSINGDESK_KILLS", "24"))
"""Kills for each act on each database."""
SERVER_KILLS = max(2, KILLS // 12)
PEOPLE, PENCE, NEW, AGAIN, TOGETHER = 30, 7000, 24, 6, 8
FILES = 5 * KILLS
_TOWN = "town"
_STATEMENTS, _LONGEST, _AT_ONCE = 90, 0.06, 12


class Den:
    """The process that forks the victims."""

    def __init__(self) -> None:
        self._process = subprocess.Popen([sys.executable, "-m", "tests.support.victim"], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, text=True, bufsize=1)
        self._ended = False

    def order(self, **order: Any) -> int:
        """Sends a victim out and returns its pid once it has begun."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._ended = False
        told = sorted((self.answer(), self.answer()))
        assert told[0] == "begun", told
        return int(told[1].removeprefix("pid "))

    def answer(self) -> str:
        """The next line of the victim or its den."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the victim's den is gone"
        return line.strip()

    def until(self, *words: str) -> list[str]:
        """All that is said up to one of these words."""
        lines = [self.answer()]
        while lines[-1].partition(" ")[0] not in words:
            assert lines[-1] != "ended", f"the victim died before: {lines}"
            lines.append(self.answer())
        self._ended = lines[-1] == "ended"
        return lines

    def rest(self) -> list[str]:
        """All that is said until the victim has ended."""
        return [] if self._ended else self.until("ended")

    def close(self) -> None:
        """Nobody is sent out any more."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()


@pytest.fixture(scope="module")
def den() -> Iterator[Den]:
    made = Den()
    yield made
    made.close()


@dataclass
class Work:
    """One act over and over: ``things`` in order, and how many of them are in the database by its own looks."""

    act: str
    things: list[Any]
    check: Callable[[Desk], int]
    done: int = 0
    kills: int = 0

    def next(self) -> list[tuple[int, Any]]:
        """The things for the next victim, more than it will live to do."""
        return list(enumerate(self.things))[self.done:self.done + _AT_ONCE]

    def hear(self, lines: list[str]) -> None:
        """Takes down what a victim said it had done."""
        for line in lines:
            word, _, number = line.partition(" ")
            if word in ("did", "already"):
                assert int(number) == self.done, f"{line} after {self.done} were done"
                self.done += 1

    def prove(self, desk: Desk) -> None:
        """What was done is there, whole and once, and at most one more."""
        assert desk.ask(verify.verify) == []
        there = self.check(desk)
        assert self.done <= there <= self.done + 1, f"{self.act}: {self.done} were done, {there} are there"


def _weeks_there(desk: Desk) -> int:
    runs = desk.ask(lambda: [row[0] for row in DebitRun.select(DebitRun.week).order_by(DebitRun.week).tuples()])
    assert runs == [MONDAY + timedelta(weeks=n) for n in range(len(runs))]
    owed = desk.ask(lambda: {tuple(row) for row in Balance.select(Balance.own_pence, Balance.hb_pence).join(Account)
                             .where(Account.kind == AccountKind.RENT).tuples()})
    assert owed == {(700 * len(runs), (PENCE - 700) * len(runs))}
    assert desk.ask(lambda: Entry.select().count()) == 2 * PEOPLE * len(runs)
    return len(runs)


def _files_there(desk: Desk) -> int:
    files = desk.ask(lambda: list(BankFile.select(BankFile.name, BankFile.new_lines).order_by(BankFile.id).tuples()))
    assert [name for name, _ in files] == [f"{n:03d}.sta" for n in range(len(files))]
    lines = desk.ask(lambda: [row[0] for row in BankLine.select(BankLine.narrative).order_by(BankLine.id).tuples()])
    assert lines == [f"RENT N{n:05d}" for n in range(NEW * len(files))]
    return len(files)


def _posts_there(desk: Desk) -> int:
    posted = desk.ask(lambda: {row[0] for row in BankLine.select(BankLine.id).where(
        BankLine.state == LineState.POSTED).tuples()})
    entries = desk.ask(lambda: sorted(row[0] for row in Entry.select(Entry.bank_line).tuples()))
    assert entries == sorted(posted), "each posted line has its one entry"
    batches = desk.ask(lambda: Batch.select().count())
    assert len(posted) == TOGETHER * batches
    return int(batches)


def _fill(where: str) -> None:
    """Thirty people, our bank account, and enough lines of it to be posted."""
    desk = open_desk(where)
    with desk.store.connected():
        for number in range(PEOPLE):
            make_account(desk, number + 1, opens_on=MONDAY, pence=PENCE,
                         shares=(ShareDraft(Payer.TENANT, 700), ShareDraft(Payer.HB, None)))
        make_bank(desk)
    desk.store.close()


def _written(folder: Path) -> list[str]:
    """Statement files that follow each other; each repeats some lines of the one before."""
    paths = []
    every = [Line(PAID, 100 + n, f"RENT N{n:05d}", None, None, None, None) for n in range(FILES * NEW)]
    for number in range(FILES):
        lines = every[max(0, number * NEW - AGAIN):(number + 1) * NEW]
        opening = 100_000 + sum(line.pence for line in every[:max(0, number * NEW - AGAIN)])
        path = folder / f"{number:03d}.sta"
        path.write_bytes(file_of(lines, opening))
        paths.append(str(path))
    return paths


def _lines_to_post(desk: Desk, paths: list[str]) -> list[list[tuple[int, int]]]:
    """Everything imported in the usual way, in groups for one posting each."""
    for path in paths[:FILES * TOGETHER // NEW]:
        desk.do(import_statement, prepared=desk.ask(prepare, name=Path(path).name, data=Path(path).read_bytes(),
                                                    today=desk.today))
    people = desk.ask(lambda: [row[0] for row in Account.select(Account.id).where(Account.kind == AccountKind.RENT).tuples()])
    lines = desk.ask(lambda: [row[0] for row in BankLine.select(BankLine.id).order_by(BankLine.id).tuples()])
    pairs = [(line, people[n % PEOPLE]) for n, line in enumerate(lines)]
    return [pairs[at:at + TOGETHER] for at in range(0, len(pairs), TOGETHER)]


@dataclass(frozen=True)
class Place:
    """Where the acts happen. ``where`` opens it, ``settled`` waits until nobody else is in it."""

    where: str
    settled: Callable[[Desk], None] = lambda desk: None


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return _written(tmp_path_factory.mktemp("statements"))


@pytest.fixture(scope="module")
def sqlite_town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("town") / "town.sqlite"
    shutil.copyfile(sqlite_template, path)
    _fill(str(path))
    return path


@pytest.fixture(scope="module")
def postgres_town(postgres_cluster: Cluster, postgres_template: str) -> Iterator[str]:
    name = f"town_{secrets.token_hex(6)}"
    _fill(postgres_cluster.new_database(name, postgres_template))
    yield name
    postgres_cluster.drop_database(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("sqlite_town"), tmp_path / "town.sqlite")
        yield Place(str(tmp_path / "town.sqlite"))
        return
    server: Cluster = request.getfixturevalue("postgres_cluster")
    name = f"killed_{secrets.token_hex(6)}"
    yield Place(server.new_database(name, request.getfixturevalue("postgres_town")), _alone)
    server.drop_database(name)


def _alone(desk: Desk) -> None:
    """Waits until the server has noticed that the victim is dead."""
    text = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    for _ in range(500):
        if desk.ask(lambda: desk.store.database.execute_sql(text).fetchone()[0]) == 0:
            return
        time.sleep(0.01)
    raise AssertionError("the server still keeps the victim's connection")


def _work(act: str, place: Place, files: list[str]) -> Work:
    if act == "debit":
        return Work(act, [(MONDAY + timedelta(weeks=n)).isoformat() for n in range(FILES)], _weeks_there)
    if act == "import":
        return Work(act, files, _files_there)
    with _desk(place) as desk:
        return Work(act, _lines_to_post(desk, files), _posts_there)


@contextmanager
def _desk(place: Place) -> Iterator[Desk]:
    """A desk as any program opens it: the file is free again, whoever was killed in it."""
    store = open_store(place.where)
    with store.connected():
        desk = Desk(store, who(store), Clock())
        place.settled(desk)
        yield desk
    store.close()


@pytest.mark.parametrize("act", ["debit", "import", "post"])
def test_killed_at_any_moment_nothing_is_lost_and_nothing_doubled(place: Place, act: str, den: Den, files: list[str]) -> None:
    work, rng = _work(act, place, files), Random(f"{act} {KILLS}")
    while work.kills < KILLS:
        stop_at = rng.randint(1, _STATEMENTS) if work.kills % 2 else 0
        victim = den.order(where=place.where, act=act, things=work.next(), stop_at=stop_at)
        if work.kills % 6 == 0 and not is_postgresql_dsn(place.where):
            with pytest.raises(Refused, match="is open in another HousingDesk"):
                open_store(place.where)
        heard = den.until("here", "idle") if stop_at else []
        time.sleep(0 if stop_at else rng.uniform(0, _LONGEST))
        os.kill(victim, signal.SIGKILL)
        heard += den.rest()
        work.hear(heard)
        work.kills += "idle" not in heard
        with _desk(place) as desk:
            work.prove(desk)
    with _desk(place) as desk:
        _done_again(desk, work)


def _done_again(desk: Desk, work: Work) -> None:
    """The last act that was done is refused; the next one is done, or was and is refused; then all is there."""
    with pytest.raises(Refused) as again:
        ACTS[work.act](desk, work.things[work.done - 1])
    assert any(words in str(again.value) for words in ALREADY)
    with suppress(Refused):
        ACTS[work.act](desk, work.things[work.done])
    assert work.check(desk) == work.done + 1
    assert desk.ask(verify.verify) == []


@pytest.fixture(scope="module")
def doomed() -> Iterator[Cluster]:
    """A server of our own, to be killed."""
    made = cluster()
    if made is None:
        pytest.skip("PostgreSQL is not installed here")
    where = made.new_database(_TOWN)
    store = open_store(where)
    upgrade(store, now=datetime(2026, 1, 1, tzinfo=UTC))
    add_administrator(store)
    store.close()
    _fill(where)
    yield made
    made.remove()


@pytest.mark.postgres
@pytest.mark.parametrize("act", ["debit", "import", "post"])
def test_the_server_killed_at_any_moment_loses_nothing_and_doubles_nothing(doomed: Cluster, act: str, den: Den,
                                                                          files: list[str]) -> None:
    place = Place(doomed.new_database(f"doomed_{act}", _TOWN))
    # A copied sequence takes over numbers that only its template has logged; a checkpoint makes the copy log its own.
    doomed.execute("CHECKPOINT")
    work, rng = _work(act, place, files), Random(f"server {act} {KILLS}")
    for _ in range(SERVER_KILLS):
        victim = den.order(where=place.where, act=act, things=work.next(), stop_at=0)
        work.hear(den.until("did"))
        time.sleep(rng.uniform(0, _LONGEST))
        doomed.kill()
        work.hear(den.until("idle", "lost", "ended"))
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
        work.hear(den.rest())
        doomed.start()
        with _desk(place) as desk:
            work.prove(desk)
    with _desk(place) as desk:
        _done_again(desk, work)
