"""The papers of a sign-up: made from its answers, signed, sealed, replaced; on both databases."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest

from housingdesk.access.desk import Desk
from housingdesk.documents.models import Document
from housingdesk.documents.queries import kept
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import Refused
from housingdesk.lettings.actions.papers import (
    ScanDraft,
    SignatureDraft,
    accept_signed_copy,
    keep_pack_set,
    make_emergency_packs,
    make_pack,
    mark_printed,
    replace_paper,
    seal_paper,
    sign_on_paper,
    sign_paper,
    withdraw_signature,
)
from housingdesk.lettings.actions.references import free_reference, reserve_reference
from housingdesk.lettings.actions.signup import answer, finish_sign_up
from housingdesk.lettings.models import PackPaper
from housingdesk.lettings.queries.papers import gaps_of, pack_of, paper_pdf, signatures_of, to_seal, verify_paper
from housingdesk.lettings.queries.papers.timeline import timeline
from housingdesk.lettings.queries.signup import sign_up as sign_up_row
from housingdesk.lettings.rules.papers.strokes import EMPTY, Point
from housingdesk.lettings.rules.words import PaperState, SigningWay, SignUpState
from housingdesk.lettings.sealing import check_seal, sign_places
from housingdesk.properties.actions.safety import record_certificate
from housingdesk.properties.rules.safety import CertificateDraft, CertificateKind
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.references import format_payment_reference
from housingdesk.values.timeline import Ref
from tests.support.desk import MONDAY
from tests.support.letters import printed
from tests.support.papers import HAND, name_office, packed, papers, sign_all, signing
from tests.support.signing_up import answer_all, begun

SCAN = FileDraft("signed.jpg", b"\xff\xd8\xff" + b"0" * 40)


def test_a_pack_has_what_the_answers_ask_for(desk: Desk) -> None:
    sign_up, found = packed(desk)
    assert list(found) == ["agreement", "rent", "slip", "direct-debit", "hb-authority", "keys", "consents", "privacy", "core",
                           "help", "welcome"]
    assert {row.state for row in found.values()} == {PaperState.ISSUED}
    words = " ".join(printed(desk.ask(paper_pdf, paper_id=found["agreement"].id)))
    assert "Amina Khan" in words and "£112.40" in words and "£7.50" in words
    assert "600 000 01" in words.replace("\n", " ") or "600 000" in words
    gaps = [gap.sentence for gap in desk.ask(gaps_of, sign_up_id=sign_up, on=MONDAY)]
    assert gaps[0].startswith("No safety paper is on file") and gaps[1].startswith("Gas: there is no gas safety record")


def test_safety_papers_on_file_are_listed_and_what_was_handed_over_apart_is_no_gap(desk: Desk) -> None:
    sign_up = signing(desk, given_electrical="yes", alarms_tested="yes")
    home = desk.ask(sign_up_row, sign_up_id=sign_up).space_id
    desk.do(record_certificate, draft=CertificateDraft(home, CertificateKind.GAS, MONDAY - timedelta(20)))
    desk.do(make_pack, sign_up_id=sign_up)
    words = " ".join(printed(desk.ask(paper_pdf, paper_id=papers(desk, sign_up)["certificates"].id)))
    assert "Gas safety record" in words and "done on 3 November 2026" in words
    gaps = " ".join(gap.sentence for gap in desk.ask(gaps_of, sign_up_id=sign_up, on=MONDAY))
    assert "Gas" not in gaps and "EICR" not in gaps and "moke" not in gaps and "Energy certificate" in gaps


def test_a_universal_credit_claim_and_no_direct_debit_change_the_pack(desk: Desk) -> None:
    _, found = packed(desk, benefit="6", pays_how="card")
    assert "uc-authority" in found and "hb-authority" not in found and "direct-debit" not in found


def test_a_garage_gets_a_short_pack_with_vat(desk: Desk) -> None:
    _, found = packed(desk, TenancyKind.CONTRACT, people="", charge_rent="", charge_service="", charge_personal="", benefit="",
                      benefit_covers="", to_landlord="", charge_garage="1200", holds_home="no", pays_how="card")
    assert list(found) == ["agreement", "slip", "keys", "privacy"]
    words = " ".join(printed(desk.ask(paper_pdf, paper_id=found["agreement"].id)))
    assert "VAT" in words and "£14.40" in words


def test_what_cannot_be_made_yet_is_named_and_keeps_nothing_else_back(desk: Desk) -> None:
    sign_up = signing(desk, starts_on="")
    made = desk.do(make_pack, sign_up_id=sign_up).value
    assert "The start date is not known yet" in made.missing
    assert [gap.paper for gap in desk.ask(gaps_of, sign_up_id=sign_up, on=MONDAY)][:1] == ["agreement"]


def test_made_again_only_what_changed_is_new(desk: Desk) -> None:
    sign_up, before = packed(desk)
    again = desk.do(make_pack, sign_up_id=sign_up).value
    assert (again.made, again.stayed) == (0, 11)
    desk.do(answer, sign_up_id=sign_up, key="charge_personal", value="900")
    desk.do(make_pack, sign_up_id=sign_up)
    after = papers(desk, sign_up)
    assert after["agreement"].replaces_id == before["agreement"].id
    assert after["privacy"].id == before["privacy"].id


def test_the_reference_is_reserved_and_given_to_nobody_else(desk: Desk) -> None:
    first, second = signing(desk), signing(desk, name_1="José da Silva")
    mine = desk.do(reserve_reference, sign_up_id=first).value
    assert desk.do(reserve_reference, sign_up_id=first).value == mine
    other = desk.do(reserve_reference, sign_up_id=second).value
    assert other != mine

    def free(act: object) -> str:
        return free_reference(act)  # type: ignore[arg-type]

    free.needs = reserve_reference.needs  # type: ignore[attr-defined]
    assert desk.do(free).value not in (mine, other)


def test_everybody_signs_then_it_is_sealed_and_a_change_is_seen(desk: Desk) -> None:
    sign_up, found = packed(desk)
    agreement = found["agreement"]
    shown = desk.ask(paper_pdf, paper_id=agreement.id)
    assert sorted(sign_places(shown)) == [1, 2]
    desk.do(sign_paper, paper_id=agreement.id, draft=SignatureDraft(1, HAND, "Ann Brown, support worker", True))
    assert papers(desk, sign_up)["agreement"].said == "signed by 1 of 2"
    assert desk.ask(sign_up_row, sign_up_id=sign_up).state is SignUpState.IN_PROGRESS
    desk.do(sign_paper, paper_id=agreement.id, draft=SignatureDraft(2, HAND, "Ann Brown", True))
    assert desk.ask(sign_up_row, sign_up_id=sign_up).state is SignUpState.SIGNED
    assert desk.ask(to_seal) == (agreement.id,)
    desk.do(seal_paper, paper_id=agreement.id)
    assert desk.ask(to_seal) == ()
    sealed = desk.ask(paper_pdf, paper_id=agreement.id)
    assert sealed.startswith(shown) and len(sealed) - len(shown) < 30_000
    assert desk.ask(verify_paper, paper_id=agreement.id).ok
    assert check_seal(sealed).by == "Dale Vale Homes"
    assert "30 Nov" not in printed(sealed)[-1] and "Mon 23 Nov 2026" in printed(sealed)[-1]


def test_a_sealed_file_that_was_tampered_with_is_found_out(desk: Desk) -> None:
    _, found = packed(desk)
    sign_all(desk, found["agreement"])
    desk.do(seal_paper, paper_id=found["agreement"].id)
    sealed = desk.ask(paper_pdf, paper_id=found["agreement"].id)
    inside = bytearray(sealed)
    inside[400] ^= 1
    assert not check_seal(bytes(inside)).whole
    with pikepdf.open(BytesIO(sealed)) as document:
        document.pages[0].Rotate = 90
        out = BytesIO()
        document.save(out)
    assert not check_seal(out.getvalue()).whole
    assert not check_seal(sealed + b"\n% more\n").whole
    assert check_seal(sealed).whole
    assert check_seal(desk.ask(paper_pdf, paper_id=found["privacy"].id)).problem == "It has no seal"


def test_an_empty_box_or_a_dot_is_no_signature(desk: Desk) -> None:
    _, found = packed(desk)
    for strokes in ((), ((Point(0.5, 0.5, 0, 1.0),),)):
        with pytest.raises(Refused, match=EMPTY):
            desk.do(sign_paper, paper_id=found["agreement"].id, draft=SignatureDraft(1, strokes, "", True))
    with pytest.raises(Refused, match="have read it"):
        desk.do(sign_paper, paper_id=found["agreement"].id, draft=SignatureDraft(1, HAND, "", False))


def test_nobody_signs_what_is_out_of_date_or_not_understood(desk: Desk) -> None:
    sign_up, found = packed(desk)
    desk.do(answer, sign_up_id=sign_up, key="charge_rent", value="10000")
    with pytest.raises(Refused, match="Make the papers again"):
        desk.do(sign_paper, paper_id=found["agreement"].id, draft=SignatureDraft(1, HAND, "", True))
    desk.do(make_pack, sign_up_id=sign_up)
    desk.do(answer, sign_up_id=sign_up, key="understood", value="not sure")
    with pytest.raises(Refused, match="not sure"):
        desk.do(sign_paper, paper_id=papers(desk, sign_up)["agreement"].id, draft=SignatureDraft(1, HAND, "", True))
    with pytest.raises(Refused, match="signed on paper"):
        desk.do(sign_paper, paper_id=found["direct-debit"].id, draft=SignatureDraft(1, HAND, "", True))


def test_a_signed_paper_is_replaced_and_never_edited(desk: Desk) -> None:
    sign_up, found = packed(desk)
    old = found["agreement"]
    sign_all(desk, old)
    desk.do(seal_paper, paper_id=old.id)
    sealed = desk.ask(paper_pdf, paper_id=old.id)
    with pytest.raises(Refused, match="Say why"):
        desk.do(replace_paper, paper_id=old.id, because=" ")
    new = desk.do(replace_paper, paper_id=old.id, because="The rent was wrong").value
    rows = {row.id: row for row in desk.ask(pack_of, sign_up_id=sign_up, on=MONDAY, past=True)}
    assert rows[old.id].state is PaperState.REPLACED and rows[new].because == "The rent was wrong"
    assert rows[new].replaces_id == old.id and rows[new].waiting_for
    assert desk.ask(paper_pdf, paper_id=old.id) == sealed and desk.ask(verify_paper, paper_id=old.id).ok
    assert desk.ask(sign_up_row, sign_up_id=sign_up).state is SignUpState.IN_PROGRESS


def test_a_signature_is_withdrawn_with_its_reason_and_kept(desk: Desk) -> None:
    sign_up, found = packed(desk)
    sign_all(desk, found["agreement"])
    first = desk.ask(signatures_of, paper_id=found["agreement"].id)[0]
    desk.do(withdraw_signature, signature_id=first.id, because="Signed in the wrong box")
    row = papers(desk, sign_up)["agreement"]
    assert row.said == "signed by 1 of 2" and [one.name for one in row.waiting_for] == ["Amina Khan"]
    assert desk.ask(signatures_of, paper_id=row.id)[0].removed == "Signed in the wrong box"
    desk.do(sign_paper, paper_id=row.id, draft=SignatureDraft(1, HAND, "", True))
    assert len(desk.ask(signatures_of, paper_id=row.id)) == 3


def test_a_signed_copy_on_paper_counts_as_much(desk: Desk) -> None:
    sign_up, found = packed(desk)
    agreement = found["agreement"]
    desk.do(sign_on_paper, paper_id=agreement.id)
    assert desk.ask(sign_up_row, sign_up_id=sign_up).state is SignUpState.WAITING
    with pytest.raises(Refused, match="is no scan"):
        desk.do(accept_signed_copy, paper_id=agreement.id, draft=ScanDraft(FileDraft("a.txt", b"hello")))
    desk.do(accept_signed_copy, paper_id=agreement.id, draft=ScanDraft(SCAN, present="Ann Brown"))
    row = papers(desk, sign_up)["agreement"]
    assert row.state is PaperState.SIGNED and {one.signature.way for one in row.signers if one.signature} == {SigningWay.PAPER}
    assert desk.ask(kept, document_id=row.sealed_id).content == SCAN.content
    assert desk.ask(sign_up_row, sign_up_id=sign_up).state is SignUpState.SIGNED
    assert desk.ask(verify_paper, paper_id=row.id).ok


def test_joint_holders_all_sign(desk: Desk) -> None:
    sign_up, found = packed(desk, people="2", name_2="Żaneta Wiśniewska-Ścibor", born_on_2="1990-01-01",
                            relationship_2="partner", holder_2="yes")
    names = [one.name for one in found["agreement"].signers]
    assert names[:2] == ["Amina Khan", "Żaneta Wiśniewska-Ścibor"] and len(names) == 3
    sign_all(desk, found["agreement"])
    assert papers(desk, sign_up)["agreement"].state is PaperState.SIGNED


def test_the_pack_is_kept_as_one_pdf_when_it_was_printed(desk: Desk) -> None:
    sign_up, found = packed(desk)
    desk.do(mark_printed, paper_ids=[row.id for row in found.values()])
    sets = desk.ask(lambda: [(d.name, d.content) for d in Document.select().where(Document.name.startswith("Pack of"))])
    assert len(sets) == 1
    assert desk.do(keep_pack_set, sign_up_id=sign_up).value == desk.ask(
        lambda: Document.get(Document.name.startswith("Pack of")).id), "the same set is kept once"
    with pikepdf.open(BytesIO(sets[0][1])) as whole:
        assert len(whole.pages) == sum(row.pages for row in found.values())
    assert all(row.printed_at for row in papers(desk, sign_up).values())
    assert desk.ask(lambda: PackPaper.select().where(PackPaper.document.is_null()).count()) == 0


def test_printed_and_opened_it_is_one_reference_and_one_first_charge(desk: Desk) -> None:
    name_office(desk)
    sign_up = begun(desk)
    answer_all(desk, sign_up)
    desk.do(make_pack, sign_up_id=sign_up)
    agreement = papers(desk, sign_up)["agreement"]
    words = " ".join(" ".join(printed(desk.ask(paper_pdf, paper_id=agreement.id))).split())
    sign_all(desk, agreement)
    tenancy_id = desk.do(finish_sign_up, sign_up_id=sign_up).value
    reference = desk.ask(tenancy, tenancy_id=tenancy_id).payment_reference
    assert format_payment_reference(reference) in words
    desk.do(make_pack, sign_up_id=sign_up)
    assert papers(desk, sign_up)["agreement"].id == agreement.id
    assert desk.ask(verify_paper, paper_id=agreement.id).ok
    told = desk.ask(timeline, tenancy_id=tenancy_id, before=None, limit=10)
    assert [entry.record for entry in told] == [Ref("paper", agreement.id)]
    assert told[0].text.startswith(f"{agreement.title} signed by Amina Khan and ")


def test_emergency_packs_are_numbered_once_and_have_two_pages(desk: Desk) -> None:
    name_office(desk)
    ids = (*desk.do(make_emergency_packs, count=2).value, *desk.do(make_emergency_packs, count=1).value)
    found = [desk.ask(kept, document_id=document_id) for document_id in ids]
    assert [one.name for one in found] == [f"Emergency pack E{number:04d}.pdf" for number in (1, 2, 3)]
    for one in found:
        pages = printed(one.content)
        assert len(pages) == 2 and one.name[15:20] in pages[0] and "Resident, name and signature" in pages[1]
    with pytest.raises(Refused, match="Between 1 and 50"):
        desk.do(make_emergency_packs, count=0)


def test_the_direct_debit_form_carries_our_number_when_it_is_known(sqlite_desk: Desk) -> None:
    sign_up, found = packed(sqlite_desk)

    def digits() -> str:
        row = papers(sqlite_desk, sign_up)["direct-debit"]
        return "".join("".join(printed(sqlite_desk.ask(paper_pdf, paper_id=row.id))).split())

    assert "412345" not in digits()
    with pytest.raises(Refused, match="six digits"):
        sqlite_desk.do(set_value, key="lettings.service_user_number", value="41234", valid_from=sqlite_desk.today)
    sqlite_desk.do(set_value, key="lettings.service_user_number", value="412345", valid_from=sqlite_desk.today)
    sqlite_desk.do(replace_paper, paper_id=found["direct-debit"].id, because="Our number was missing")
    assert "412345" in digits()
