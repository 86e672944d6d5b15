"""The command line itself: which commands there are, what a wrong word gets, where the database comes from."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import housingdesk.commands as commands
from housingdesk.__main__ import main
from housingdesk.commands import main as command_line
from housingdesk.db import last_opened

_MODULE = '''
from housingdesk.errors import BadFile

def configure(parser):
    parser.add_argument("file")
    parser.add_argument("--homes", type=int, default=500)
    parser.add_argument("--tier", choices=["certain", "likely"])

def run(options):
    if options.file == "bad.csv":
        raise BadFile("bad.csv, line 3: the date is missing")
    if options.file == "gone.csv":
        open("no-such-folder/gone.csv")
    print(options.file, options.homes, options.db, options.json)
    return 0
'''


@pytest.fixture(autouse=True)
def one_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program with a single command, ``sort post``, that reads a file."""
    (tmp_path / "sort_post.py").write_text(_MODULE)
    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(tmp_path)])
    monkeypatch.setattr(command_line, "CATALOGUE", (command_line.Command("sort post", "sort the post"),
                                                    command_line.Command("not made", "nothing yet")))
    monkeypatch.delitem(sys.modules, "housingdesk.commands.sort_post", raising=False)


def test_a_command_runs_with_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sort", "post", "a.csv", "--homes", "3", "--db", "x.housing", "--json"]) == 0
    assert capsys.readouterr().out == "a.csv 3 x.housing True\n"


def test_only_commands_that_exist_are_offered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert "sort post" in out
    assert "not made" not in out


@pytest.mark.parametrize(("words", "part"), [
    (["debt"], "There is no command “debt”. There are: sort post."),
    (["sort"], "“housingdesk sort” needs one more word: sort post."),
    (["not", "made"], "There is no command “not”."),
    (["sort", "post"], "Something is missing: file."),
    (["sort", "post", "a", "--homes", "many"], "--homes needs a whole number, and “many” is none."),
    (["sort", "post", "a", "--homes"], "--homes needs a value after it."),
    (["sort", "post", "a", "--tier", "sure"], "--tier cannot be “sure”; it is one of certain, likely."),
    (["sort", "post", "a", "--colour"], "This command has no use for “--colour”."),
    (["sort", "post", "bad.csv", "--db", "x"], "bad.csv, line 3: the date is missing."),
    (["sort", "post", "gone.csv", "--db", "x"], "no-such-folder/gone.csv: No such file or directory."),
    (["sort", "post", "a"], "No database was opened on this PC yet."),
])
def test_what_is_wrong_is_one_line_and_exit_code_2(words: list[str], part: str,
                                                   capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    told = capsys.readouterr()
    assert part in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""


def test_a_machine_gets_the_refusal_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sort", "post", "bad.csv", "--db", "x", "--json"]) == 2
    assert json.loads(capsys.readouterr().out) == {"refused": "bad.csv, line 3: the date is missing."}


def test_the_last_one_opened_is_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    last_opened.remember("postgresql://amina:secret@server/housing?sslmode=require&password=secret")
    try:
        assert main(["sort", "post", "a"]) == 0
        assert capsys.readouterr().out == "a 500 postgresql://amina@server/housing?sslmode=require False\n"
    finally:
        last_opened.forget()
    assert last_opened.recall() is None


def test_a_bug_is_not_dressed_up_as_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_line, "_find", lambda words: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        main(["sort", "post", "a"])


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is another error there")
def test_a_reader_who_stops_early_is_no_error() -> None:
    heard, told = os.pipe()
    os.close(heard)
    with open(told, "w") as closed:
        done = subprocess.run([sys.executable, "-m", "housingdesk", "--help"], stdout=closed, stderr=subprocess.PIPE,
                              text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.stderr == ""
    assert done.returncode == command_line.STOPPED
