"""What the head and the sections of a file need, read together."""

from dataclasses import dataclass
from datetime import date

from housingdesk.arrears.queries.account_net import net_standing
from housingdesk.changes.queries.changes import ChangeRow, changes_of
from housingdesk.holds.queries import HoldRow, holds
from housingdesk.lettings.queries.core import core_log_of
from housingdesk.lettings.queries.signup import sign_up_of
from housingdesk.notices.queries.cases import CaseRow, cases_of
from housingdesk.notices.rules.states import OPEN, State
from housingdesk.rent.queries.account_file import Standing
from housingdesk.rent.rules.words import Frequency
from housingdesk.tenancies.queries.agreements import HolderRow, TenancyRow, holders
from housingdesk.tenancies.queries.file import TenancyHeader, header
from housingdesk.ui.kit.household import Household
from housingdesk.ui.people.lines import Standing as PersonStanding
from housingdesk.values.dates import format_date
from housingdesk.values.timeline import Ref


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The head of an agreement, how its account stands, everybody who holds or held it, the holds and the notices."""

    head: TenancyHeader
    standing: Standing | None
    holders: tuple[HolderRow, ...]
    holds: tuple[HoldRow, ...] = ()
    notices: tuple[CaseRow, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    sign_up_id: int | None = None
    core_log_id: int | None = None

    @property
    def by_night(self) -> bool:
        """Whether it is charged by the night, so that the night of the last day is not charged."""
        return self.standing is not None and self.standing.account.frequency is Frequency.NIGHTLY

    def running_notices(self, today: date) -> list[CaseRow]:
        """The notices that are under way, or served and not lapsed."""
        return [row for row in self.notices if row.standing(today) in OPEN | {State.SERVED}]

    def standing_holds(self, today: date) -> list[HoldRow]:
        """The holds that stand on a day."""
        return [hold for hold in self.holds if hold.holds_on(today)]


def file_facts(tenancy_id: int, on: date) -> FileFacts:
    """The facts of a file, by eighteen statements whatever it holds."""
    signed, log = sign_up_of(tenancy_id), core_log_of(tenancy_id)
    return FileFacts(header(tenancy_id, on), net_standing(tenancy_id, on), tuple(holders([tenancy_id])),
                     tuple(holds(Ref("tenancy", tenancy_id))), tuple(cases_of(tenancy_id)),
                     tuple(changes_of(tenancy_id)), None if signed is None else signed.id, None if log is None else log.id)


def household_of(facts: FileFacts, today: date) -> Household:
    """Those who hold the agreement now, or held it to its end, with the agreement and its account."""
    row = facts.head.tenancy
    records = {("tenancy", row.id)}
    if facts.standing is not None:
        records.add(("account", facts.standing.account.id))
    return Household(row.names, frozenset(holder.person_id for holder in _holding(facts, today)), frozenset(records))


def _holding(facts: FileFacts, today: date) -> list[HolderRow]:
    last = facts.head.tenancy.ends_on
    until = min(today, last) if last is not None else today
    return [holder for holder in facts.holders if holder.ends_on is None or holder.ends_on >= until]


def people_of(facts: FileFacts, today: date, *, now: bool = False) -> tuple[list[int], list[PersonStanding]]:
    """Everybody who holds or held the agreement, and what each is to it; ``now``: without those who left it."""
    row, seen, standings = facts.head.tenancy, dict[int, None](), []
    for holder in _holding(facts, today) if now else facts.holders:
        seen[holder.person_id] = None
        standings.append(PersonStanding(holder.person_id, _holds(row, holder, today)))
    return list(seen), standings


def _holds(row: TenancyRow, holder: HolderRow, today: date) -> str:
    what = row.words.agreement
    if holder.ends_on is not None:
        return f"{'left' if holder.ends_on < today else 'leaves'} the {what} on {format_date(holder.ends_on)}"
    if holder.starts_on > today and holder.starts_on > row.starts_on:
        return f"joins the {what} on {format_date(holder.starts_on)}"
    held = "held" if row.former else "holds"
    return f"{held} the {what}" + (", written to first" if holder.lead and len(row.names.split(" and ")) > 1 else "")
