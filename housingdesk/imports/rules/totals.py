"""What would come in, held against what the old system says: each total agrees, or its difference and who may have made it.

Counts and pence by the same rules everywhere, so that an intake that agrees here agrees in the ledger. Pure.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from housingdesk.imports.rules.rows import Plan, TenancyPlan
from housingdesk.imports.rules.words import ControlKind, Sheet
from housingdesk.rent.rules.charging import weekly_equivalent
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import fold, sentence_case

MONEY = frozenset({ControlKind.CHARGES, ControlKind.OWED, ControlKind.CREDIT, ControlKind.BALANCE,
                   ControlKind.BESIDE})
_NEEDED = {Sheet.HOMES: ControlKind.HOMES, Sheet.TENANCIES: ControlKind.TENANCIES, Sheet.CHARGES: ControlKind.CHARGES,
           Sheet.BALANCES: ControlKind.BALANCE, Sheet.HISTORY: ControlKind.BALANCE}
_OF_SHEETS = {ControlKind.HOMES: (Sheet.HOMES,), ControlKind.PEOPLE: (Sheet.PEOPLE,), ControlKind.TENANCIES: (Sheet.TENANCIES,),
              ControlKind.FORMER: (Sheet.TENANCIES,), ControlKind.CHARGES: (Sheet.CHARGES, Sheet.TENANCIES)}
_MOST = 4


@frozen
class Control:
    """One total the old system states: a count, or pence. ``scheme`` empty: of everything."""

    kind: ControlKind
    amount: int
    scheme: str = ""


@frozen
class ControlLine:
    """One total beside ours; ``theirs`` None: it was not said yet. ``culprits`` are sentences, the likeliest first."""

    kind: ControlKind
    scheme: str
    theirs: int | None
    ours: int
    culprits: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """To the penny."""
        return self.theirs == self.ours

    @property
    def difference(self) -> int:
        """How much more comes in than the old system says."""
        return self.ours - (self.theirs or 0)

    @property
    def words(self) -> str:
        """What it is a total of: ``Sum of all balances, Beech supported``."""
        return sentence_case(self.kind) + (f", {self.scheme}" if self.scheme else "")

    def figure(self, amount: int | None) -> str:
        """A count or an amount as it is said."""
        if amount is None:
            return "not said yet"
        return format_pence(amount) if self.kind in MONEY else f"{amount:,}"

    @property
    def sentence(self) -> str:
        """What came of it."""
        if self.theirs is None:
            return f"Say what the old system has: {self.figure(self.ours)} would come in"
        if self.agrees:
            return "Agrees"
        many = self.figure(abs(self.difference))
        return f"{many} {'too much' if self.kind in MONEY else 'too many'} comes in" if self.difference > 0 else (
            f"{many} is missing")


def total(plan: Plan, kind: ControlKind, scheme: str = "") -> int:
    """What a plan would bring in of a kind: a count, or pence (charges: a week of all that run on)."""
    if kind is ControlKind.HOMES:
        return sum(space.lettable for space in plan.spaces if _is_in(space.scheme, scheme))
    if kind is ControlKind.PEOPLE:
        held = {person for one in plan.tenancies if _is_in(plan.spaces[one.home].scheme, scheme) for person in one.people}
        return len(held) if scheme else len(plan.people)
    found = [one for one in plan.tenancies if _is_in(plan.spaces[one.home].scheme, scheme)]
    if kind is ControlKind.BESIDE:
        return sum(pence for one in found for _, pence in one.beside)
    sums: Mapping[ControlKind, Callable[[TenancyPlan], int]] = {
        ControlKind.TENANCIES: lambda one: not plan.is_former(one), ControlKind.FORMER: plan.is_former,
        ControlKind.CHARGES: weekly, ControlKind.OWED: lambda one: sum(max(0, pence) for pence in balances(one)),
        ControlKind.CREDIT: lambda one: sum(max(0, -pence) for pence in balances(one)),
        ControlKind.BALANCE: lambda one: sum(balances(one))}
    return sum(map(sums[kind], found))


def balances(one: TenancyPlan) -> tuple[int, ...]:
    """The balance of an agreement's rent account, and of every account beside it."""
    return one.balance, *(pence for _, pence in one.beside)


def weekly(one: TenancyPlan) -> int:
    """The charges of an agreement a week, in pence, each line by itself."""
    return sum(weekly_equivalent(line.pence, one.frequency) for line in one.charges)


def _is_in(scheme: str, wanted: str) -> bool:
    return not wanted or fold(scheme) == fold(wanted)


def lines(plan: Plan, controls: Iterable[Control], sheets: Iterable[Sheet]) -> tuple[ControlLine, ...]:
    """Every total that was said beside ours, and those that have to be said before anything can be carried out."""
    said = list(controls)
    kinds = {one.kind for one in said if not one.scheme}
    needed = [kind for kind in dict.fromkeys(_NEEDED[sheet] for sheet in sheets if sheet in _NEEDED) if kind not in kinds]
    found = [_line(plan, one.kind, one.scheme, one.amount) for one in said]
    found += [ControlLine(kind, "", None, total(plan, kind)) for kind in needed]
    order = list(ControlKind)
    return tuple(sorted(found, key=lambda line: (bool(line.scheme), line.scheme, order.index(line.kind))))


def _line(plan: Plan, kind: ControlKind, scheme: str, theirs: int) -> ControlLine:
    ours = total(plan, kind, scheme)
    return ControlLine(kind, scheme, theirs, ours, _culprits(plan, kind, scheme, ours - theirs) if ours != theirs else ())


def _culprits(plan: Plan, kind: ControlKind, scheme: str, difference: int) -> tuple[str, ...]:
    """Who may have made a difference: rows to be mended, one row of just that amount, a sign turned round, digits swapped."""
    said: list[str] = []
    sheets = _OF_SHEETS.get(kind, (Sheet.BALANCES, Sheet.HISTORY, Sheet.TENANCIES))
    broken = [fault for fault in plan.to_mend if fault.sheet in sheets and fault.line]
    if broken:
        rows = ", ".join(str(fault.line) for fault in broken[:6]) + (" …" if len(broken) > 6 else "")
        many = len(broken) > 1
        said.append(f"{len(broken)} fault{'s' if many else ''} in rows that count here {'are' if many else 'is'} to be mended "
                    f"first: row{'s' if many else ''} {rows}")
    if kind is ControlKind.BALANCE and difference and total(plan, kind, scheme) * 2 == difference:
        said.append("It is the other way round altogether: say with the columns which sign is owed")
    if kind in MONEY:
        said += _of_amount(plan, kind, scheme, difference)
    left_out = [fault for fault in plan.warnings if "left out" in fault.message and "totals" in fault.message]
    said += [f"Row {fault.line} was left out as a row of totals" for fault in left_out[:1]]
    return tuple(said[:_MOST])


def _of_amount(plan: Plan, kind: ControlKind, scheme: str, difference: int) -> list[str]:
    value = weekly if kind is ControlKind.CHARGES else (lambda one: sum(balances(one)))
    found = [one for one in plan.tenancies if _is_in(plan.spaces[one.home].scheme, scheme)]
    said = [f"Row {fault.line} has just this amount: {fault.message}" for fault in plan.faults
            if fault.pence and abs(fault.pence) == abs(difference)]
    said += [f"Row {one.where.line} ({one.key}) has just this amount" for one in _some(found, value, abs(difference))]
    if kind is not ControlKind.CHARGES and difference % 2 == 0:
        said += [f"Row {one.where.line} ({one.key}) has half of it, so its sign may be the other way round"
                 for one in _some(found, value, abs(difference) // 2)]
    if difference % 9 == 0 and not said:
        said.append("The difference can be divided by nine: two digits of an amount may have changed places")
    return said


def _some(found: Sequence[TenancyPlan], value: Callable[[TenancyPlan], int], pence: int) -> list[TenancyPlan]:
    return [one for one in found if abs(value(one)) == pence][:2] if pence else []
