"""How fast letters are made, against raw reportlab in this process, and LibreOffice and WeasyPrint where they are.

Each letter has two pages (letter and statement) and is merged, checked for glyphs, drawn, read back, hashed and put
in a database row. The bare comparison draws the same strings at the same places with the same font files.
"""

import html
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from housingdesk import resources
from housingdesk.letters import pdf
from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.rules.compose import compose_letter
from housingdesk.letters.rules.content import Letter
from housingdesk.letters.rules.statement import Statement
from housingdesk.letters.stock import KEYS, shipped_template
from tests.support.letters import ADDRESS, arrears_facts, letter_facts, rent_statement

COUNT = 1000
RIVALS = 20
BOUND, RIVAL_BOUND = 2.0, 4.0
WEASYPRINT_PYTHON = "HOUSINGDESK_WEASYPRINT_PYTHON"
_FIRST = ("Amina", "Yusuf", "Mary", "John", "Łukasz", "Oluwaseun", "Siân", "Wei", "Grace", "Peter", "Fatima", "David", "Zoë")
_LAST = ("Khan", "Nowak", "Smith", "Jones", "Adebayo-Williams", "O’Brien", "Patel", "Chen", "Green", "Brown", "Ali")

_String = tuple[float, float, str, float, bool]


def run() -> None:
    """Prints a line for each comparison."""
    work = [_materials(number) for number in range(COUNT)]
    pdf.issue_letter(*_made(work[0]))
    ours = _timed(lambda: _issue(work))
    pages = _strings(work)
    usual, bare = _timed(lambda: _raw(pages, ascii85=1)), _timed(lambda: _raw(pages, ascii85=0))
    print(f"letters: {COUNT:,} of two pages, {ours / COUNT * 1000:.2f} ms and {len(_issued(work[0])):,} bytes each")
    print(f"letters: {ours / bare:.2f} × raw reportlab with plain streams, {ours / usual:.2f} × as it comes (bound {BOUND})")
    print(_statement_line())
    print(_rival("LibreOffice", _libreoffice(work), ours / COUNT))
    print(_rival("WeasyPrint", _weasyprint(work), ours / COUNT))


def _materials(number: int) -> tuple[str, str, int, Statement]:
    name = f"{_FIRST[number % len(_FIRST)]} {_LAST[number % len(_LAST)]}"
    statement = rent_statement(12)
    shift = number * 7
    lines = tuple(replace(line, balance_pence=line.balance_pence + shift) for line in statement.lines)
    return KEYS[number % len(KEYS)], name, 48216 + shift, replace(
        statement, names=(name,), opening_pence=statement.opening_pence + shift, lines=lines, parts=(),
        closing_pence=statement.closing_pence + shift)


def _made(material: tuple[str, str, int, Statement]) -> tuple[Letter, Statement]:
    key, name, owed, statement = material
    facts = letter_facts(arrears=arrears_facts(asked_pence=owed), greeting=name, with_statement=True,
                         address=replace(ADDRESS, names=(name,), street=f"{owed % 199} Dale Road"))
    return compose_letter(shipped_template(key), facts), statement


def _issue(work: list[tuple[str, str, int, Statement]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = sqlite3.connect(Path(folder) / "archive.sqlite")
        archive.execute("CREATE TABLE document (id INTEGER PRIMARY KEY, sha256 TEXT, pages INTEGER, content BLOB) STRICT")
        for material in work:
            issued = pdf.issue_letter(*_made(material))
            archive.execute("INSERT INTO document (sha256, pages, content) VALUES (?, ?, ?)",
                            (issued.sha256, issued.pages, issued.pdf))
        archive.commit()
        archive.close()


def _issued(material: tuple[str, str, int, Statement]) -> bytes:
    return pdf.issue_letter(*_made(material)).pdf


def _strings(work: list[tuple[str, str, int, Statement]]) -> list[list[list[_String]]]:
    """The strings of each page of each letter, as the engine puts them on paper."""
    found: dict[int, list[_String]] = {}
    sheets: list[Sheet] = []
    put = Sheet.text

    def listen(sheet: Sheet, x: float, y: float, text: str, size: float, bold: bool = False, colour: str = "") -> None:
        if id(sheet) not in found:
            sheets.append(sheet)
        found.setdefault(id(sheet), []).append((x, A4[1] - y, text, size, bold))
        put(sheet, x, y, text, size, bold, colour or "0 g")

    Sheet.text = listen  # type: ignore[method-assign, assignment]
    try:
        letters = []
        for material in work:
            before = len(sheets)
            pdf.draw_letter_with_statement(*_made(material))
            letters.append([found[id(sheet)] for sheet in sheets[before:]])
    finally:
        Sheet.text = put  # type: ignore[method-assign]
    return letters


def _raw(letters: list[list[list[_String]]], *, ascii85: int) -> None:
    for name in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"Bare{name}", str(resources.find(f"fonts/letters/NotoSans-{name}.ttf"))))
    was, vars(rl_config)["useA85"] = rl_config.__dict__["useA85"], ascii85
    try:
        for pages in letters:
            canvas = Canvas(io.BytesIO(), pagesize=A4, pageCompression=1, invariant=1)
            for page in pages:
                for x, y, text, size, bold in page:
                    canvas.setFont("BareBold" if bold else "BareRegular", size)
                    canvas.drawString(x, y, text)
                canvas.showPage()
            canvas.save()
    finally:
        vars(rl_config)["useA85"] = was


def _statement_line() -> str:
    long = rent_statement(1000)
    took = _timed(lambda: pdf.draw_statement(long))
    return f"letters: a statement of 1,000 lines as PDF, {took * 1000:.0f} ms"


def _rival(name: str, each: float | None, ours: float) -> str:
    if each is None:
        return f"letters: {name} is not installed here and was not run"
    return (f"letters: {each / ours:.0f} × the rate of {name}, {each * 1000:.0f} ms a letter without its start "
            f"(bound at least {RIVAL_BOUND})")


def _libreoffice(work: list[tuple[str, str, int, Statement]]) -> float | None:
    """Seconds a letter, one PDF each, all in one start of the program; its start is taken off."""
    program = shutil.which("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, page in enumerate(_html_pages(work)):
            files.append(Path(folder) / f"letter-{number}.html")
            files[-1].write_text(page, encoding="utf-8")

        def convert(chosen: list[Path]) -> None:
            subprocess.run([program, f"-env:UserInstallation=file://{folder}/home", "--headless", "--convert-to",
                            "pdf:writer_web_pdf_Export", "--outdir", f"{folder}/out", *map(str, chosen)],
                           check=True, capture_output=True, timeout=300)

        convert(files[:1])
        one, many = _timed(lambda: convert(files[:1])), _timed(lambda: convert(files))
    return (many - one) / (len(files) - 1)


def _weasyprint(work: list[tuple[str, str, int, Statement]]) -> float | None:
    """Seconds a letter in a warm process of a Python that has WeasyPrint."""
    python = os.environ.get(WEASYPRINT_PYTHON, sys.executable)
    script = ("import json, sys, time, weasyprint\nfrom weasyprint.text.fonts import FontConfiguration\n"
              "pages, fonts = json.load(sys.stdin), FontConfiguration()\n"
              "def make(page): return weasyprint.HTML(string=page).write_pdf(font_config=fonts)\n"
              "make(pages[0])\nbegan = time.perf_counter()\nfor page in pages: make(page)\n"
              "print(time.perf_counter() - began)\n")
    pages = list(_html_pages(work))
    done = subprocess.run([python, "-c", script], input=json.dumps(pages), capture_output=True, text=True, timeout=300,
                          check=False)
    return float(done.stdout) / len(pages) if done.returncode == 0 else None


def _html_pages(work: list[tuple[str, str, int, Statement]]) -> Iterator[str]:
    """The same words as paragraphs and a table, for engines that lay out a document of their own."""
    for key, name, owed, statement in work[:RIVALS]:
        letter, _ = _made((key, name, owed, statement))
        words = [name, letter.headline, letter.salutation,
                 *("".join(r.text for r in getattr(block, "runs", ())) for block in letter.blocks), letter.formats_line]
        rows = "".join(f"<tr><td>{line.on}<td>{line.kind}<td>{line.what}<td>{line.pence}<td>{line.balance_pence}"
                       for line in statement.lines)
        body = "".join(f"<p>{html.escape(text)}</p>" for text in words)
        yield (f"<html><head><meta charset='utf-8'><style>@page {{ size: A4 }} body {{ font: 11.5pt 'Noto Sans' }} "
               f".next {{ page-break-before: always }}</style></head><body>{body}<h1 class='next'>{statement.title}</h1>"
               f"<table>{rows}</table></body></html>")


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    run()
