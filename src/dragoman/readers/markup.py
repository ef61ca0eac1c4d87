"""HTML pages and PDF files → text with the metadata that they carry."""

from __future__ import annotations

import io
import logging
import re
from typing import Any

from dragoman.errors import UnreadableError, ValueRefusedError
from dragoman.readers.dates import parse_date
from dragoman.readers.plain import MOST_CHARACTERS, Meta
from dragoman.values import Edtf

MOST_BYTES = 20_000_000
MOST_PAGES = 1000
_MOST_DEPTH = 2000
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p)\b", re.I | re.S
)
_TAG = re.compile(r"<(/?)(\w+)[^<>]*?(/?)>")
_OPEN_ENDED = re.compile(r"area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|source|td|th|tr|track|wbr")


def looks_like_html(head: bytes) -> bool:
    """Do these first bytes begin a page?"""
    return _HTML.match(head[:4096]) is not None


def html_text(page: str, meta: Meta) -> tuple[str, Meta]:
    """The article of a page, without menus and advertisements, and what the page says of itself.

    Raises UnreadableError where there is no article, or nesting so deep that no browser would show it.
    """
    if _depth(page) > _MOST_DEPTH:
        raise UnreadableError(meta.origin, f"its elements nest more than {_MOST_DEPTH:,} deep", "save the article as text")
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found: Any
    try:
        found = bare_extraction(
            page, favor_precision=False, include_comments=False, include_tables=False, with_metadata=True, url=meta.url,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
    except (RecursionError, ValueError, TypeError, AttributeError, LookupError, AssertionError) as error:
        what = f"the page cannot be read ({type(error).__name__})"
        raise UnreadableError(meta.origin, what, "save the article as text") from None
    text = found.text if found is not None else None
    if found is None or not text:
        raise UnreadableError(meta.origin, "no article was found in the page", "save the article as text")
    stated = _date(found.date)
    return text, Meta(
        meta.id, meta.title or found.title, meta.url or found.url, meta.publication or found.sitename,
        meta.byline or found.author, meta.published, stated, f"the page says {found.date}" if stated else "",
        meta.origin,
    )  # fmt: skip


def _depth(page: str) -> int:
    """How deep the elements nest, as far as open and closing tags tell; elements that need no end tag are left out."""
    deepest = now = 0
    for close, name, own in _TAG.findall(page):
        if own or _OPEN_ENDED.fullmatch(name.lower()):
            continue
        now = max(0, now - 1) if close else now + 1
        deepest = max(deepest, now)
    return deepest


def _date(value: str | None) -> Edtf | None:
    try:
        return parse_date(value) if value else None
    except ValueRefusedError:
        return None


def pdf_text(data: bytes, meta: Meta) -> tuple[str, Meta]:
    """The text of a PDF, its pages apart by a blank line; raises UnreadableError for scans, locked and broken files."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError(meta.origin, "the PDF is locked with a password", "save an unlocked copy")
        text = _pages(reader, meta.origin)
        info = reader.metadata
        title = str(info.title or "").strip() if info else ""
        author = str(info.author or "").strip() if info else ""
    except UnreadableError:
        raise
    except Exception as error:  # pypdf raises errors of many kinds on broken files
        what = f"the PDF is broken ({_short(error)})"
        raise UnreadableError(meta.origin, what, "save it anew or give its text") from None
    if not text.strip():
        raise UnreadableError(meta.origin, "the PDF holds no text (scanned pages?)", "run it through OCR")
    return text, Meta(
        meta.id, meta.title or title or None, meta.url, meta.publication, meta.byline or author or None, meta.published,
        origin=meta.origin,
    )  # fmt: skip


def _pages(reader: object, where: str) -> str:
    pages = reader.pages  # type: ignore[attr-defined]
    if len(pages) > MOST_PAGES:
        raise UnreadableError(where, f"the PDF has {len(pages):,} pages, over {MOST_PAGES:,}", "split it")
    out: list[str] = []
    size = 0
    for page in pages:
        out.append(page.extract_text().replace("\u00ad\n", "").replace("\u00ad", "").strip())
        size += len(out[-1])
        if size > MOST_CHARACTERS:
            raise UnreadableError(where, f"the PDF holds more than {MOST_CHARACTERS:,} characters", "split it")
    return "\n\n".join(out)


def _short(error: Exception) -> str:
    return (str(error) or type(error).__name__).split("\n", 1)[0][:80]
