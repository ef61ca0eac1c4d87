"""The demo as a newcomer runs it: every dispatch of the package is coded, one shown, all summed up."""

import json

from typer.testing import CliRunner

from dragoman.cli import app


def test_demo_shows_one_dispatch_and_totals() -> None:
    result = CliRunner().invoke(app, ["demo"])
    assert result.exit_code == 0, result.stderr
    shown = (
        "Meetings", "Events", "All dispatches", "words/s", "dragoman read FILE", "Promises between Russia and Japan",
        "Ledger between", "Calendar between", "Russia and Japan: November 1999 to February 15, 2000", "What happened",
        "dragoman add FILE",
    )  # fmt: skip
    for words in shown:
        assert words in result.stdout


def test_demo_prints_every_coding() -> None:
    result = CliRunner().invoke(app, ["demo", "--format", "jsonl"])
    assert result.exit_code == 0, result.stderr
    codings = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(codings) >= 24
    assert all(c["document"]["published"] for c in codings)
    assert {r["kind"] for c in codings for r in c["records"]} >= {"event", "meeting", "office"}
    for c in codings:
        text = c["document"]["text"]
        for r in c["records"]:
            assert r["evidence"]
            assert all(text[e["start"] : e["end"]].strip() for e in r["evidence"])
            assert r["why"]


def test_the_same_text_gives_the_same_coding() -> None:
    first, second = (CliRunner().invoke(app, ["demo", "--format", "jsonl"]).stdout for _ in range(2))
    assert first == second
