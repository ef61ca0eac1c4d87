"""A bad rule fails when it is loaded, naming file, rule and remedy."""

from __future__ import annotations

import pytest

from dragoman.errors import RuleError
from dragoman.extract.rule_files import by_word, rule_from
from dragoman.extract.transfer_rules import TransferRule


def test_a_key_that_no_rule_has_is_named_with_the_rule() -> None:
    with pytest.raises(RuleError, match=r"transfers\.toml: lend: has keys verb; use .*verbs"):
        rule_from(TransferRule, {"name": "lend", "stage": "pledged", "verb": ["lend"]}, "transfers.toml", {"name", "stage"})


def test_a_key_that_is_missing_is_named() -> None:
    with pytest.raises(RuleError, match=r"transfers\.toml: lend: lacks stage"):
        rule_from(TransferRule, {"name": "lend"}, "transfers.toml", {"name", "stage"})


def test_rules_are_found_by_word_and_part_of_speech_in_order() -> None:
    one, two = (TransferRule(n, "pledged", verbs=("lend",), nouns=("loan",)) for n in ("one", "two"))
    assert by_word([one, two], [("verbs", "verb")]) == {("lend", "verb"): (one, two)}
