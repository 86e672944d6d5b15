"""What a dry run shows: how much would be made, with examples, what is wrong, and whether the totals agree. Pure."""

from housingdesk.imports.rules.rows import Fault, Plan, TenancyPlan
from housingdesk.imports.rules.totals import ControlLine, total
from housingdesk.imports.rules.words import ControlKind
from housingdesk.values.dates import format_date
from housingdesk.values.money import balance_words, format_pence
from housingdesk.values.rows import frozen

_EXAMPLES = 3


@frozen
class Making:
    """So many things of a kind that would be made, with examples of them."""

    words: str
    count: int
    examples: tuple[str, ...]


@frozen
class DryRun:
    """Everything an intake would bring. ``may_carry_out``: no fault is left and every total agrees to the penny."""

    makings: tuple[Making, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    controls: tuple[ControlLine, ...]
    plan: Plan

    @property
    def may_carry_out(self) -> bool:
        """Whether it may be carried out as it stands."""
        return bool(self.plan.spaces or self.plan.people) and not self.faults and all(one.agrees for one in self.controls)

    @property
    def sentence(self) -> str:
        """Where it stands, in a sentence."""
        if not self.plan.spaces and not self.plan.people and not self.faults:
            return "Nothing is here yet. Add the files of the old system"
        wrong = sum(not one.agrees for one in self.controls)
        parts = [f"{len(self.faults):,} to mend" if self.faults else "Nothing to mend",
                 f"{wrong} of {len(self.controls)} totals do not agree yet" if wrong else "every total agrees",
                 f"{len(self.warnings):,} worth a look" if self.warnings else ""]
        return "; ".join(part for part in parts if part)


def dry_run_of(plan: Plan, controls: tuple[ControlLine, ...]) -> DryRun:
    """The dry run of a plan."""
    return DryRun(makings(plan), tuple(plan.to_mend), tuple(plan.warnings), controls, plan)


def makings(plan: Plan) -> tuple[Making, ...]:
    """What would be made, kind by kind."""
    homes = [space for space in plan.spaces if space.lettable]
    above = [space for space in plan.spaces if not space.lettable]
    current = [one for one in plan.tenancies if not plan.is_former(one)]
    former = [one for one in plan.tenancies if plan.is_former(one)]
    held = {one.home for one in current}
    empty = [space for place, space in enumerate(plan.spaces) if space.lettable and place not in held]
    formulas = [space for space in homes if space.formula_pence]
    owing = [one for one in plan.tenancies if one.balance]
    entries = [(one, entry) for one in plan.tenancies for entry in one.entries[:1]]
    return tuple(made for made in (
        Making("schemes and shared houses", len(above), tuple(space.label for space in above[:_EXAMPLES])),
        Making("homes, garages and stores", len(homes),
        tuple(f"{space.label}, {space.postcode}" for space in homes[:_EXAMPLES])),
        Making("of them empty", len(empty), tuple(f"{space.label}, {space.postcode}" for space in empty[:_EXAMPLES])),
        Making("people", len(plan.people), tuple(person.name for person in plan.people[:_EXAMPLES])),
        Making("agreements that run", len(current), tuple(_said(plan, one) for one in current[:_EXAMPLES])),
        Making("former agreements", len(former), tuple(_said(plan, one) for one in former[:_EXAMPLES])),
        Making("charges", sum(len(one.charges) for one in plan.tenancies), tuple(
            f"{line.description} {format_pence(line.pence)} from {format_date(line.starts_on)}"
            for one in current[:_EXAMPLES] for line in one.charges[:1])),
        Making("balances", len(owing), tuple(f"{one.key}: {balance_words(one.balance)}" for one in owing[:_EXAMPLES])),
        Making("balances beside the rent", sum(len(one.beside) for one in plan.tenancies), tuple(
            f"{one.key}: {kind} {balance_words(pence)}" for one in plan.tenancies for kind, pence in one.beside)[:_EXAMPLES]),
        Making("formula rents", len(formulas), tuple(
            f"{space.label} {format_pence(space.formula_pence or 0)}" for space in formulas[:_EXAMPLES])),
        Making("entries of history", sum(len(one.entries) for one in plan.tenancies), tuple(
            f"{one.key}: {entry.text} {format_pence(entry.pence)}" for one, entry in entries[:_EXAMPLES])),
    ) if made.count or made.words in ("homes, garages and stores", "people"))


def _said(plan: Plan, one: TenancyPlan) -> str:
    names = " and ".join(plan.people[place].name for place in one.people)
    return f"{names}, {plan.spaces[one.home].label}, {one.kind} since {format_date(one.starts_on)}"


def summary(plan: Plan) -> str:
    """What was brought in, in a sentence."""
    return (f"{total(plan, ControlKind.HOMES):,} homes, {len(plan.people):,} people, {len(plan.tenancies):,} agreements and "
            f"balances of {balance_words(total(plan, ControlKind.BALANCE))}")
