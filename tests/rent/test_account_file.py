"""An account as it is opened: what is owed and why, today and as at any day, with as many questions whatever its size."""

from datetime import UTC, date, datetime, timedelta

from housingdesk.access.desk import Desk
from housingdesk.rent.actions.accounts import change_charge, change_shares
from housingdesk.rent.actions.adjustments import adjust, take_back_adjustment
from housingdesk.rent.actions.ledger import reverse_entry
from housingdesk.rent.queries import account_file as files
from housingdesk.rent.queries import timeline
from housingdesk.rent.queries.charges import Standing, charge_lines
from housingdesk.rent.rules.drafts import AdjustmentDraft, ShareDraft
from housingdesk.rent.rules.words import AccountKind, Payer
from housingdesk.tenancies.rules import TenancyKind
from tests.support.accounts import make_account
from tests.support.desk import MONDAY, Clock
from tests.support.files import WEEK, build_file
from tests.support.statements import statements


def opened(desk: Desk, account: int, **facts: object) -> files.AccountFile:
    found = desk.ask(files.account_file, account_id=account, on=MONDAY, **facts)
    assert isinstance(found, files.AccountFile)
    return found


def test_it_says_what_is_owed_and_whose_part(desk: Desk) -> None:
    made = build_file(desk)
    file = opened(desk, made.account)
    assert (file.pence, file.account.hb_pence, file.own_pence) == (34180, 30240, 3940)
    assert file.has_benefit and file.charge_pence == 11240 and file.own_charge_pence == 1160
    assert file.owed_words == "£39.40 owed, 3.4 weeks"
    assert "£302.40 is for Housing Benefit to pay, and you are not asked for it." in file.explanation
    assert "Apart from this, court costs: £325.00 owed. This is not rent." in file.explanation
    assert [row.kind for row in file.apart] == [AccountKind.COURT_COSTS]
    assert file.head is not None and (file.head.say, file.head.needs) == ("Amina Khan: a-MEE-na", ("Urdu interpreter",))
    assert file.difference_pence == 0


def test_a_court_account_stands_apart_from_the_rent(desk: Desk) -> None:
    made = build_file(desk)
    costs = opened(desk, made.account).apart[0].id
    file = opened(desk, costs)
    assert (file.pence, file.charges, [row.kind for row in file.apart]) == (32500, (), [AccountKind.RENT])


def test_another_day_has_its_own_figure_and_expects_nothing(desk: Desk) -> None:
    made = build_file(desk)
    file = opened(desk, made.account, as_at=MONDAY - 3 * WEEK)
    assert file.pence == 2 * 11240 - 20160
    assert file.explanation[0] == "At the end of 2 November 2026 the balance was £23.20 owed."
    assert file.expected == () and file.difference_pence == 0


def test_what_was_entered_later_was_not_known_before(desk: Desk, clock: Clock) -> None:
    made = build_file(desk)
    known = clock.now
    clock.now += timedelta(hours=1)
    desk.do(adjust, draft=AdjustmentDraft(made.account, -1000, Payer.TENANT, MONDAY, "Goodwill payment"))
    assert opened(desk, made.account).pence == 33180
    before = opened(desk, made.account, known=known)
    assert before.pence == 34180
    assert before.explanation[-1] == "This is how it was known then; what was entered later is left out."


def test_the_same_questions_however_many_accounts_there_are(desk: Desk) -> None:
    made = build_file(desk)
    with statements() as few:
        opened(desk, made.account)
    for number in range(100, 160):
        make_account(desk, number)
    with statements() as many:
        opened(desk, made.account)
    assert len(few) == len(many) <= 12


def test_a_pair_made_within_minutes_is_told_as_one(desk: Desk, clock: Clock) -> None:
    made = build_file(desk)
    batch = desk.do(adjust, draft=AdjustmentDraft(made.account, 900, Payer.TENANT, MONDAY, "Wrong account")).value
    desk.do(take_back_adjustment, batch_id=batch)
    file = opened(desk, made.account)
    assert len(file.folded) == 1 and file.pence == 34180
    late = desk.do(adjust, draft=AdjustmentDraft(made.account, 900, Payer.TENANT, MONDAY, "Wrong account too")).value
    clock.now += timedelta(hours=2)
    desk.do(take_back_adjustment, batch_id=late)
    assert len(opened(desk, made.account).folded) == 1, "two hours later both are shown"


def test_a_line_tells_its_parts_and_where_it_came_from(desk: Desk) -> None:
    made = build_file(desk)
    lines = opened(desk, made.account).statement.lines
    facts = desk.ask(files.line_facts, account_id=made.account, line=lines[0])
    assert facts.parts == (("Rent", "Housing Benefit", 10080), ("Rent", "their own part", 1160))
    assert facts.title.startswith("Debit for the week of") and facts.made_by == "Ann Brown" and not facts.can_reverse
    paid = next(line for line in lines if line.what == "Standing order")
    assert desk.ask(files.line_facts, account_id=made.account, line=paid).can_reverse
    desk.do(reverse_entry, entry_id=paid.entry_id, reason="Paid for a neighbour")
    facts = desk.ask(files.line_facts, account_id=made.account, line=paid)
    assert facts.reversed_on == MONDAY and not facts.can_reverse


def test_charges_are_in_force_coming_or_ended(desk: Desk) -> None:
    made = build_file(desk)
    line = desk.ask(charge_lines, account_id=made.account, on=MONDAY)[0]
    assert [(s.payer, s.pence) for s in line.shares_on(MONDAY)] == [(Payer.HB, 10080), (Payer.TENANT, None)]
    desk.do(change_charge, line_id=line.id, pence=11500, start=MONDAY + WEEK)
    desk.do(change_shares, line_id=desk.ask(charge_lines, account_id=made.account, on=MONDAY)[1].id, start=MONDAY + 2 * WEEK,
            shares=(ShareDraft(Payer.TENANT, None),))
    rows = desk.ask(charge_lines, account_id=made.account, on=MONDAY + 2 * WEEK)
    assert [(row.pence, row.standing(MONDAY + 2 * WEEK)) for row in rows] == [(11500, Standing.IN_FORCE),
                                                                              (11240, Standing.ENDED)]
    assert [s.payer for s in rows[0].shares_on(MONDAY + 2 * WEEK)] == [Payer.TENANT]
    assert [s.payer for s in rows[0].coming_shares(MONDAY + WEEK)] == [Payer.TENANT]


def test_an_account_before_its_first_charge_says_when_it_falls(desk: Desk) -> None:
    account = make_account(desk, opens_on=date(2026, 12, 7))
    assert files.next_charge_words(opened(desk, account)) == \
        "Nothing was charged yet. The first charge from 7 December 2026 is £112.40 a week"
    account = make_account(desk, 2, opens_on=MONDAY)
    assert files.next_charge_words(opened(desk, account)) == \
        "Nothing was charged yet. The first charge from 23 November 2026 is £112.40 a week"


def test_the_timeline_tells_payments_and_no_weekly_charge(desk: Desk) -> None:
    made = build_file(desk)
    told = [entry.text for entry in desk.ask(timeline.timeline, tenancy_id=made.tenancy, before=None, limit=50)]
    assert told[0] in ("£2.00 credited: Key charged twice", "£325.00 charged: Court fee of the claim · court costs")
    assert "£5.00 received: Paid at PayPoint" in told and "Rent: £112.40 a week" in told
    assert not any("week of" in text for text in told)
    midnight = datetime(2026, 11, 9, tzinfo=UTC)
    older = desk.ask(timeline.timeline, tenancy_id=made.tenancy, before=midnight, limit=50)
    assert [entry.text for entry in older if entry.strand == "money"] == ["£201.60 received: Housing Benefit"]
    assert all(entry.at < midnight for entry in older)


def test_a_licence_charge_is_never_called_rent(desk: Desk) -> None:
    made = build_file(desk, TenancyKind.LICENCE_EXCLUDED)
    file = opened(desk, made.account)
    assert not any("rent" in words.lower().split() for words in file.explanation)
    assert file.statement.lines[0].what.startswith("Licence charge week of")
