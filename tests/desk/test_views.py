"""Timeline, relations, sources and news on a desk built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

import shelf
from dragoman.desk.asking import query
from dragoman.desk.catalogue import CATALOGUE
from dragoman.desk.views import answer
from dragoman.desk.views.sources import grade


@pytest.fixture
def desk() -> shelf.Shelf:
    return shelf.bergen()


def test_every_view_answers_nothing_with_nothing() -> None:
    for name in CATALOGUE.keys() - {"search"}:
        assert answer(shelf.Shelf([], []), name, query()).rows == ()


def test_the_timeline_tells_every_step_in_order(desk: shelf.Shelf) -> None:
    rows = answer(desk, "timeline", query(["NOR", "ISL"])).rows
    assert [r["date"] for r in rows] == sorted(r["date"] for r in rows)
    texts = [r["text"] for r in rows]
    assert "Norway paid out a loan of €10 million to Iceland" in texts
    assert texts[:2] == ["Norway pledged a loan of €40 million to Iceland", "Iceland rejected a ban"]
    assert all(a["document"] and a["evidence"] for r in rows for a in r["accounts"])


def test_an_event_beside_richer_records_of_its_sentence_is_not_told_twice(desk: shelf.Shelf) -> None:
    assert not [r for r in answer(desk, "timeline", query()).rows if r["kind"] == "event"]


@pytest.mark.parametrize(
    ("asked", "dates"),
    [({"since": "2011-04-03", "until": "2011-04-03"}, {"2011-04-03"}),
     ({"until": "2011-01", "about": "treaty"}, {"2011-01-10"}),
     ({"certainty": "possible", "about": "whaling", "since": "2011-02"}, {"2011-04-03"}),
     ({"between": ["NOR", "CHL"]}, set())],
)  # fmt: skip
def test_questions_narrow_the_answer(desk: shelf.Shelf, asked: dict[str, object], dates: set[str]) -> None:
    assert {r["date"] for r in answer(desk, "timeline", query(**asked)).rows} == dates


def test_relations_sum_the_scores_of_a_period(desk: shelf.Shelf) -> None:
    (month,) = answer(desk, "relations", query(["NOR", "ISL"]), by="month").rows
    assert (month["period"], month["score"], month["cooperation"], month["conflict"]) == ("2011-04", -2.0, 0, 1)
    assert month["events"][0]["text"] == "Norway criticized Iceland"
    (week,) = answer(desk, "relations", query(["NOR", "ISL"]), by="week").rows
    assert week["period"] == "2011-03-28/2011-04-03"


@pytest.mark.parametrize("changes", [{"status": "planned"}, {"date": "2011"}, {"date": None}, {"score": None}])
def test_relations_count_only_what_happened_on_a_known_day(changes: dict[str, object]) -> None:
    t = shelf.told(shelf.event("e", **changes), "d", "2011-04-04", "Nordwire")
    date = t.record.date if t.record.kind == "event" else None
    e = shelf.episode("x", "event", "x", [shelf.step(date, [t])], [t])
    assert answer(shelf.Shelf([e], [t]), "relations", query()).rows == ()


def test_grades_need_claims_that_others_speak_of() -> None:
    assert grade(0, 0)[0] == grade(2, 0)[0] == "F"
    assert "nobody else" in grade(0, 0)[1]
    assert [grade(n, m)[0] for n, m in ((20, 0), (9, 1), (5, 2), (3, 3), (1, 9))] == ["A", "B", "C", "D", "E"]


def test_sources_are_judged_by_other_origins_only() -> None:
    tellings = [shelf.told(shelf.meeting(f"m{k}"), f"d{k}", "2011-04-04", o) for k, o in enumerate(("A", "A", "B", "C"))]
    a1, a2, b, c = tellings
    episodes = [
        shelf.episode(f"e{k}", "meeting", "talks", [shelf.step("2011-04-03", tellings)], tellings,
                      fields={"place": (shelf.value("Bergen", a1, a2, b), shelf.value("Oslo", c))})
        for k in range(4)
    ]  # fmt: skip
    rows = {r["source"]: r for r in answer(shelf.Shelf(episodes, tellings), "sources", query()).rows}
    # That there were talks is a claim as well as where.
    assert (rows["A"]["confirmed"], rows["A"]["contradicted"]) == (8, 0)
    assert (rows["C"]["confirmed"], rows["C"]["contradicted"]) == (4, 4)
    assert rows["C"]["contradictions"][0]["others"] == ["A", "B"]
    assert rows["C"]["information"] == {"1": 4, "5": 4}
    alone = shelf.episode("e", "meeting", "talks", [], [a1, a2], fields={"place": (shelf.value("Bergen", a1, a2),)})
    (row,) = answer(shelf.Shelf([alone], tellings), "sources", query()).rows
    assert (row["grade"], row["information"]) == ("F", {"2": 1})


def test_a_date_told_more_exactly_contradicts_nothing() -> None:
    a, b = (shelf.told(shelf.money(f"m{o}"), f"d{o}", "2011-04-04", o) for o in "AB")
    e = shelf.episode("e", "transfer", "loan", [], [a, b],
                      fields={"date": (shelf.value("2011-04-03", a), shelf.value("2011-04", b))})  # fmt: skip
    assert {r["contradicted"] for r in answer(shelf.Shelf([e], [a, b]), "sources", query()).rows} == {0}


def test_news_names_what_changed(desk: shelf.Shelf) -> None:
    rows = answer(desk, "news", query(["NOR", "ISL"], since="2011-02")).rows
    assert [(r["date"], r["change"]) for r in rows] == [
        ("2011-03-01", "meeting put off"), ("2011-04-04", "meeting held"), ("2011-04-04", "payment"),
        ("2011-04-04", "reversal"), ("2011-04-05", "deadline moved"),
    ]  # fmt: skip
    assert rows[-1]["text"] == (
        "According to a Norwegian diplomat, Norway apparently named June 30, 2012 as the deadline of the commitment to "
        "sign a fishing treaty"
    )


def test_nothing_is_news_after_the_last_day(desk: shelf.Shelf) -> None:
    assert answer(desk, "news", query(since="2011-05")).rows == ()


def test_news_of_a_new_version(desk: shelf.Shelf) -> None:
    old = shelf.told(shelf.meeting("m1"), "d1", "2011-01-01", "A")
    new = shelf.told(shelf.meeting("m2", place="Oslo"), "d2", "2011-03-01", "B")
    e = shelf.episode("e", "meeting", "talks", [shelf.step("2011-01-01", [old, new])], [old, new],
                      fields={"place": (shelf.value("Bergen", old), shelf.value("Oslo", new))})  # fmt: skip
    (row,) = answer(shelf.Shelf([e], [old, new]), "news", query(since="2011-02")).rows
    assert (row["change"], row["text"]) == ("new version", "talks: place Oslo, not Bergen")
    same = replace(e, fields={"date": (shelf.value("2011-01", old), shelf.value("2011-01-01", new))})
    assert answer(shelf.Shelf([same], [old, new]), "news", query(since="2011-02")).rows == ()
