"""Backups that are made without being asked for: how many are kept, and that each is read back as it was written."""

from datetime import datetime

from housingdesk.db.backup import Manifest, backup, read_manifest
from housingdesk.db.connection import Store
from housingdesk.errors import BadFile
from housingdesk.routines.last_backup import folder

KEEP = 30


def back_up_now(store: Store, now: datetime) -> Manifest:
    """Makes a checked backup in the usual folder and lets go of the oldest beyond thirty."""
    target = folder(store)
    target.mkdir(parents=True, exist_ok=True)
    stem = store.path.stem if store.path is not None else "housingdesk"
    ending = store.path.suffix if store.path is not None else ".dump"
    made = target / f"{stem}-{now:%Y%m%d-%H%M%S}{ending}"
    manifest = backup(store, made, now=now)
    checked = read_manifest(made)
    if checked.sha256 != manifest.sha256:
        raise BadFile(f"{made.name} could not be read back as it was written")
    for old in sorted(target.glob(f"{stem}-*{ending}"))[:-KEEP]:
        old.unlink(missing_ok=True)
        old.with_name(old.name + ".manifest.json").unlink(missing_ok=True)
    return manifest
