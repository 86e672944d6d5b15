"""How a version of a letter's wording is told, and which step comes next for the person who looks at it."""

from datetime import date

from housingdesk.letters.queries.templates import Opened, TemplateRow, VersionRow
from housingdesk.letters.rules.wordings import WordingState
from housingdesk.ui.kit.icons import Status
from housingdesk.values.dates import format_short
from housingdesk.values.text import sentence_case

_STATUS = {WordingState.DRAFT: Status.DUE, WordingState.SUBMITTED: Status.DUE, WordingState.CHECKED: Status.INFORMATION,
           WordingState.IN_USE: Status.GOOD, WordingState.WITHDRAWN: Status.NEUTRAL, WordingState.RETIRED: Status.NEUTRAL}


def next_step(found: Opened, user_id: int | None, *, may: bool) -> tuple[str, str, str]:
    """The act that comes next, what its button says, and why it cannot be taken now; all empty where there is none."""
    row = found.row
    if not may:
        return "", "", ""
    if row is None or not row.is_open:
        if found.waiting is not None:
            return "open_draft", "Go to the new version", ""
        is_now = row is None if found.now is None else row is not None and row.id == found.now.id
        return ("start_draft", "Write a new version", "") if is_now else ("restore_version", "Bring this wording back", "")
    if row.state is WordingState.DRAFT:
        return "submit_draft", "Submit for check", ""
    if row.state is WordingState.CHECKED:
        return "use_draft", "Put in use", ""
    mine = user_id is None or user_id in row.writers
    if mine and user_id is not None and found.checkers == {user_id}:
        return "check_alone", "It is right", ""
    return "check_draft", "It is right", "You wrote in this version, so somebody else must check it." if mine else ""


def version_sentence(found: Opened, today: date) -> tuple[str, Status]:
    """Where the version in sight stands, as a chip."""
    row = found.row
    if row is None:
        in_use = found.now is None
        return (f"Shipped wording, {'' if in_use else 'not '}in use", Status.GOOD if in_use else Status.NEUTRAL)
    return f"Version {row.number}, {standing(row, found.now, today)}", version_status(row, found.now, today)


def standing(row: VersionRow, now: VersionRow | None, today: date) -> str:
    """``draft``, ``to be checked``, ``in use since 1 Dec``, ``in use from 1 Dec``, ``no longer in use``."""
    if row.state is WordingState.RETIRED and row.in_use_from is not None:
        return f"no longer written from {format_short(row.in_use_from, today)}"
    if row.state is not WordingState.IN_USE or row.in_use_from is None:
        return str(row.state)
    if row.in_use_from > today:
        return f"in use from {format_short(row.in_use_from, today)}"
    is_now = now is not None and now.id == row.id
    return f"in use since {format_short(row.in_use_from, today)}" if is_now else "no longer in use"


def version_status(row: VersionRow, now: VersionRow | None, today: date) -> Status:
    """The shape and colour of a version."""
    if row.state is WordingState.IN_USE and row.in_use_from is not None and row.in_use_from > today:
        return Status.INFORMATION
    return _STATUS[row.state] if row.state is not WordingState.IN_USE or (now and now.id == row.id) else Status.NEUTRAL


def aside(found: Opened, today: date) -> str:
    """Who wrote and who checked it, and whether the shipped letter has changed since."""
    row = found.row
    if row is None:
        return ""
    behind = " The shipped letter has changed since you wrote yours: compare the two with Alt+C." if found.behind else ""
    return f"{_who_wrote(row, today)}{behind}"


def _who_wrote(row: VersionRow, today: date) -> str:
    said = f"Written by {row.written_by}, {format_short(row.written_at.astimezone().date(), today)}"
    if row.checked_by and row.checked_at is not None:
        said += f". Checked by {row.checked_by}, {format_short(row.checked_at.astimezone().date(), today)}"
    return f"{said}. {sentence_case(row.note)}." if row.note else f"{said}."


def origin(row: TemplateRow) -> str:
    """Where the wording in use comes from."""
    if not row.in_use:
        return "Not in use"
    return "Shipped" if row.number is None else f"Own, version {row.number}"


def since(row: TemplateRow, today: date) -> str:
    """From when an own wording has been in use, or from when the letter is no longer written."""
    if row.to_check:
        return "One waits for a check"
    if row.behind:
        return "The shipped letter has changed since"
    if row.retired is not None and row.retired.in_use_from is not None:
        return f"No longer written from {format_short(row.retired.in_use_from, today)}"
    return f"Since {format_short(row.since, today)}" if row.since is not None else ""


def waits(row: TemplateRow, today: date) -> str:
    """What is on its way."""
    if row.waiting is not None:
        return f"Version {row.waiting.number}, {row.waiting.state}, by {row.waiting.written_by}"
    if row.coming is not None and row.coming.in_use_from is not None:
        return f"Version {row.coming.number} from {format_short(row.coming.in_use_from, today)}"
    return ""
