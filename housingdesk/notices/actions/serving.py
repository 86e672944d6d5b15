"""Printing a notice and serving it: the PDF as issued is kept, each service is recorded, and the certificate is drawn."""

import json
from datetime import date, time

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.documents.actions import keep_document, keep_file
from housingdesk.documents.queries import same_file
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import Refused
from housingdesk.notices.actions.preparing import WHAT, refuse_stops, refuse_unready
from housingdesk.notices.actions.reviewing import close_review, reopen_review
from housingdesk.notices.models import NoticeCase, NoticeService
from housingdesk.notices.queries import content, dating, judging, reviews, wordings
from housingdesk.notices.queries.cases import row_of, services
from housingdesk.notices.rules.findings import Stage
from housingdesk.notices.rules.pack import Rule
from housingdesk.notices.rules.served import ServiceDraft
from housingdesk.notices.rules.states import State
from housingdesk.notices.stock import shipped_pack
from housingdesk.values.dates import format_day
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.text import one_line
from housingdesk.values.timeline import Ref

_PDF = "application/pdf"


@needs(Permission.SERVE_NOTICES)
def issue_notice(act: Act, *, case_id: int, version: int) -> int:
    """Draws a checked notice and keeps the PDF as issued; returns the document's id. Everything is asked once more today."""
    case = as_seen(NoticeCase, case_id, version, WHAT)
    if case.state is not State.CHECKED:
        way = " A second person checks it first" if case.state is State.DRAFT else ""
        raise Refused(f"This notice is {case.state}.{way}")
    refuse_unready(case, act.today, Stage.ISSUE)
    from housingdesk.notices.pdf import draw_notice

    row = row_of(case)
    facts = judging.facts_of(row, act.today)
    pdf = draw_notice(content.printed(row, act.today))
    texts = wordings.wordings(facts.notice, facts.grounds, facts.regime)
    document = keep_document(act, subject=Ref("tenancy", case.tenancy_id), name=f"{row.words}, {case.names}.pdf"[-200:],
                             media_type=_PDF, content=pdf)
    act.change(case, state=State.ISSUED, issued_at=act.now, issued_by=act.who.name, document=document,
               wording=json.dumps({t.text.key: t.confirmed_id for t in texts if t.confirmed_id is not None}),
               owed_pence=facts.owed_pence if facts.rests_on_rent else None, owed_on=act.today if facts.rests_on_rent else None)
    act.say(f"{case.title} for {case.names} is ready to print and serve", about=Ref("tenancy", case.tenancy_id))
    act.take_back(unissue, "the print", case_id=case.id, version=case.version)
    return document


@needs(Permission.SERVE_NOTICES)
def unissue(act: Act, *, case_id: int, version: int) -> None:
    """Takes a printed notice back before anybody was served: it is written on again, and what was printed is torn up."""
    case = as_seen(NoticeCase, case_id, version, WHAT)
    if case.state is not State.ISSUED or services(case.id):
        raise Refused("Only a printed notice that nobody was served with is taken back. Withdraw it instead")
    act.change(case, state=State.DRAFT, document=None, issued_at=None, issued_by="", checked_at=None, checked_by="")
    act.say(f"{case.title} for {case.names} taken back. Tear up what was printed", about=Ref("tenancy", case.tenancy_id))


@needs(Permission.SERVE_NOTICES)
def record_service(act: Act, *, case_id: int, version: int, draft: ServiceDraft) -> int:
    """Records one service on one person; when all have been served the notice is. Refused when it came too late."""
    case = as_seen(NoticeCase, case_id, version, WHAT)
    if case.state not in (State.ISSUED, State.SERVED):
        raise Refused(f"This notice is {case.state}. Only a printed notice is served")
    refuse(draft.problems(act.today))
    row = row_of(case)
    if row.issued_at is not None and draft.sent_on < row.issued_at.date():
        raise Refused(f"It was printed on {format_day(row.issued_at.date())}, so it cannot have gone on "
                      f"{format_day(draft.sent_on)}")
    names = judging.addressees(row, draft.sent_on)
    if draft.person_id not in names:
        raise Refused("This notice is not to them" if shipped_pack().notice(
            row.notice, row.regime, draft.sent_on).rule is Rule.COPY else "This person does not hold the agreement on that day")
    refuse_stops(judging.facts_of(row, draft.sent_on), Stage.BEGIN)
    at = time.fromisoformat(draft.at.strip().zfill(5)) if draft.at.strip() else None
    served = dating.service_of(row, draft.method, draft.sent_on, at)
    if row.printed_on is not None:
        _still_good(case, served.on)
    made = act.add(NoticeService(
        case=case.id, person=draft.person_id, name=names[draft.person_id], method=draft.method, sent_on=draft.sent_on,
        at=draft.at.strip(), deemed_on=served.on, by=one_line(draft.by), witness=one_line(draft.witness),
        place=one_line(draft.place), note=draft.note.strip(), recorded_at=act.now,
        evidence=_proof(act, Ref("tenancy", case.tenancy_id), draft.proof),
        recorded_by=act.who.name))
    left = _settle(act, case, names)
    act.say(f"{case.title} served on {made.name}, as it counts on {format_day(served.on)}"
            + (f". Still to be served: {', '.join(left)}" if left else ""), about=Ref("tenancy", case.tenancy_id))
    act.take_back(remove_service, "the service", service_id=made.id, version=made.version, because="recorded by mistake")
    return int(made.id)


def _proof(act: Act, subject: Ref, file: FileDraft | None) -> int | None:
    """The id of the file that proves a service; one photograph may prove two services."""
    if file is None:
        return None
    return same_file(subject, file.content) or keep_file(act, subject=subject, draft=file)


def _still_good(case: NoticeCase, served_on: date) -> None:
    """Refused when a notice served on a day says a date that is earlier than the law allows."""
    row = row_of(case)
    try:
        dating.dates_of(row, served_on, row.printed_on)
    except Refused as error:
        raise Refused(f"Served on {format_day(served_on)} this notice is no good: {str(error).removesuffix('.')}. Take the "
                      "print back, set later dates and serve it anew, or withdraw it") from error


def _settle(act: Act, case: NoticeCase, names: dict[int, str]) -> list[str]:
    """The state and the days that follow from who was served; returns who is still to be."""
    first: dict[int, date] = {}
    for row in services(case.id):
        first[row.person_id] = min(first.get(row.person_id, row.deemed_on), row.deemed_on)
    left = [name for person, name in names.items() if person not in first]
    if left or not first:
        act.change(case, state=State.ISSUED)
        return left
    last = max(first.values())
    dates = dating.dates_of(row_of(case), last, case.printed_on)
    act.change(case, state=State.SERVED, served_on=last, earliest_on=dates.earliest_on, last_issue_on=dates.last_issue_on)
    return []


@needs(Permission.SERVE_NOTICES)
def remove_service(act: Act, *, service_id: int, version: int, because: str) -> None:
    """Takes off a service that was recorded by mistake; the line stays with the reason."""
    made = as_seen(NoticeService, service_id, version, "This service")
    if made.removed:
        raise Refused("This line was taken off already")
    if not because.strip():
        refuse([Problem("because", "Say in a few words why")])
    case = as_seen(NoticeCase, made.case_id, None, WHAT)
    if case.state not in (State.ISSUED, State.SERVED):
        raise Refused(f"This notice is {case.state}: what was served stays as it is")
    act.change(made, removed=one_line(because)[:200])
    _settle(act, case, judging.addressees(row_of(case), made.sent_on))
    review_id = None
    if case.state is not State.SERVED:
        if case.id in (still := reviews.open_reviews([case.id])) and still[case.id].outcome is not None:
            raise Refused("A review of this notice is decided. Say on which day they were told what came of it, first")
        review_id = close_review(act, case, f"The service on {made.name} was taken off: {because}")
    with_it = ". The review of it is closed" if review_id is not None else ""
    act.say(f"Service on {made.name} taken off: {one_line(because)}{with_it}", about=Ref("tenancy", case.tenancy_id))
    act.take_back(restore_service, "the taking off", service_id=made.id, version=made.version, review_id=review_id)


@needs(Permission.SERVE_NOTICES)
def restore_service(act: Act, *, service_id: int, version: int, review_id: int | None = None) -> None:
    """Puts a service back that was taken off, and opens the review again that was closed with it."""
    made = as_seen(NoticeService, service_id, version, "This service")
    if not made.removed:
        raise Refused("This service stands already")
    case = as_seen(NoticeCase, made.case_id, None, WHAT)
    if case.state not in (State.ISSUED, State.SERVED):
        raise Refused(f"This notice is {case.state}: what was served stays as it is")
    act.change(made, removed="")
    _settle(act, case, judging.addressees(row_of(case), made.sent_on))
    if review_id is not None:
        reopen_review(act, review_id)
    act.say(f"Service on {made.name} put back", about=Ref("tenancy", case.tenancy_id))


@needs(Permission.SERVE_NOTICES)
def keep_certificate(act: Act, *, case_id: int) -> int:
    """Draws the certificate of service and keeps it with the agreement's files; returns the document's id."""
    from housingdesk.notices.pdf import draw_certificate

    row = row_of(as_seen(NoticeCase, case_id, None, WHAT))
    pdf = draw_certificate(content.certificate(row, act.today))
    document = keep_document(act, subject=Ref("tenancy", row.tenancy_id),
                             name=f"Certificate of service, {row.words}, {row.names}.pdf"[-200:], media_type=_PDF, content=pdf)
    act.say("Certificate of service kept", about=Ref("tenancy", row.tenancy_id))
    return document
