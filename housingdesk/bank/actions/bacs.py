"""What Bacs reports is taken in and carried out: returned payments are taken back, instructions stopped or changed, tasks set.

A report and the bank's own line take a payment back once: the report debits the tenant against the control account, where the
bank's debit lies; where a person has put that debit on the tenant's account already, the report changes no money.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.bank.actions.bacs_lines import Trail, carry_out, credit_again
from housingdesk.bank.actions.controls import FILE_LOCK, control_of
from housingdesk.bank.actions.mandates import expect
from housingdesk.bank.actions.posting import post_lines, take_back_posting
from housingdesk.bank.actions.waiting import line_of
from housingdesk.bank.models import BacsAdvice, BacsReport, Mandate
from housingdesk.bank.parsers.bacs_reports import read_report
from housingdesk.bank.queries import bacs as queries
from housingdesk.bank.rules.bacs import Report, ReportLine
from housingdesk.bank.rules.words import AdviceState, BacsKind, FileKind, MandateState
from housingdesk.benefits.queries.schedules import SCHEDULE_LOCK
from housingdesk.diary.actions import drop_task
from housingdesk.errors import NotFound, Refused
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.text import one_line


@needs(Permission.POST_MONEY)
def import_report(act: Act, *, name: str, data: bytes) -> int:
    """Takes a report in and does what its lines call for; returns its id. BadFile, or refused for the same file again."""
    act.lock(SCHEDULE_LOCK)
    act.lock(FILE_LOCK)
    digest = hashlib.sha256(data).hexdigest()
    came = BacsReport.select(BacsReport.name, BacsReport.imported_at, BacsReport.imported_by).where(
        BacsReport.sha256 == digest).first()
    if came is not None:
        raise Refused(f"This report came on {format_date(came.imported_at.date())} already, as {came.name}, taken in by "
                      f"{came.imported_by}. Nothing was done twice")
    read = read_report(data, name)
    row = act.add(BacsReport(kind=read.kind, name=one_line(name)[:300], sha256=digest, processed_on=read.processed_on,
                             lines=len(read.lines), imported_at=act.now, imported_by=act.who.name, content=data))
    for line in read.lines:
        act.add(_advice(row, line))
    trail = Trail()
    done = _carry_out(act, trail, row)
    if read.kind is BacsKind.AUDDIS:
        done.append(_accepted(act, trail, read, row))
    _say(act, row, [one for one in done if one])
    act.take_back(take_back_report, f"what {row.kind} called for", report_id=row.id, was=trail.was, tasks=trail.tasks)
    return int(row.id)


def _advice(row: BacsReport, line: ReportLine) -> BacsAdvice:
    found = Mandate.select(Mandate.id).where(Mandate.reference == line.reference).first() if line.reference else None
    text = line.text + (f" (payment of {format_date(line.collected_on)})" if line.collected_on is not None else "")
    return BacsAdvice(report=row.id, number=line.number, reference=line.reference[:40], payer=line.payer[:120],
                      code=line.code[:12], reason=text[:300], pence=line.pence, effective_on=line.on,
                      new_sort_code=line.new_sort_code[:8], new_account_number=line.new_account_number[:10],
                      mandate=found, state=AdviceState.WAITING)


def _carry_out(act: Act, trail: Trail, row: BacsReport) -> list[str]:
    """Does what the lines that wait call for; returns what was done, in words, for each."""
    read = {one.number: one for one in read_report(bytes(row.content)).lines}
    said = []
    for advice in BacsAdvice.select().where((BacsAdvice.report == row.id) & BacsAdvice.state.in_(queries.OPEN)).order_by(
            BacsAdvice.number):
        done = carry_out(act, trail, row, advice, read[advice.number])
        act.change(advice, state=done.state, done=done.words[:500], batch=done.batch_id, line=done.line_id,
                   mandate=done.mandate_id)
        said.append(done.words)
    return said


def _accepted(act: Act, trail: Trail, read: Report, row: BacsReport) -> str:
    """New instructions are live where the report accepts as many as were sent; else a person says which."""
    refused = {one.mandate_id for one in queries.advices(row.id)}
    sent = [one for one in Mandate.select().where(Mandate.state == MandateState.SENT) if one.id not in refused]
    if not read.accepted:
        return ""
    if read.accepted != len(sent):
        return f"{read.accepted} instructions were taken; {len(sent)} were sent. Say of each whether it is live"
    for one in sent:
        trail.keep(one)
        act.change(one, state=MandateState.LIVE)
    return f"{len(sent)} instruction{'s are' if len(sent) != 1 else ' is'} live"


def _say(act: Act, row: BacsReport, said: list[str]) -> None:
    what = f"{row.kind} of {format_date(row.processed_on)}" if row.processed_on is not None else str(row.kind)
    act.say(f"{what}: {said[0] if len(said) == 1 else f'{len(said)} things done' if said else 'nothing to do'}",
            about=("bacs_report", row.id))


@needs(Permission.POST_MONEY)
def carry_out_report(act: Act, *, report_id: int) -> None:
    """Does what the lines of a report that wait call for: a lump was posted since, or a Direct Debit was entered."""
    act.lock(SCHEDULE_LOCK)
    row = _row(act, report_id)
    if row.kind is not BacsKind.AUDDIS and not [one for one in queries.advices(report_id) if one.state in queries.OPEN]:
        raise Refused("Everything in this report was dealt with")
    trail = Trail()
    done = _carry_out(act, trail, row)
    if row.kind is BacsKind.AUDDIS:
        done.append(_accepted(act, trail, read_report(bytes(row.content)), row))
    _say(act, row, [one for one in done if one])
    act.take_back(take_back_report, f"what {row.kind} called for", report_id=row.id, was=trail.was, tasks=trail.tasks)


@needs(Permission.POST_MONEY)
def take_back_report(act: Act, *, report_id: int, was: Mapping[int, Mapping[str, Any]], tasks: Sequence[int]) -> None:
    """What a report called for is undone: payments are credited again, instructions stand as before, its tasks are dropped."""
    act.lock(SCHEDULE_LOCK)
    row = _row(act, report_id)
    rows = [one for one in BacsAdvice.select().where(BacsAdvice.report == row.id) if one.state not in queries.OPEN]
    for advice in rows:
        credit_again(act, advice, row.kind)
        act.change(advice, state=AdviceState.WAITING, done="Taken back", batch=None, line=None)
    for mandate_id, fields in was.items():
        mandate = Mandate.get_by_id(int(mandate_id))
        act.change(mandate, **fields)
        expect(act, mandate)
    for task_id in queries.open_tasks(tasks):
        drop_task(act, task_id=task_id, version=None)
    act.say(f"{row.kind}: taken back; its {len(rows)} line{'s wait' if len(rows) != 1 else ' waits'}",
            about=("bacs_report", row.id))
    act.take_back(carry_out_report, "doing what it calls for", report_id=row.id)


@needs(Permission.POST_MONEY)
def choose_mandate(act: Act, *, advice_id: int, mandate_id: int) -> None:
    """Says which Direct Debit a line of an unknown reference is about; it is carried out with the report."""
    advice = BacsAdvice.get_or_none(BacsAdvice.id == advice_id)
    if advice is None or advice.state not in queries.OPEN:
        raise Refused("This line was dealt with already")
    mandate = Mandate.get_by_id(mandate_id)
    was = advice.mandate_id
    act.change(advice, mandate=mandate.id, state=AdviceState.WAITING)
    act.say(f"{advice.reference or 'The line'} is Direct Debit {mandate.reference}", about=("bacs_report", advice.report_id))
    if was is not None:
        act.take_back(choose_mandate, "which Direct Debit it is", advice_id=advice_id, mandate_id=was)


@needs(Permission.POST_MONEY)
def join_debit(act: Act, *, report_id: int, bank_line_id: int) -> None:
    """The bank's debit of what a report took back is posted to the control account of Direct Debits."""
    act.lock(SCHEDULE_LOCK)
    row, line = _row(act, report_id), line_of(bank_line_id)
    if bank_line_id not in {one.bank_line_id for one in queries.debits_of(report_id)}:
        raise Refused(f"{format_pence(line.pence)} is neither this report’s sum nor one of its payments")
    post_lines(act, choices=[(bank_line_id, control_of(act, FileKind.COLLECTION))])
    act.say(f"The bank’s {format_pence(line.pence)} is {row.kind}’s", about=("bacs_report", row.id))
    act.take_back(take_back_posting, "that line", line_ids=[bank_line_id])


def _row(act: Act, report_id: int) -> BacsReport:
    act.lock(FILE_LOCK)
    row = BacsReport.get_or_none(BacsReport.id == report_id)
    if row is None:
        raise NotFound("This report is no longer there")
    return row
