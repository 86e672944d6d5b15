"""The shipped agreements and papers: drawn for those to whom they are hardest to write and read back; schedules locked."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from housingdesk.access.desk import Desk
from housingdesk.errors import Refused
from housingdesk.letters import pdf, proof
from housingdesk.letters.actions import templates as actions
from housingdesk.letters.pdf.paper_pages import SIGN_MARK
from housingdesk.letters.queries import templates as queries
from housingdesk.letters.queries.templates import shipped_source
from housingdesk.letters.rules.merge import LOCKED, PAPERS, BlockKind, Family
from housingdesk.letters.rules.paper_checks import paper_findings
from housingdesk.letters.rules.paper_content import Boxes, Clause, Grid, Places, paper_texts
from housingdesk.letters.rules.paper_samples import sample_paper
from housingdesk.letters.rules.papers import compose_paper
from housingdesk.letters.rules.samples import SAMPLES, Sample
from housingdesk.letters.rules.source import Piece, toml_of, wording_of
from housingdesk.letters.rules.tried import Look, Tried
from housingdesk.letters.stock import paper_keys, shipped_template
from tests.support.desk import MONDAY
from tests.support.letters import printed

AGREEMENTS = tuple(key for key in paper_keys() if shipped_template(key).family is Family.LETTING)
_LAW = {"agreement-assured": ("section 48", "Section 11", "section 13", "section 17", "Schedule 2", "Ombudsman"),
        "agreement-starter": ("becomes an assured tenancy", "eighteen months", "section 21"),
        "agreement-fixed-term": ("section 21(1B)", "section 7(6)"),
        "agreement-assured-periodic": ("two months’ notice in writing", "Renters’ Rights Act 2025"),
        "agreement-licence-protected": ("four weeks’ notice in writing", "until a court has made an order"),
        "agreement-licence-excluded": ("do not need an order of a court", "Criminal Law Act 1977"),
        "agreement-garage": ("VAT", "Torts (Interference with Goods) Act 1977"), "agreement-emergency": ("E-0012",)}


def test_there_is_an_agreement_for_every_new_kind() -> None:
    assert len(AGREEMENTS) == 10 and len(paper_keys()) >= 20


@pytest.mark.parametrize("key", paper_keys())
def test_a_shipped_paper_has_no_fault(key: str) -> None:
    assert [one.message for one in proof.found_in(shipped_source(key)) if one.stops] == []
    assert shipped_template(key).family in PAPERS


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.key)
@pytest.mark.parametrize("key", paper_keys())
def test_it_is_whole_for_everybody(key: str, sample: Sample) -> None:
    template = shipped_template(key)
    about = sample_paper(template, sample)
    paper = compose_paper(template, about)
    made = pdf.issue_paper(paper)
    pages = printed(made.pdf)
    words = " ".join(" ".join(pages).split()).replace("\u00a0", " ")
    heads = {head for block in paper.blocks if isinstance(block, Grid) for head in block.heads} if about.large_print else set()
    boxed = {block.value for block in paper.blocks if isinstance(block, Boxes)}
    assert all(value in words.replace(" ", "") for value in boxed)
    # Large print has each figure's head beside it; a yes is a cross in its box.
    for text in {text for _, text in paper_texts(paper)} - heads - boxed - {"yes", "no"}:
        for word in text.replace("\u00a0", " ").split():
            assert word in words, f"“{word}” of {text} is not on the paper"
    assert "\ufffd" not in words and "\u25a1" not in words
    assert "{" not in words and "None" not in words.replace("None is", "")
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
    if any(block.kind is BlockKind.CHARGES for block in template.blocks):
        assert "£" in words
    assert pdf.issue_paper(paper).sha256 == made.sha256


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.key)
@pytest.mark.parametrize("key", AGREEMENTS)
def test_everybody_signs_on_the_page_of_the_last_clause(key: str, sample: Sample) -> None:
    template = shipped_template(key)
    paper = compose_paper(template, sample_paper(template, sample))
    last = next(block for block in reversed(paper.blocks) if isinstance(block, Clause))
    places = paper.blocks[-1]
    assert isinstance(places, Places)
    made = pdf.issue_paper(paper)
    with pikepdf.open(BytesIO(made.pdf)) as document:
        marks = {str(name).lstrip("/"): target for name, target in document.Root.Dests.items()}
        assert sorted(marks) == [f"{SIGN_MARK}{number}" for number in range(1, len(places.places) + 1)]
        assert {target[0].objgen for target in marks.values()} == {document.pages[-1].objgen}
    assert last.number in printed(made.pdf)[-1]


@pytest.mark.parametrize("key", _LAW)
def test_what_the_law_asks_for_stands_in_it(key: str) -> None:
    words = " ".join(" ".join(printed(pdf.issue_paper(compose_paper(
        shipped_template(key), sample_paper(shipped_template(key), SAMPLES[0]))).pdf)).split())
    for part in _LAW[key]:
        assert part in words
    assert "To be checked" not in words


@pytest.mark.parametrize("key", ["agreement-licence-protected", "agreement-licence-excluded", "agreement-emergency"])
def test_a_resident_of_a_licence_is_never_called_a_tenant(key: str) -> None:
    template = shipped_template(key)
    for sample in SAMPLES:
        words = " ".join(printed(pdf.issue_paper(compose_paper(template, sample_paper(template, sample))).pdf)).lower()
        assert "tenant" not in words.replace("landlord and tenant act", "") and "landlord" not in words


@pytest.mark.parametrize("sample", [one for one in SAMPLES if not one.large_print], ids=lambda sample: sample.key)
def test_the_emergency_pack_is_two_pages(sample: Sample) -> None:
    template = shipped_template("agreement-emergency")
    made = pdf.issue_paper(compose_paper(template, sample_paper(template, sample)))
    assert made.pages == 2


def test_a_character_that_cannot_be_printed_is_refused_with_its_place() -> None:
    template = shipped_template("agreement-assured")
    about = sample_paper(template, SAMPLES[0])
    with pytest.raises(Refused, match="part"):
        home = (("Address", "\U00013000"),)
        pdf.issue_paper(compose_paper(template, replace(about, rows={**about.rows, BlockKind.HOME: home})))


def test_a_schedule_with_a_hole_makes_no_paper() -> None:
    template = shipped_template("agreement-assured")
    about = sample_paper(template, SAMPLES[0])
    with pytest.raises(Refused, match="“Address” is empty"):
        compose_paper(template, replace(about, rows={**about.rows, BlockKind.HOME: (("Address", " "),)}))
    with pytest.raises(Refused, match="no charge is known"):
        compose_paper(template, replace(about, charges=()))


@pytest.mark.parametrize("kind", sorted(LOCKED & {BlockKind.PARTIES, BlockKind.CHARGES, BlockKind.SIGNATURES, BlockKind.DATES}))
def test_a_schedule_cannot_be_taken_out_written_in_or_hidden(kind: BlockKind) -> None:
    shipped = shipped_template("agreement-assured")
    wording = wording_of(shipped_source("agreement-assured"))

    def stops(*pieces: Piece) -> list[str]:
        tried = proof.parsed(toml_of(replace(wording, pieces=pieces)))
        return [one.message for one in paper_findings(tried, shipped) if one.stops]

    without = tuple(piece for piece in wording.pieces if piece.kind is not kind)
    assert any("cannot be taken out" in said for said in stops(*without))
    written = tuple(replace(piece, text="£1.00 each week") if piece.kind is kind else piece for piece in wording.pieces)
    assert any("takes no words" in said for said in stops(*written))
    hidden = tuple(replace(piece, when=("joint",)) if piece.kind is kind else piece for piece in wording.pieces)
    assert any("hidden" in said for said in stops(*hidden))
    assert stops(*wording.pieces) == []


def test_a_clause_of_ones_own_goes_the_way_of_letters(desk: Desk) -> None:
    made = desk.do(actions.start_draft, key="agreement-assured").value
    opened = desk.ask(queries.opened, key="agreement-assured", on=MONDAY)
    wording = wording_of(opened.source)
    own = Piece(BlockKind.CLAUSE, "You keep the garden tidy.")
    place = next(n for n, piece in enumerate(wording.pieces) if piece.kind is BlockKind.CLAUSE)
    source = toml_of(replace(wording, pieces=(*wording.pieces[:place], own, *wording.pieces[place:])))
    version = desk.do(actions.save_draft, version_id=made, version=opened.row.version, source=source).value
    desk.do(actions.submit_draft, version_id=made, version=version)
    assert "You keep the garden tidy." not in str(queries_template(desk))


def queries_template(desk: Desk) -> object:
    """The agreement in use: a draft that waits to be checked is not."""
    return desk.ask(queries.template_in_use, key="agreement-assured", on=MONDAY)


def test_papers_are_listed_with_letters_but_never_offered_as_one(desk: Desk) -> None:
    assert set(paper_keys()) <= {row.key for row in desk.ask(queries.templates, on=MONDAY)}
    assert not set(paper_keys()) & {template.key for template in desk.ask(queries.templates_in_use, on=MONDAY)}


def test_what_is_uncertain_is_a_note_in_the_editor_and_not_on_paper() -> None:
    notes = [one for one in proof.found_in(shipped_source("agreement-starter")) if one.field == "check"]
    assert notes and all(one.place is not None and not one.stops for one in notes)
    tried = proof.proof(shipped_source("agreement-starter"), Tried(SAMPLES[0], Look.LARGE))
    assert tried.pdf is not None and "Tenancy Standard" not in " ".join(printed(tried.pdf))
