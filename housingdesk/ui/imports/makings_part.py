"""What an intake would make: how many of each, with examples."""

from typing import ClassVar

from housingdesk.imports.queries.intakes import IntakeDesk
from housingdesk.imports.rules.dry_run import DryRun, Making
from housingdesk.ui.imports.intake_part import IntakePart
from housingdesk.ui.kit.cards import Bullets
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case


@frozen
class Listed:
    """One kind of thing with its place in the list."""

    id: int
    making: Making


class MakingsPart(IntakePart):
    """A row for each kind."""

    name, pane_name = "What comes in", "Examples"
    empty = "Nothing would come in yet. Add files first: Alt+O"
    keys: ClassVar[tuple[Key, ...]] = (Key("Up", "move"),)

    def show_looked(self, _found: IntakeDesk, run: DryRun) -> None:
        """The makings of the dry run."""
        self.show_rows([Listed(place, making) for place, making in enumerate(run.makings, 1) if making.count])

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return (Column("what", "What", 230, lambda r: sentence_case(r.making.words), stretch=2),
                Column("count", "How many", 100, lambda r: f"{r.making.count:,}", align=Align.RIGHT),
                Column("example", "Such as", 320, lambda r: r.making.examples[0] if r.making.examples else "", stretch=3))

    def sentence(self, row: Listed) -> str:
        """A row as a screen reader says it."""
        return f"{row.making.count} {row.making.words}"

    def show_current(self) -> None:
        """The first of them."""
        row: Listed | None = self.current()
        if row is None:
            self.pane.begin("Examples", "The first of each kind, as they would be made")
        else:
            self.pane.begin(sentence_case(row.making.words), f"{row.making.count:,}")
            self.pane.put(Bullets(row.making.examples))
        self.pane.finish()
