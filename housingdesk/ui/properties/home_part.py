"""What the lists of one home have in common: who may change them, and nothing else while a form is open."""

from housingdesk.access.rules import Permission
from housingdesk.ui.kit.list_part import PartOfOne


class HomePart(PartOfOne):
    """The keys, meters or safety records of a home."""

    def may(self) -> bool:
        """Whether the person may change them, and no form is open."""
        return self.question is None and self.desk.may(Permission.KEEP_APPLICANTS)
