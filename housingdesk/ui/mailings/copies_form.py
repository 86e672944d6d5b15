"""Who else gets a letter, in a pane: each copy can be taken off this once, and the reason is kept with the letter."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from housingdesk.mailings.rules.copies import Copy
from housingdesk.ui.kit.fields import TextField, Tick
from housingdesk.ui.kit.form import Form
from housingdesk.ui.kit.label import label
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.problems import Problem

WHY = "why_no_copy"
_PREFIX = "copy_"


def add_copies(form: Form, copies: Sequence[Copy]) -> None:
    """Adds a tick for each copy that goes out, and one question for why any of them does not."""
    going = [copy for copy in copies if copy.goes or copy.left_out]
    for copy in going:
        form.add(f"{_PREFIX}{copy.party_id}", copy.who, Tick(f"Gets {copy.kind}", not copy.left_out), hint=copy.why)
    if going:
        form.add(WHY, "Why a copy is taken off", TextField(longest=200))
        form[WHY].set_value(next((copy.left_out for copy in going if copy.left_out), ""))


def taken_off(values: Mapping[str, Any]) -> tuple[dict[int, str], list[Problem]]:
    """The copies whose tick was taken off with the reason, by the id of the party; and what is to be said against it."""
    off = [int(name.removeprefix(_PREFIX)) for name, value in values.items() if name.startswith(_PREFIX) and value is False]
    why = " ".join(str(values.get(WHY) or "").split())
    if off and not why:
        return {}, [Problem(WHY, "Say in a few words why the copy is not sent. It is kept with the letter")]
    return dict.fromkeys(off, why), []


class CopiesForm:
    """The copies of one letter of a run."""

    def __init__(self, pane: RefillPane, letter: str, copies: Sequence[Copy], done: Callable[[], object],
                 cancel: Callable[[], object]) -> None:
        self.form = PaneForm(pane, "Copies to others", letter)
        add_copies(self.form, copies)
        for copy in copies:
            if not copy.goes and not copy.left_out:
                pane.put(label(copy.sentence + ".", "muted", wrap=True))
        self.form.foot("Keep it so", done, cancel)

    def left_out(self) -> dict[int, str] | None:
        """Which copies are not sent and why; None, with what is wrong in its place, when no reason was given."""
        off, problems = taken_off(self.form.values())
        return None if self.form.show_problems(problems) else off
