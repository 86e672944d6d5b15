"""The made-up association as it stands in a database, on both kinds: every penny proved, and the work that waits."""

import csv
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.access.models import AuditEvent, User
from housingdesk.access.queries import find
from housingdesk.access.rules import Role
from housingdesk.arrears.queries.listing import arrears_list
from housingdesk.bank.actions.importing import import_statement
from housingdesk.bank.models import BankFile, BankLine, LineState, SuspenseItem
from housingdesk.bank.parsers.recognise import read_statement
from housingdesk.bank.parsers.writers import write_statements
from housingdesk.bank.queries.importing import prepare
from housingdesk.bank.queries.lumps import waiting_lumps
from housingdesk.bank.queries.our_accounts import ledger_balance, suspense
from housingdesk.bank.queries.reconcile import reconciliation
from housingdesk.bank.rules.proposals import Tier
from housingdesk.benefits.queries.schedules import run_view, schedules
from housingdesk.benefits.rules.words import LineState as Settled
from housingdesk.benefits.rules.words import ScheduleState
from housingdesk.db.connection import open_store
from housingdesk.demo.bank_files import to_statement, waiting_from
from housingdesk.demo.hostel_days import STAYS
from housingdesk.demo.lines import BankLine as PlannedLine
from housingdesk.demo.lines import ScheduleKind, TruthKind
from housingdesk.demo.payments import Books, Week
from housingdesk.demo.places import Use
from housingdesk.demo.population import Association, plan
from housingdesk.demo.posted import COUNTER
from housingdesk.demo.wording_days import TITLE as WORDING_TITLE
from housingdesk.demo.wording_days import WORDS
from housingdesk.letters import proof
from housingdesk.letters.queries import standing
from housingdesk.letters.queries.postings import postings
from housingdesk.letters.queries.rounds import rounds
from housingdesk.letters.queries.spelling import own_words
from housingdesk.letters.queries.templates import opened, templates, versions
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.lettings.models import SignUp
from housingdesk.mailings.queries.statement_log import due_run, log
from housingdesk.mailings.rules.statements import LogState, tally
from housingdesk.notices.queries import evictions
from housingdesk.notices.queries.bundle import bundles_of
from housingdesk.notices.queries.cases import cases
from housingdesk.notices.queries.protocol import protocol_checks
from housingdesk.notices.rules.protocol import verdict
from housingdesk.notices.rules.states import State
from housingdesk.people.models import Contact, Party, Person
from housingdesk.rent.models import (
    Account,
    Balance,
    Batch,
    ChargeLine,
    ChargeShare,
    Correction,
    DebitRun,
    Entry,
    ExpectedPayment,
    Seal,
)
from housingdesk.rent.queries.accounts import explanation
from housingdesk.rent.queries.debit import work_out
from housingdesk.rent.queries.debit_preview import preview
from housingdesk.rent.queries.ledger import balances_as_at, head
from housingdesk.rent.queries.next_debit import last_run
from housingdesk.rent.queries.verify import verify
from housingdesk.rent.rules.words import AccountKind, ChargeCode, EntryKind, Payer
from housingdesk.settings.queries import values
from housingdesk.tenancies.models import Tenancy
from housingdesk.values.dates import DAY, WEEK, week_of
from housingdesk.values.quarters import Quarters, last_finished
from tests.support.made_up import HOMES, SEED, TODAY, YEARS, copied
from tests.support.postgres import Cluster

_PAYERS = (Payer.HB, Payer.UC, Payer.TENANT, Payer.SUPPORT, Payer.OTHER)
_PAID_BY = {ScheduleKind.HB: Payer.HB, ScheduleKind.SUPPORT: Payer.SUPPORT}


@cache
def _plan() -> tuple[Association, tuple[Week, ...], dict[int, dict[Payer, int]]]:
    """The plan, its weeks, and what each payer owed in the books of this database when the last money was posted."""
    association = plan(HOMES, YEARS, SEED, TODAY)
    books = Books(association)
    weeks = tuple(books.weeks())
    owed = books.owes()
    for account, pence in books.in_transit().items():
        owed[account][Payer.TENANT] += pence
    for debit in weeks[-1].debits:
        for payer, pence in debit.parts:
            owed[debit.account][payer] -= pence
    for week in weeks:
        if week.monday >= waiting_from(TODAY):
            for line in week.lines:
                for account, pence in line.truth.parts:
                    owed[account][Payer.UC if line.truth.note == "managed payment" else Payer.TENANT] += pence
            for schedule in week.schedules:
                for part in schedule.lines:
                    owed[part.account][_PAID_BY.get(schedule.kind, Payer.TENANT)] += part.gross
    return association, weeks, owed


@dataclass(frozen=True, slots=True)
class Demo:
    """The database, open for its administrator on the last day, and the folder of the files that wait."""

    desk: Desk
    folder: Path

    @property
    def files(self) -> dict[str, Path]:
        """The bank's waiting files by what their name says after the dates."""
        return {path.name.split("-to-")[1][11:]: path for path in self.folder.iterdir() if "-to-" in path.name}


@pytest.fixture(scope="module")
def sqlite_demo(sqlite_made_up: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    copy = tmp_path_factory.mktemp("demo") / "demo.housing"
    shutil.copyfile(sqlite_made_up[0], copy)
    return str(copy), sqlite_made_up[1]


@pytest.fixture(scope="module")
def postgres_demo(postgres_cluster: Cluster, postgres_made_up: tuple[str, Path]) -> Iterator[tuple[str, Path]]:
    with copied(postgres_cluster, postgres_made_up[0]) as address:
        yield address, postgres_made_up[1]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def demo(request: pytest.FixtureRequest) -> Iterator[Demo]:
    """What a test does in it is rolled back: the same database serves all of them."""
    where, folder = request.getfixturevalue(f"{request.param}_demo")
    store = open_store(where, lock=False)
    with store.connected() as database, database.atomic() as transaction:
        user = User.select().where(User.role == Role.ADMINISTRATOR).order_by(User.id).first()
        desk = Desk(store, Who(user.id, user.name, user.initials, str(user.role)),
                    lambda: datetime.combine(TODAY, time(9, 30), UTC))
        yield Demo(desk, folder)
        transaction.rollback()
    store.close()


def _posted(week: Week) -> bool:
    return week.monday < waiting_from(TODAY)


def test_everything_is_proved(demo: Demo) -> None:
    assert verify() == []


def _put_right() -> set[str]:
    """The accounts that were put right since the plan."""
    rows: Any = Account.select(Account.reference).join(Correction, on=(Correction.account == Account.id)).tuples()
    return {row[0] for row in rows}


def _hostel() -> set[str]:
    """The accounts of those who stayed at the hostel, which is not in the plan."""
    return {row[0] for row in Tenancy.select(Tenancy.payment_reference).where(
        Tenancy.names.in_([stay.name for stay in STAYS])).tuples()}


def test_every_balance_is_what_the_plan_says_for_each_payer(demo: Demo) -> None:
    columns = (Balance.hb_pence, Balance.uc_pence, Balance.own_pence, Balance.support_pence, Balance.other_pence)
    rows: Any = Account.select(Account.reference, *columns).join(Balance, on=(Balance.account == Account.id)).tuples()
    stored = {row[0]: row[1:] for row in rows}
    association, _, owed = _plan()
    on_its_way = Books(association)
    assert list(on_its_way.weeks())
    beside = _put_right()
    for tenancy in association.tenancies:
        if tenancy.payment_reference in beside:
            continue
        told, planned = list(stored[tenancy.payment_reference]), [owed[tenancy.key][payer] for payer in _PAYERS]
        if tenancy.key in on_its_way.in_transit():  # what is on its way does not say whose it is: own money or Universal Credit
            told[1:3], planned[1:3] = [sum(told[1:3])], [sum(planned[1:3])]
        assert told == planned, tenancy


def test_the_bank_in_the_books_is_its_opening_balance_and_its_lines(demo: Demo) -> None:
    lines = [line.pence for week in _plan()[1] if _posted(week) for line in week.lines]
    assert BankLine.select().count() == len(lines) > 1000
    assert BankLine.select().where((BankLine.state != LineState.POSTED) | BankLine.batch.is_null()).count() == 0
    [proof] = reconciliation(_plan()[0].first_day, TODAY).banks
    assert ledger_balance(proof.account_id) == 2_400 * HOMES + sum(lines)
    assert proof.agreed
    assert proof.lines_pence == proof.ledger_pence == proof.stated_pence


def test_the_arrears_roll_forward_over_any_period(demo: Demo) -> None:
    for start in (_plan()[0].first_day, date(2026, 4, 6), date(2026, 11, 9)):
        found = reconciliation(start, TODAY)
        assert found.holds
        assert {row.former for row in found.totals} == {True, False}
    assert all(row.opening == 0 for row in reconciliation(_plan()[0].first_day - DAY, TODAY).rows)


def test_the_debit_of_this_week_waits_and_is_what_the_plan_charges(demo: Demo) -> None:
    week = week_of(TODAY)
    assert last_run() == week - WEEK
    run = work_out(week)
    assert run.proof.roll_agrees
    assert run.proof.debit_agrees
    references = dict(Account.select(Account.id, Account.reference).where(Account.kind != AccountKind.VOID).tuples())
    charged = {references[account]: pence for account, pence in run.by_account.items() if account in references}
    tenancies = _plan()[0].tenancies
    signed_up = {row[0] for row in Tenancy.select(Tenancy.payment_reference).join(SignUp).tuples()}
    signed_up -= {tenancy.payment_reference for tenancy in tenancies}
    assert len(signed_up & set(charged)) == 7
    beside = signed_up | _put_right() | _hostel()
    assert len(_hostel() & set(charged)) == 3
    assert {reference: pence for reference, pence in charged.items() if reference not in beside} == {
        reference: pence for debit in _plan()[1][-1].debits if (pence := sum(part for _, part in debit.parts))
        and (reference := tenancies[debit.account - 1].payment_reference) not in beside}
    assert {row.group for row in preview(week).rows} >= {"void", "not debited"}


def test_every_week_has_its_run_and_its_proof_agrees(demo: Demo) -> None:
    runs = list(DebitRun.select(DebitRun.week, DebitRun.proof, DebitRun.accounts, Batch.made_at, Batch.made_by)
                .join(Batch).order_by(DebitRun.week).objects())
    assert [run.week for run in runs] == [week.monday for week in _plan()[1][:-1]]
    assert all(run.made_at == datetime.combine(run.week, time(8, 30), UTC) for run in runs)
    assert {run.made_by for run in runs} == {"Samir Dutta"}
    assert all('"debited_pence"' in run.proof and run.accounts > 20 for run in runs)


def test_the_past_can_be_looked_at_as_it_was_known(demo: Demo) -> None:
    at = [row[0] for row in Seal.select(Seal.sealed_at).order_by(Seal.id).tuples()]
    assert at == sorted(at)
    assert at[0].date() < _plan()[0].first_day
    assert at[-1].date() <= TODAY
    monday = date(2026, 9, 7)
    noon = datetime.combine(monday, time(12), UTC)
    known, now = balances_as_at(monday - DAY, noon), balances_as_at(monday - DAY)
    before_the_money = balances_as_at(monday - DAY, datetime.combine(monday, time(9), UTC))
    assert sum(before_the_money.values()) != sum(known.values())
    assert known.keys() <= now.keys()


def test_homes_people_and_rooms_are_found(demo: Demo) -> None:
    association = _plan()[0]
    tenancy = next(t for t in association.tenancies if association.spaces[t.space - 1].use is Use.SUPPORTED and t.ends is None)
    person = association.people[tenancy.people[0] - 1]
    for text in (person.name.full(), tenancy.payment_reference, tenancy.reference.lower()):
        assert any(hit.kind == "tenancy" and tenancy.reference in hit.detail for hit in find(text, limit=20)), text
    label = association.spaces[tenancy.space - 1].label
    assert any(hit.kind == "space" and label in hit.label for hit in find(label, limit=50))
    phone = next(p for p in association.people if p.mobile is not None)
    assert any(hit.kind == "person" and hit.label == phone.name.full() for hit in find(str(phone.mobile)[-7:], limit=50))


def test_former_tenants_are_there_and_greyed(demo: Demo) -> None:
    former = list(Tenancy.select().where(Tenancy.former == True))  # noqa: E712
    assert len(former) > 20
    assert all(t.ends_on < TODAY and t.end_reason is not None and t.end_event_on >= t.ends_on for t in former)
    owing: Any = Account.select(Balance.pence).join(Balance, on=(Balance.account == Account.id)).where(
        Account.tenancy.in_([t.id for t in former]) & (Balance.pence > 0))
    assert owing.count() > 5
    for one in former:
        assert [hit.rank for hit in find(one.reference, kinds=("tenancy",)) if one.reference in hit.detail] == [1]
    assert any(row[0] for row in Person.select(Person.former).where(Person.former == True).tuples())  # noqa: E712


def test_licences_have_charges_of_their_own_beside_benefit(demo: Demo) -> None:
    rows: Any = (ChargeLine.select(ChargeLine.account, ChargeLine.code, ChargeShare.payer)
                 .join(ChargeShare, on=(ChargeShare.line == ChargeLine.id))
                 .join_from(ChargeLine, Account).join(Tenancy)
                 .where(Tenancy.reference.startswith("L") & ChargeLine.end.is_null()).tuples())
    payers = defaultdict(set)
    for account, code, payer in rows:
        payers[account].add((ChargeCode(code), Payer(payer)))
    wanted = {(ChargeCode.RENT, Payer.HB), (ChargeCode.INELIGIBLE_SERVICE, Payer.TENANT), (ChargeCode.SUPPORT, Payer.SUPPORT)}
    assert sum(wanted <= found for found in payers.values()) > 3


def test_unidentified_money_waits_with_an_age_and_some_was_found_out(demo: Demo) -> None:
    rows = suspense(TODAY)
    assert rows
    assert all(row.days >= 7 and row.owner and row.note for row in rows)
    assert SuspenseItem.select().where(SuspenseItem.cleared_on.is_null(False)).count() > len(rows)
    found = reconciliation(_plan()[0].first_day, TODAY)
    assert found.suspense_pence == sum(row.pence for row in rows)


def test_returned_payments_point_to_what_they_undo(demo: Demo) -> None:
    undone = Entry.alias()
    pairs: Any = (Entry.select(Entry.pence, undone.pence, Entry.account, undone.account, Entry.bank_line)
                  .join(undone, on=(undone.id == Entry.reverses)).join_from(Entry, Batch)
                  .where(Batch.kind == "bank posting").tuples())
    rows = list(pairs)
    assert rows
    assert all(pence == -was and account == whose and line is not None for pence, was, account, whose, line in rows)


def test_benefit_is_posted_from_lists_with_the_days_it_is_for(demo: Demo) -> None:
    hb: Any = list(Entry.select(Entry.period_from, Entry.period_to, Batch.kind).join(Batch).where(
        (Entry.payer == Payer.HB) & (Entry.kind == EntryKind.RECEIPT)).tuples())
    assert hb
    assert {kind for _, _, kind in hb} == {"benefit schedule"}
    days = [(start, end) for start, end, _ in hb if start is not None]
    assert len(days) > 0.98 * len(hb)
    assert all(start < end for start, end in days)
    control: Any = Account.select(Account.reference, Balance.pence).join(Balance, on=(Balance.account == Account.id)).where(
        Account.kind == AccountKind.CONTROL).tuples()
    assert {reference: pence for reference, pence in control if pence} == {"takings": 2_350 + 2_000 - 5_000}


def test_somebody_can_be_told_what_they_owe_and_what_is_coming(demo: Demo) -> None:
    payers = {Payer(row[0]) for row in ExpectedPayment.select(ExpectedPayment.payer).distinct().tuples()}
    assert payers == {Payer.HB, Payer.UC, Payer.TENANT}
    told = [" ".join(explanation(row.account_id, TODAY)) for row in arrears_list(TODAY)]
    assert any("Housing Benefit of" in text and "is due on" in text for text in told)
    assert any("Your agreed payment of" in text for text in told)


def test_what_is_owed_beside_the_rent_is_never_rent_arrears(demo: Demo) -> None:
    rows: Any = list(Account.select(Account.kind, Balance.pence).join(Balance, on=(Balance.account == Account.id)).where(
        Account.parent.is_null(False)).tuples())
    assert {AccountKind(kind) for kind, _ in rows} >= {AccountKind.RECHARGE, AccountKind.COURT_COSTS}
    assert all(pence > 0 for _, pence in rows)
    tenancies = Account.select(Account.tenancy).where(Account.kind == AccountKind.RECHARGE)
    rent = Account.get((Account.kind == AccountKind.RENT) & Account.tenancy.in_(tenancies))
    assert "Apart from this, recharges: £" in " ".join(explanation(rent.id, TODAY))


def test_the_office_is_complete(demo: Demo) -> None:
    settings = values(TODAY)
    assert (settings.text("org.name"), settings.text("org.phone")) == ("Dale Vale Homes", "01632 960 118")
    assert settings.yes("demo.mark")
    roles = Counter(row[0] for row in User.select(User.role).tuples())
    assert roles[Role.ADMINISTRATOR] == roles[Role.FINANCE] == roles[Role.READER] == 1
    assert {row[0] for row in User.select(User.name).where(User.role == Role.COORDINATOR).tuples()} >= {
        space.officer for space in _plan()[0].spaces}
    assert Contact.select().count() > 100
    assert Party.select().where(Party.expires_on < TODAY).count() > 0
    acts = Counter(row[0] for row in AuditEvent.select(AuditEvent.action).tuples())
    assert acts["demo.actions.debits.post_debit"] == len(_plan()[1]) - 1


def test_what_is_stored_of_a_line_is_what_its_file_says(demo: Demo) -> None:
    for file in BankFile.select().order_by(BankFile.id.desc()).limit(6):
        [statement] = read_statement(file.content, name=file.name, today=TODAY).statements
        stored = list(BankLine.select().where(BankLine.file == file.id).order_by(BankLine.number))
        assert [(x.made_on, x.pence, x.narrative, x.payer, x.payer_account, x.reference, x.raw) for x in stored] == [
            (x.on, x.pence, x.narrative, x.payer, x.payer_account, x.reference, x.raw) for x in statement.lines]
        assert file.closing_pence == statement.closing


def _imported(demo: Demo, path: Path) -> Any:
    prepared = prepare(name=path.name, data=path.read_bytes(), today=TODAY)
    if prepared.new:
        demo.desk.do(import_statement, prepared=prepared)
    return prepared


def test_the_waiting_files_come_in_once_whatever_their_format(demo: Demo) -> None:
    waiting = [line for week in _plan()[1] if not _posted(week) for line in week.lines]
    first = _imported(demo, demo.files["camt.053.xml"])
    assert (len(first.new), first.already, first.unsure) == (len(waiting), 0, 0)
    posted = sum(line.pence for week in _plan()[1] if _posted(week) for line in week.lines)
    assert first.opening == 2_400 * HOMES + posted, "it follows on what is in the books"
    again = _imported(demo, demo.files["standard18.txt"])
    assert (len(again.new), again.already) == (0, len(waiting))
    other = _imported(demo, demo.files["bai2.bai"])
    assert (len(other.new), other.already) == (0, len(waiting)), "the first statement has proved its days whole"


def test_no_line_of_the_waiting_file_is_certain_and_wrong(demo: Demo) -> None:
    prepared = _imported(demo, demo.files["camt.053.xml"])
    rows = list(csv.DictReader((demo.folder / next(
        path.name for path in demo.folder.glob("answers-*"))).read_text(encoding="utf-8").splitlines()))
    references = dict(Account.select(Account.id, Account.reference).tuples())
    certain = [(references[new.account_id], rows[new.number - 1]) for new in prepared.new if new.tier is Tier.CERTAIN]
    assert [said for said, row in certain if said != row["account"]] == []
    assert len(certain) >= 0.7 * sum(row["kind"] == "rent" for row in rows)


def test_a_file_that_reaches_back_into_the_past_adds_only_what_is_new(demo: Demo, tmp_path: Path) -> None:
    since = waiting_from(TODAY) - 2 * WEEK
    lines: list[PlannedLine] = [line for week in _plan()[1] if week.monday >= since for line in week.lines]
    waiting = sum(line.on >= waiting_from(TODAY) for line in lines)
    path = tmp_path / "overlap.txt"
    path.write_bytes(write_statements("standard18", [to_statement(lines, 100_000)]))
    prepared = _imported(demo, path)
    assert (len(prepared.new), prepared.already) == (waiting, len(lines) - waiting)
    assert all(new.line.on >= waiting_from(TODAY) for new in prepared.new)


def test_every_kind_of_line_was_posted_where_it_belongs(demo: Demo) -> None:
    codes: dict[int, str] = dict(Account.select(Account.id, Account.reference).tuples())
    stored: defaultdict[tuple[date, int], list[list[str]]] = defaultdict(list)
    entries: Any = Entry.select(Entry.bank_line, Entry.account).where(Entry.bank_line.is_null(False)).tuples()
    went: defaultdict[int, list[str]] = defaultdict(list)
    for line, account in entries:
        went[line].append(codes[account])
    for line, on, pence in BankLine.select(BankLine.id, BankLine.made_on, BankLine.pence).tuples():
        stored[on, pence].append(sorted(went[line]))
    tenancies = _plan()[0].tenancies
    seen = set()
    for planned in (line for week in _plan()[1] if _posted(week) for line in week.lines):
        truth = planned.truth
        seen.add(truth.kind)
        places = stored[planned.on, planned.pence]
        if truth.parts:
            accounts = sorted(tenancies[key - 1].payment_reference for key, _ in truth.parts)
            assert accounts in places or ["suspense"] in places
        elif truth.kind is TruthKind.UNKNOWN:
            assert ["suspense"] in places
        else:
            assert any(len(one) == 1 and not one[0].isdigit() for one in places)
    assert seen == set(TruthKind)


def test_the_same_plan_gives_the_same_ledger_on_both_databases(
        sqlite_demo: tuple[str, Path], postgres_demo: tuple[str, Path]) -> None:
    heads = []
    for where, _ in (sqlite_demo, postgres_demo):
        store = open_store(where, lock=False)
        with store.connected():
            heads.append(head())
        store.close()
    assert heads[0] == heads[1]
    assert heads[0][0] > 100


def test_notices_stand_at_each_point_of_their_way(demo: Demo) -> None:
    rows = {(row.notice, row.grounds): row for row in demo.desk.ask(cases)}
    arrears, noise, licence = rows["form3", ("10", "11")], rows["form3", ("14",)], rows["licence", ()]
    assert (arrears.state, arrears.printed_on) == (State.DRAFT, date(2026, 12, 8)), "it waits for the second person"
    assert (noise.state, noise.printed_on) == (State.DRAFT, None)
    assert (licence.state, licence.served_on) == (State.SERVED, TODAY) and licence.checked_by != licence.begun_by
    assert licence.countdown(TODAY) == "Review open, decide by Mon 7 Dec 2026: the notice waits"
    warning, goods = rows["warning-1", ()], rows["belongings", ()]
    assert {warning.state, goods.state} == {State.SERVED} and warning.answers["change"] and goods.answers["goods"]
    assert len({row.tenancy_id for row in rows.values()}) == len(rows), "nobody is given two"


def test_one_case_is_ready_for_the_court_one_is_not_and_an_eviction_is_answered(demo: Demo) -> None:
    served = [row for row in demo.desk.ask(cases) if row.notice == "licence" and row.answers["for_arrears"] == "yes"]
    told = {row.id: verdict(demo.desk.ask(protocol_checks, case=row, on=TODAY)) for row in served}
    made = {row.id: demo.desk.ask(bundles_of, case_id=row.id) for row in served}
    [ready] = [number for number, said in told.items() if said == "Ready to issue: all 16 done"]
    [waiting] = [number for number, said in told.items() if said.startswith("Not yet") and "1 more of 16 not done" in said]
    assert len(made[ready]) == 1 and made[waiting] == []
    [eviction] = demo.desk.ask(evictions.standing)
    assert eviction.answer_id is not None and eviction.time[0]


def test_letters_were_carried_and_a_quarter_of_statements_was_sent(demo: Demo) -> None:
    found = demo.desk.ask(rounds)
    assert {row.closed_at is not None for row in found} == {True, False}, "one is done, one is to be done"
    assert [row.failed for row in found if row.closed_at is not None] == [1], "at one door nobody was found"
    quarter = last_finished(Quarters.CALENDAR, TODAY)
    lines = demo.desk.ask(log, quarter=quarter, on=TODAY)
    counts = tally(lines)
    assert counts.accounts == counts.sent + counts.not_sent + counts.nothing and counts.sent > 50
    assert counts.not_sent and all(line.why_not for line in lines if line.state is LogState.NOT_SENT)
    assert demo.desk.ask(due_run, on=TODAY) is None


def test_letters_are_in_the_post_and_wait_in_the_queue(demo: Demo) -> None:
    [row] = demo.desk.ask(postings)[:1]
    made = [one for one in demo.desk.ask(postings) if one.certificate_id is not None]
    assert [(one.on, one.place) for one in made] == [(TODAY - timedelta(6), COUNTER)] and row.count
    found = {(letter.state, letter.way) for letter in demo.desk.ask(standing, states=tuple(LetterState))}
    for state, way in ((LetterState.CAME_BACK, Way.POST), (LetterState.KEPT_BACK, Way.POST), (LetterState.READY, Way.POST),
                       (LetterState.READY, Way.EMAIL)):
        assert (state, way) in found, (state, way)


def test_a_letter_of_our_own_is_in_use_one_wording_waits_for_a_check_and_there_are_own_words(demo: Demo) -> None:
    rows = {row.key: row for row in demo.desk.ask(templates, on=TODAY)}
    [own] = [row for row in rows.values() if row.own]
    assert (own.title, own.in_use, own.number) == (WORDING_TITLE, True, 1) and own.since < TODAY
    assert [row.key for row in rows.values() if row.to_check] == [next(iter(rows))] == ["visitors"]
    [version] = demo.desk.ask(versions, key=own.key)
    assert version.checked_by and version.checked_by != version.written_by
    assert tuple(row.word for row in demo.desk.ask(own_words)) == WORDS
    assert proof.all_problems(demo.desk.ask(opened, key=own.key, on=TODAY).source) == []


def test_the_newest_runs_of_benefit_are_schedules_and_one_waits_for_its_money(demo: Demo) -> None:
    rows = demo.desk.ask(schedules)
    posted = [row for row in rows if row.state is ScheduleState.POSTED]
    assert len(posted) >= 3 and all(row.batch_id and row.bank_line_id and not row.asks for row in posted)
    [early] = [row for row in rows if row.state is not ScheduleState.POSTED]
    view = demo.desk.ask(run_view, schedule_id=early.id, on=TODAY)
    assert early.paid_on > TODAY and "Arthur Pym" in {line.name for line in view.lines if line.state is Settled.ASK}
    assert any(line.letter for line in view.lines), "somebody is paid less than before, and is to be told"
    assert all(lump.left_pence == lump.pence for lump in demo.desk.ask(waiting_lumps, on=TODAY))
