"""A brief says what the record says: every sentence leads back to its records and their passages, and reads as English."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import shelf
from archive import Archive
from dragoman.briefs.citing import _joined
from dragoman.briefs.compose import compose
from dragoman.briefs.model import Brief, Cite, Line, Paragraph, Passage, Section, Sentence, Table
from dragoman.briefs.rendering import to_html, to_markdown, to_pdf, to_typst
from dragoman.desk.asking import query
from dragoman.desk.model import Told
from dragoman.records import Dispute, Linkage, Party, Version

HOSTILE = ' <script>alert("x")</script> #panic("y") *_[z](javascript:z) $1$ | `q` \\ @a {{ b }} // c'


def brief(archive: Archive | None = None, **asked: object) -> Brief:
    given = {"between": ["NOR", "ISL"], "since": "2011", "until": "2011-12", **asked}
    return compose(archive or Archive(), query(**given), date(2012, 1, 10))  # type: ignore[arg-type]


def everything(made: Brief) -> str:
    return " ".join(s.text for s in made.sentences())


def test_the_parts_of_a_brief() -> None:
    made = brief()
    assert made.title == "Norway and Iceland: 2011 to December 2011"
    headings = [s.heading for s in made.sections]
    assert headings[:2] == ["", "What happened"]
    assert {"Promises", "Money"} <= set(headings)
    assert made.standfirst.startswith("Drawn from ")


def test_every_sentence_leads_back_to_its_evidence() -> None:
    archive, made = Archive(), brief()
    numbers = {p.number: p for p in made.passages}
    for told_of in [*made.sentences(), *made.lines()]:
        assert told_of.keys
        assert told_of.cites
        tellings = list(archive.told(keys=told_of.keys))
        assert {t.key for t in tellings} == set(told_of.keys)
        cited = [numbers[n] for c in told_of.cites for n in c.passages]
        assert {(p.document, p.start) for p in cited} == {(t.document, t.record.evidence[0].start) for t in tellings}
        for p in cited:
            text = archive.document(p.document).document.text
            assert p.marked.strip() == " ".join(text[p.start : p.end].split())


@pytest.mark.parametrize("sentence", list(brief().sentences()), ids=lambda s: s.text[:40])
def test_no_sentence_says_a_name_sum_or_day_that_its_records_lack(sentence: object) -> None:
    made = sentence
    tellings = list(Archive().told(keys=made.keys))  # type: ignore[attr-defined]
    known = " ".join([*(_words(t) for t in tellings), "According On In January February March April June December"])
    for word in re.findall(r"\b[A-Z][a-z]+\b", made.text):  # type: ignore[attr-defined]
        assert word in known, word
    for number in re.findall(r"\d+", made.text):  # type: ignore[attr-defined]
        assert number in known, number


def _words(t: Told) -> str:
    r = t.record
    parties: list[Party] = [p for name in ("participants", "promisor", "beneficiary", "provider", "recipient", "actor")
                            for p in getattr(r, name, [])]  # fmt: skip
    parties += [r.holder] if r.kind == "position" else []
    offices = " ".join((p.role or "").title() for p in parties)
    sums = str(int((getattr(r, "amount", None) or 0) / 1e6))
    days = r.model_dump_json() + (t.said or "")
    plain = re.sub(r"-0?", " ", days)
    return " ".join([t.text, *t.voice, offices, sums, plain, "Norway Iceland Norwegian Icelandic Foreign Minister Prime"])


def test_hedged_exactly_as_the_record_is() -> None:
    text = everything(brief())
    assert "According to a Norwegian diplomat, Norway apparently named June 30, 2012 as the deadline" in text
    assert "According to Kari Olsen, Iceland may have accepted a ban" in text
    assert "According to Icelandic officials, talks between" in text
    assert not re.search(r"\b(likely|unlikely|probably|almost certain)\b", text)


def test_sentences_read_as_english() -> None:
    text = everything(brief())
    assert not re.search(r"\b(NOR|ISL|None|USD|EUR)\b|_", text)
    assert not re.search(r"\b(\w+) \1\b", text)
    assert text.count("Norwegian Foreign Minister Kari Olsen") == 1
    for s in brief().sentences():
        assert s.text[0].isupper()
        assert not s.text.endswith(".")


def test_sources_in_the_manner_of_a_digest() -> None:
    words = {c.words for s in brief().sentences() for c in s.cites}
    assert "Reykjavik Post, April 4" in words
    assert "Fjord FM, April 5" in words
    assert "Nordwire, January 10" in words


def test_days_that_follow_each_other_are_one_span() -> None:
    assert _joined(["2011-02-13", "2011-02-11", "2011-02-12", "2011-02-20"]) == ["2011-02-11/2011-02-13", "2011-02-20"]
    assert _joined(["2011-02", "2011-02-11"]) == ["2011-02", "2011-02-11"]
    assert _joined(["2011-01-31", "2011-02-01"]) == ["2011-01-31", "2011-02-01"]


def test_what_is_ahead_of_the_last_day() -> None:
    made = brief(until="2011-03-02")
    (ahead,) = [s for s in made.sections if s.heading == "What is ahead"]
    (sentence,) = ahead.sentences()
    assert "put off" in sentence.text
    assert not [s for s in brief().sections if s.heading == "What is ahead"]


def test_where_the_sides_differ() -> None:
    base = shelf.bergen()
    claim = next(t for t in base._told.values() if t.record.id == "pos-2")
    episodes = [
        replace(e, steps=tuple(replace(s, values={**s.values, "claimed_by": "NOR"}) if s.accounts[0].key == claim.key else s
                               for s in e.steps)) if e.kind == "position" else e
        for e in base._episodes
    ]  # fmt: skip
    made = brief(Archive(shelf.Shelf(episodes, base._told.values())))
    (differ,) = [s for s in made.sections if s.heading == "Where the sides differ"]
    texts = [s.text for s in differ.sentences()]
    assert "According to Kari Olsen, Iceland may have accepted a ban on April 3, 2011, whereas Iceland rejected a ban on " \
        "January 8, 2011" in texts  # fmt: skip


def test_disputes_and_linkages_have_their_places() -> None:
    base = shelf.bergen()
    versions = [
        Version(side="NOR", name="Kari Olsen", statement="the quota was agreed", start=0, end=5),
        Version(side="ISL", name="Icelandic officials", statement="nothing was", start=9, end=14),
    ]
    both = Dispute(id="dis-1", issue="quota", versions=versions, **shelf.SAID)
    dispute = shelf.told(both, "nw3", "2011-04-04", "Nordwire")
    link = shelf.told(
        Linkage(id="lin-1", issue="the treaty of Bergen", depends_on="the cod quota", relation="obstacle", **shelf.SAID),
        "nw3", "2011-04-04", "Nordwire",
    )  # fmt: skip
    told_of = {"account": (shelf.value("the quota was agreed", dispute), shelf.value("nothing was", dispute))}
    more = [
        shelf.episode(f"e-{t.record.kind}", t.record.kind, "x", [shelf.step("2011-04-04", [t])], [t], fields=fields)
        for t, fields in ((dispute, told_of), (link, {}))
    ]
    made = brief(Archive(shelf.Shelf([*base._episodes, *more], [*base._told.values(), dispute, link])))
    sections = {s.heading: [t.text for t in s.sentences()] for s in made.sections}
    assert sections["What hangs on what"] == ["The cod quota stood in the way of the treaty of Bergen"]
    assert "according to Icelandic officials, “nothing was”" in sections["Where the sides differ"][0]


def test_an_empty_record_gives_an_honest_page() -> None:
    made = brief(since="1950", until="1951")
    assert not made.sections
    assert "holds nothing of it" in to_markdown(made)
    assert to_pdf(made)[:5] == b"%PDF-"


def test_a_limit_is_told() -> None:
    made = compose(Archive(), query(["NOR", "ISL"]), date(2012, 1, 10), most=1)
    assert "left out" in next(s.note for s in made.sections if s.heading == "What happened")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [v for k, v in attrs if k == "id" and v]
        self.links += [v for k, v in attrs if k == "href" and v]


def test_every_link_of_the_page_leads_to_a_passage() -> None:
    page = _Tags()
    page.feed(to_html(brief()))
    assert page.links
    assert {link.removeprefix("#") for link in page.links} == set(page.ids)
    text = to_markdown(brief())
    assert set(re.findall(r"\(#(passage-\d+)\)", text)) == set(re.findall(r'<a id="(passage-\d+)">', text))


def test_hostile_texts_stay_text() -> None:
    made = brief(Archive(hostile=HOSTILE))
    page = _Tags()
    page.feed(to_html(made))
    assert "script" not in page.tags
    assert not [link for link in page.links if not link.startswith("#passage-")]
    markdown = to_markdown(made)
    assert not re.search(r"(?<!\\)<script", markdown)
    assert "](javascript" not in markdown.replace("\\](", "")
    assert "#panic(" not in to_typst(made).replace("\\#panic(", "")
    assert to_pdf(made)[:5] == b"%PDF-"


def _one(text: str) -> Brief:
    """A brief that says one thing everywhere: in a sentence, a cell, a source, a title and a passage."""
    cite = (Cite(text, (1,)),)
    sections = (
        Section("", (Paragraph((Sentence(text, ("k",), cite),)),)),
        Section("Money", tables=(Table(("What", "Sources"), (Line((text,), ("k",), cite),)),), note=text),
    )
    return Brief(text, text, sections, (Passage(1, text, text, text, text, 0, 4, text, text, text),))


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=40)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""

    def handle_data(self, data: str) -> None:
        self.words += data


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_any_text_comes_out_of_the_page_as_it_went_in(text: str) -> None:
    page = _Words()
    page.feed(to_html(_one(text)))
    assert page.words.count(text) >= 9


@settings(max_examples=25, deadline=None)
@given(TEXTS)
@example("(")
@example(".x")
@example("] #panic() [")
@example("```\n$ = - + / // /* */ https://x.y @a <b> ~ -- ... 1. \\")
def test_any_text_can_be_set(text: str) -> None:
    assert to_pdf(_one(text))[:5] == b"%PDF-"


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_no_text_makes_markup_of_markdown(text: str) -> None:
    made = to_markdown(_one(text))
    plain = to_markdown(_one("x"))
    bare = re.compile(r"(?<!\\)(?:\\\\)*([`*_\[\]<>#|])")
    assert sorted(bare.findall(made)) == sorted(bare.findall(plain))


def test_the_same_desk_gives_the_same_brief() -> None:
    assert to_html(brief()) == to_html(brief())
    assert to_pdf(brief()) == to_pdf(brief())
