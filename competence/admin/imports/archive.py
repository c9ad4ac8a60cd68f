"""Looking at a workbook's table of contents before it is opened: what Excel would never pack that way is refused."""

import io
import re
import zipfile
from dataclasses import dataclass

from competence.admin.imports.refusals import (
    DamagedFile,
    NotAWorkbook,
    OldOrLocked,
    SuspiciousArchive,
    TooHeavy,
    WithEmbeddedFiles,
    WithExternalLinks,
    WithMacros,
)

MEGABYTE = 1000 * 1000
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx with a password
ZIP_SIGNATURE = b"PK\x03\x04"
ENCRYPTED = 0x1
LOCAL_HEADER = 30  # bytes before the name in each entry of a zip file
SMALL = 64 * 1000  # an entry this small harms nobody, however well it packs
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})

MACROS = re.compile(r"vbaproject|\bmacrosheets/|/activex/", re.IGNORECASE)
LINKS = re.compile(r"/externallinks/", re.IGNORECASE)
EMBEDDED = re.compile(
    r"/embeddings/|\.(zip|xls[xmb]?|docx?|docm|pptx?|jar|7z|rar|gz|exe|dll)$",
    re.IGNORECASE,
)
TRAVERSAL = re.compile(r"^[/\\]|^[a-z]:|\\|(^|/)\.\.(/|$)|\x00", re.IGNORECASE)


@dataclass(frozen=True)
class ArchiveLimits:
    """How much a workbook may hold."""

    entries: int = 60
    unpacked: int = 20 * MEGABYTE
    ratio: int = 100


def inspect_archive(data: bytes, limits: ArchiveLimits) -> None:
    """Return quietly if the zip directory is that of an ordinary workbook; nothing is unpacked.

    Raises a refusal for what is no zip file, is locked, carries macros, links or other files, lies about its
    layout, or would unpack to more than the limits.
    """
    if data.startswith(OLE_SIGNATURE):
        raise OldOrLocked
    if not data.startswith(ZIP_SIGNATURE):
        raise NotAWorkbook
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        ValueError,
        OSError,
        EOFError,
    ) as error:
        raise DamagedFile from error
    if len(entries) > limits.entries:
        raise SuspiciousArchive
    _check_names([entry.filename for entry in entries])
    _check_sizes(entries, limits)
    _check_layout(entries, len(data))


def _check_names(names: list[str]) -> None:
    if len(set(names)) < len(names) or any(TRAVERSAL.search(name) for name in names):
        raise SuspiciousArchive
    if any(MACROS.search(name) for name in names):
        raise WithMacros
    if any(LINKS.search(name) for name in names):
        raise WithExternalLinks
    if any(EMBEDDED.search(name) for name in names):
        raise WithEmbeddedFiles
    if "[Content_Types].xml" not in names:
        raise NotAWorkbook


def _check_sizes(entries: list[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    if sum(entry.file_size for entry in entries) > limits.unpacked:
        raise TooHeavy
    if any(entry.file_size > max(SMALL, limits.ratio * entry.compress_size) for entry in entries):
        raise TooHeavy


def _check_layout(entries: list[zipfile.ZipInfo], length: int) -> None:
    """Entries must lie one after the other: in an overlapping bomb many entries unpack the same bytes."""
    free_from = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.flag_bits & ENCRYPTED:
            raise OldOrLocked
        if entry.compress_type not in METHODS or entry.header_offset < free_from:
            raise SuspiciousArchive
        free_from = entry.header_offset + LOCAL_HEADER + len(entry.filename) + entry.compress_size
    if free_from > length:
        raise DamagedFile
