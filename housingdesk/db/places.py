"""Where the database file may lie: the platform's own data folder, never a shared or synchronised one."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from housingdesk.errors import Refused

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "afs", "9p", "fuse.sshfs", "fuse.rclone", "ncpfs", "davfs",
            "fuse.davfs2", "glusterfs", "fuse.glusterfs", "ceph", "webdav", "afpfs", "vboxsf", "prl_fs"}
_SYNCHRONISED = ("onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud drive", "mobile documents",
                 "iclouddrive", "nextcloud", "owncloud", "box sync", "sharepoint", "syncthing", "creative cloud files",
                 "cloudstorage", "pcloud drive", "megasync", "tresorit drive", "google drive stream")
_DRIVE_REMOTE = 4
_MOUNT = "/sbin/mount"
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
    """Refused, with the reason and the way out, when a database file would lie where it can be damaged.

    Looked at as it is written and, past links and mapped drives, where it really lies.
    """
    written = Path(os.path.abspath(path))
    for full in dict.fromkeys((written, Path(os.path.realpath(written)))):
        if name := synchronised_by(full):
            raise Refused(f"{full.parent} is a synchronised folder ({name}): copying a database while it is open can damage "
                          f"it. {WAY_OUT}")
        if kind := network_kind(full):
            raise Refused(f"{full.parent} is on a network share ({kind}), where an embedded database can be damaged. "
                          f"{WAY_OUT}")


def synchronised_by(path: Path) -> str | None:
    """The name of the service that synchronises the folder of a path, as the folder or the system spells it, or None."""
    for part in path.parts[:-1]:
        folded = part.lower()
        if any(folded == name or folded.startswith((f"{name} -", f"{name} (", f"{name}-")) for name in _SYNCHRONISED):
            return part
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        root = os.environ.get(variable)
        if root and path.is_relative_to(root):
            return "OneDrive"
    return None


def network_kind(path: Path, mounts: str | None = None) -> str | None:
    """The kind of network share a path lies on, or None. ``mounts`` is the text of /proc/mounts, for tests."""
    if str(path).startswith(("\\\\", "//")):
        return "Windows share"
    if sys.platform == "win32":
        import ctypes

        remote = ctypes.windll.kernel32.GetDriveTypeW(str(path.anchor)) == _DRIVE_REMOTE
        return "Windows share" if remote else None
    best, kind = "", ""
    for point, found in _mounted(_mount_table() if mounts is None else mounts):
        if path.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, found
    return kind if kind in _NETWORK else None


def _mount_table() -> str:
    """Linux keeps it in a file; macOS tells it by a program, in words of its own."""
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        if not Path(_MOUNT).exists():
            return ""
        import subprocess

        return subprocess.run([_MOUNT], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False).stdout


def _mounted(table: str) -> Iterator[tuple[str, str]]:
    """Each mount point with its kind, the later over the earlier.

    >>> list(_mounted("//srv/share /mnt/our\\\\040files cifs rw 0 0\\n//ann@srv/share on /Volumes/Our files (smbfs, nodev)"))
    [('/mnt/our files', 'cifs'), ('/Volumes/Our files', 'smbfs')]
    """
    for line in table.splitlines():
        if told := re.fullmatch(r".+? on (/.*) \((\w+)[,)].*", line):
            yield told[1], told[2]
        elif len(fields := line.split()) >= 3:
            yield re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[1]), fields[2]
