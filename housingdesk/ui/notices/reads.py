"""What the guided flow of a notice shows, read at once: the agreement, what can be chosen, the notice, and what is found."""

from collections.abc import Sequence
from datetime import date

from housingdesk.documents import queries as document_queries
from housingdesk.errors import Refused
from housingdesk.notices.queries import cases, dating, judging, reviews, wordings
from housingdesk.notices.queries.cases import CaseRow, ServiceRow
from housingdesk.notices.queries.content import needs_large_print
from housingdesk.notices.queries.dating import Plan
from housingdesk.notices.queries.reviews import ReviewRow
from housingdesk.notices.queries.wordings import WordingRow
from housingdesk.notices.rules.checks import checks
from housingdesk.notices.rules.findings import Check, Facts, Holding, Stage
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.pack import Ground, Notice
from housingdesk.notices.rules.questions import Means
from housingdesk.notices.rules.states import ReviewKind, State
from housingdesk.notices.stock import shipped_pack
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.queries.statement import StatementLine, statement
from housingdesk.rent.rules.words import AccountKind
from housingdesk.tenancies.queries.agreements import TenancyRow, holders_on, tenancy
from housingdesk.values.dates import add_months, format_date
from housingdesk.values.rows import frozen


@frozen
class Reviewing:
    """What a screen needs to record a review: until when one may be asked for, which comes next, and the rules."""

    ask_by: date
    kind: ReviewKind
    decide_days: int
    waits: bool
    involved: frozenset[str]


@frozen
class FlowFacts:
    """One notice, or the agreement that one is begun for. ``facts`` is None where the law no longer knows the notice."""

    tenancy: TenancyRow
    notices: tuple[Notice, ...]
    grounds: tuple[Ground, ...]
    case: CaseRow | None
    facts: Facts | None
    found: tuple[Check, ...]
    words: tuple[WordingRow, ...]
    services: tuple[ServiceRow, ...]
    holders: tuple[Holding, ...]
    pdf: bytes | None
    rules: str
    reviews: tuple[ReviewRow, ...] = ()
    reviewing: Reviewing | None = None
    large: bool = False
    copy_missing: bool = False


def flow_facts(case_id: int | None, tenancy_id: int | None, on: date) -> FlowFacts:
    """Everything that the flow shows of a notice, or of an agreement without one yet."""
    case = cases.case(case_id) if case_id else None
    row = tenancy(case.tenancy_id if case else tenancy_id or 0)
    facts, found, words = _judged(case, on)
    pack = shipped_pack()
    pdf = document_queries.kept(case.document_id).content if case and case.document_id else None
    holders = facts.holders if facts else tuple(Holding(h.person_id, h.name, None) for h in holders_on(row.id, on))
    rules = f"Rules checked {format_date(pack.checked_on)}, to be looked at again by {format_date(pack.review_by)}"
    return FlowFacts(row, tuple(judging.offered(row.id, on)), tuple(judging.offered_grounds(row.id, on)), case, facts, found,
                     words, tuple(cases.services(case.id)) if case else (), holders, pdf, rules,
                     tuple(reviews.reviews_of(case.id)) if case else (), _reviewing(case, on),
                     needs_large_print([holder.person_id for holder in holders], on),
                     case is not None and case in cases.without_copy(cases.cases_of(row.id)))


def _reviewing(case: CaseRow | None, on: date) -> Reviewing | None:
    known = shipped_pack().meaning(case.notice) if case else None
    if case is None or known is None or not known.review or case.state is not State.SERVED or case.served_on is None:
        return None
    rules = reviews.policy(on)
    told = [row.told_on for row in reviews.reviews_of(case.id) if row.told_on is not None]
    return Reviewing(reviews.ask_by(case.served_on, case.answers.get("review_days"), on),
                     ReviewKind.APPEAL if told else ReviewKind.REVIEW, rules.decide_days, rules.waits,
                     reviews.involved(case.id))


def _judged(case: CaseRow | None, on: date) -> tuple[Facts | None, tuple[Check, ...], tuple[WordingRow, ...]]:
    if case is None:
        return None, (), ()
    try:
        facts = judging.facts_of(case, on)
    except Refused as error:
        return None, (Check(Means.STOPS, str(error), "Withdraw it and begin the right one", Stage.BEGIN),), ()
    return facts, tuple(checks(facts)), tuple(wordings.wordings(facts.notice, facts.grounds, facts.regime))


def preview(tenancy_id: int, notice: str, grounds: Sequence[str], on: date, besides: int = 0) -> list[Check]:
    """What would be found of a notice that is only chosen yet: what stops or warns, without the questions."""
    try:
        facts = judging.facts(tenancy_id, notice, grounds, on, besides=besides)
    except Refused as error:
        return [Check(Means.STOPS, str(error), "", Stage.BEGIN)]
    return [check for check in checks(facts) if not check.key]


@frozen
class Planned:
    """The dates as they would be, or why not, and the date that is offered instead."""

    plan: Plan | None
    refusal: str
    offer: date | None


def planned(case: CaseRow, method: Method, sent_on: date, proposed_on: date | None) -> Planned:
    """The arithmetic for how and when a notice goes."""
    try:
        return Planned(dating.plan(case, method, sent_on, proposed_on), "", None)
    except Refused as error:
        try:
            safe = dating.plan(case, method, sent_on).dates.printed_on if proposed_on is not None else None
        except Refused:
            safe = None
        return Planned(None, str(error), safe)


def account_lines(tenancy_id: int, on: date) -> list[StatementLine]:
    """The last three months of the rent account, the newest first."""
    for account in account_queries.accounts_of(tenancy_id):
        if account.kind in (AccountKind.RENT, AccountKind.GARAGE):
            return list(reversed(statement(account.id, add_months(on, -3), on).lines))
    return []


def proof(case: CaseRow, on: date) -> bytes | str:
    """The notice as it would be drawn today, or why it cannot be yet."""
    from housingdesk.notices.pdf import draw_notice
    from housingdesk.notices.queries.content import printed

    try:
        return draw_notice(printed(case, on))
    except Refused as error:
        return str(error)
