"""Made-up benefit histories against the rules that tell gaps apart: what each payment due truly is, and what is said of it."""

from collections import Counter
from dataclasses import dataclass, field

from housingdesk.benefits.rules.expected.gaps import classify
from housingdesk.benefits.rules.words import GapClass
from housingdesk.demo.benefit_histories import Oddity, Story, stories

Cell = tuple[GapClass | None, GapClass | None]


@dataclass
class Confusion:
    """Payments by their true class and the one that was said; None: due on one side only. Claims right of each oddity."""

    cells: Counter[Cell] = field(default_factory=Counter)
    right: Counter[Oddity] = field(default_factory=Counter)
    claims: Counter[Oddity] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, story: Story) -> None:
        """One claim."""
        rows = classify(story.history, story.on)
        said = {row.due.due_on: row.gap for row in rows if row.due is not None}
        true = dict(story.truth)
        cells = {day: (true.get(day), said.get(day)) for day in sorted({*said, *true})}
        off = [f"{story.oddity}, claim {story.number}: {day} is {a}, said to be {b}" for day, (a, b) in cells.items()
               if a is not b]
        off += [f"{story.oddity}, claim {story.number}: {row.sentence}" for row in rows if row.due is None]
        self.cells.update(cells.values())
        self.claims[story.oddity] += 1
        self.right[story.oddity] += not off
        self.wrong += off

    def table(self) -> str:
        """The table with true classes down and said ones across, and the claims right of each oddity."""
        kinds = [kind for kind in GapClass if any(kind in cell for cell in self.cells)]
        width = max(len(kind) for kind in kinds)
        lines = [" " * width + "".join(f"{number:>7}" for number in range(1, len(kinds) + 1))]
        for number, true in enumerate(kinds, 1):
            counts = "".join(f"{self.cells[true, said]:>7}" for said in kinds)
            lines.append(f"{true:<{width}}{counts}  {number}")
        only = sum(count for cell, count in self.cells.items() if None in cell)
        lines += [f"{only} payments due on one side only", ""]
        lines += [f"{kind:<52}{self.right[kind]:>5} of {self.claims[kind]}" for kind in Oddity]
        return "\n".join(lines)


def confused(seed: int, count: int) -> Confusion:
    """The table of so many claims of a seed."""
    found = Confusion()
    for story in stories(seed, count):
        found.add(story)
    return found
