"""Words of the diary: kinds of contact and states of a task. Pure."""

from enum import StrEnum


class NoteKind(StrEnum):
    """How a note came about."""

    NOTE = "note"
    CALL = "phone call"
    VISIT = "visit"
    EMAIL = "e-mail"
    TEXT = "text message"
    OFFICE = "office visit"


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
