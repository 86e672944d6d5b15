"""Agreements in arrears and notices on their way to being served, for tests, through the rooms' own actions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from housingdesk.access.act import Who
from housingdesk.access.actions import add_user
from housingdesk.access.desk import Desk
from housingdesk.access.models import User
from housingdesk.access.rules import Role
from housingdesk.holds.actions import put_hold
from housingdesk.holds.rules import STOPS, HoldDraft, HoldKind, Stop
from housingdesk.mailings.queries import after_notices
from housingdesk.notices.actions import preparing, serving, wording
from housingdesk.notices.queries import cases, judging, wordings
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.questions import Asks
from housingdesk.notices.rules.served import ServiceDraft
from housingdesk.notices.stock import shipped_pack
from housingdesk.people.actions import add_person
from housingdesk.people.models import Person
from housingdesk.people.rules import PersonDraft
from housingdesk.properties.rules import SpaceKind
from housingdesk.rent.actions import debit
from housingdesk.rent.actions.accounts import open_account, open_standard_accounts
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.actions.ending import end_tenancy
from housingdesk.tenancies.actions.starting import start_tenancy
from housingdesk.tenancies.queries.agreements import tenancy as tenancy_of
from housingdesk.tenancies.rules import EndReason, Regime, StartDraft, TenancyKind
from housingdesk.values.timeline import Ref
from tests.support.desk import MONDAY, CheckedDesk
from tests.support.lettings import make_home

TEN_WEEKS = MONDAY - timedelta(weeks=9)
THREE_WEEKS = MONDAY - timedelta(weeks=2)
WEEKLY = 12_000
GROUNDS = ("10", "11")
PASTED = "This stands for the official text, which a manager pastes from where it is published."


def make_office(desk: Desk) -> None:
    """An association with a name, an address and ledger accounts."""
    for key, value in (("org.name", "Dale Vale Homes"), ("org.address", ("2 Mill Lane", "ANYTOWN", "ZZ9 9ZZ")),
                       ("org.phone", "01632 960 118")):
        desk.do(set_value, key=key, value=value, valid_from=MONDAY - timedelta(400))
    desk.do(open_standard_accounts)


def agreement(desk: Desk, *names: str, kind: TenancyKind = TenancyKind.ASSURED, start: date = TEN_WEEKS,
              frequency: Frequency = Frequency.WEEKLY, account: bool = True, **facts: Any) -> int:
    """An agreement of these people since a day at £120.00 a week, not yet debited; returns its id."""
    people = tuple(int(desk.do(add_person, draft=PersonDraft(name)).value) for name in names or ("Amina Khan",))
    home = make_home(desk, SpaceKind.GARAGE if kind is TenancyKind.CONTRACT else SpaceKind.HOUSE)
    tenancy = int(desk.do(start_tenancy, draft=StartDraft(kind, people, home, start, **facts)).value)
    if account:
        desk.do(open_account, tenancy_id=tenancy, frequency=frequency, charges=(ChargeDraft(ChargeCode.RENT, "Rent", WEEKLY),))
    return tenancy


def owing(desk: Desk, *names: str, **facts: Any) -> int:
    """As ``agreement``, in an office, with every week charged and nothing paid; returns the tenancy's id."""
    make_office(desk)
    tenancy = agreement(desk, *names, **facts)
    desk.do(debit.run_debit, week=MONDAY)
    return tenancy


def colleague(desk: Desk, role: Role = Role.COORDINATOR, name: str = "Femi Ajayi") -> Desk:
    """Somebody else at the same database, with the same clock."""
    desk.do(add_user, name=name, login=name.split()[0].lower(), role=role, password="three plain words")
    with desk.store.connected():
        user = User.get(User.name == name)
    return CheckedDesk(desk.store, Who(user.id, user.name, user.initials, str(user.role)), desk.clock)


def begin(desk: Desk, tenancy: int, notice: str = "form3", grounds: Sequence[str] = GROUNDS) -> CaseRow:
    """A notice begun."""
    made = desk.do(preparing.begin_notice, tenancy_id=tenancy, notice=notice, grounds=grounds, why="Arrears in spite of help")
    return seen(desk, made.value)


def seen(desk: Desk, case_id: int) -> CaseRow:
    """A notice as it stands."""
    row: CaseRow = desk.ask(cases.case, case_id=case_id)
    return row


def good_answers(desk: Desk, case: CaseRow, **others: str) -> Mapping[str, str]:
    """An answer to every question that lets the notice go on; ``others`` in place of some."""
    given = {Asks.WORDS: "Asked at the visit of 9 November; nothing is known", Asks.NUMBER: "28", Asks.MONEY: "13000"}
    days = {"convicted": MONDAY - timedelta(30), "since": MONDAY - timedelta(60)}
    found: dict[str, str] = {}
    for _ in range(2):  # what is asked hangs on what was answered
        asked = desk.ask(judging.facts_of, case=replace(case, answers={**found, **others}), on=desk.today).asked()
        usual = {"clause": "post", "post_days": "2", **{key: day.isoformat() for key, day in days.items()}, **others}
        found = {q.key: usual.get(q.key, next((o.key for o in q.options if o.means == "good"), given.get(q.asks, "")))
                 for q in asked}
    return found


def answered(desk: Desk, case: CaseRow, **others: str) -> CaseRow:
    """The notice with its questions answered well."""
    desk.do(preparing.answer, case_id=case.id, version=case.version, answers=good_answers(desk, case, **others))
    return seen(desk, case.id)


def particulars(desk: Desk, case: CaseRow) -> CaseRow:
    """The notice with an explanation of each ground."""
    texts = {number: f"The rent was not paid since September 2026 (ground {number})." for number in case.grounds or ("",)}
    desk.do(preparing.set_particulars, case_id=case.id, version=case.version, particulars=texts, with_statement=True)
    return seen(desk, case.id)


def dated(desk: Desk, case: CaseRow, method: Method = Method.HAND, sent_on: date | None = None,
          proposed_on: date | None = None) -> CaseRow:
    """The notice with its dates, to go today unless said otherwise."""
    desk.do(preparing.set_dates, case_id=case.id, version=case.version, method=method, sent_on=sent_on or desk.today,
            proposed_on=proposed_on)
    return seen(desk, case.id)


def prepared(desk: Desk, tenancy: int, notice: str = "form3", grounds: Sequence[str] = GROUNDS) -> CaseRow:
    """A notice that waits for the second person."""
    return dated(desk, particulars(desk, answered(desk, begin(desk, tenancy, notice, grounds))))


def withdraw(desk: Desk, case: CaseRow, because: str = "Paid in full") -> Any:
    """A notice withdrawn as the screen does it: with the letters to whom it was served."""
    letters = desk.ask(after_notices.withdrawn, case_id=case.id, on=desk.today, signed_by=desk.who.name)
    return desk.do(preparing.withdraw_notice, case_id=case.id, version=case.version, because=because, letters=letters)


def confirm(desk: Desk, case: CaseRow) -> None:
    """Confirms every official text of a notice as it stands, or with words that stand for it."""
    facts = desk.ask(judging.facts_of, case=case, on=desk.today)
    for row in desk.ask(wordings.wordings, notice=facts.notice, grounds=facts.grounds, regime=facts.regime):
        if not row.ready:
            text = row.words or "\n\n".join([PASTED, *(f"{{{need}}}" for need in row.text.needs)])
            desk.do(wording.confirm_wording, slot=row.text.key, text=text, source="GOV.UK, 23 November 2026")


def checked(desk: Desk, other: Desk, case: CaseRow) -> CaseRow:
    """The notice after the second person has agreed."""
    other.do(preparing.check_notice, case_id=case.id, version=case.version)
    return seen(desk, case.id)


def issued(desk: Desk, other: Desk, case: CaseRow) -> CaseRow:
    """The notice printed, its wording confirmed and a second person agreed."""
    confirm(desk, case)
    case = checked(desk, other, case)
    desk.do(serving.issue_notice, case_id=case.id, version=case.version)
    return seen(desk, case.id)


def serve(desk: Desk, case: CaseRow, person_id: int, **facts: Any) -> CaseRow:
    """One service recorded, by hand today unless said otherwise."""
    usual = {"person_id": person_id, "method": Method.HAND, "sent_on": desk.today, "by": "Ann Brown", "at": "10:15"}
    draft = ServiceDraft(**{**usual, **facts})
    desk.do(serving.record_service, case_id=case.id, version=case.version, draft=draft)
    return seen(desk, case.id)


def hold(desk: Desk, tenancy: int, kind: HoldKind = HoldKind.BREATHING_SPACE, *more: Stop) -> int:
    """A hold on an agreement since Friday."""
    start = MONDAY - timedelta(3)
    end = start + timedelta(60) if kind is HoldKind.BREATHING_SPACE else None
    draft = HoldDraft(kind, start, end, STOPS[kind] | set(more), "Insolvency Service", note="Told by telephone")
    return int(desk.do(put_hold, subject=Ref("tenancy", tenancy), draft=draft).value)


_KINDS = {Regime.HA88_OLD: TenancyKind.ASSURED, Regime.HA88_RRA: TenancyKind.MARKET, Regime.SECURE_1985: TenancyKind.SECURE,
          Regime.BASIC_PROTECTION: TenancyKind.LICENCE_PROTECTED, Regime.LICENCE_EXCLUDED: TenancyKind.LICENCE_EXCLUDED,
          Regime.CONTRACT: TenancyKind.CONTRACT}
_KIND_OF = {"form6a": TenancyKind.STARTER, "starter-extension": TenancyKind.STARTER, "minded-to": TenancyKind.FIXED_TERM}
_GROUNDS = {"form3": ("10", "11"), "form3a": ("10", "11"), "s83": ("1",)}
EVERY: list[tuple[str, TenancyKind]] = sorted({
    (notice.key, _KIND_OF.get(notice.key, _KINDS[regime])) for notice in shipped_pack().notices for regime in notice.regimes
    if notice.key != "ntq-tenant"})
"""Every notice that the association gives, with a kind of agreement under each law that it belongs to."""


def agreement_for(desk: Desk, other: Desk, key: str, kind: TenancyKind) -> int:
    """An agreement to which a notice can be given; returns its id. For a copy its notice is printed; belongings: it ended."""
    start = MONDAY - timedelta(weeks=26)
    more: dict[str, Any] = {"fixed_until": MONDAY + timedelta(400)} if kind is TenancyKind.FIXED_TERM else {}
    tenancy = owing(desk, kind=kind, start=start, **more)
    if key == "belongings":
        version = desk.ask(tenancy_of, tenancy_id=tenancy).version
        desk.do(end_tenancy, tenancy_id=tenancy, version=version, reason=EndReason.SURRENDER, event_on=MONDAY - timedelta(1))
    if key == "s8a":
        form, ground = {TenancyKind.SECURE: ("s83", "2A"), TenancyKind.MARKET: ("form3a", "14A")}.get(kind, ("form3", "14A"))
        issued(desk, other, finished(desk, begin(desk, tenancy, form, (ground,))))
        desk.do(add_person, draft=PersonDraft("Sam Okafor"))
    return tenancy


def begun(desk: Desk, tenancy: int, key: str) -> CaseRow:
    """A notice of the pack begun, on grounds of rent where it has grounds."""
    return begin(desk, tenancy, key, _GROUNDS.get(key, ()))


def finished(desk: Desk, case: CaseRow, **others: str) -> CaseRow:
    """A notice that was begun, written to its end; a copy is for Sam Okafor."""
    if case.notice == "s8a":
        with desk.store.connected():
            others["partner_person"] = str(Person.get(Person.name == "Sam Okafor").id)
    return dated(desk, particulars(desk, answered(desk, case, **others)))


def addressed(desk: Desk, case: CaseRow) -> list[int]:
    """On whom it is served."""
    return list(desk.ask(judging.addressees, case=case, on=desk.today))
