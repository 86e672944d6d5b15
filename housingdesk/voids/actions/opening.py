"""A void opens with its plan: when an agreement ends, for a home that stands empty already or is new; and it is dropped."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.properties.queries import space
from housingdesk.values.dates import DAY, format_date, format_day
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.text import line_problem, one_line
from housingdesk.voids.actions.kept import VOID, plan_of
from housingdesk.voids.models import Void, VoidDelay, VoidStep
from housingdesk.voids.queries.plan import home_of, open_since, targets_of, void_after
from housingdesk.voids.rules.plan import planned
from housingdesk.voids.rules.words import Lane, VoidCategory, VoidStepKind


@needs(Permission.KEEP_APPLICANTS)
def open_void(act: Act, *, space_id: int, left_id: int | None = None, empty_from: date,
              category: VoidCategory = VoidCategory.ROUTINE, notice_on: date | None = None, why_vacant: str = "") -> int:
    """Opens the plan of a home that is or is going to be empty, with promised days by its category; returns its id.

    ``notice_on``: the day we knew that they leave. The plan that an agreement left behind and that was dropped is taken up.
    """
    home = space(space_id)
    if open_since(space_id) is not None:
        raise Refused(f"{home.said} is on the board already")
    again = void_after(left_id) if left_id is not None else None
    if again is not None:
        return _open_again(act, again, empty_from)
    known = notice_on if notice_on is not None else act.today if left_id is not None else None
    void = act.add(Void(space=space_id, left=left_id, category=category, lane=Lane.NOTICE, empty_from=empty_from,
                        major_works=category is VoidCategory.MAJOR_WORKS, why_vacant=one_line(why_vacant)[:10],
                        opened_at=act.now, opened_by=act.who.name))
    facts = home_of(space_id, left_id)
    for one in planned(facts, category, targets_of(category, facts, act.today), empty_from=empty_from, today=act.today,
                       notice_on=known):
        act.add(VoidStep(void=void.id, step=one.step, party=one.party, whom=one.whom, promised_on=one.promised_on,
                         first_promised_on=one.promised_on, actual_on=one.actual_on, needed=one.needed))
    act.say(f"{home.said} is on the board: empty from {format_day(empty_from)}", about=("void", void.id))
    act.take_back(forget_void, "take it off the board", void_id=void.id, version=void.version)
    return int(void.id)


@needs(Permission.KEEP_APPLICANTS)
def forget_void(act: Act, *, void_id: int, version: int | None) -> None:
    """Takes a void off the board as if it had never been there; Refused once something was done on it: it is dropped then."""
    void = as_seen(Void, void_id, version, VOID)
    home = space(void.space_id)
    if not is_untouched(void_id):
        raise Refused(f"Something was done for {home.said} already. Drop its plan instead")
    facts = {"space_id": void.space_id, "left_id": void.left_id, "empty_from": void.empty_from, "category": void.category,
             "why_vacant": void.why_vacant}
    for step in VoidStep.select().where(VoidStep.void == void_id):
        if step.step is VoidStepKind.NOTICE:
            facts["notice_on"] = step.actual_on
        act.remove(step)
    act.remove(void)
    act.say(f"{home.said} is off the board", about=("space", home.id))
    act.take_back(open_void, "put it on the board again", **facts)


@needs(Permission.KEEP_APPLICANTS)
def drop_void(act: Act, *, void_id: int, version: int | None = None, why: str) -> None:
    """Closes a plan whose home is not going to be let: they stay on, it is sold or pulled down. It stays with the reason."""
    plan = plan_of(act, void_id, version)
    said = line_problem(one_line(why), "The reason", 200) or ("" if why.strip() else "Say why it is not let")
    refuse([Problem("why", said)] if said else [])
    note = f"{plan.void.note}\n{one_line(why)}".strip()
    act.change(plan.void, closed_on=act.today, note=note[:2000])
    plan.done(f"off the board, {one_line(why)}", "put it on the board again")


@needs(Permission.KEEP_APPLICANTS)
def change_category(act: Act, *, void_id: int, version: int, category: VoidCategory) -> None:
    """Says what sort of empty home it is; promised days stay as people gave them."""
    plan = plan_of(act, void_id, version)
    act.change(plan.void, category=category, major_works=category is VoidCategory.MAJOR_WORKS)
    plan.done(f"{category}", "put it back")


def is_untouched(void_id: int) -> bool:
    """Whether nothing was done on a void since it was opened."""
    void = Void.get_by_id(void_id)
    changed = VoidStep.select().where((VoidStep.void == void_id) & (VoidStep.version > 1)).exists()
    return bool(void.version == 1 and not changed and not VoidDelay.select().where(VoidDelay.void == void_id).exists())


def _open_again(act: Act, void_id: int, empty_from: date) -> int:
    plan = plan_of(act, void_id, closed=True)
    if plan.void.next_id is not None:
        raise Refused(f"This home was let again from {format_date(plan.void.let_from)}")
    act.change(plan.void, closed_on=None, empty_from=empty_from)
    keys = plan.step(VoidStepKind.KEYS)
    if keys.actual_on is None:
        plan.promise(VoidStepKind.KEYS, empty_from - DAY)
    plan.done(f"on the board again, empty from {format_day(empty_from)}", "take it off the board")
    return void_id
