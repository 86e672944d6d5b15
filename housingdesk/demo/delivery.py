"""Where the made-up association goes: a new file that is put in place whole, or an empty database of a server.

What is interrupted leaves no half-made file; of a server's database it says what to drop.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from housingdesk.db import address, places
from housingdesk.db.connection import Store, open_store
from housingdesk.db.file_copy import flush, put
from housingdesk.db.upgrade import upgrade
from housingdesk.demo.bank_files import WaitingFile
from housingdesk.demo.making import Made, Say, make
from housingdesk.demo.population import Association
from housingdesk.demo.queries import holds_anything
from housingdesk.errors import HousingDeskError, Refused

_BESIDE = ("", "-wal", "-shm", ".in-use")


@dataclass(frozen=True, slots=True)
class Delivered:
    """Where everything is. ``database`` has no password in it."""

    database: str
    folder: Path
    made: Made


class HalfMade(Refused):
    """A server's database is filled in part; the sentence says what to drop."""


def deliver(association: Association, to: str, folder: Path | None, *, now: datetime, say: Say) -> Delivered:
    """Makes the association in a file or an empty PostgreSQL database, and its waiting files in a folder.

    Refused, with nothing changed, when either holds anything already.
    """
    if address.is_postgresql(to):
        folder = folder or places.data_folder() / f"{address.parse(to)[0]}-bank-files"
        _require_room(folder)
        return Delivered(address.without_password(to), folder, _on_server(association, to, folder, now, say))
    target = Path(os.path.abspath(Path(to).expanduser()))
    folder = Path(os.path.abspath(folder.expanduser())) if folder else target.with_name(f"{target.stem}-bank-files")
    if target.is_dir():
        raise Refused(f"{target} is a folder. Give the file in it a name")
    if target.exists() and target.stat().st_size:
        raise Refused(f"There is a file {target} already, and nothing is written over. Choose another name with --to, or "
                      f"remove it first")
    _require_room(folder)
    return Delivered(str(target), folder, _in_file(association, target, folder, now, say))


def _require_room(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} holds something already. Choose another folder for the bank files with --files, or empty it")


def _in_file(association: Association, target: Path, folder: Path, now: datetime, say: Say) -> Made:
    part = target.with_name(f"{target.stem}-being-made-{os.getpid()}{target.suffix}")
    with _gone_if_interrupted(part):
        store = open_store(part, create=True, draft=True)
        try:
            upgrade(store, now=now)
            with store.connected():
                made = make(store, association, say=say)
        finally:
            store.close()
        with _written(folder, made.files):
            flush(part)
            put(part, target)
    return made


def _on_server(association: Association, dsn: str, folder: Path, now: datetime, say: Say) -> Made:
    store = open_store(dsn)
    try:
        upgrade(store, now=now, copy=False)
        with store.connected():
            if holds_anything():
                raise Refused(f"{store.where} holds something already. Make an empty database for the made-up association")
            with _named_if_interrupted(store):
                made = make(store, association, say=say)
                with _written(folder, made.files):
                    return made
    finally:
        store.close()


@contextmanager
def _gone_if_interrupted(part: Path) -> Iterator[None]:
    try:
        yield
    finally:
        for end in _BESIDE:
            Path(f"{part}{end}").unlink(missing_ok=True)


@contextmanager
def _named_if_interrupted(store: Store) -> Iterator[None]:
    name = address.parse(store.where)[0]
    try:
        yield
    except BaseException as error:
        why = f" ({error})" if isinstance(error, HousingDeskError) else ""
        raise HalfMade(f"The made-up association was not finished{why}, and {store.where} holds a part of it. Drop the "
                       f"database {name} and make it anew before you try again") from error


@contextmanager
def _written(folder: Path, files: tuple[WaitingFile, ...]) -> Iterator[None]:
    """The files in their folder, which are taken out again if what is done next fails."""
    fresh = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for file in files:
            (folder / file.name).write_bytes(file.content)
        yield
    except BaseException:
        for file in files:
            (folder / file.name).unlink(missing_ok=True)
        if fresh:
            folder.rmdir()
        raise
