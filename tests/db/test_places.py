"""Where a database file may lie, and that the reason is said where it may not."""

import os
from pathlib import Path

import pytest

from housingdesk.db import places
from housingdesk.db.connection import open_store
from housingdesk.errors import Refused

MOUNTS = """\
sysfs /sys sysfs rw,nosuid 0 0
/dev/sda1 / ext4 rw,relatime 0 0
//server/share /mnt/share cifs rw 0 0
server:/export /srv/nfs nfs4 rw 0 0
/dev/sdb1 /srv/nfs/local ext4 rw 0 0
//server/our\\040files /mnt/our\\040files smb3 rw 0 0
host:/home /home/ann/remote fuse.sshfs rw 0 0
drive: /home/ann/cloud fuse.rclone rw 0 0
shared /media/sf_shared vboxsf rw 0 0
C:\\134 /mnt/c 9p rw 0 0
tmpfs /tmp tmpfs rw 0 0
/dev/sdc1 /mnt/covered ext4 rw 0 0
server:/covered /mnt/covered nfs rw 0 0
short
"""
MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//ann@server/Our Files on /Volumes/Our Files (smbfs, nodev, nosuid, mounted by ann)
//ann@server/old on /Volumes/old (afpfs, nodev)
"""


@pytest.mark.skipif(os.name != "posix", reason="paths of Linux and macOS")
@pytest.mark.parametrize(("path", "kind"), [
    ("/home/ann/office.housingdesk", None), ("/mnt/share/office.housingdesk", "cifs"), ("/mnt/shared/office", None),
    ("/srv/nfs/a/b/office", "nfs4"), ("/srv/nfs/local/office", None), ("/mnt/our files/office", "smb3"),
    ("/home/ann/remote/office", "fuse.sshfs"), ("/home/ann/cloud/office", "fuse.rclone"),
    ("/media/sf_shared/office", "vboxsf"), ("/mnt/c/Users/ann/office", "9p"), ("/tmp/office", None),
    ("/mnt/covered/office", "nfs"), ("//server/share/office", "Windows share")])
def test_network_shares_are_known_by_the_mount_table(path: str, kind: str | None) -> None:
    assert places.network_kind(Path(path) if not path.startswith("//") else Path("//server/share/office"), MOUNTS) == kind


@pytest.mark.skipif(os.name != "posix", reason="paths of Linux and macOS")
@pytest.mark.parametrize(("path", "kind"), [
    ("/Users/ann/Library/office", None), ("/Volumes/Our Files/office", "smbfs"), ("/Volumes/old/x/office", "afpfs")])
def test_a_mac_tells_its_mounts_in_words_of_its_own(path: str, kind: str | None) -> None:
    assert places.network_kind(Path(path), MAC) == kind


@pytest.mark.parametrize(("folder", "service"), [
    ("OneDrive", "OneDrive"), ("OneDrive - Harbrook Homes", "OneDrive - Harbrook Homes"), ("Dropbox", "Dropbox"),
    ("Dropbox (Harbrook)", "Dropbox (Harbrook)"), ("Google Drive", "Google Drive"), ("My Drive", "My Drive"),
    ("iCloudDrive", "iCloudDrive"), ("Mobile Documents", "Mobile Documents"), ("Nextcloud", "Nextcloud"),
    ("CloudStorage", "CloudStorage"), ("GoogleDrive-ann@homes.example", "GoogleDrive-ann@homes.example"),
    ("Documents", None), ("Drop boxes", None), ("Dropbox-free zone", "Dropbox-free zone"), ("onedrives", None)])
def test_synchronised_folders_are_known_by_name(folder: str, service: str | None, tmp_path: Path) -> None:
    assert places.synchronised_by(tmp_path / folder / "deeper" / "office.housingdesk") == service
    assert places.synchronised_by(tmp_path / "deeper" / folder) is None, "the file's own name says nothing"


def test_onedrive_is_also_known_by_what_the_system_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Harbrook"))
    assert places.synchronised_by(tmp_path / "Harbrook" / "office") == "OneDrive"
    assert places.synchronised_by(tmp_path / "Harbrook 2" / "office") is None


def test_a_refused_place_says_why_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"is a synchronised folder \(Dropbox\): .*Keep the file on this PC, or use a PostgreSQL"):
        open_store(tmp_path / "Dropbox" / "office.housingdesk", create=True)
    assert not (tmp_path / "Dropbox").exists()


@pytest.mark.skipif(os.name != "posix", reason="makes a symbolic link")
def test_a_link_does_not_hide_where_a_file_lies(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "documents").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(Refused, match="Dropbox"):
        open_store(tmp_path / "documents" / "office.housingdesk", create=True)


def test_the_folder_of_the_platform_is_safe() -> None:
    places.refuse_unsafe(places.data_folder() / "office.housingdesk")
    assert "HousingDesk" in str(places.data_folder())
