"""What is done with the papers of a sign-up: made, replaced, printed, signed on screen or on paper, sealed, withdrawn."""

from housingdesk.lettings.actions.papers.making import make_pack, replace_paper
from housingdesk.lettings.actions.papers.night import make_emergency_packs
from housingdesk.lettings.actions.papers.printing import keep_pack_set, mark_printed, mark_unprinted, set_copies
from housingdesk.lettings.actions.papers.signing import (
    ScanDraft,
    SignatureDraft,
    accept_signed_copy,
    seal_paper,
    sign_on_paper,
    sign_paper,
    wait_no_more,
    withdraw_signature,
)

__all__ = ["ScanDraft", "SignatureDraft", "accept_signed_copy", "keep_pack_set", "make_emergency_packs", "make_pack",
           "mark_printed", "mark_unprinted", "replace_paper", "seal_paper", "set_copies", "sign_on_paper", "sign_paper",
           "wait_no_more", "withdraw_signature"]
