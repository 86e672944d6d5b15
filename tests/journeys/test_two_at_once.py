"""Two people at the same moment: on a server the second waits or is told, and nothing happens twice; a file has one program.

The first act is held open before its commit, the second begins meanwhile, then the first commits: the worst moment, every
time. A storm of small acts from both sides follows at the end.
"""

import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, Outcome
from housingdesk.bank.actions import importing, posting
from housingdesk.bank.models import BankLine, LineState
from housingdesk.bank.queries.importing import prepare
from housingdesk.db.connection import Store, open_store
from housingdesk.errors import Refused, Stale
from housingdesk.people.actions import add_person
from housingdesk.people.queries import person, person_draft
from housingdesk.people.rules import PersonDraft
from housingdesk.rent.actions import accounts, adjustments, debit
from housingdesk.rent.models import Account, Batch, Entry
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries import verify
from housingdesk.rent.rules.drafts import AdjustmentDraft, ChargeDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency, Payer
from housingdesk.tenancies.actions.in_step import change_person
from housingdesk.values.dates import WEEK
from tests.support.accounts import make_account
from tests.support.banking import PAID, bring_in, file_of, line, make_bank, make_payer
from tests.support.desk import MONDAY, Clock, open_desk, who
from tests.support.lettings import make_tenancy
from tests.support.postgres import Cluster

_PATIENCE = 20.0


class Seats:
    """A server's database with a desk for looking and any number of people at work, each in a thread of their own."""

    def __init__(self, where: str) -> None:
        self.store: Store = open_store(where)
        self.desk = Desk(self.store, who(self.store), Clock())
        self._pool = ThreadPoolExecutor(8)

    def at_once(self, first: Callable[..., Any], second: Callable[..., Any], facts: dict[str, Any],
                other: dict[str, Any] | None = None) -> tuple[Outcome, Outcome | Refused]:
        """Does the first act, begins the second before the first commits, and says how both ended."""
        written, commit = threading.Event(), threading.Event()

        def held(act: Act, **named: Any) -> Any:
            value = first(act, **named)
            written.set()
            assert commit.wait(_PATIENCE)
            return value

        held.needs = first.needs  # type: ignore[attr-defined]
        one = self._pool.submit(self._do, held, facts)
        assert written.wait(_PATIENCE), one.result()
        two = self._pool.submit(self._do, second, other if other is not None else facts)
        self._wait_until_it_waits(two)
        commit.set()
        done = one.result(_PATIENCE)
        assert isinstance(done, Outcome), done
        return done, two.result(_PATIENCE)

    def many(self, works: list[Callable[[Desk], None]]) -> None:
        """Each of these at the same time, in a thread and with a connection of its own."""
        futures = [self._pool.submit(self._work, work) for work in works]
        for future in futures:
            future.result(3 * _PATIENCE)

    def close(self) -> None:
        """Everybody goes home."""
        self._pool.shutdown()
        self.store.close()

    def _work(self, work: Callable[[Desk], None]) -> None:
        with self.store.connected():
            work(Desk(self.store, self.desk.who, Clock()))

    def _do(self, action: Callable[..., Any], facts: dict[str, Any]) -> Outcome | Refused:
        try:
            with self.store.connected():
                return Desk(self.store, self.desk.who, Clock()).do(action, **facts)
        except Refused as refusal:
            return refusal

    def _wait_until_it_waits(self, second: "Future[Any]") -> None:
        """Until the second act waits for a lock of the first, or has ended without having had to."""
        text = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        for _ in range(1000):
            if second.done() or self.desk.ask(lambda: self.store.database.execute_sql(text).fetchone()[0]):
                return
            time.sleep(0.005)
        raise AssertionError("the second act neither waits nor ends")


@pytest.fixture
def seats(postgres_cluster: Cluster, postgres_template: str) -> Iterator[Seats]:
    name = f"seats_{secrets.token_hex(6)}"
    made = Seats(postgres_cluster.new_database(name, postgres_template))
    with made.store.connected():
        yield made
        assert made.desk.ask(verify.verify) == []
    made.close()
    postgres_cluster.drop_database(name)


def count(seats: Seats, query: Any) -> int:
    return int(seats.desk.ask(lambda: query.count()))


def owed(seats: Seats, account: int) -> int:
    return int(seats.desk.ask(account_queries.account, account_id=account).pence)


def lines_of(seats: Seats) -> list[int]:
    return [row[0] for row in seats.desk.ask(lambda: list(BankLine.select(BankLine.id).order_by(BankLine.id).tuples()))]


def state_of(seats: Seats, line_id: int) -> LineState:
    state: LineState = seats.desk.ask(lambda: BankLine.get_by_id(line_id).state)
    return state


def test_the_same_debit_is_posted_once(seats: Seats) -> None:
    account = make_account(seats.desk, opens_on=MONDAY)
    _, second = seats.at_once(debit.run_debit, debit.run_debit, {"week": MONDAY})
    assert "Nothing was posted twice" in str(second)
    assert (count(seats, Batch.select()), owed(seats, account)) == (1, 11240)


def test_the_same_line_is_posted_once(seats: Seats) -> None:
    make_bank(seats.desk)
    account, _ = make_payer(seats.desk)
    bring_in(seats.desk, [line(11240, "RENT")])
    _, second = seats.at_once(posting.post_lines, posting.post_lines, {"choices": [(lines_of(seats)[0], account)]})
    assert isinstance(second, Stale) and "nothing was posted twice" in str(second)
    assert owed(seats, account) == -11240


def test_the_same_file_comes_in_once(seats: Seats) -> None:
    make_bank(seats.desk)
    prepared = seats.desk.ask(prepare, name="s.sta", data=file_of([line(100, "A"), line(100, "A")]), today=MONDAY)
    _, second = seats.at_once(importing.import_statement, importing.import_statement, {"prepared": prepared})
    assert isinstance(second, Stale)
    assert len(lines_of(seats)) == 2


def test_files_that_overlap_bring_each_line_in_once(seats: Seats) -> None:
    make_bank(seats.desk)
    old = [line(100 + n, f"OLD {n}") for n in range(5)]
    bring_in(seats.desk, old)
    new = line(999, "NEW")
    one = seats.desk.ask(prepare, name="one.sta", data=file_of([*old, new]), today=MONDAY)
    two = seats.desk.ask(prepare, name="two.sta", data=file_of([*old, new, line(5, "NEWER")]), today=MONDAY)
    _, second = seats.at_once(importing.import_statement, importing.import_statement, {"prepared": one}, {"prepared": two})
    assert isinstance(second, Stale)
    assert len(lines_of(seats)) == 6


def test_two_accounts_opened_at_once_have_two_references(seats: Seats) -> None:
    charges = (ChargeDraft(ChargeCode.RENT, "Rent", 11240),)
    facts = [{"tenancy_id": make_tenancy(seats.desk, name), "frequency": Frequency.WEEKLY, "charges": charges}
             for name in ("Amina Khan", "Joy Okafor")]
    first, second = seats.at_once(accounts.open_account, accounts.open_account, *facts)
    assert isinstance(second, Outcome) and first.value != second.value
    assert count(seats, Account.select(Account.reference).distinct()) == 2


def test_one_account_is_not_opened_twice(seats: Seats) -> None:
    facts = {"tenancy_id": make_tenancy(seats.desk), "frequency": Frequency.WEEKLY, "charges": ()}
    _, second = seats.at_once(accounts.open_account, accounts.open_account, facts)
    assert "has its account already" in str(second)


def test_a_person_changed_by_a_colleague_is_stale(seats: Seats) -> None:
    number = seats.desk.do(add_person, draft=PersonDraft("Amina Khan")).value
    draft, version = seats.desk.ask(lambda: person_draft(number))
    facts = [{"person_id": number, "version": version, "draft": replace(draft, name=name)} for name in ("Ann Khan", "Eve Khan")]
    _, second = seats.at_once(change_person, change_person, *facts)
    assert isinstance(second, Stale)
    assert seats.desk.ask(person, person_id=number).name == "Ann Khan"


def test_two_adjustments_on_one_account_both_count(seats: Seats) -> None:
    account = make_account(seats.desk)
    facts = {"draft": AdjustmentDraft(account, -500, Payer.TENANT, MONDAY, "Goodwill")}
    _, second = seats.at_once(adjustments.adjust, adjustments.adjust, facts)
    assert isinstance(second, Outcome)
    assert owed(seats, account) == -1000


@pytest.mark.parametrize(("other", "facts"), [(posting.park, {"question": "Whose?"}), (importing.leave_out, {})])
def test_a_line_posted_a_moment_ago_is_not_parked_or_left_out(seats: Seats, other: Any, facts: dict[str, Any]) -> None:
    make_bank(seats.desk)
    account, _ = make_payer(seats.desk)
    bring_in(seats.desk, [line(11240, "RENT")])
    [line_id] = lines_of(seats)
    _, second = seats.at_once(posting.post_lines, other, {"choices": [(line_id, account)]}, {"line_id": line_id, **facts})
    assert isinstance(second, Stale)
    assert state_of(seats, line_id) is LineState.POSTED


def test_a_posting_is_taken_back_once(seats: Seats) -> None:
    make_bank(seats.desk)
    account, _ = make_payer(seats.desk)
    bring_in(seats.desk, [line(11240, "RENT")])
    [line_id] = lines_of(seats)
    seats.desk.do(posting.post_lines, choices=[(line_id, account)])
    _, second = seats.at_once(posting.take_back_posting, posting.take_back_posting, {"line_ids": [line_id]})
    assert isinstance(second, Stale)
    assert (owed(seats, account), count(seats, Entry.select())) == (0, 2)


def test_unidentified_money_goes_one_way_only(seats: Seats) -> None:
    make_bank(seats.desk)
    account, _ = make_payer(seats.desk)
    bring_in(seats.desk, [line(11240, "WHO")])
    [line_id] = lines_of(seats)
    seats.desk.do(posting.post_to_suspense, line_ids=[line_id])
    _, second = seats.at_once(posting.clear_suspense, posting.take_back_posting,
                              {"line_id": line_id, "account_id": account}, {"line_ids": [line_id]})
    assert "moved out of suspense" in str(second)
    assert owed(seats, account) == -11240


def test_a_charge_does_not_change_in_days_being_debited(seats: Seats) -> None:
    account = make_account(seats.desk, opens_on=MONDAY - WEEK)
    seats.desk.do(debit.run_debit, week=MONDAY - WEEK)
    [charge] = seats.desk.ask(account_queries.charges_in_force, account_id=account, on=MONDAY)
    _, second = seats.at_once(debit.run_debit, accounts.change_charge, {"week": MONDAY},
                              {"line_id": charge.line_id, "pence": 1, "start": MONDAY})
    assert "debited up to 29 November 2026" in str(second)


def test_an_account_closed_during_the_debit_is_charged_once(seats: Seats) -> None:
    tenancy = make_tenancy(seats.desk, start=MONDAY)
    account = seats.desk.do(accounts.open_account, tenancy_id=tenancy, frequency=Frequency.WEEKLY,
                            charges=(ChargeDraft(ChargeCode.RENT, "Rent", 7000),)).value
    _, second = seats.at_once(debit.run_debit, accounts.close_account, {"week": MONDAY},
                              {"tenancy_id": tenancy, "last_day": MONDAY})
    assert isinstance(second, Outcome) and second.value == 6000
    assert owed(seats, account) == 1000


def test_a_storm_from_both_sides(seats: Seats) -> None:
    """Debits, postings and adjustments on the same accounts at once: each is done or refused in words, and all is proved."""
    make_bank(seats.desk)
    people = [make_payer(seats.desk, f"Person {n}", 7000)[0] for n in range(12)]
    bring_in(seats.desk, [line(100 + n, f"RENT {n}", on=PAID) for n in range(60)])
    lines, done = lines_of(seats), list[str]()

    def post(desk: Desk, seed: int) -> None:
        rng = Random(seed)
        for _ in range(12):
            chosen = rng.sample(lines, 6)
            with told(done, "posted"):
                desk.do(posting.post_lines, choices=[(n, rng.choice(people)) for n in chosen])

    def debits(desk: Desk) -> None:
        for n in range(8):
            desk.clock.to(MONDAY + n * WEEK)  # type: ignore[attr-defined]
            with told(done, "debited"):
                desk.do(debit.run_debit, week=MONDAY + n * WEEK)

    def adjust(desk: Desk) -> None:
        rng = Random(7)
        for _ in range(20):
            with told(done, "adjusted"):
                desk.do(adjustments.adjust, draft=AdjustmentDraft(rng.choice(people), 7, Payer.TENANT, MONDAY, "Seven pence"))

    seats.many([lambda desk: post(desk, 1), lambda desk: post(desk, 2), debits, debits, adjust])
    assert done.count("debited") == 8 and done.count("adjusted") == 20 and done.count("posted") >= 4
    total = sum(row[0] for row in seats.desk.ask(lambda: list(Entry.select(Entry.pence).tuples())))
    posted = [row[0] for row in seats.desk.ask(lambda: list(
        BankLine.select(BankLine.pence).where(BankLine.state == LineState.POSTED).tuples()))]
    weeks = 8 + 3
    assert total == 12 * 7000 * weeks + 20 * 7 - sum(posted)


@contextmanager
def told(done: list[str], word: str) -> Iterator[None]:
    """Takes down that it was done; a refusal has to be one of those that say why nothing was done twice."""
    try:
        yield
    except Refused as refusal:
        assert any(words in str(refusal) for words in ("twice", "A colleague", "posted already")), str(refusal)
    else:
        done.append(word)


def test_a_file_is_open_in_one_program(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    opened = ("import sys\nfrom housingdesk.db.connection import open_store\nfrom housingdesk.errors import Refused\n"
              "try:\n    open_store(sys.argv[1])\nexcept Refused as refusal:\n    print(refusal)\nelse:\n    print('open')\n")

    def another() -> str:
        return subprocess.run([sys.executable, "-c", opened, str(path)], capture_output=True, text=True, check=True).stdout

    first = open_store(path)
    assert "is open in another HousingDesk on this PC" in another()
    first.close()
    assert another() == "open\n"


def test_a_file_takes_one_writer_after_the_other(sqlite_template: Path, tmp_path: Path) -> None:
    """Threads of one program on one file: the second act waits, and finds that the first was done."""
    path = tmp_path / "desk.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    desk = open_desk(path)
    with desk.store.connected():
        make_account(desk, opens_on=MONDAY)
    answers: list[str] = []

    def run() -> None:
        with desk.store.connected():
            try:
                desk.do(debit.run_debit, week=MONDAY)
                answers.append("posted")
            except Refused as refusal:
                answers.append(str(refusal))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(_PATIENCE)
    assert answers.count("posted") == 1 and sum("Nothing was posted twice" in answer for answer in answers) == 3
    desk.store.close()
