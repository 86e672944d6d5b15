"""What was checked of a statement before it is taken in, in sentences."""

from housingdesk.bank.queries.importing import Prepared, sum_sentence
from housingdesk.ui.kit.checks import Check
from housingdesk.ui.kit.icons import Status


def checks_of(found: Prepared) -> list[Check]:
    """What was checked of a statement before it is taken in."""
    return [(Status.GOOD, f"It is a statement of {found.bank_name}"), _sums(found), _overlap(found), *_rest(found)]


def _sums(found: Prepared) -> Check:
    if found.adds_up is None or found.opening is None or found.closing is None:
        return Status.NEUTRAL, sum_sentence(found)
    return (Status.GOOD if found.adds_up else Status.LATE), sum_sentence(found)


def _overlap(found: Prepared) -> Check:
    new = f"{len(found.new):,} new line{'s' if len(found.new) != 1 else ''}"
    if found.imported_before:
        return Status.DUE, f"This very file was taken in {found.imported_before}; {new}"
    if found.already:
        return Status.GOOD, f"{found.already:,} lines already in; {new}"
    return Status.GOOD, f"{new}, none in already"


def _rest(found: Prepared) -> list[Check]:
    more: list[Check] = []
    if found.pending:
        more.append((Status.NEUTRAL, f"{found.pending:,} pending lines left out; they come with a later file"))
    if found.unsure:
        more.append((Status.DUE, f"{found.unsure:,} lines may be in already with other wording; they wait under Needs you"))
    return more + [(Status.DUE, warning) for warning in found.warnings]
