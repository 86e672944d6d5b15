"""What ``pip install`` would leave out is noticed: every shipped file is named by a pattern of pyproject.toml."""

import tomllib
from pathlib import Path

import pytest

from housingdesk import resources

ROOT = Path(__file__).resolve().parents[2]
_SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]


def test_every_resource_is_installed_where_it_is_looked_for() -> None:
    installed: dict[Path, Path] = {}
    for target, patterns in _SETUPTOOLS["data-files"].items():
        for pattern in patterns:
            installed |= {path: Path(target) / path.name for path in ROOT.glob(pattern)}
    shipped = [path for path in (ROOT / "resources").rglob("*") if path.is_file()]
    assert {path: installed.get(path) for path in shipped} == {
        path: Path("share/housingdesk") / path.relative_to(ROOT / "resources") for path in shipped}


def test_every_file_beside_the_modules_is_installed() -> None:
    named = {path for package, patterns in _SETUPTOOLS["package-data"].items() for pattern in patterns
             for path in (ROOT / package.replace(".", "/")).glob(pattern)}
    beside = {path for path in (ROOT / "housingdesk").rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert beside <= named


def test_what_is_not_shipped_is_not_found() -> None:
    assert resources.find("fonts/Inter-Regular.otf").is_file()
    with pytest.raises(FileNotFoundError, match="is not shipped"):
        resources.find("fonts/Comic.ttf")
