"""The steps of a change as their list shows them."""

from housingdesk.changes.queries.judging import StepState
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Column
from housingdesk.values.dates import format_date
from housingdesk.values.rows import frozen


@frozen
class StepLine:
    """A step in the list."""

    id: int
    state: StepState


def columns_of_steps() -> tuple[Column, ...]:
    """The columns of the list."""
    return (Column("what", "Step", 300, lambda line: line.state.spec.words, secondary=lambda line: line.state.spec.hint,
                   stretch=1),
            Column("stands", "", 170, lambda line: _stands(line.state)[0], secondary=lambda line: _note(line.state),
                   status=lambda line: _stands(line.state)[1]))


def _stands(state: StepState) -> tuple[str, Status]:
    if state.done is not None:
        return format_date(state.done.done_on), Status.GOOD
    return ("To do", Status.DUE) if state.spec.needed else ("Where it fits", Status.NEUTRAL)


def _note(state: StepState) -> str:
    return state.done.note if state.done is not None else ""


def sentence_of_step(line: StepLine) -> str:
    """A step as a screen reader says it."""
    return f"{line.state.spec.words}: {_stands(line.state)[0]}"
