"""The form of a home in a pane."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from housingdesk.properties.queries import OfficeRow, SpaceRow, draft_of
from housingdesk.properties.rules import RentType
from housingdesk.tenancies.actions.homes import change_space
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

_TEXTS = (("label", "What it is called"), ("street", "Street"), ("locality", "Locality"), ("town", "Town"),
          ("county", "County"), ("postcode", "Postcode"), ("uprn", "UPRN"), ("officer", "Officer"))


class SpaceForm:
    """What is known of a home. A new address reaches into every agreement, letter and search of what stands in it."""

    def __init__(self, pane: RefillPane, desk: QtDesk, space: SpaceRow, councils: Sequence[OfficeRow],
                 done: Callable[[], object]) -> None:
        self._desk, self._space, self._done = desk, space, done
        was = draft_of(space)
        self.form = PaneForm(pane, f"Change {space.said}", "Street, town and postcode may stand on what it stands in")
        for name, words in _TEXTS:
            self.form.add(name, words, TextField(getattr(was, name)))
        self.form.add("bedrooms", "Bedrooms", TextField("" if was.bedrooms is None else str(was.bedrooms), longest=2))
        self.form.add("rent_type", "How its rent is set", Choice([(None, "Not known yet"), *(
            (kind, sentence_case(kind)) for kind in RentType)]))
        self.form.add("council_id", "Council", Choice([(None, "As what it stands in"), *((c.id, c.name) for c in councils)]))
        self.form.set_values(rent_type=was.rent_type, council_id=was.council_id)
        self.form.foot("Keep it", self.submit, done)

    def submit(self) -> None:
        """Keep it, or say all that stands against it."""
        values = self.form.values()
        typed = values.pop("bedrooms")
        if typed and not typed.isdecimal():
            self.form.show_problems([Problem("bedrooms", "Bedrooms are a number from 0 to 20")])
            return
        draft = replace(draft_of(self._space), **values, bedrooms=int(typed) if typed else None)
        if not self.form.show_problems(draft.problems()):
            self._desk.do(change_space, self._kept, self.form.refused, space_id=self._space.id, version=self._space.version,
                          draft=draft)

    def _kept(self, _outcome: Any) -> None:
        self._done()
