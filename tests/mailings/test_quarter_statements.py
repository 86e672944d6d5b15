"""The statements of a quarter: who gets one and how, who does not and why, and a log in which every account stands once."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housingdesk.access.desk import Desk
from housingdesk.diary.queries import tasks
from housingdesk.errors import Cancelled
from housingdesk.holds.actions import put_hold
from housingdesk.holds.rules import HoldDraft, HoldKind, Stop
from housingdesk.letters import actions as letter_actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.queries import statement_log as letter_log
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.mailings.actions.statements import issue_statements
from housingdesk.mailings.queries import statement_log, statements
from housingdesk.mailings.rules.statements import HEADS, Issued, LogLine, LogState, cells, one_each, state_of, tally
from housingdesk.people.actions import add_contact, add_need, add_party, end_contact, prefer_contact
from housingdesk.people.queries import person_draft
from housingdesk.people.rules import ContactDraft, ContactKind, NeedDraft, NeedKind, PartyDraft, PartyRole, Scope
from housingdesk.rent.actions import debit
from housingdesk.rent.actions.adjustments import adjust
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.rent.rules.drafts import AdjustmentDraft
from housingdesk.rent.rules.words import Payer
from housingdesk.reports.queries.due import due
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.actions.ending import end_tenancy
from housingdesk.tenancies.actions.in_step import change_person
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.tenancies.rules import EndReason, TenancyKind
from housingdesk.values.dates import add_months
from housingdesk.values.quarters import Quarter, Quarters, last_finished, parse_quarter, quarter_before, quarter_of
from housingdesk.values.timeline import Ref
from tests.support.audited import last_act, refused, taken_back
from tests.support.desk import MONDAY, Clock
from tests.support.letters import printed
from tests.support.noticing import agreement, make_office

SEPTEMBER = date(2026, 9, 7)
Q3 = parse_quarter("2026-Q3", Quarters.CALENDAR)


def charged(desk: Desk, *names: str, **facts: object) -> int:
    """An agreement charged since September; returns its id."""
    return agreement(desk, *names, start=SEPTEMBER, **facts)  # type: ignore[arg-type]


def died(desk: Desk, person_id: int) -> None:
    draft, version = desk.ask(person_draft, person_id=person_id)
    desk.do(change_person, person_id=person_id, version=version, draft=replace(draft, died_on=SEPTEMBER))


def run(desk: Desk, quarter: Quarter = Q3) -> int:
    chosen = desk.ask(statement_log.to_make, quarter=quarter, on=desk.today)
    letters = desk.ask(statements.draw, chosen=chosen, quarter=quarter, on=desk.today, signed_by="Ann Brown")
    return int(desk.do(issue_statements, quarter=quarter, letters=letters).value)


def log(desk: Desk, quarter: Quarter = Q3) -> dict[int, LogLine]:
    """The log of a quarter by agreement."""
    return {line.tenancy_id: line for line in desk.ask(statement_log.log, quarter=quarter, on=desk.today)}


def letters_of(desk: Desk, run_id: int) -> list[letter_queries.LetterRow]:
    found: list[letter_queries.LetterRow] = desk.ask(letter_queries.letters, run_id=run_id)
    return sorted(found, key=lambda row: row.id)


def send(desk: Desk, run_id: int, on: date | None = None) -> None:
    ids = [row.id for row in letters_of(desk, run_id) if row.state is LetterState.READY]
    desk.do(letter_actions.mark_printed, letter_ids=ids)
    desk.do(letter_actions.mark_posted, letter_ids=ids, on=on or desk.today)


def test_a_statement_covers_its_quarter_and_adds_up(desk: Desk) -> None:
    make_office(desk)
    tenancy = charged(desk)
    desk.do(debit.run_debit, week=MONDAY)
    [account] = desk.ask(accounts_of, tenancy_id=tenancy)
    made = run(desk)
    [row] = letters_of(desk, made)
    text = " ".join(printed(desk.ask(letter_queries.pdf, letter_id=row.id)))
    assert "From 1 July 2026 to 30 September 2026" in text
    assert "On 30 September 2026 you owed £480.00" in text, "four weeks in September, and nothing of what came since"
    assert "week of Monday 28 September" in text and "5 October" not in text
    assert log(desk)[tenancy].closing_pence == 48_000 < account.pence
    assert desk.ask(letter_log.issued, tenancy_id=tenancy)[0].covers_until == Q3.end


def test_the_parts_of_benefit_are_those_of_the_last_day_of_the_quarter(desk: Desk) -> None:
    make_office(desk)
    tenancy = charged(desk)
    desk.do(debit.run_debit, week=MONDAY)
    [account] = desk.ask(accounts_of, tenancy_id=tenancy)
    for payer, pence in ((Payer.HB, 10_000), (Payer.TENANT, -10_000)):
        desk.do(adjust, draft=AdjustmentDraft(account.id, pence, payer, date(2026, 9, 28), "The council pays a part"))
    desk.do(adjust, draft=AdjustmentDraft(account.id, -5_000, Payer.HB, date(2026, 10, 20), "Paid in October"))
    [row] = letters_of(desk, run(desk))
    text = " ".join(printed(desk.ask(letter_queries.pdf, letter_id=row.id)))
    assert "On 30 September 2026 £480.00 was owed on this account" in text
    assert "Your own part: £380.00" in text and "Housing Benefit: £100.00" in text


def test_everybody_gets_one_in_the_way_they_need_and_nobody_is_dropped(desk: Desk) -> None:
    make_office(desk)
    plain, large, mailed = charged(desk, "Amina Khan"), charged(desk, "Joy Okafor"), charged(desk, "Lee Wong")
    licence = charged(desk, "Maria Silva", kind=TenancyKind.LICENCE_EXCLUDED)
    garage = charged(desk, "Piotr Nowak", kind=TenancyKind.CONTRACT)
    dead, held, empty = charged(desk, "Tom Reed"), charged(desk, "Una Black"), agreement(desk, "Vic Hall", start=MONDAY)
    person = {tenancy: desk.ask(holders, tenancy_ids=[tenancy])[0].person_id for tenancy in (large, mailed, dead)}
    desk.do(add_need, person_id=person[large], draft=NeedDraft(NeedKind.LARGE_PRINT, SEPTEMBER))
    mail = desk.do(add_contact, person_id=person[mailed], draft=ContactDraft(ContactKind.EMAIL, "lee@example.com")).value
    desk.do(prefer_contact, person_id=person[mailed], contact_id=mail)
    died(desk, person[dead])
    desk.do(put_hold, subject=Ref("tenancy", held), draft=HoldDraft(HoldKind.OTHER, MONDAY, None, frozenset(Stop), "", "", "x"))
    desk.do(debit.run_debit, week=MONDAY)
    before = log(desk)
    assert [before[one].state for one in (plain, large, mailed, licence, garage)] == [LogState.TO_MAKE] * 5
    made = {row.subject: row for row in desk.ask(letter_log.of_period, start=Q3.start, end=Q3.end)} if run(desk) else {}
    assert made[f"tenancy:{large}"].large_print and made[f"tenancy:{mailed}"].way is Way.EMAIL
    after = log(desk)
    assert [after[one].state for one in (plain, large, mailed, licence, garage)] == [LogState.MADE] * 5
    assert after[dead].state is after[held].state is LogState.NOT_SENT
    assert "They have died" in after[dead].why_not and after[held].why_not
    assert after[empty].state is LogState.NOTHING and "after the quarter" in after[empty].why_not
    assert tally(after.values()).sentence == ("8 accounts = 0 sent + 5 made, not yet sent + 0 to be made + 2 not sent + "
                                              "1 with nothing to state")


def test_who_acts_for_somebody_gets_it_too_and_braille_is_something_to_do(desk: Desk) -> None:
    make_office(desk)
    tenancy = charged(desk, "Amina Khan")
    desk.do(debit.run_debit, week=MONDAY)
    person = desk.ask(holders, tenancy_ids=[tenancy])[0].person_id
    desk.do(add_need, person_id=person, draft=NeedDraft(NeedKind.BRAILLE, SEPTEMBER))
    desk.do(add_party, person_id=person, draft=PartyDraft(PartyRole.APPOINTEE, "Sarah Khan", Scope.RENT, authority_on=SEPTEMBER,
                                                          address="3 High Street\nAnytown\nZZ9 9ZZ"))
    rows = letters_of(desk, run(desk))
    assert [row.addressee for row in rows] == ["Amina Khan", "Sarah Khan"]
    assert [line.to for line in log(desk)[tenancy].issued] == ["Amina Khan"], "the log is of the tenant; the copy is a copy"
    [task] = desk.ask(tasks, subject=Ref("tenancy", tenancy))
    assert "raille" in task.text


def test_a_former_tenant_gets_one_where_their_post_goes(desk: Desk, clock: Clock) -> None:
    make_office(desk)
    known, unknown = charged(desk, "Amina Khan"), charged(desk, "Joy Okafor")
    desk.do(debit.run_debit, week=MONDAY)
    for tenancy in (known, unknown):
        desk.do(end_tenancy, tenancy_id=tenancy, reason=EndReason.ABANDONED, event_on=MONDAY)
    person = desk.ask(holders, tenancy_ids=[known])[0].person_id
    desk.do(add_contact, person_id=person, draft=ContactDraft(ContactKind.POST, "1 High Street\nAnytown\nZZ9 9ZZ"))
    clock.to(MONDAY + timedelta(60))
    found = log(desk)
    assert found[known].former and found[known].state is LogState.TO_MAKE
    assert found[unknown].state is LogState.NOT_SENT and "no address" in found[unknown].why_not


def test_a_licence_is_never_called_a_tenancy(desk: Desk) -> None:
    make_office(desk)
    charged(desk, "Maria Silva", kind=TenancyKind.LICENCE_EXCLUDED)
    desk.do(debit.run_debit, week=MONDAY)
    [row] = letters_of(desk, run(desk))
    text = " ".join(printed(desk.ask(letter_queries.pdf, letter_id=row.id))).lower()
    assert "statement of your licence charge account" in text and "tenan" not in text and "your rent" not in text


def test_a_second_run_makes_only_what_is_missing(desk: Desk) -> None:
    make_office(desk)
    first = charged(desk, "Amina Khan")
    dead = charged(desk, "Tom Reed")
    person = desk.ask(holders, tenancy_ids=[dead])[0].person_id
    died(desk, person)
    desk.do(debit.run_debit, week=MONDAY)
    made = run(desk)
    assert (desk.ask(letter_queries.run, run_id=made).ready, desk.ask(letter_queries.run, run_id=made).held) == (1, 1)
    assert "has had a statement" in refused(desk, issue_statements, quarter=Q3, letters=())
    assert desk.ask(statement_log.to_make, quarter=Q3, on=desk.today) == []
    [row] = [row for row in letters_of(desk, made) if row.state is LetterState.READY]
    desk.do(letter_actions.withdraw, letter_ids=[row.id])
    assert log(desk)[first].state is LogState.TO_MAKE and "Withdrawn" in log(desk)[first].why_not
    assert [row.addressee for row in letters_of(desk, run(desk))] == ["Amina Khan"]


def test_what_fits_no_envelope_is_not_tried_again_until_it_does(desk: Desk) -> None:
    make_office(desk)
    tenancy = charged(desk, "Amina Khan")
    desk.do(debit.run_debit, week=MONDAY)
    person = desk.ask(holders, tenancy_ids=[tenancy])[0].person_id
    lines = "\n".join(f"A very long line of an address, number {n}" for n in range(9))
    made = desk.do(add_contact, person_id=person, draft=ContactDraft(ContactKind.POST, f"{lines}\nAnytown\nZZ9 9ZZ")).value
    assert desk.ask(letter_queries.run, run_id=run(desk)).held == 1
    assert desk.ask(statement_log.to_make, quarter=Q3, on=desk.today) == []
    assert log(desk)[tenancy].state is LogState.NOT_SENT and "window" in log(desk)[tenancy].why_not
    desk.do(end_contact, contact_id=made, version=1, on=desk.today)
    assert log(desk)[tenancy].state is LogState.TO_MAKE and letters_of(desk, run(desk))[0].state is LetterState.READY


def test_two_people_do_not_make_the_same_run_twice(desk: Desk) -> None:
    make_office(desk)
    charged(desk)
    desk.do(debit.run_debit, week=MONDAY)
    chosen = desk.ask(statement_log.to_make, quarter=Q3, on=desk.today)
    letters = desk.ask(statements.draw, chosen=chosen, quarter=Q3, on=desk.today, signed_by="Ann Brown")
    done = desk.do(issue_statements, quarter=Q3, letters=letters)
    assert "A colleague made some" in refused(desk, issue_statements, quarter=Q3, letters=letters)
    assert last_act(desk)[1] == "1 letter ready to print"
    assert desk.ask(letter_queries.run, run_id=done.value).title == "Statements of 1 July 2026 to 30 September 2026"
    taken_back(desk, done)
    running = quarter_of(Quarters.CALENDAR, MONDAY)
    assert "has not ended yet" in refused(desk, issue_statements, quarter=running, letters=letters)


def test_what_changed_since_a_statement_was_drawn_keeps_it_back(desk: Desk) -> None:
    make_office(desk)
    tenancy = charged(desk, "Amina Khan")
    desk.do(debit.run_debit, week=MONDAY)
    chosen = desk.ask(statement_log.to_make, quarter=Q3, on=desk.today)
    letters = desk.ask(statements.draw, chosen=chosen, quarter=Q3, on=desk.today, signed_by="Ann Brown")
    other = [replace(made, data=made.data.replace(f'"account": {chosen[0].account.id}', '"account": 999')) for made in letters]
    assert "A colleague made some" in refused(desk, issue_statements, quarter=Q3, letters=other), "it is of another account"
    agreement = chosen[0].account
    person = desk.ask(holders, tenancy_ids=[tenancy])[0].person_id
    home = f"{agreement.address}, {agreement.postcode}"
    desk.do(add_contact, person_id=person, draft=ContactDraft(ContactKind.POST, home, safe=False))
    assert "They have told us not to write to their home" in refused(desk, issue_statements, quarter=Q3, letters=letters)


def test_drawing_can_be_stopped(desk: Desk) -> None:
    make_office(desk)
    charged(desk)
    desk.do(debit.run_debit, week=MONDAY)
    chosen = desk.ask(statement_log.to_make, quarter=Q3, on=desk.today)

    def stop(_done: int, _total: int, _text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        desk.ask(statements.draw, chosen=chosen, quarter=Q3, on=desk.today, signed_by="Ann Brown", progress=stop)


def test_a_court_is_told_every_statement_of_an_agreement(desk: Desk, clock: Clock) -> None:
    make_office(desk)
    tenancy = charged(desk)
    desk.do(debit.run_debit, week=MONDAY)
    send(desk, run(desk))
    [row] = desk.ask(statement_log.issued, tenancy_id=tenancy)
    assert (row.dated, row.covers_from, row.covers_until, row.way, row.posted_on, row.why_not) == (
        MONDAY, Q3.start, Q3.end, Way.POST, MONDAY, "")
    clock.to(MONDAY + timedelta(3))
    desk.do(letter_actions.came_back, letter_ids=[row.letter_id], why="Gone away")
    [row] = desk.ask(statement_log.issued, tenancy_id=tenancy)
    assert row.why_not == "Came back: Gone away" and not row.went
    assert "Came back" in log(desk)[tenancy].why_not


def test_who_had_none_for_thirteen_weeks_is_found(desk: Desk, clock: Clock) -> None:
    make_office(desk)
    tenancy = charged(desk)
    desk.do(debit.run_debit, week=MONDAY)
    assert not log(desk)[tenancy].behind(desk.today), "eleven weeks since it began"
    send(desk, run(desk))
    clock.to(MONDAY + timedelta(91))
    assert not log(desk)[tenancy].behind(desk.today)
    clock.to(MONDAY + timedelta(92))
    assert log(desk)[tenancy].behind(desk.today) and log(desk)[tenancy].last_on == MONDAY


def test_today_says_when_the_statements_of_a_quarter_are_due(desk: Desk, clock: Clock) -> None:
    make_office(desk)

    def cards() -> list[str]:
        return [card.text for card in desk.ask(due, on=desk.today).cards if card.place == "statements"]

    assert cards() == [], "there is no account yet"
    charged(desk)
    desk.do(debit.run_debit, week=MONDAY)
    assert cards() == ["Make the statements of 1 July 2026 to 30 September 2026"]
    assert desk.ask(statement_log.due_run, on=desk.today).overdue
    done = run(desk)
    assert cards() == []
    desk.do(letter_actions.withdraw_run, run_id=done)
    assert cards() != [], "what was withdrawn was not sent"
    run(desk)
    clock.to(date(2027, 1, 4))
    assert cards() == ["Make the statements of 1 October 2026 to 31 December 2026"]
    assert not desk.ask(statement_log.due_run, on=desk.today).overdue


def test_the_quarters_of_the_rent_year_are_chosen_by_a_setting(desk: Desk) -> None:
    make_office(desk)
    charged(desk)
    desk.do(set_value, key="rent.quarters", value="rent year", valid_from=None)
    found = desk.ask(statement_log.due_run, on=desk.today)
    assert found.quarter.key == "2026-Q2" and found.quarter.name == "6 July 2026 to 4 October 2026"
    assert [one.key for one in desk.ask(statement_log.quarters, on=desk.today)][:3] == ["2026-Q2", "2026-Q1", "2025-Q4"]


def _somebody(desk: Desk, chance: Random, number: int) -> int:
    kind = chance.choice([TenancyKind.ASSURED, TenancyKind.LICENCE_EXCLUDED, TenancyKind.CONTRACT])
    names = [f"Ann Lee{chr(97 + number)}", f"Bob Lee{chr(97 + number)}"][:chance.choice([1, 1, 2])]
    tenancy = agreement(desk, *names, kind=kind, start=chance.choice([SEPTEMBER, MONDAY, date(2026, 10, 5)]))
    for holder in desk.ask(holders, tenancy_ids=[tenancy]):
        what = chance.randrange(7)
        if what == 0:
            died(desk, holder.person_id)
        elif what == 1:
            desk.do(add_need, person_id=holder.person_id, draft=NeedDraft(NeedKind.LARGE_PRINT, SEPTEMBER))
        elif what == 2:
            desk.do(put_hold, subject=Ref("tenancy", tenancy),
                    draft=HoldDraft(HoldKind.OTHER, MONDAY, None, frozenset(Stop), "", "", "Told us"))
    return tenancy


@pytest.mark.parametrize("seed", range(5))
def test_in_any_association_the_counts_add_up_and_every_account_stands_once(sqlite_desk: Desk, seed: int) -> None:
    desk, chance = sqlite_desk, Random(seed)
    make_office(desk)
    tenancies = [_somebody(desk, chance, number) for number in range(7)]
    desk.do(debit.run_debit, week=MONDAY)
    everybody = desk.ask(statement_log.to_make, quarter=Q3, on=desk.today)
    made = run(desk) if everybody else None
    kept = letters_of(desk, made) if made is not None else []
    counts = desk.ask(letter_queries.run, run_id=made) if made is not None else SimpleNamespace(chosen=0, ready=0, held=0)
    assert counts.chosen == counts.ready + counts.held == len(everybody) == len(kept)
    ready = [row for row in kept if row.state is LetterState.READY]
    spoiled = set(chance.sample([row.id for row in ready], len(ready) // 3))
    out = [row.id for row in ready if row.id not in spoiled]
    desk.do(letter_actions.mark_printed, letter_ids=[row.id for row in ready])
    if spoiled:
        desk.do(letter_actions.spoil, letter_ids=sorted(spoiled), reason="Torn")
    if out:
        desk.do(letter_actions.mark_posted, letter_ids=out, on=MONDAY)
    lines = desk.ask(statement_log.log, quarter=Q3, on=desk.today)
    assert sorted(line.tenancy_id for line in lines) == sorted(tenancies)
    found = tally(lines)
    assert found.accounts == len(tenancies) == found.sent + found.made + found.to_make + found.not_sent + found.nothing
    posted = {row.subject for row in kept if row.id in out}
    assert {f"tenancy:{line.tenancy_id}" for line in lines if line.state is LogState.SENT} == posted
    assert all(line.why_not for line in lines if line.state in (LogState.NOT_SENT, LogState.NOTHING))
    assert {len(cells(line)) for line in lines} == {len(HEADS)}


_STATES = st.sampled_from(list(LetterState))
_ISSUED = st.builds(Issued, st.integers(1, 99), st.sampled_from("ABC"), st.just(MONDAY), st.sampled_from(list(Way)),
                    st.booleans(), _STATES, st.just(MONDAY), st.sampled_from(["", "Torn"]))


@given(st.lists(_ISSUED, max_size=6), st.lists(st.tuples(st.sampled_from("DE"), st.sampled_from([None, "Died"])), max_size=3))
def test_an_account_is_in_the_state_of_the_best_that_was_done(issued: list[Issued],
                                                              others: list[tuple[str, str | None]]) -> None:
    each = one_each(issued)
    assert Counter(one.to for one in each) == Counter({one.to for one in issued})
    state, _ = state_of(each, others)
    assert (state is LogState.SENT) == any(one.went for one in issued)
    if not any(one.live for one in issued):
        assert (state is LogState.TO_MAKE) == any(why is None for _, why in others)


@given(st.dates(date(1995, 1, 1), date(2100, 1, 1)), st.sampled_from(Quarters))
def test_quarters_follow_one_another_without_a_gap(day: date, kind: Quarters) -> None:
    now = quarter_of(kind, day)
    before = quarter_before(now)
    assert now.holds(day) and before.end + timedelta(1) == now.start
    assert last_finished(kind, day) == before and before.end < day
    assert parse_quarter(now.key, kind) == now
    if kind is Quarters.CALENDAR:
        assert add_months(now.start, 3) == now.end + timedelta(1)
    else:
        assert now.start.weekday() == 0 and (now.end - now.start).days + 1 in (91, 98)
