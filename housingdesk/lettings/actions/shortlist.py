"""The shortlist of an empty home: who is put on it with the reasons of that day, who is chosen, who is passed over and why."""

from collections.abc import Sequence

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.lettings.actions.kept import Changes
from housingdesk.lettings.models import Applicant, Match
from housingdesk.lettings.queries.applicants import ApplicantRow, applicant
from housingdesk.lettings.queries.shortlist import home_of, ranks, void_home
from housingdesk.lettings.rules.applicants import reason_problem
from housingdesk.lettings.rules.ranking import Ranked
from housingdesk.lettings.rules.words import MatchState
from housingdesk.properties import queries as property_queries
from housingdesk.values.problems import refuse
from housingdesk.values.text import one_line

_MATCH = "This line of the shortlist"


@needs(Permission.KEEP_APPLICANTS)
def put_on_shortlist(act: Act, *, void_id: int, applicant_ids: Sequence[int]) -> int:
    """Puts households on the shortlist of an empty home, with their rank and its reasons as of today; returns how many."""
    space_id, _ = void_home(void_id)
    row = property_queries.space(space_id)
    on_it = {match.applicant_id for match in Match.select().where(Match.void == void_id)}
    wanted = [applicant(number) for number in applicant_ids if number not in on_it]
    home, _ = home_of(row, act.today)
    for ranked in ranks(home, wanted):
        _refuse_out(ranked, {one.id: one for one in wanted})
        _add(act, void_id, ranked, direct=False)
    act.say(f"{len(wanted)} on the shortlist of {row.said}", about=("void", void_id))
    act.take_back(take_off, "take them off again", void_id=void_id, applicant_ids=tuple(one.id for one in wanted))
    return len(wanted)


def _refuse_out(ranked: Ranked, rows: dict[int, ApplicantRow]) -> None:
    if ranked.against:
        raise Refused(f"{rows[ranked.applicant_id].name}: {ranked.against[0]}")


def _add(act: Act, void_id: int, ranked: Ranked, *, direct: bool, reasons: str = "") -> Match:
    words = ". ".join(part for part in (reasons, ranked.words) if part)
    return act.add(Match(void=void_id, applicant=ranked.applicant_id, place=ranked.place, direct=direct,
                         state=MatchState.CHOSEN if direct else MatchState.LISTED, reasons=words[:2000], listed_at=act.now,
                         listed_by=act.who.name))


@needs(Permission.KEEP_APPLICANTS)
def match_directly(act: Act, *, void_id: int, applicant_id: int, reason: str) -> int:
    """Chooses a household for a home without a shortlist, with the reason in words; returns the line's id."""
    refuse(reason_problem(reason, "they are matched directly"))
    space_id, _ = void_home(void_id)
    row, who = property_queries.space(space_id), applicant(applicant_id)
    if Match.select().where((Match.void == void_id) & (Match.applicant == applicant_id)).exists():
        raise Refused(f"{who.name} is on the shortlist of {row.said} already. Choose them there")
    _refuse_other(void_id, applicant_id)
    [ranked] = ranks(home_of(row, act.today)[0], [who])
    made = _add(act, void_id, ranked, direct=True, reasons=f"Matched directly: {one_line(reason)}")
    act.say(f"{who.name} is matched with {row.said} directly", about=("applicant", applicant_id))
    act.take_back(take_off, "take them off again", void_id=void_id, applicant_ids=(applicant_id,))
    return int(made.id)


@needs(Permission.KEEP_APPLICANTS)
def take_off(act: Act, *, void_id: int, applicant_ids: Sequence[int]) -> None:
    """Takes households off a shortlist on which they were put by mistake."""
    for match in Match.select().where((Match.void == void_id) & Match.applicant.in_(list(applicant_ids))):
        act.remove(match)
    names = ", ".join(applicant(number).name for number in applicant_ids)
    act.say(f"{names} taken off the shortlist", about=("void", void_id))
    act.take_back(put_on_shortlist, "put them on again", void_id=void_id, applicant_ids=tuple(applicant_ids))


@needs(Permission.KEEP_APPLICANTS)
def choose(act: Act, *, match_id: int, version: int | None) -> None:
    """Chooses a household of the shortlist; whoever stands before them and is not passed over has to be, first."""
    record = as_seen(Match, match_id, version, _MATCH)
    _refuse_other(record.void_id, record.applicant_id)
    before = (Match.select(Match, Applicant).join(Applicant)
              .where((Match.void == record.void_id) & (Match.state == MatchState.LISTED) & (Match.place < record.place)
                     & (Match.place > 0)).order_by(Match.place).first())
    if before is not None:
        raise Refused(f"{before.applicant.name} stands before {record.applicant.name}. Say first why they are passed over")
    changes = Changes(act, record.applicant_id)
    changes.change(record, state=MatchState.CHOSEN)
    home = property_queries.space(void_home(record.void_id)[0])
    changes.done(f"{record.applicant.name} is chosen for {home.said}", "put it back")


@needs(Permission.KEEP_APPLICANTS)
def pass_over(act: Act, *, match_id: int, version: int | None, reason: str) -> None:
    """Passes a household over with the reason, which stays with the shortlist."""
    record = as_seen(Match, match_id, version, _MATCH)
    refuse(reason_problem(reason, f"{record.applicant.name} is passed over"))
    changes = Changes(act, record.applicant_id)
    changes.change(record, state=MatchState.PASSED_OVER,
                   reasons=f"Passed over: {one_line(reason)}. {record.reasons}"[:2000])
    changes.done(f"{record.applicant.name} is passed over: {one_line(reason)[:200]}", "put it back")


def _refuse_other(void_id: int, applicant_id: int) -> None:
    other = (Match.select(Match, Applicant).join(Applicant)
             .where((Match.void == void_id) & (Match.state == MatchState.CHOSEN) & (Match.applicant != applicant_id)).first())
    if other is not None:
        raise Refused(f"{other.applicant.name} is chosen for this home. Pass them over first, with the reason")
