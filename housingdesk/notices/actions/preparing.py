"""Preparing a notice: begin it, answer, write the particulars, set the dates; the second person's check; withdraw it.

Every step asks again whether it may be taken today. A change of a checked notice makes it unchecked.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from housingdesk.access.act import Act, Who
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.letters.actions import MadeLetter, keep_run
from housingdesk.notices.actions.reviewing import close_review, reopen_review
from housingdesk.notices.actions.telling import WITHDRAWN, letters_sentence, refuse_others
from housingdesk.notices.models import NoticeCase
from housingdesk.notices.queries import dating, judging
from housingdesk.notices.queries.cases import row_of, services
from housingdesk.notices.rules.checks import stops
from housingdesk.notices.rules.findings import Facts, Stage
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.pack import Rule
from housingdesk.notices.rules.questionnaire import ABOUT_RENT
from housingdesk.notices.rules.questions import answer_problems
from housingdesk.notices.rules.states import WRITABLE, State
from housingdesk.notices.stock import shipped_pack
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.values.dates import format_day
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.text import one_line, text_problem
from housingdesk.values.timeline import Ref

WHAT = "This notice"
_LONGEST_WHY, _LONGEST_PART, _LONGEST_REASON = 2_000, 6_400, 400


@needs(Permission.SERVE_NOTICES)
def begin_notice(act: Act, *, tenancy_id: int, notice: str, grounds: Sequence[str], why: str) -> int:
    """Begins a notice to an agreement; returns its id. Refused for one that does not belong to its law or is stopped today."""
    refuse(_why_problems(why))
    facts = judging.facts(tenancy_id, notice, grounds, act.today)
    refuse_stops(facts, Stage.BEGIN)
    case = act.add(NoticeCase(
        tenancy=tenancy_id, notice=notice, title=facts.notice.title, names=tenancy(tenancy_id).names, regime=facts.regime,
        pack_checked_on=shipped_pack().checked_on, state=State.DRAFT, grounds=",".join(g.number for g in facts.grounds),
        why=why.strip(), hands=hand(act.who), begun_at=act.now, begun_by=act.who.name))
    act.say(f"{row_of(case).words} begun for {case.names}", about=Ref("tenancy", tenancy_id))
    act.take_back(withdraw_notice, "the beginning", case_id=case.id, version=case.version, because="begun by mistake")
    return int(case.id)


@needs(Permission.SERVE_NOTICES)
def change_grounds(act: Act, *, case_id: int, version: int, grounds: Sequence[str], why: str) -> None:
    """Rests a notice on other grounds, or says anew why it is given; its dates are to be set again."""
    case = writable(case_id, version)
    refuse(_why_problems(why))
    facts = judging.facts(case.tenancy_id, case.notice, grounds, act.today, besides=case.id)
    refuse_stops(facts, Stage.BEGIN)
    was = row_of(case)
    write(act, case, grounds=",".join(g.number for g in facts.grounds), why=why.strip(), **_NO_DATES)
    act.say(f"{row_of(case).words}: grounds and reason written", about=Ref("tenancy", case.tenancy_id))
    act.take_back(change_grounds, "the grounds", case_id=case.id, version=case.version, grounds=was.grounds, why=was.why)


_NO_DATES: dict[str, Any] = {"served_on": None, "earliest_on": None, "printed_on": None, "last_issue_on": None}


@needs(Permission.SERVE_NOTICES)
def answer(act: Act, *, case_id: int, version: int, answers: Mapping[str, str]) -> None:
    """Keeps what was answered; an answer that stops the notice is kept too, and said. Empty is not answered yet."""
    case = writable(case_id, version)
    given = {key: value.strip() for key, value in answers.items() if value.strip()}
    row = row_of(case)
    facts = judging.facts(case.tenancy_id, case.notice, row.grounds, act.today, answers=given, besides=case.id)
    if not facts.rests_on_rent:
        given = {key: said for key, said in given.items() if key not in ABOUT_RENT}
    refuse(answer_problems(facts.asked(), given))
    named = ", ".join(holder.name for holder in facts.holders) if facts.notice.rule is Rule.COPY else case.names
    dates_too = any(row.answers.get(key) != given.get(key) for key in _MOVE_DATES)
    write(act, case, answers=json.dumps(given, ensure_ascii=False), names=(named or case.names)[:400],
          **(_NO_DATES if dates_too else {}))
    act.say(f"{row.title}: questions answered", about=Ref("tenancy", case.tenancy_id))
    act.take_back(answer, "the answers", case_id=case.id, version=case.version, answers=row.answers)


_MOVE_DATES = frozenset({"clause", "post_days", "agreed_days", "last_increase", "charges"})
"""The answers that the dates hang on."""


@needs(Permission.SERVE_NOTICES)
def set_particulars(act: Act, *, case_id: int, version: int, particulars: Mapping[str, str], with_statement: bool) -> None:
    """Writes the explanation of each ground, by its number; the reasons of a notice without grounds under ``""``."""
    case = writable(case_id, version)
    row = row_of(case)
    known = set(row.grounds) or {""}
    given = {key: text.strip() for key, text in particulars.items() if text.strip()}
    found = [Problem(key, f"Ground {key} is not on this notice") for key in given if key not in known]
    for key, text in given.items():
        said = text_problem(text, "The explanation", _LONGEST_PART)
        found += [Problem(key, said)] if said else []
    refuse(found)
    facts = judging.facts_of(row, act.today)
    owed: tuple[int | None, date | None] = (facts.owed_pence, act.today) if facts.rests_on_rent else (None, None)
    write(act, case, particulars=json.dumps(given, ensure_ascii=False), with_statement=with_statement, owed_pence=owed[0],
          owed_on=owed[1])
    act.say(f"{row.title}: particulars written", about=Ref("tenancy", case.tenancy_id))
    act.take_back(set_particulars, "the particulars", case_id=case.id, version=case.version, particulars=row.particulars,
                  with_statement=row.with_statement)


@needs(Permission.SERVE_NOTICES)
def set_dates(act: Act, *, case_id: int, version: int, method: Method, sent_on: date, proposed_on: date | None = None) -> None:
    """Says how and when it goes; the dates follow. Refused for a date that is too early, with the earliest good one."""
    case = writable(case_id, version)
    if sent_on < act.today:
        raise Refused(f"{format_day(sent_on)} has passed. A notice goes today or later")
    row = row_of(case)
    plan = dating.plan(row, method, sent_on, proposed_on)
    write(act, case, method=method, sent_on=sent_on, served_on=plan.served.on, earliest_on=plan.dates.earliest_on,
          printed_on=plan.dates.printed_on, last_issue_on=plan.dates.last_issue_on)
    act.say(f"{row.title}: {format_day(plan.dates.printed_on)} is printed on it", about=Ref("tenancy", case.tenancy_id))
    if row.method is not None and row.sent_on is not None and row.sent_on >= act.today:
        act.take_back(set_dates, "the dates", case_id=case.id, version=case.version, method=row.method, sent_on=row.sent_on,
                      proposed_on=row.printed_on)


@needs(Permission.SERVE_NOTICES)
def set_server(act: Act, *, case_id: int, version: int, server: str) -> None:
    """Says who is to serve it."""
    case = writable(case_id, version)
    was = case.server
    write(act, case, server=one_line(server)[:120])
    act.say(f"{case.title}: {one_line(server)} serves it", about=Ref("tenancy", case.tenancy_id))
    act.take_back(set_server, "who serves it", case_id=case.id, version=case.version, server=was)


@needs(Permission.SERVE_NOTICES)
def check_notice(act: Act, *, case_id: int, version: int) -> None:
    """The second person agrees: nobody who wrote any of it, and only when nothing stops it and everything is there."""
    case = as_seen(NoticeCase, case_id, version, WHAT)
    if case.state is not State.DRAFT:
        raise Refused(f"This notice is {case.state}. Only one that is being prepared is checked")
    row = row_of(case)
    if hand(act.who) in row.hands and judging.facts_of(row, act.today).notice.second:
        raise Refused("You wrote some of this notice yourself. A second person checks it: ask a colleague")
    refuse_unready(case, act.today, Stage.CHECK)
    act.change(case, state=State.CHECKED, checked_at=act.now, checked_by=act.who.name)
    act.say(f"{case.title} for {case.names} checked", about=Ref("tenancy", case.tenancy_id))
    act.take_back(uncheck, "the check", case_id=case.id, version=case.version)


@needs(Permission.SERVE_NOTICES)
def uncheck(act: Act, *, case_id: int, version: int) -> None:
    """Sends a checked notice back to be written on."""
    case = as_seen(NoticeCase, case_id, version, WHAT)
    if case.state is not State.CHECKED:
        raise Refused(f"This notice is {case.state}, and not waiting to be printed")
    act.change(case, state=State.DRAFT, checked_at=None, checked_by="")
    act.say(f"{case.title} for {case.names} sent back", about=Ref("tenancy", case.tenancy_id))


@needs(Permission.SERVE_NOTICES)
def withdraw_notice(act: Act, *, case_id: int, version: int, because: str, letters: Sequence[MadeLetter] = ()) -> None:
    """Withdraws a notice with a reason, at any time; one that was served is never taken up again, a new one is prepared.

    Who was served is told by letter: ``letters`` are kept for the print room in the same act. Refused without them.
    """
    case = as_seen(NoticeCase, case_id, version, WHAT)
    if case.state is State.WITHDRAWN:
        raise Refused("This notice is withdrawn already")
    if not because.strip():
        refuse([Problem("because", "Say in a few words why")])
    served, was = {one.person_id for one in services(case.id)}, case.state
    if served and not letters:
        raise Refused("Somebody was served with it, and is told by letter that it is withdrawn: there is no letter yet")
    if served:
        refuse_others(letters, WITHDRAWN, case.tenancy_id, len(served), act.today)
        keep_run(act, title=f"A notice withdrawn, {case.names}"[:200], letters=letters)
    act.change(case, state=State.WITHDRAWN, ended_at=act.now, ended_by=act.who.name,
               ended_because=one_line(because)[:_LONGEST_REASON])
    review_id = close_review(act, case, f"The notice was withdrawn: {because}")
    told = (f". {letters_sentence(letters)}" if served else "") + (". The review of it is closed" if review_id else "")
    act.say(f"{case.title} for {case.names} withdrawn: {one_line(because)}{told}", about=Ref("tenancy", case.tenancy_id))
    if not served:
        act.take_back(restore_notice, "the withdrawal", case_id=case.id, version=case.version, state=was, review_id=review_id)


@needs(Permission.SERVE_NOTICES)
def restore_notice(act: Act, *, case_id: int, version: int, state: State, review_id: int | None = None) -> None:
    """Takes up a notice again that was withdrawn before anybody was served: to be checked again; its review is open again."""
    case = as_seen(NoticeCase, case_id, version, WHAT)
    if case.state is not State.WITHDRAWN or services(case.id):
        raise Refused("Only a notice that was withdrawn before it was served is taken up again")
    refuse_stops(judging.facts_of(row_of(case), act.today), Stage.BEGIN)
    back = state if state is State.CHECKED and case.checked_by else State.DRAFT
    unchecked = {} if back is State.CHECKED else {"checked_at": None, "checked_by": ""}
    act.change(case, state=back, document=None, issued_at=None, issued_by="", ended_at=None, ended_by="", ended_because="",
               **unchecked)
    if review_id is not None:
        reopen_review(act, review_id)
    act.say(f"{case.title} for {case.names} taken up again", about=Ref("tenancy", case.tenancy_id))
    act.take_back(withdraw_notice, "the taking up", case_id=case.id, version=case.version, because="not needed")


# For the other actions of the room.
def hand(who: Who) -> str:
    """How a person is remembered as one of those who wrote a notice."""
    return str(who.id or who.name)


def writable(case_id: int, version: int) -> NoticeCase:
    """A notice that may still be written; Refused once it is printed."""
    case = as_seen(NoticeCase, case_id, version, WHAT)
    if case.state not in WRITABLE:
        raise Refused(f"This notice is {case.state} and can no longer be changed. "
                      + ("Take the print back first" if case.state is State.ISSUED else "Begin a new one"))
    return case


def write(act: Act, case: NoticeCase, **facts: Any) -> None:
    """Changes a notice: whoever does is no longer a second person, and a check that was made is gone."""
    hands = sorted({*case.hands.split(), hand(act.who)})
    act.change(case, **facts, hands="\n".join(hands), state=State.DRAFT, checked_at=None, checked_by="")


def refuse_stops(facts: Facts, stage: Stage) -> None:
    """Refused with the reasons and the ways out when something stops this step."""
    found = stops(facts, stage)
    if found:
        raise Refused(". ".join(check.words.removesuffix(".") for check in found[:3]))


def refuse_unready(case: NoticeCase, today: date, stage: Stage) -> None:
    """Refused while something stops a notice or is missing on it, or its dates are not good any more."""
    row = row_of(case)
    refuse_stops(judging.facts_of(row, today), stage)
    for number in row.grounds or ("",):
        if not row.particulars.get(number, "").strip():
            what = f"why ground {number} is relied on" if number else "the reasons"
            raise Refused(f"Write {what}: the particulars are not there yet")
    if row.method is None or row.sent_on is None or row.printed_on is None:
        raise Refused("Set how and when it is served: there are no dates yet")
    if row.sent_on < today:
        raise Refused(f"It was to go on {format_day(row.sent_on)}, which has passed. Set the dates again")
    refuse_stops(judging.facts_of(row, row.sent_on), Stage.BEGIN)
    dating.plan(row, row.method, row.sent_on, row.printed_on)


def _why_problems(why: str) -> list[Problem]:
    if not why.strip():
        return [Problem("why", "Say in a few words why this notice is given")]
    said = text_problem(why, "The reason", _LONGEST_WHY)
    return [Problem("why", said)] if said else []
