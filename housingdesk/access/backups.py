"""Backups as an act of a person: who may make one, and that it was made stands in the audit."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from housingdesk.access.act import Act
from housingdesk.access.desk import Desk, needs
from housingdesk.access.models import AuditEvent
from housingdesk.access.rules import Permission
from housingdesk.db import backup
from housingdesk.errors import Refused

_ACTION = "access.backups.note_backup"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The newest backup that was made through the program."""

    at: datetime
    who: str
    sentence: str


def back_up(desk: Desk, to: Path) -> backup.Manifest:
    """Writes a checked backup and notes it; a folder gets a file named by database, day and time.

    Refused without the right to, and for all that ``db.backup.backup`` refuses. Takes no lock that keeps others from work.
    """
    if not desk.may(Permission.BACK_UP):
        raise Refused(f"Your role ({desk.who.role}) does not let you {Permission.BACK_UP}. Ask an administrator")
    moment = desk.clock()
    target = to / f"{_name(desk)}-{moment:%Y-%m-%d-%H%M%S}.backup" if to.is_dir() else to
    manifest = backup.backup(desk.store, target, now=moment)
    desk.do(note_backup, to=str(target), sequence=manifest.head_sequence)
    return manifest


@needs(Permission.BACK_UP)
def note_backup(act: Act, *, to: str, sequence: int) -> None:
    """Notes a backup that was made: where it is, and the last seal that is in it."""
    act.say(f"Backup written to {to}, up to seal {sequence}")


def last_backup() -> LastBackup | None:
    """When, by whom and where the newest backup was written, or None."""
    event = AuditEvent.select().where(AuditEvent.action == _ACTION).order_by(AuditEvent.id.desc()).first()
    return LastBackup(event.at, event.who, event.summary) if event is not None else None


def _name(desk: Desk) -> str:
    return desk.store.path.stem if desk.store.path is not None else str(desk.store.database.database)
