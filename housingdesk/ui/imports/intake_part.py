"""What the parts of an intake have in common: the page looks at the files once, and gives each part what it shows of it."""

from housingdesk.imports.queries.intakes import IntakeDesk
from housingdesk.imports.rules.dry_run import DryRun
from housingdesk.ui.kit.list_part import ListPart


class IntakePart(ListPart):
    """A list of what the intake is or would be."""

    def show_looked(self, found: IntakeDesk, run: DryRun) -> None:
        """Show what the page found."""
        raise NotImplementedError

    def reload(self) -> None:
        """The page reads; it shows what it found in the part that is in sight."""
