"""How fast letters are made, against raw reportlab in this process, and LibreOffice and WeasyPrint where they are.

Each letter has two pages (letter and statement) and is merged, checked for glyphs, drawn, read back, hashed and kept by
the program's own act in its archive: document, letter, find entry and audit, in a database file as it is used. The bare
comparison draws the same strings at the same places with the same font files and keeps nothing.
"""

import html
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from housingdesk import resources
from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.access.models import User
from housingdesk.access.rules import Role
from housingdesk.db.connection import open_store
from housingdesk.db.upgrade import upgrade
from housingdesk.letters import pdf
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.rules.compose import compose_letter
from housingdesk.letters.rules.content import Letter
from housingdesk.letters.rules.statement import Statement
from housingdesk.letters.stock import KEYS, shipped_template
from housingdesk.mailings.actions import issue_run
from housingdesk.values.timeline import Ref
from tests.benchmarks.ledgers import NOW
from tests.support.letters import ADDRESS, arrears_facts, letter_facts, printed, rent_statement

COUNT = 1000
ROUNDS = 10
RIVALS = 40
BOUND, RIVAL_BOUND = 2.0, 4.0
WEASYPRINT_PYTHON = "HOUSINGDESK_WEASYPRINT_PYTHON"
_FIRST = ("Amina", "Yusuf", "Mary", "John", "Łukasz", "Oluwaseun", "Siân", "Wei", "Grace", "Peter", "Fatima", "David", "Zoë")
_LAST = ("Khan", "Nowak", "Smith", "Jones", "Adebayo-Williams", "O’Brien", "Patel", "Chen", "Green", "Brown", "Ali")

_String = tuple[float, float, str, float, bool]
_Material = tuple[str, str, int, Statement]


def run() -> None:
    """Prints a line for each comparison."""
    for name in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"Bare{name}", str(resources.find(f"fonts/letters/NotoSans-{name}.ttf"))))
    work = [_materials(number) for number in range(COUNT)]
    pdf.issue_letter(*_made(work[0]))
    # In turns, so that whatever else the computer does weighs on both sides alike; the median round counts.
    rounds = [_round(work[first:first + COUNT // ROUNDS]) for first in range(0, COUNT, COUNT // ROUNDS)]
    ours = median(mine for mine, _, _ in rounds)
    bare, usual = (median(each[0] / each[n] for each in rounds) for n in (1, 2))
    print(f"letters: {COUNT:,} of two pages, {ours * 1000:.2f} ms and {len(_issued(work[0])):,} bytes each")
    print(f"letters: {bare:.2f} × raw reportlab with plain streams, {usual:.2f} × as it comes (bound {BOUND})")
    print(_statement_line())
    print(_rival("LibreOffice", _libreoffice(work), work))
    print(_rival("WeasyPrint", _weasyprint(work), work))


def _round(work: list[_Material]) -> tuple[float, float, float]:
    """Seconds a letter: ours, raw reportlab with plain streams, and as it comes."""
    pages = _strings(work)
    each = [_issue(work), _timed(lambda: _raw(pages, ascii85=0)), _timed(lambda: _raw(pages, ascii85=1))]
    return each[0] / len(work), each[1] / len(work), each[2] / len(work)


def _materials(number: int) -> _Material:
    name = f"{_FIRST[number % len(_FIRST)]} {_LAST[number % len(_LAST)]}"
    statement = rent_statement(12)
    shift = number * 7
    lines = tuple(replace(line, balance_pence=line.balance_pence + shift) for line in statement.lines)
    return KEYS[number % len(KEYS)], name, 48216 + shift, replace(
        statement, names=(name,), opening_pence=statement.opening_pence + shift, lines=lines, parts=(),
        closing_pence=statement.closing_pence + shift)


def _made(material: _Material) -> tuple[Letter, Statement]:
    key, name, owed, statement = material
    facts = letter_facts(arrears=arrears_facts(asked_pence=owed), greeting=name, with_statement=True,
                         address=replace(ADDRESS, names=(name,), street=f"{owed % 199} Dale Road"))
    return compose_letter(shipped_template(key), facts), statement


def _desk(folder: str) -> Desk:
    store = open_store(Path(folder) / "archive.sqlite", create=True, lock=False)
    upgrade(store, now=NOW)
    with store.connected():
        User.create(name="Ann Brown", initials="AB", login="ann", role=Role.ADMINISTRATOR)
    return Desk(store, Who(1, "Ann Brown", "AB", "administrator"), clock=lambda: NOW)


def _issue(work: list[_Material]) -> float:
    """Seconds from the templates to the archive rows of one run."""
    with tempfile.TemporaryDirectory() as folder:
        desk = _desk(folder)
        took = _timed(lambda: desk.do(issue_run, title="Letters", letters=[_kept(*one) for one in enumerate(work, 1)]))
        desk.store.close()
    return took


def _kept(number: int, material: _Material) -> MadeLetter:
    key, name, _, statement = material
    template, issued = shipped_template(key), pdf.issue_letter(*_made(material))
    return MadeLetter(key, template.fingerprint, template.title, Ref("tenancy", number), name, statement.end, False,
                      issued.pdf, issued.pages, None, "{}")


def _issued(material: _Material) -> bytes:
    return pdf.issue_letter(*_made(material)).pdf


def _strings(work: list[_Material]) -> list[list[list[_String]]]:
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


def _rival(name: str, each: float | None, work: list[_Material]) -> str:
    """The comparison in words; ours is timed again beside the other, over the same letters."""
    if each is None:
        return f"letters: {name} is not installed here and was not run"
    ours = min(_issue(work[:RIVALS]) for _ in range(3)) / RIVALS
    return (f"letters: {each / ours:.1f} × the rate of {name}, {each * 1000:.0f} ms a letter without its start "
            f"(bound at least {RIVAL_BOUND})")


def _libreoffice(work: list[_Material]) -> float | None:
    """Seconds a letter, one PDF each, all in one start of the program; its start, the quickest of three, is taken off."""
    program = shutil.which("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"letter-{number}.fodt" for number in range(RIVALS)]
        for file, material in zip(files, work, strict=False):
            file.write_text(_office_text(material), encoding="utf-8")

        def convert(chosen: list[Path]) -> None:
            subprocess.run([program, f"-env:UserInstallation=file://{folder}/home", "--headless", "--convert-to", "pdf",
                            "--outdir", f"{folder}/out", *map(str, chosen)], check=True, capture_output=True, timeout=300)

        convert(files[:1])
        start = min(_timed(lambda: convert(files[:1])) for _ in range(3))
        many = min(_timed(lambda: convert(files)) for _ in range(2))
        made = [page for page in Path(folder, "out").iterdir() if len(printed(page.read_bytes())) == 2]
        assert len(made) == RIVALS
    return (many - start) / (RIVALS - 1)


def _weasyprint(work: list[_Material]) -> float | None:
    """Seconds a letter in a warm process of a Python that has WeasyPrint."""
    python = os.environ.get(WEASYPRINT_PYTHON, sys.executable)
    script = ("import json, sys, time, weasyprint\nfrom weasyprint.text.fonts import FontConfiguration\n"
              "pages, fonts = json.load(sys.stdin), FontConfiguration()\n"
              "def make(page): return weasyprint.HTML(string=page).write_pdf(font_config=fonts)\n"
              "make(pages[0])\nbegan = time.perf_counter()\nfor page in pages: make(page)\n"
              "print(time.perf_counter() - began)\n")
    pages = [_html_text(material) for material in work[:RIVALS]]
    done = subprocess.run([python, "-c", script], input=json.dumps(pages), capture_output=True, text=True, timeout=300,
                          check=False)
    return float(done.stdout) / len(pages) if done.returncode == 0 else None


def _words(material: _Material) -> tuple[list[str], list[list[str]], str]:
    """Paragraphs, rows of the statement and its title, for engines that lay out a document of their own."""
    letter, statement = _made(material)
    texts = ["".join(run.text for run in getattr(block, "runs", ())) for block in letter.blocks]
    words = [letter.address.names[0], letter.headline, letter.salutation, *filter(None, texts), letter.formats_line]
    rows = [[line.on.isoformat(), line.kind, line.what, str(line.pence), str(line.balance_pence)] for line in statement.lines]
    return words, rows, statement.title


def _html_text(material: _Material) -> str:
    words, rows, title = _words(material)
    table = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    body = "".join(f"<p>{html.escape(text)}</p>" for text in words)
    return (f"<html><head><meta charset='utf-8'><style>@page {{ size: A4 }} body {{ font: 11.5pt 'Noto Sans' }} "
            f".next {{ page-break-before: always }}</style></head><body>{body}<h1 class='next'>{title}</h1>"
            f"<table>{table}</table></body></html>")


def _office_text(material: _Material) -> str:
    words, rows, title = _words(material)
    names = " ".join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for key, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("fo", "xsl-fo-compatible")))
    letters = '<style:text-properties fo:font-family="Noto Sans" fo:font-size="11.5pt"/>'
    table = "".join("<table:table-row>" + "".join(
        f"<table:table-cell><text:p>{html.escape(cell)}</text:p></table:table-cell>" for cell in row) + "</table:table-row>"
        for row in rows)
    body = "".join(f"<text:p>{html.escape(text)}</text:p>" for text in words)
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.2" '
            'office:mimetype="application/vnd.oasis.opendocument.text"><office:styles><style:default-style '
            f'style:family="paragraph">{letters}</style:default-style></office:styles><office:automatic-styles><style:style '
            f'style:name="N" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/>{letters}'
            '</style:style><style:page-layout style:name="P"><style:page-layout-properties fo:page-width="210mm" '
            'fo:page-height="297mm"/></style:page-layout></office:automatic-styles><office:master-styles>'
            '<style:master-page style:name="Standard" style:page-layout-name="P"><style:footer><text:p>Page '
            '<text:page-number/></text:p></style:footer></style:master-page></office:master-styles><office:body>'
            f'<office:text>{body}<text:p text:style-name="N">{title}</text:p>'
            f'<table:table><table:table-column table:number-columns-repeated="5"/>{table}</table:table>'
            '</office:text></office:body></office:document>')


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    run()
