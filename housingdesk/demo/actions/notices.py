"""Notices of the made-up association, prepared, checked and served as the screens do it."""

from collections.abc import Mapping
from datetime import timedelta

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.demo.notices import Chosen, chosen
from housingdesk.notices.actions import preparing, reviewing, serving
from housingdesk.notices.queries import cases, judging, reviews
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.questions import Asks, Means, Question
from housingdesk.notices.rules.reviewing import ReviewDraft
from housingdesk.notices.rules.served import ServiceDraft
from housingdesk.notices.rules.states import ReviewKind, State
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence

_SAID = {Asks.WORDS: "Asked at the last visit; nothing is known that speaks against it", Asks.NUMBER: "28"}
_TYPED = {
    "term": "Rule 7 of the house rules: no visitors between 11pm and 8am.",
    "evidence": "8 November: two visitors seen by night staff at 1.20am.\n15 November: one visitor, noise until 3am.",
    "change": "No visitors after 11pm. Tell staff the day before if somebody has to stay.",
    "offer": "Ring us, or ask your support worker to come with you. We can talk about what makes it hard.",
    "goods": "One wardrobe, white.\nTwo boxes of books and kitchen things.",
    "kept_at": "In the store room beside the office.",
    "collect": "Monday to Friday, 9am to 5pm. Ring us the day before."}


@needs(Permission.SERVE_NOTICES)
def write_notices(act: Act) -> list[int]:
    """Prepares them: the one for nuisance is only begun, the others wait for the second person; returns their ids."""
    found = [_prepare(act, one) for one in chosen(act.today)]
    act.say(f"{len(found)} notices prepared")
    act.undo = None
    return found


def _prepare(act: Act, one: Chosen) -> int:
    case_id = preparing.begin_notice(act, tenancy_id=one.tenancy_id, notice=one.notice, grounds=one.grounds, why=one.why)
    if "14" in one.grounds:
        return case_id
    row = cases.case(case_id)
    facts = judging.facts_of(row, act.today)
    preparing.answer(act, case_id=case_id, version=row.version, answers=_answers(facts.asked()))
    if one.notice == "s83":
        return case_id
    owed = (f"On {format_date(act.today)} rent of {format_pence(facts.owed_pence)} was owed for this home. The rent is "
            f"{format_pence(facts.rent_pence)} a week. It came late or not at all in most weeks of this year.")
    preparing.set_particulars(act, case_id=case_id, version=cases.case(case_id).version, with_statement=True,
                              particulars=dict.fromkeys(row.grounds, owed) or {"": one.why})
    preparing.set_dates(act, case_id=case_id, version=cases.case(case_id).version, method=Method.HAND, sent_on=act.today)
    return case_id


def _answers(asked: list[Question]) -> Mapping[str, str]:
    """Answers that let a notice go on."""
    return {question.key: next((option.key for option in question.options if option.means is Means.GOOD),
                               _TYPED.get(question.key, _SAID.get(question.asks, "")))
            for question in asked if question.key not in ("post_days", "review_days")}


@needs(Permission.SERVE_NOTICES)
def check_notices(act: Act, *, case_ids: list[int]) -> None:
    """The second person looks at the notice to end a licence; the one for arrears still waits."""
    for row in map(cases.case, case_ids):
        if not row.grounds:
            preparing.check_notice(act, case_id=row.id, version=row.version)
    act.say("Notices checked")
    act.undo = None


@needs(Permission.SERVE_NOTICES)
def serve_notices(act: Act, *, case_ids: list[int]) -> None:
    """What was checked is printed and handed over."""
    for row in map(cases.case, case_ids):
        if row.state is not State.CHECKED:
            continue
        serving.issue_notice(act, case_id=row.id, version=row.version)
        for holder in judging.facts_of(row, act.today).holders:
            draft = ServiceDraft(holder.person_id, Method.HAND, act.today, act.who.name, "09:40", note="At the door")
            serving.record_service(act, case_id=row.id, version=cases.case(row.id).version, draft=draft)
    act.say("Notices served")
    act.undo = None


@needs(Permission.SERVE_NOTICES)
def ask_reviews(act: Act, *, case_ids: list[int]) -> None:
    """Whoever is to leave asks that the decision be looked at again: it is still open."""
    for row in map(cases.case, case_ids):
        if row.notice == "licence" and row.state is State.SERVED:
            due_on = act.today + timedelta(reviews.policy(act.today).decide_days)
            draft = ReviewDraft(ReviewKind.REVIEW, act.today, row.names, "I still need the support, and my support worker says "
                                "so too. Nobody asked me.", due_on)
            reviewing.ask_review(act, case_id=row.id, draft=draft)
    act.say("A review asked for")
    act.undo = None
