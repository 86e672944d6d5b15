"""What a camt entry says about itself: the other party, its account, the reference, and the parts of a batch."""

import re
from dataclasses import dataclass

from housingdesk.bank.parsers.accounts import joined_account
from housingdesk.bank.parsers.reading import Detail
from housingdesk.bank.parsers.xml_tree import Node
from housingdesk.values.money import decimal_text
from housingdesk.values.problems import Problem
from housingdesk.values.tables.amounts import hundredths
from housingdesk.values.tables.refusing import warn

_SILENT = {"NOTPROVIDED", "NONREF", "NOTAVAILABLE"}


@dataclass(frozen=True, slots=True)
class Words:
    """The parts of an entry that are words."""

    narrative: str
    payer: str | None
    payer_account: str | None
    reference: str | None
    kind: str | None


def transactions(entry: Node) -> list[Node]:
    """The details of an entry, wherever the version of the message puts them."""
    return [part for box in entry.all("NtryDtls") for part in box.all("TxDtls")] + entry.all("TxDtls")


def entry_words(entry: Node, pence: int) -> Words:
    """The words of an entry: those of its one detail, or of the entry alone when it is a batch."""
    parts = transactions(entry)
    info = entry.words("AddtlNtryInf")
    kind = entry.words("BkTxCd/Prtry/Cd") or _domain(entry)
    if len(parts) != 1:
        batch = entry.words("NtryDtls/Btch/PmtInfId")
        return Words(info or batch or entry.words("NtryRef") or "", None, None, None, kind)
    detail = _detail(parts[0], pence > 0, None)
    narrative = " ".join(dict.fromkeys(part for part in (info, detail.narrative) if part))
    return Words(narrative, detail.payer, detail.payer_account, detail.reference, kind or _domain(parts[0]))


def entry_details(entry: Node, currency: str | None, warnings: list[Problem]) -> tuple[Detail, ...]:
    """The payments inside a batch entry; warns when their amounts do not sum to it."""
    parts = transactions(entry)
    if len(parts) < 2:
        return ()
    sign = 1 if entry.words("CdtDbtInd") == "CRDT" else -1
    details = tuple(_detail(part, sign > 0, currency, sign) for part in parts)
    amount = entry.child("Amt")
    amounts = [detail.pence for detail in details]
    total = sum(pence for pence in amounts if pence is not None)
    if None not in amounts and amount is not None and total != sign * hundredths(amount.text.strip().lstrip("+-")):
        warnings.append(warn(f"The {len(details)} payments in this entry add up to {decimal_text(total)}, the entry is "
                             f"{amount.text.strip()}; the entry is taken.", entry.line, field="amount"))
    return details


def _detail(part: Node, incoming: bool, currency: str | None, sign: int = 1) -> Detail:
    own = part.words("CdtDbtInd")
    sign = {"CRDT": 1, "DBIT": -1}.get(own or "", sign)
    party, agent = ("Dbtr", "DbtrAgt") if incoming else ("Cdtr", "CdtrAgt")
    payer = part.words(f"RltdPties/{party}/Nm", f"RltdPties/{party}/Pty/Nm", f"RltdPties/Ultmt{party}/Nm",
                       f"RltdPties/Ultmt{party}/Pty/Nm")
    reference, remittance = _remittance(part)
    number = part.words(f"RltdPties/{party}Acct/Id/IBAN", f"RltdPties/{party}Acct/Id/Othr/Id",
                        f"RltdPties/{party}Acct/Id/BBAN", f"RltdPties/{party}Acct/Id/PrtryAcct/Id")
    member = part.words(f"RltdAgts/{agent}/FinInstnId/ClrSysMmbId/MmbId", f"RltdAgts/{agent}/FinInstnId/ClrSysMmbId/Id")
    narrative = " ".join(dict.fromkeys(text for text in (payer, remittance, reference, part.words("AddtlTxInf")) if text))
    return Detail(_amount(part, currency, sign), payer, joined_account(member, number), reference, narrative)


def _remittance(part: Node) -> tuple[str | None, str]:
    box = part.child("RmtInf")
    structured = unstructured = None
    if box is not None:
        found = [text for item in box.all("Strd") if (text := item.words("CdtrRefInf/Ref", "CdtrRefInf/CdtrRef"))]
        structured = found[0] if found else None
        unstructured = " ".join(text for item in box.all("Ustrd") if (text := " ".join(item.text.split())))
    end_to_end = part.words("Refs/EndToEndId")
    if end_to_end and end_to_end.replace(" ", "").upper() in _SILENT:
        end_to_end = None
    short = unstructured if unstructured and len(unstructured) <= 35 else None
    return structured or short or end_to_end, unstructured or ""


def _amount(part: Node, currency: str | None, sign: int) -> int | None:
    """The part's amount in the entry's currency; None where only a foreign one is given."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"):
        node = part.child(path)
        text = node.text.strip() if node is not None else ""
        if node is None or node.attributes.get("Ccy", currency) != currency or not re.fullmatch(r"[0-9]*\.?[0-9]+", text):
            continue
        try:
            return sign * hundredths(text)
        except ValueError:
            return None
    return None


def _domain(node: Node) -> str | None:
    code = node.child("BkTxCd/Domn")
    if code is None:
        return None
    return "/".join(filter(None, (code.words("Cd"), code.words("Fmly/Cd"), code.words("Fmly/SubFmlyCd")))) or None
