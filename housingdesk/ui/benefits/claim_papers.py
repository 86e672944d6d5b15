"""What can be printed of a claim for its office: its form, the whole claim with its provider file, a move's notice."""

from typing import TYPE_CHECKING

from housingdesk.benefits.queries.claim_set import ClaimSet
from housingdesk.benefits.rules.words import HB_KINDS, WhatChanged
from housingdesk.ui.benefits.claim_lines import Line, Part
from housingdesk.ui.benefits.claim_steps import ClaimSteps
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import label
from housingdesk.values.text import lower_first, sentence_case

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

PAPER_KEYS = (Key("M", "its form", "form_answers"), Key("B", "the claim with its papers", "whole_claim", shown=False),
              Key("Y", "provider file", "provider_file", shown=False), Key("N", "notice of the move", "notice", shown=False))
_ACTS = frozenset(key.act for key in PAPER_KEYS)


class ClaimPapers(ClaimSteps):
    """The papers of a claim, each with its key."""

    def is_valid(self, act: str) -> bool:
        """A form for Housing Benefit, a file for supported housing, a notice for a move."""
        if act not in _ACTS:
            return super().is_valid(act)
        if self._shown is None or self.question is not None:
            return False
        claim, found = self._shown.file.claim, self._shown.papers
        match act:
            case "form_answers":
                return claim.kind in HB_KINDS
            case "notice":
                return _moved(self.current()) is not None
            case "provider_file":
                return found is not None and found.file is not None
            case _:
                return found is not None

    def form_answers(self) -> None:
        """The answers in the order of the council's form."""
        if self.is_valid("form_answers"):
            self.go_to("benefit_paper", paper="form", claim_id=self._claim_id)

    def whole_claim(self) -> None:
        """The claim with the scheme's file and the person's papers, as one."""
        if self.is_valid("whole_claim"):
            self.go_to("benefit_paper", paper="set", claim_id=self._claim_id)

    def provider_file(self) -> None:
        """The file of the scheme at this council."""
        found = self._shown.papers if self._shown is not None else None
        if found is not None and found.file is not None:
            self.go_to("provider_file", scheme_id=found.file.scheme_id, council_id=found.file.council_id)

    def notice(self) -> None:
        """The notice of the move that is marked."""
        number = _moved(self.current())
        if number is not None:
            self.go_to("benefit_paper", paper="move", circumstance_id=number)


def _moved(line: object) -> int | None:
    """The change behind a line, where somebody moved."""
    if isinstance(line, Line) and line.part is Part.CHANGE and line.row.what is WhatChanged.MOVED:
        return int(line.row.id)
    return None


def set_labels(found: ClaimSet) -> "list[QLabel]":
    """How complete the papers of a claim for supported housing are, and whether the charge left the agreed rent."""
    whose = f" of {found.file.scheme}" if found.file is not None else ""
    made = [label(f"Papers{whose} for the council: {lower_first(found.sentence)}.",
                  "due" if found.missing or found.file is None else "", wrap=True)]
    if found.alarm is not None:
        made.insert(0, label(f"{sentence_case(found.alarm.leaving.sentence)}.", "late", wrap=True))
    if found.missing and found.file is not None:
        titles = ", ".join(one.title.partition(":")[0] for one in found.missing)
        made.append(label(f"No scan of: {titles}.", "small", wrap=True))
    return made
