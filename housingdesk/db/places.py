"""Where the database file may lie: the platform's own data folder, never a shared or synchronised one."""

import ctypes
import os
import sys
from pathlib import Path

import platformdirs

from housingdesk.errors import Refused

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "afs", "9p", "fuse.sshfs", "fuse.rclone", "ncpfs", "davfs",
            "fuse.davfs2", "glusterfs", "fuse.glusterfs", "ceph", "webdav", "afpfs", "vboxsf", "prl_fs"}
_SYNCHRONISED = ("onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud drive", "mobile documents",
                 "iclouddrive", "nextcloud", "owncloud", "box sync", "sharepoint", "syncthing", "creative cloud files")
_DRIVE_REMOTE = 4
WAY_OUT = "Keep the file on this PC, or use a PostgreSQL database, which is made for several people"


def data_folder() -> Path:
    """The platform's local (never roaming) data folder of the program."""
    return Path(platformdirs.user_data_dir("HousingDesk", appauthor=False, roaming=False))


def made_up() -> Path:
    """The made-up association of this PC, which a newcomer is shown; in a folder of its own with its bank files."""
    return data_folder() / "made-up" / "association.housingdesk"


def settings_folder() -> Path:
    """Where the machine's own habits live: window places, the last database opened."""
    return Path(platformdirs.user_config_dir("HousingDesk", appauthor=False, roaming=False))


def refuse_unsafe(path: Path) -> None:
    """Refused, with the reason and the way out, when a database file would lie where it can be damaged."""
    full = Path(os.path.abspath(path))
    for part in full.parts[:-1]:
        folded = part.lower()
        name = next((s for s in _SYNCHRONISED if folded == s or folded.startswith((s + " -", s + " ("))), None)
        if name:
            raise Refused(f"“{part}” is a synchronised folder: copying a database while it is open can damage it. "
                          f"{WAY_OUT}")
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        root = os.environ.get(variable)
        if root and full.is_relative_to(Path(root)):
            raise Refused(f"{root} is synchronised by OneDrive: copying a database while it is open can damage it. "
                          f"{WAY_OUT}")
    if kind := network_kind(full):
        raise Refused(f"{full.parent} is on a network share ({kind}), where an embedded database can be damaged. "
                      f"{WAY_OUT}")


def network_kind(path: Path, mounts: str | None = None) -> str | None:
    """The kind of network share a path lies on, or None. ``mounts`` is the text of /proc/mounts, for tests."""
    if str(path).startswith(("\\\\", "//")):
        return "Windows share"
    if sys.platform == "win32":
        remote = ctypes.windll.kernel32.GetDriveTypeW(str(path.anchor)) == _DRIVE_REMOTE
        return "Windows share" if remote else None
    if mounts is None:
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        if path.is_relative_to(point) and len(point) > len(best):
            best, kind = point, fields[2]
    return kind if kind in _NETWORK else None
