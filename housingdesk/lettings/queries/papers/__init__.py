"""What the papers of a sign-up answer: the pack, who has signed, what is missing, and whether a sealed file is unchanged."""

from housingdesk.lettings.queries.papers.making import Gap, MadePaper, gaps_of, letting_of, make_one, wanted
from housingdesk.lettings.queries.papers.rows import (
    AtTheDesk,
    PaperRow,
    SignatureRow,
    Signer,
    at_the_desk,
    pack_of,
    paper,
    paper_pdf,
    sign_ups_in,
    signatures_of,
    signers_of,
    to_seal,
)
from housingdesk.lettings.queries.papers.sealed import Verdict, verify_paper

__all__ = ["AtTheDesk", "Gap", "MadePaper", "PaperRow", "SignatureRow", "Signer", "Verdict", "at_the_desk", "gaps_of",
           "letting_of", "make_one", "pack_of", "paper", "paper_pdf", "sign_ups_in", "signatures_of", "signers_of",
           "to_seal", "verify_paper", "wanted"]
