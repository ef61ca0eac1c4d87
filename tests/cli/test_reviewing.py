"""The analyst's last word: reviews, rulings, annotated data; as typed, against a real desk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import codings
from dragoman import open_desk
from dragoman.cli import app
from dragoman.exports.facts import fact_of, facts_of


@pytest.fixture
def desk(tmp_path: Path) -> str:
    path = tmp_path / "north.db"
    with open_desk(path) as opened:
        opened.add_many(codings.codings())
        opened.refresh()
    return str(path)


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        return 2, str(result.exception)
    return result.exit_code, result.stdout + result.stderr


def ask(desk: str, view: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(run(view, "--desk", desk, "--format", "json")[1])["rows"]
    return rows


def test_show_lists_the_keys(desk: str) -> None:
    code, out = run("review", "show", "nw3", "--desk", desk)
    assert code == 0
    for key in ("nw3/mee-3", "nw3/tra-2", "nw3/pos-2", "nw3/eve-1"):
        assert key in out
    assert "“held talks in Bergen”" in out


def test_a_rejected_record_is_seen_no_more(desk: str) -> None:
    assert ask(desk, "relations")
    assert run("review", "reject", "nw3/eve-1", "--desk", desk, "--by", "me", "--note", "no rebuke") == (
        0, "nw3/eve-1: rejected\n",
    )  # fmt: skip
    assert not ask(desk, "relations")
    assert "Rejected: nw3/eve-1" in run("review", "show", "nw3", "--desk", desk)[1]


def test_a_corrected_record_is_seen_as_put_right(desk: str) -> None:
    code, _ = run("review", "correct", "nw3/tra-2", "amount=12000000", "date=2011", "--desk", desk)
    assert code == 0
    (programme,) = ask(desk, "ledger")
    assert 12_000_000 in [e["amount"] for e in programme["entries"]]  # type: ignore[attr-defined]
    assert "corrected" in run("review", "show", "nw3", "--desk", desk)[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [(["accept", "nw3/none"], "no such record"), (["correct", "nw3/tra-2", "stage=lost"], "stage"),
     (["correct", "nw3/tra-2", "stage"], "write field=value")],
)  # fmt: skip
def test_what_cannot_be_reviewed_is_refused(desk: str, words: list[str], said: str) -> None:
    code, out = run("review", *words, "--desk", desk)
    assert code == 2
    assert said in out


def test_split_and_merge(desk: str) -> None:
    assert len(ask(desk, "promises")) == 1
    assert "two things from now on" in run("split", "nw1/com-1", "rk4/com-2", "--desk", desk)[1]
    assert len(ask(desk, "promises")) == 2
    assert "one thing from now on" in run("merge", "nw1/com-1", "rk4/com-2", "--desk", desk)[1]
    assert len(ask(desk, "promises")) == 1
    assert run("merge", "nw1/com-1", "nw1/mee-1", "--desk", desk)[0] == 2


def test_export_of_what_was_reviewed(desk: str, tmp_path: Path) -> None:
    run("review", "accept", "nw1/com-1", "nw1/mee-1", "--desk", desk)
    run("review", "correct", "nw3/tra-2", "amount=12000000", "--desk", desk)
    run("review", "reject", "nw3/eve-1", "--desk", desk)
    out = tmp_path / "gold"
    code, said = run("export", "--reviewed", "-o", str(out), "--desk", desk)
    assert (code, said) == (0, f"{out}: 2 documents\n")
    assert sorted(p.name for p in out.iterdir()) == ["nw1.json", "nw1.txt", "nw3.json", "nw3.txt"]
    first, third = (json.loads((out / f"{d}.json").read_text()) for d in ("nw1", "nw3"))
    assert [f["id"] for f in first["facts"]] == ["doc", "com-1", "mee-1"]
    assert first["facts"][1] == {
        "id": "com-1", "kind": "commitment", "promisors": ["NOR"], "beneficiary": ["ISL"], "gist": "sign a fishing treaty",
        "made": "2011-01-10", "deadline": "2011-12-31", "status": "open", "evidence": "Norway will sign a fishing treaty",
    }  # fmt: skip
    assert [(f["id"], f.get("amount")) for f in third["facts"]] == [("doc", None), ("tra-2", 12_000_000)]
    assert (out / "nw3.txt").read_text() == codings.TEXTS["nw3"]


def test_export_of_everything_to_the_screen(desk: str) -> None:
    code, out = run("export", "--desk", desk)
    assert code == 0
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["document"] for line in lines] == ["nw1", "nw3", "rk2", "rk4"]
    for line in lines:
        assert all(f["evidence"] in line["text"] for f in line["facts"] if "evidence" in f)


def test_a_passage_that_comes_twice_is_widened_to_its_sentence() -> None:
    coding = codings.codings()[0]
    text = "Norway agreed. Later Norway agreed to more."
    second = text.index("Norway agreed to")
    info = coding.document.model_copy(update={"text": text})
    extents = [{"start": 0, "end": 14}, {"start": 15, "end": len(text)}]
    changes = {"document": info.model_dump(), "sentences": extents, "records": []}
    twice = coding.model_validate({**coding.model_dump(), **changes})
    record = coding.records[0].model_copy(
        update={"evidence": [coding.sentences[0].model_copy(update={"start": second, "end": second + 13})]}
    )
    assert fact_of(record, twice)["evidence"] == "Later Norway agreed to more."


def test_every_kind_of_record_becomes_a_fact() -> None:
    made = [f for c in codings.codings() for f in facts_of(c)["facts"]]
    assert {f["kind"] for f in made} == {"document", "commitment", "meeting", "transfer", "position", "event"}
    assert not [f for f in made if None in f.values()]
