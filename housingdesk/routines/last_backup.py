"""How old the newest backup is, and where backups lie that are made without being asked for. Makes none."""

import json
from datetime import datetime
from pathlib import Path

from housingdesk.db import places
from housingdesk.db.connection import Store
from housingdesk.values.rows import frozen


@frozen
class Last:
    """The newest backup: its file and when it was made (aware)."""

    path: Path
    made_at: datetime


def folder(store: Store) -> Path:
    """Where the backups of a store lie: beside the file, or in the data folder for a server."""
    base = store.path.parent if store.path is not None else places.data_folder()
    return base / "backups"


def last(store: Store) -> Last | None:
    """The newest backup that has its manifest; None when there is none."""
    found = None
    for path in sorted(folder(store).glob("*.manifest.json")):
        try:
            made_at = datetime.fromisoformat(json.loads(path.read_text(encoding="utf-8"))["made_at"])
        except (OSError, ValueError, KeyError):
            continue
        kept = path.with_name(path.name.removesuffix(".manifest.json"))
        if kept.exists() and (found is None or made_at > found.made_at):
            found = Last(kept, made_at)
    return found


def sentence(found: Last | None, now: datetime) -> str:
    """``Backed up 09:02, checked``."""
    if found is None:
        return "Not backed up yet"
    local = found.made_at.astimezone(now.tzinfo)
    if local.date() == now.date():
        return f"Backed up {local:%H:%M}, checked"
    days = (now.date() - local.date()).days
    return f"Backed up {'yesterday' if days == 1 else f'{days} days ago'}"
