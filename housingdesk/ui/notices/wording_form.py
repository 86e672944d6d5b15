"""Official wording, compared or pasted by a manager, in the pane beside a notice or beside the list of all wording."""

from typing import Any, Protocol

from housingdesk.notices.actions import wording
from housingdesk.notices.queries.wordings import WordingRow
from housingdesk.notices.rules.wording import Standing
from housingdesk.ui.kit.fields import LongText, TextField
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane


class Host(Protocol):
    """Where the form stands, and what is told when it is done with."""

    desk: QtDesk

    def put_away(self) -> None: ...


class WordingForm:
    """Official wording, compared or pasted by a manager."""

    def __init__(self, host: Host, pane: RefillPane, row: WordingRow) -> None:
        self._host, self._row = host, row
        told = ("Compare every word with the published form, and correct it here" if row.text.standing is Standing.COMPARE else
                "Paste the official text as it is published")
        stands = row.slot.confirmed.capitalize() if row.ready else "Wording not verified against the published form"
        self.form = PaneForm(pane, row.text.title, f"{stands}. {told}.")
        hint = f"With these places: {', '.join(f'{{{need}}}' for need in row.text.needs)}" if row.text.needs else ""
        self.form.add("text", "The official text", LongText(row.words, lines=9), hint=hint)
        self.form.add("source", "Where it is published, and as of which day",
                      TextField(row.source or row.text.source, longest=300))
        self.form.foot("Confirm this wording", self.submit, host.put_away)

    def submit(self) -> None:
        """Keep it, or say what stands against it."""
        said = self.form.values()
        if not self.form.show_problems(self._row.text.problems(said["text"], said["source"])):
            self._host.desk.do(wording.confirm_wording, self._kept, self.form.refused, slot=self._row.text.key, **said)

    def _kept(self, _outcome: Any) -> None:
        self._host.put_away()
