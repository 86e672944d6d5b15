"""The two commands of the README: what they need, where their environment lies, what they say when they cannot."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import environment
import interpreter
import opening
import system_packages
from trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="paths of Linux and macOS")


@pytest.fixture
def no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a home nor a cache folder is named."""
    for name in ("HOME", "XDG_CACHE_HOME", "USERPROFILE", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)


@POSIX
def test_the_environment_lies_in_the_cache_folder_that_is_named(no_folder: None, tmp_path: Path,
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert environment._cache_folder() == tmp_path / "cache" / "housingdesk"


@POSIX
@pytest.mark.skipif(sys.platform == "darwin", reason="Library/Caches there")
def test_a_new_home_is_used(no_folder: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "new"))
    assert environment._cache_folder() == tmp_path / "new" / ".cache" / "housingdesk"


@POSIX
@pytest.mark.parametrize("home", ["", "relative", "/", "/dev/null/home"])
def test_without_a_usable_home_it_lies_beside_the_program(no_folder: None, home: str, tmp_path: Path,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", home)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    assert environment._cache_folder() == tmp_path / ".cache" / "housingdesk"


@POSIX
def test_with_no_folder_at_all_it_says_which_were_tried(no_folder: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/dev/null")
    monkeypatch.setattr(environment, "ROOT", Path("/dev/null/clone"))
    with pytest.raises(Trouble, match=r"/dev/null/\.cache, /dev/null/clone/\.cache"):
        environment._cache_folder()


def test_other_requirements_are_another_environment() -> None:
    one = environment._fingerprint({"run": ["peewee>=4"], "dev": []})
    assert one == environment._fingerprint({"dev": [], "run": ["peewee>=4"]})
    assert one != environment._fingerprint({"run": ["peewee>=5"], "dev": []})


@POSIX
def test_an_environment_is_filled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    filled: list[int] = []

    def make(folder: Path, python: Path) -> None:
        python.parent.mkdir(parents=True, exist_ok=True)
        python.symlink_to(sys.executable)

    monkeypatch.setattr(environment, "_make", make)
    monkeypatch.setattr(environment, "_fill", lambda python, wanted: filled.append(len(wanted)))
    python = environment.prepare(tests=True)
    assert environment.prepare(tests=True) == python
    assert environment.prepare() == python
    assert len(filled) == 1
    shutil.rmtree(python.parents[1])


def test_environments_that_nobody_used_for_a_month_go(tmp_path: Path) -> None:
    for name, age in (("env-now", 0), ("env-old", 40), ("env-recent", 20), ("other", 40)):
        (tmp_path / name).mkdir()
        long_ago = time.time() - age * 24 * 60 * 60
        os.utime(tmp_path / name, (long_ago, long_ago))
    environment._remove_unused(tmp_path / "env-now")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["env-now", "env-recent", "other"]


def test_what_fails_is_told_by_its_last_lines() -> None:
    with pytest.raises(Trouble) as caught:
        environment._quietly("It failed", sys.executable, "-c", "print(*range(50), sep='\\n'); raise SystemExit(3)")
    assert str(caught.value).splitlines()[0] == "It failed. The last it said:"
    assert str(caught.value).splitlines()[-1] == "49"
    assert "\n5\n" not in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_the_tour_is_offered(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in opening._DISPLAYS:
        monkeypatch.delenv(name, raising=False)
    for words in ([], ["--", "--db", "x"]):
        assert opening.main(words, help_text="") == 1
        assert "--tour DIR" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "called"), [
    (["--tour", "out"], ["-m", "housingdesk", "tour", "out"]),
    (["--tour=out", "--", "--scale", "2"], ["-m", "housingdesk", "tour", "out", "--scale", "2"]),
    (["--", "verify", "--db", "x"], ["-m", "housingdesk", "verify", "--db", "x"]),
    (["--", "--help"], ["-m", "housingdesk", "--help"]),
])
def test_what_is_started(words: list[str], called: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(environment, "prepare", lambda: Path("python"))

    def run(python: Path, *words: str, **variables: str) -> int:
        started.append([*words])
        return 7

    monkeypatch.setattr(environment, "run", run)
    assert opening.main(words, help_text="") == 7
    assert started == [called]


def test_the_association_is_made_once_and_only_when_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "made-up" / "association"
    codes, started = [1, 0, 0, 0], []

    def run(python: Path, *words: str, **variables: str) -> int:
        started.append(words[2])
        code = codes.pop(0)
        if words[2] == "demo" and code == 0:
            Path(words[4]).write_text("whole")
        return code

    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(environment, "prepare", lambda: Path("python"))
    monkeypatch.setattr(environment, "ask", lambda python, question: str(place))
    monkeypatch.setattr(environment, "run", run)
    assert [opening.main([], help_text="") for _ in range(3)] == [1, 0, 0]
    assert started == ["demo", "demo", "--db", "--db"]
    assert place.read_text() == "whole"
    assert [path.name for path in tmp_path.iterdir()] == ["made-up"]


def test_a_wrong_word_gets_the_list_and_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert opening.main(["--tuor", "x"], help_text="THE LIST") == 2
    told = capsys.readouterr().err
    assert told.startswith("“--tuor x” is not understood.")
    assert "THE LIST" in told


def test_somebody_who_is_not_root_is_given_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(Trouble, match=r"sudo apt-get install -y libegl1 libgl1$"):
        system_packages.require(["libegl1", "libgl1"])
    system_packages.require([])


def test_an_old_python_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    monkeypatch.setattr(interpreter, "find_recent", lambda: "")
    with pytest.raises(SystemExit, match=r"HousingDesk needs Python 3\.11 or later, and this is Python 3\.9\. Install one"):
        interpreter.require_recent()


@POSIX
def test_an_old_python_starts_a_newer_one_that_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("python3.20", "exit 127"), ("python3.15", f'exec "{sys.executable}" "$@"')):
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    started: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(os, "execv", lambda path, words: started.append((path, words)))
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    monkeypatch.setattr(sys, "argv", ["installer/run.py", "--tour", "out"])
    with pytest.raises(SystemExit):  # a real exec does not come back
        interpreter.require_recent()
    newer = str(tmp_path / "python3.15")
    assert started == [(newer, [newer, "installer/run.py", "--tour", "out"])]


def test_the_commands_work_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, str(ROOT / "installer" / "run.py"), "--help"], cwd=tmp_path, text=True,
                          capture_output=True, check=True)
    assert "--tour DIR" in done.stdout
