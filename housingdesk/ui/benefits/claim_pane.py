"""What the pane of a claim tells of a line, and which steps it offers; decides nothing about the claim."""

from housingdesk.benefits.queries.claim_file import ClaimFile
from housingdesk.benefits.rules.words import AppealState
from housingdesk.ui.benefits.chasing import way_words
from housingdesk.ui.benefits.claim_lines import Line, Part
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import balance_words, format_pence


def claim_facts(file: ClaimFile) -> list[tuple[str, str]]:
    """What is known of the claim itself: names and values."""
    claim, today = file.claim, file.on
    facts = [("Counts from", format_date(claim.counts_from)),
             ("Sent", format_date(claim.sent_on) if claim.sent_on else "not yet"),
             ("Decided", format_date(claim.decided_on) if claim.decided_on else "not yet"),
             ("Payment", "to us" if claim.to_landlord else "to the tenant"),
             ("Authority to act", format_short(claim.authority_on, today) if claim.authority_on else "not given"),
             ("Rent account", balance_words(file.owed_pence)), ("The office is asked", way_words(file.office)),
             ("It is for", file.fund.whom), ("It is paid by", file.fund.pays)]
    if claim.expected_pence:
        facts.insert(4, ("A week", format_pence(claim.expected_pence)))
    if file.fund.third:
        facts.append(("Whose money", "a third party’s, never Housing Benefit"))
    return facts + ([("Note", claim.note)] if claim.note else [])


def card_facts(file: ClaimFile) -> list[tuple[str, str]]:
    """What the Universal Credit card says, against what is charged."""
    card = file.card
    assert card is not None
    months = (("Rent Universal Credit knows", card.rent_on_uc_pence), ("Rent charged, a month", file.rent.actual_pence),
              ("Standard allowance", card.standard_pence), ("Taken for arrears", card.deduction_pence))
    days = (("A period begins on the", card.assessment_day), ("Paid on the", card.pay_day))
    return [*((words, format_pence(pence) if pence is not None else "not known") for words, pence in months),
            *((words, str(day) if day else "not known") for words, day in days)]


def steps(line: Line) -> tuple[tuple[str, str, str], ...]:
    """The other things that can be done with a line: method, words, key."""
    paper = ("paper", "See the paper", "D")
    match line.part:
        case Part.CLAIM:
            return (("chase", "Chase", "C"), ("letter", "Letter", "L"), ("decided", "Decided", "W"),
                    ("asked", "They ask", "A"), ("authority", "Authority", "G"), ("reopen", "Reopen", "R"),
                    ("form_answers", "Its form", "M"), ("whole_claim", "All papers", "B"),
                    ("provider_file", "Scheme’s file", "Y"))
        case Part.CARD:
            return (("verify", "Verify done", "V"), ("happened", "Something happened", "Q"),
                    ("journal", "Copy for the journal", "Z"))
        case Part.EVIDENCE:
            return ("scan", "Keep a scan", "I"), paper
        case Part.CONTACT:
            return ("scan", "Keep a scan", "I"), paper, ("take_out", "Take out", "Delete")
        case Part.ABSENCE | Part.OVERPAYMENT:
            return ("write", "Put right", "F2"), ("take_out", "Take out", "Delete")
        case Part.CHANGE:
            return ("notice", "Its notice", "N"), paper, ("take_out", "Take out", "Delete")
        case _:
            return paper, ("take_out", "Take out", "Delete")


def step_word(line: Line) -> str:
    """What Enter does with a line, in words; empty where it does nothing."""
    match line.part:
        case Part.CLAIM:
            return "Next step"
        case Part.CARD:
            return "What the statement says"
        case Part.EVIDENCE:
            return "It came" if line.open else ""
        case Part.CONTACT:
            return "The answer came" if line.open else ""
        case Part.CHANGE:
            return "" if not line.open else "The office was told" if line.row.told_on is None else "It is confirmed"
        case Part.ABSENCE:
            return "" if not line.open else "The office was told" if line.row.told_on is None else "They are back"
        case Part.APPEAL:
            return "" if not line.open else "It was asked for" if line.row.state is AppealState.TO_ASK else "The answer came"
        case Part.OVERPAYMENT:
            return "What became of it" if line.open else ""
        case _:
            return ""
