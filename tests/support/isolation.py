"""Every test run has a home of its own and no network; a screen is never needed."""

import ipaddress
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_INTERNET = {socket.AF_INET, socket.AF_INET6}
_HOME = pytest.StashKey[Path]()
_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
    "LOCALAPPDATA": "local",
    "APPDATA": "roaming",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "local",
    "WIN_PD_OVERRIDE_APPDATA": "roaming",
}


class NetworkUsed(RuntimeError):
    """A test tried to leave this machine."""


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before anything of the program is imported: an own home, no screen, no way out."""
    home = Path(tempfile.mkdtemp(prefix="housingdesk-home-"))
    config.stash[_HOME] = home
    for variable, name in _FOLDERS.items():
        folder = home / name
        folder.mkdir(mode=0o700, exist_ok=True)
        os.environ[variable] = str(folder)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _guard_network()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The home goes with the run."""
    shutil.rmtree(config.stash[_HOME], ignore_errors=True)


@pytest.fixture(scope="module", autouse=True)
def fresh_home() -> Iterator[None]:
    """What the tests of one module leave in the home is not there for the next: the order of modules does not matter."""
    yield
    from housingdesk.db import last_opened, places

    last_opened.forget()
    shutil.rmtree(places.made_up().parent, ignore_errors=True)


def _guard_network() -> None:
    connect, connect_ex, sendto, lookup = (
        socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto, socket.getaddrinfo)

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _refuse_abroad(self, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _refuse_abroad(self, address)
        return connect_ex(self, address)

    def guarded_sendto(self: socket.socket, data: Any, *rest: Any) -> int:
        _refuse_abroad(self, rest[-1])
        return sendto(self, data, *rest)

    def guarded_lookup(host: Any, *rest: Any, **named: Any) -> Any:
        if host and not is_this_machine(host):
            raise NetworkUsed(f"a test looked up {host}")
        return lookup(host, *rest, **named)

    guards = {"connect": guarded_connect, "connect_ex": guarded_connect_ex, "sendto": guarded_sendto}
    for name, guard in guards.items():
        setattr(socket.socket, name, guard)
    socket.getaddrinfo = guarded_lookup


def _refuse_abroad(sock: socket.socket, address: Any) -> None:
    if sock.family in _INTERNET and not is_this_machine(address[0]):
        raise NetworkUsed(f"a test reached out to {address[0]}")


def is_this_machine(host: str | bytes) -> bool:
    """True for ``localhost`` and loopback addresses; any other name would be asked of a name server.

    >>> is_this_machine("127.0.0.1"), is_this_machine("::1"), is_this_machine("example.org")
    (True, True, False)
    """
    name = host.decode() if isinstance(host, bytes) else host
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False
