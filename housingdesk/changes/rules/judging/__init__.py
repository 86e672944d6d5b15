"""What the rules say of each kind of change, in words with their source, and the day it takes effect. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from housingdesk.changes.rules.findings import ChangeFacts, look, stop
from housingdesk.changes.rules.judging import gone, holders, leaving, starter
from housingdesk.changes.rules.judging.judgement import Judgement
from housingdesk.changes.rules.judging.succession import succession
from housingdesk.changes.rules.process import Process
from housingdesk.changes.rules.wording import in_their_words
from housingdesk.changes.rules.words import ChangeKind
from housingdesk.values.dates import format_date

Judge = Callable[[ChangeFacts, Mapping[str, str], Mapping[str, date]], Judgement]
JUDGES: dict[ChangeKind, Judge] = {
    ChangeKind.STARTER_EXTENSION: starter.extension, ChangeKind.STARTER_CONVERSION: starter.conversion,
    ChangeKind.SUCCESSION: succession, ChangeKind.ASSIGNMENT: holders.assignment, ChangeKind.EXCHANGE: holders.exchange,
    ChangeKind.SOLE_TO_JOINT: holders.sole_to_joint, ChangeKind.JOINT_TO_SOLE: holders.joint_to_sole,
    ChangeKind.NAME: holders.new_name, ChangeKind.TRANSFER: leaving.transfer,
    ChangeKind.NOTICE_BY_TENANT: leaving.notice_by_tenant, ChangeKind.DEATH: gone.death,
    ChangeKind.ABANDONMENT: gone.abandonment, ChangeKind.LEFT_OVERNIGHT: gone.left_overnight,
    ChangeKind.SURRENDER: leaving.surrender}


def judge(process: Process, facts: ChangeFacts, answers: Mapping[str, str], done: Mapping[str, date]) -> Judgement:
    """Everything that speaks for or against a change, and its day; the process’s own check note comes last."""
    found = JUDGES[process.kind](facts, answers, done)
    more = [stop(f"The agreement ends already on {format_date(facts.ends_on)}")] if facts.ends_on is not None else []
    if process.check:
        more.append(look(f"Check: {process.check}", process.law))
    findings = tuple(replace(one, words=in_their_words(one.words, facts.kind)) for one in (*found.findings, *more))
    return Judgement(findings, found.effective_on, found.earliest_on)


def offered(facts: ChangeFacts) -> list[ChangeKind]:
    """The changes that make sense for an agreement."""
    return [kind for kind in ChangeKind if _fits(kind, facts.flags)]


def _fits(kind: ChangeKind, flags: frozenset[str]) -> bool:
    if kind in (ChangeKind.STARTER_EXTENSION, ChangeKind.STARTER_CONVERSION):
        return "starter" in flags
    if kind is ChangeKind.LEFT_OVERNIGHT:
        return "licence" in flags
    if kind is ChangeKind.JOINT_TO_SOLE:
        return "joint" in flags
    if kind in (ChangeKind.SUCCESSION, ChangeKind.ASSIGNMENT, ChangeKind.EXCHANGE, ChangeKind.SOLE_TO_JOINT):
        return "licence" not in flags
    return True
