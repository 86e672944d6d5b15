"""The kind of a payment in words: banks write codes, which say nothing to somebody who reads a statement. Pure."""

_WORDS = {
    "Faster payment": "FPI FPO FP BBP BP FT",
    "Standing order": "SO STO NSTO REPEATPMT S/O",
    "Direct debit": "DD D/D DDR NDDT DIRECTDEBIT 01 17 18 19",
    "Bank credit": "BGC BAC BACS CR C/R DC DIRECTDEP CREDIT NBGC 86 93 99",
    "Transfer": "TFR XFER TRF IBP NTRF",
    "Cheque": "CHQ CHK CHECK NCHK 11",
    "Cash or cheque": "DEP PAY NCLR DEPOSIT",
    "Cash": "CSH CASH CPT ATM NCMI",
    "Card payment": "DEB POS VIS CD",
    "Interest": "INT NINT DIV 90 Z4 Z5",
    "Charges": "CHG FEE SRVCHG NCHG BNKCHG SC",
    "Returned": "RTD RSO RA UNP NRTI UDD RDD U1 U7 U8 U9",
}
_BY_CODE = {code: words for words, codes in _WORDS.items() for code in codes.split()}


def kind_words(kind: str | None) -> str:
    """What a bank's own word or code means; nothing for a code that nobody outside the bank can read.

    >>> kind_words("NSTO"), kind_words("FASTER PAYMENT"), kind_words("99"), kind_words("NMSC"), kind_words(None)
    ('Standing order', 'Faster payment', 'Bank credit', '', '')
    """
    text = " ".join((kind or "").split())
    if text.upper() in _BY_CODE:
        return _BY_CODE[text.upper()]
    is_code = len(text) < 4 or text.isdigit() or (len(text) == 4 and text.isupper())
    return "" if is_code else text[:1].upper() + text[1:].lower()
