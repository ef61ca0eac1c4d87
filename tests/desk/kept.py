"""Codings for the tests of the store: the sample under other ids, with other texts, other records."""

from __future__ import annotations

import hashlib
from typing import Any

import sample
from dragoman.records import Coding, Extent


def document(id: str = "a", **fields: Any) -> Coding:
    """The sample with other particulars; where its text is quite another, nothing was read in it."""
    coding = sample.coding(id)
    text = str(fields.get("text", sample.TEXT))
    if not text.startswith(sample.TEXT):
        coding = Coding(document=coding.document, sentences=[Extent(start=0, end=len(text))])
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return coding.model_copy(update={"document": coding.document.model_copy(update={**fields, "sha256": digest})})


def with_records(coding: Coding, **changes: dict[str, Any] | None) -> Coding:
    """The coding as other rules read it: records of these kinds with other values, or (None) without them."""
    records = [r.model_copy(update=changes.get(r.kind) or {}) for r in coding.records if changes.get(r.kind, {}) is not None]
    return coding.model_copy(update={"records": records})


LONGER = sample.TEXT + " It rained in the evening, and nobody else came."
OTHER = "Rohan and Dale " + "talked of horses, apples, barley, salt, timber and wool " * 5
