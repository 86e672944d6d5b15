"""``housingdesk bank payments FILE``: allpay's file or a card report is taken in, and posted where asked."""

import argparse
import json
from pathlib import Path

from housingdesk.access.desk import Desk
from housingdesk.bank.actions.file_posting import post_file
from housingdesk.bank.actions.payment_files import import_file
from housingdesk.bank.parsers.cards import NeedsColumns
from housingdesk.bank.queries.file_lumps import FileFit, lumps_for
from housingdesk.bank.queries.payment_files import PaymentFileRow, PaymentLineRow, lines_of, payment_file
from housingdesk.bank.queries.payment_reading import kind_of
from housingdesk.bank.rules.words import FileKind, FileState
from housingdesk.commands import opening
from housingdesk.commands.bank_parse import bytes_of
from housingdesk.errors import Refused
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence

_KINDS = {"allpay": FileKind.ALLPAY, "cards": FileKind.CARDS}


def configure(parser: argparse.ArgumentParser) -> None:
    """The file, what it is, and whether it is posted."""
    parser.add_argument("file", type=Path, metavar="FILE", help="allpay's text file, or a card company's CSV or workbook")
    parser.add_argument("--kind", choices=sorted(_KINDS), help="what it is, where the file itself does not tell")
    parser.add_argument("--post", action="store_true", help="post it against the one sum in the bank that it comes to")
    opening.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Takes the file in and prints whose its payments are; with ``--post`` all of it is posted, or nothing and why."""
    path: Path = options.file
    data = bytes_of(path)
    with opening.opened(options) as desk:
        kind = _KINDS[options.kind] if options.kind else kind_of(data, path.name)
        try:
            file_id = int(desk.do(import_file, kind=kind, name=path.name, data=data).value)
        except NeedsColumns as error:
            raise Refused(f"What the columns of {path.name} hold is not known. Open the file once under Payment files and say "
                          "it; it is remembered") from error
        refused = _post(desk, file_id) if options.post else None
        head: PaymentFileRow = desk.ask(payment_file, file_id=file_id)
        lines: tuple[PaymentLineRow, ...] = desk.ask(lines_of, file_id=file_id)
        waiting = head.state is FileState.WAITING
        fits: tuple[FileFit, ...] = desk.ask(lumps_for, file_id=file_id, on=desk.today) if waiting else ()
    print(json.dumps(_as_json(head, lines, fits, refused), indent=1, ensure_ascii=False) if options.json
          else _as_text(head, lines, fits, refused))
    return 0 if refused is None else 2


def _post(desk: Desk, file_id: int) -> str | None:
    """Posts it against the only sum that is the same; why not, where it was not."""
    fits = [fit for fit in desk.ask(lumps_for, file_id=file_id, on=desk.today) if fit.fits]
    if len(fits) != 1:
        return ("Several sums in the bank are the same; say on the screen which one it is" if fits
                else "No sum in the bank comes to it. It waits for its money")
    try:
        desk.do(post_file, file_id=file_id, bank_line_id=fits[0].lump.bank_line_id)
    except Refused as error:
        return str(error)
    return None


def _as_json(head: PaymentFileRow, lines: tuple[PaymentLineRow, ...], fits: tuple[FileFit, ...],
             refused: str | None) -> dict[str, object]:
    return {"file": head.id, "kind": str(head.kind), "state": str(head.state), "payments": head.lines, "pence": head.pence,
            "fee_pence": head.fee_pence, "net_pence": head.net_pence, "need_you": head.asks, "not_posted": refused,
            "rows": [{"line": one.number, "reference": one.reference, "way": one.way, "paid_on": one.paid_on.isoformat(),
                      "pence": one.pence, "state": str(one.state), "whose": one.whose, "why": one.why} for one in lines],
            "lumps": [{"bank_line": fit.lump.bank_line_id, "on": fit.lump.made_on.isoformat(), "pence": fit.lump.pence,
                       "said": fit.sentence} for fit in fits]}


def _as_text(head: PaymentFileRow, lines: tuple[PaymentLineRow, ...], fits: tuple[FileFit, ...], refused: str | None) -> str:
    fees = f", fees {format_pence(head.fee_pence)}" if head.fee_pence else ""
    out = [f"{head.words[:1].upper()}{head.words[1:]}: {format_pence(head.pence)}{fees}, {head.state}."]
    out += [f"  Line {one.number}: {one.reference}, {format_pence(one.pence)}: {one.why}" for one in lines if one.asks]
    out += [f"  Bank line {fit.lump.bank_line_id} of {format_date(fit.lump.made_on)}: {fit.sentence}" for fit in fits]
    if refused is not None:
        out.append(f"Not posted. {refused}")
    return "\n".join(out)
