"""``housingdesk backup TO``: a checked copy of the database with its manifest, while others go on working."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from housingdesk.access.backups import back_up
from housingdesk.commands import opening


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("to", type=Path, metavar="TO", help="a new file, or a folder in which one is made")
    opening.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Writes it, and prints what its manifest says."""
    with opening.opened(options, lock=False) as desk:
        manifest = back_up(desk, options.to)
    if options.json:
        print(json.dumps(asdict(manifest)))
    else:
        print(f"Backup written: {manifest.size:,} bytes{', encrypted' if manifest.encrypted else ''}, checked.\n"
              f"The ledger’s head is seal {manifest.head_sequence:,}, {manifest.head_hash}.")
    return 0
