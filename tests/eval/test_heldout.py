"""The held-out dispatches are well formed: every run of evidence is in its text, every date, code and amount is of its kind.

Only the form is looked at; what the coder makes of them is no business of a test. Messages name the fact's id, not its
words, so that a failure under `unseen` does not show the text.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

HELDOUT = Path(__file__).parents[2] / "eval/heldout"
TEXTS = sorted(HELDOUT.glob("*/*.txt"))

DAY = r"\d{4}(-(0[1-9]|1[0-2]|2[1-4])(-(0[1-9]|[12]\d|3[01]))?|-W\d{2})?|\d{3}X"
DATE = re.compile(rf"({DAY})|({DAY}|\.\.)/({DAY}|\.\.)")
LENGTH = re.compile(r"P(T?(\d+(\.\d+)?|X)(Y|M|W|D|H|DE))+")
PART_OF_DAY = re.compile(r"\d{4}-\d{2}-\d{2}T(MO|AF|EV|NI)")
SEASON = re.compile(r"\d{4}-(SP|SU|FA|WI)")
ORGANISATIONS = {
    *("AU", "EU", "EC", "G7", "IAEA", "ICJ", "IMF", "NATO", "OAS", "OAU", "PCA", "PKK"),
    *("LAS", "UN", "UNSC", "UNASUR", "WORLDBANK", "SOMALILAND"),
    *("ABKHAZIA", "APEC", "KEDO", "LTTE", "OSCE", "TRANSDNIESTER", "UNO"),
}  # fmt: skip
UNLISTED_STATES = {"SUN", "XKX"}

FIELDS = {
    "event": {"plover", "source", "target", "date", "status", "evidence"},
    "meeting": {"type", "participants", "place", "date", "status", "evidence"},
    "commitment": {"promisor", "beneficiary", "made", "deadline", "status", "evidence", "gist"},
    "transfer": {"provider", "recipient", "amount", "currency", "instrument", "stage", "date", "evidence"},
    "position": {"holder", "issue", "stance", "date", "evidence"},
    "office": {"person", "role", "polity", "held_at"},
    "attribution": {"source", "anonymous", "cue", "certainty", "gist", "evidence"},
    "citation": {"outlets", "evidence"},
    "crossref": {"outlet", "date", "evidence"},
    "time": {"expression", "value"},
}  # fmt: skip
WORDS = {
    "plover": {
        *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT"),
        *("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    },
    "instrument": {"grant", "loan", "debt", "investment", "payment", "other"},
    "stage": {"pledged", "committed", "disbursed", "suspended", "resumed", "cancelled", "owed", "requested", "repaid"},
    "certainty": {"certain", "probable", "possible", "denied", "unknown"},
}


def facts_of(text: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(text.with_suffix(".json").read_text(encoding="utf-8"))["facts"]
    return rows


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
class TestPair:
    def test_evidence_is_a_run_of_the_text(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        for fact in facts_of(path):
            run = fact.get("evidence") or fact.get("expression")
            assert fact["kind"] == "office" or (run and run in text), fact["id"]
            assert fact["kind"] == "time" or text.count(run or "") == 1 or fact["kind"] == "office", fact["id"]

    def test_every_fact_has_the_fields_of_its_kind(self, path: Path) -> None:
        seen = set()
        for fact in facts_of(path):
            assert FIELDS[fact["kind"]] <= set(fact), fact["id"]
            assert fact["id"] not in seen, fact["id"]
            seen.add(fact["id"])

    def test_words_are_of_the_closed_lists(self, path: Path) -> None:
        for fact in facts_of(path):
            for field, words in WORDS.items():
                given = [fact[field], *fact.get(f"accept_{field}", [])] if field in fact else []
                assert set(given) <= words, (fact["id"], field)

    def test_dates_are_edtf(self, path: Path) -> None:
        published = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["published"]
        assert DATE.fullmatch(published)
        for fact in facts_of(path):
            for field in ("date", "made", "deadline", "held_at"):
                for value in (fact.get(field), *fact.get(f"accept_{field}", [])):
                    assert value is None or DATE.fullmatch(value) or SEASON.fullmatch(value), (fact["id"], field)
            for value in (fact.get("value"), *fact.get("accept", [])):
                forms = (DATE, LENGTH, PART_OF_DAY, SEASON)
                assert value in (None, "FUTURE_REF") or any(form.fullmatch(value) for form in forms), fact["id"]

    def test_polities_are_codes(self, path: Path) -> None:
        code = re.compile(r"[A-Z]{3}")
        for fact in facts_of(path):
            given = [p["polity"] for p in fact.get("participants", [])] + ([fact["polity"]] if "polity" in fact else [])
            assert all(code.fullmatch(c) or c in ORGANISATIONS or c in UNLISTED_STATES for c in given), fact["id"]
