"""Ink into a signed paper and the association's seal around it, as updates behind the bytes that were issued.

The paper stays byte for byte what was shown. The seal is made with a key of its own that is used once and then gone, so
that nobody, whoever reads the database, can seal another file with the same certificate; a later change of the file breaks it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from housingdesk.errors import BadFile, Refused
from housingdesk.letters.pdf.paper_pages import SIGN_BOX, SIGN_MARK
from housingdesk.letters.rules.address import MM
from housingdesk.lettings.rules.papers.strokes import ink, read_strokes

FIELD = "AssociationSeal"
_FONT = "F1+0"
_SMALL = 7.5


@dataclass(frozen=True, slots=True)
class Inked:
    """One signature to draw: which place, its strokes as kept, and the day and time in words."""

    number: int
    strokes: str
    said: str


@dataclass(frozen=True, slots=True)
class SealCheck:
    """What a sealed file says: whether the seal is whole and covers all of it, whose it is, and since when."""

    whole: bool
    by: str
    problem: str = ""


def sealed(pdf: bytes, signatures: Sequence[Inked], association: str, reason: str, at: datetime) -> bytes:
    """The paper with the signatures drawn in and sealed; Refused when it has no such place to sign."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import MDPPerm

    places = sign_places(pdf)
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    for one in signatures:
        if one.number not in places:
            raise Refused(f"This paper has no place {one.number} to sign")
        _draw(writer, *places[one.number], one)
    inked = BytesIO()
    writer.write(inked)
    about = signers.PdfSignatureMetadata(field_name=FIELD, reason=reason, name=association, certify=True,
                                         docmdp_permissions=MDPPerm.NO_CHANGES, md_algorithm="sha256")
    out = BytesIO()
    signers.PdfSigner(about, _signer(association, at)).sign_pdf(IncrementalPdfFileWriter(BytesIO(inked.getvalue())), output=out)
    return out.getvalue()


def sign_places(pdf: bytes) -> dict[int, tuple[int, float, float]]:
    """Where each signs: page from nought, left and top in points from the foot of the page; by the number of the place."""
    import pikepdf

    found: dict[int, tuple[int, float, float]] = {}
    with pikepdf.open(BytesIO(pdf)) as document:
        pages = {page.objgen: number for number, page in enumerate(document.pages)}
        for name, target in document.Root.get("/Dests", pikepdf.Dictionary()).items():
            words = str(name).lstrip("/")
            if words.startswith(SIGN_MARK):
                where: Any = target
                found[int(words.removeprefix(SIGN_MARK))] = (pages[where[0].objgen], float(where[2]), float(where[3]))
    return found


def _draw(writer: Any, page: int, left: float, top: float, one: Inked) -> None:
    from pyhanko.pdf_utils.generic import StreamObject

    across, down = SIGN_BOX
    drawn = ink(read_strokes(one.strokes), left + 2, top - 8, across - 4, down - 10)
    words = one.said.encode("latin-1", "replace").decode("latin-1").replace("\\", "").replace("(", "").replace(")", "")
    date_at = left + across + 8 * MM + 30
    text = (f"BT 0.09 0.13 0.17 rg /{_FONT} {_SMALL + 2} Tf 1 0 0 1 {date_at:.2f} {top - down + 4:.2f} Tm ({words}) Tj ET\n")
    stream = StreamObject(stream_data=(drawn + text).encode("latin-1"))
    writer.add_stream_to_page(page, writer.add_object(stream))


def _signer(association: str, at: datetime) -> Any:
    """A certificate of the association for this one paper, with a key that is forgotten when the paper is sealed."""
    from asn1crypto import keys, x509
    from cryptography import x509 as made_x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = ec.generate_private_key(ec.SECP256R1())
    name = made_x509.Name([made_x509.NameAttribute(NameOID.ORGANIZATION_NAME, association[:64]),
                           made_x509.NameAttribute(NameOID.COMMON_NAME, f"{association[:50]}, seal")])
    usage = made_x509.KeyUsage(digital_signature=True, content_commitment=True, key_encipherment=False,
                               data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
                               encipher_only=False, decipher_only=False)
    certificate = (made_x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
                   .serial_number(made_x509.random_serial_number()).not_valid_before(at - timedelta(days=1))
                   .not_valid_after(at + timedelta(days=365 * 20)).add_extension(usage, critical=True)
                   .sign(key, hashes.SHA256()))
    plain = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(plain), cert_registry=SimpleCertificateStore())


def check_seal(pdf: bytes) -> SealCheck:
    """Whether a file is as it was sealed; BadFile when it is no PDF. A file without a seal says so."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator import ValidationContext

    try:
        found = list(PdfFileReader(BytesIO(pdf)).embedded_signatures)
    except (PdfError, ValueError) as error:
        raise BadFile("This is not a PDF, or it is damaged") from error
    if not found:
        return SealCheck(False, "", "It has no seal")
    try:
        certificate = found[0].signer_cert
        status = validate_pdf_signature(found[0], ValidationContext(trust_roots=[certificate], allow_fetching=False))
    except (SignatureValidationError, SigningError, PdfError, ValueError) as error:
        return SealCheck(False, "", f"Its seal is broken: {error}")
    by = str(certificate.subject.native.get("organization_name", ""))
    if not (status.intact and status.valid):
        return SealCheck(False, by, "It was changed after it was sealed")
    if status.coverage is not SignatureCoverageLevel.ENTIRE_FILE or len(found) != 1:
        return SealCheck(False, by, "Something was added after it was sealed")
    return SealCheck(True, by)
