"""English for values and records: grammar, names once in full, no codes, no more certainty than the record has."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import shelf
from dragoman.desk.wording.clauses import clause_of, shortened
from dragoman.desk.wording.dates import deadline, in_words, short, when
from dragoman.desk.wording.hedges import hedged
from dragoman.desk.wording.lists import event_words
from dragoman.desk.wording.names import Names, issue, listed, speaker, state
from dragoman.desk.wording.steps import clause_of_step
from dragoman.desk.wording.sums import sum_in_words
from dragoman.desk.wording.verbs import sound, split_phrase
from dragoman.records import AnyRecord, Certainty, Dispute, Linkage, Office, Party, Version
from dragoman.values import Edtf


@pytest.mark.parametrize(
    ("edtf", "words"),
    [("2011-04-03", "on April 3, 2011"), ("2011-04", "in April 2011"), ("2011", "in 2011"),
     ("2011-21", "in the spring of 2011"), ("2011-04-03/2011-04-05", "on April 3-5, 2011"),
     ("2011-04-29/2011-05-02", "between April 29 and May 2, 2011"), ("2011-04~", "in about April 2011"),
     ("201X", "in the 2010s"), ("../2011-04", "up to April 2011"), ("2010-12-30/2011-01-02",
      "between December 30, 2010 and January 2, 2011")],
)  # fmt: skip
def test_dates_as_adverbials(edtf: str, words: str) -> None:
    assert when(edtf) == words


def test_deadlines() -> None:
    assert deadline("2011-12-31") == deadline("2011-12") == "by the end of 2011"
    assert deadline("2011-06-30") == "by June 30, 2011"
    assert deadline("2012") == "by 2012"


@given(st.dates())
def test_every_day_has_words(day: object) -> None:
    text = str(Edtf.day(day))  # type: ignore[arg-type]
    assert str(int(text[8:])) in in_words(text)
    assert short(text)


def test_short_dates() -> None:
    assert [short(d) for d in ("2011-04-03", "2011-04", "2011", "2011-04-03/2011-04-05", None)] == [
        "3 Apr 2011", "Apr 2011", "2011", "3-5 Apr 2011", "undated",
    ]  # fmt: skip


def test_decades_and_centuries() -> None:
    assert [short(d) for d in ("199X", "20XX", "18XX", "11XX")] == ["1990s", "21st century", "19th century", "12th century"]
    assert in_words("20XX") == "the 21st century"


def test_names() -> None:
    assert (state("NOR"), state("USA"), state("EU"), state("XYZ")) == (
        "Norway", "the United States", "the European Union", "XYZ",
    )  # fmt: skip
    assert (state("WEST"), state("BALTICS")) == ("the West", "the Baltic States")
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert [speaker(s) for s in ("Icelandic officials", "Foreign Ministry", "Icelandic diplomat", "the envoy")] == [
        "Icelandic officials", "the Foreign Ministry", "an Icelandic diplomat", "the envoy",
    ]  # fmt: skip


def test_a_person_is_named_in_full_once() -> None:
    names = Names()
    assert names.party(shelf.OLSEN) == "Norwegian Foreign Minister Kari Olsen"
    assert names.party(shelf.OLSEN) == "Olsen"
    other = Party(name="Per Olsen", code="NOR", person="Per Olsen")
    assert names.party(other) == "Per Olsen"
    assert names.party(shelf.OLSEN) == "Kari Olsen"


def test_family_names_that_stand_first_are_not_cut() -> None:
    names, party = Names(), Party(name="Kim Il-ho", code="KOR", person="Kim Il-ho")
    assert {names.party(party), names.party(party)} == {"Kim Il-ho"}


@pytest.mark.parametrize(
    ("phrase", "split"),
    [("sign a treaty", ("sign", "a treaty", False)), ("not accept it", ("accept", "it", True)),
     ("support for the ban", None), ("support the ban", ("support", "the ban", False)), ("agreed wording", None),
     ("insist go home", None), ("suggest forthcoming", None), ("agree visit Oslo", None),
     ("to sign it", ("sign", "it", False)), ("", None)],
)  # fmt: skip
def test_verb_phrases(phrase: str, split: object) -> None:
    assert split_phrase(phrase) == split


SENTENCES: list[tuple[AnyRecord, Certainty, tuple[str, ...], str]] = [
    (shelf.meeting("a", status="held", date="2011-04-03"), "certain", (),
     "Norwegian Foreign Minister Kari Olsen and Icelandic Prime Minister Einar Jonsson held talks in Bergen on "
     "April 3, 2011"),
    (shelf.meeting("a", status="planned", date="2011-04"), "probable", (),
     "Norwegian Foreign Minister Kari Olsen and Icelandic Prime Minister Einar Jonsson were apparently to hold talks in "
     "Bergen in April 2011"),
    (shelf.meeting("a", status="cancelled", participants=[shelf.NORWAY, shelf.ICELAND]), "certain", ("Icelandic officials",),
     "According to Icelandic officials, talks between Norway and Iceland in Bergen were called off"),
    (shelf.meeting("a", type="visit", participants=[shelf.OLSEN, shelf.ICELAND], place="REYKJAVIK"), "certain", (),
     "Norwegian Foreign Minister Kari Olsen visited Reykjavik"),
    (shelf.meeting("a", type="summit", status="proposed", proposed_by=[shelf.NORWAY], place=None), "certain", (),
     "Norway proposed a summit meeting between Norwegian Foreign Minister Kari Olsen and Icelandic Prime Minister "
     "Einar Jonsson"),
    (shelf.promise("a", deadline="2011-12-31", made="2011-01-10"), "certain", (),
     "On January 10, 2011, Norway undertook towards Iceland to sign a fishing treaty by the end of 2011"),
    (shelf.promise("a", promisor=[shelf.NORWAY, shelf.ICELAND], status="refused"), "possible", (),
     "The commitment of Norway and Iceland to sign a fishing treaty may not have been accepted as binding"),
    (shelf.promise("a", gist="a treaty within the year"), "denied", ("Kari Olsen",),
     "Kari Olsen denied that Norway had made a commitment towards Iceland (“a treaty within the year”)"),
    (shelf.money("a"), "possible", (), "Norway may have pledged a loan of €40 million to Iceland"),
    (shelf.money("a", stage="disbursed", amount=None, purpose="rebuild a harbour"), "certain", (),
     "Norway paid out a loan to Iceland to rebuild a harbour"),
    (shelf.money("a", stage="owed"), "certain", (), "A loan of €40 million was still to come from Norway to Iceland"),
    (shelf.stand("a"), "unknown", (), "It is not clear whether Iceland rejected a ban"),
    (shelf.stand("a", stance="not accept a ban"), "certain", (), "Iceland did not accept a ban"),
    (shelf.stand("a", stance="sorrow over the seals"), "certain", (),
     "Iceland took a stance on whaling that was against (“sorrow over the seals”)"),
    (shelf.event("a"), "certain", (), "Norway criticized Iceland on April 3, 2011"),
    (shelf.event("a", plover="AGREE", mode=None, actor=[shelf.NORWAY, shelf.ICELAND], recipient=[]), "certain", (),
     "Norway and Iceland reached an agreement on April 3, 2011"),
    (Linkage(id="a", issue="the harbour loan", depends_on="the cod quota", relation="condition", **shelf.SAID),
     "probable", (), "The harbour loan apparently depended on the cod quota"),
    (Linkage(id="a", issue="a treaty", depends_on="the whaling ban", relation="obstacle", **shelf.SAID), "certain",
     ("Kari Olsen",), "According to Kari Olsen, the whaling ban stood in the way of a treaty"),
    (Linkage(id="a", issue="a treaty", depends_on="the cod quota", relation="tie", holder=[shelf.ICELAND], **shelf.SAID),
     "certain", (), "Iceland tied a treaty to the cod quota"),
    (Dispute(id="a", issue="the quota", versions=[
        Version(side="NOR", name="Norwegian officials", statement="the quota was agreed", start=0, end=5),
        Version(side="ISL", name="Einar Jonsson", statement='it "never was"', start=9, end=14)], **shelf.SAID),
     "certain", (),
     "According to Norwegian officials, “the quota was agreed”; according to Einar Jonsson, “it ‘never was’”"),
    (Office(id="a", person="Kari Olsen", role="foreign minister", polity="NOR", **shelf.SAID), "certain", (),
     "Kari Olsen was foreign minister of Norway"),
]  # fmt: skip


@pytest.mark.parametrize(("record", "certainty", "voice", "sentence"), SENTENCES, ids=lambda v: getattr(v, "kind", ""))
def test_sentences(record: AnyRecord, certainty: Certainty, voice: tuple[str, ...], sentence: str) -> None:
    clause = clause_of(record, Names())
    assert clause is not None
    assert hedged(clause, certainty, voice) == sentence


@pytest.mark.parametrize(
    ("phrase", "plural", "fits"),
    [("sign a treaty", False, True), ("negotiate", False, False), ("look into", False, False),
     ("reject the idea", False, False), ("do their best for peace", False, False), ("do their best for peace", True, True),
     ("accept the Oslo Accords", False, True)],
)  # fmt: skip
def test_phrases_that_may_stand_in_a_sentence(phrase: str, plural: bool, fits: bool) -> None:
    assert sound(phrase, plural) is fits


def test_voices() -> None:
    assert speaker("Iceland's chief negotiator") == "Iceland's chief negotiator"
    names = Names()
    assert names.voice("which") == "unnamed sources"
    assert names.voice("Icelandic officials") == "Icelandic officials"
    assert names.voice("Gro Harlem Brundtland", "NOR") == "Gro Harlem Brundtland"
    assert names.voice("Gro Harlem Brundtland", "NOR") == "Brundtland"
    spoken = clause_of(shelf.stand("a"), Names())
    assert spoken is not None
    assert hedged(spoken, "certain", ("Iceland",)) == "Iceland rejected a ban, by its own account"
    promised = clause_of(shelf.promise("a", made="2011-01-10"), Names())
    assert promised is not None
    assert hedged(promised, "unknown") == (
        "It is not clear whether, on January 10, 2011, Norway undertook towards Iceland to sign a fishing treaty"
    )
    unnamed = hedged(spoken, "possible", ("a diplomat", "which"))
    assert unnamed == "According to unnamed sources, Iceland may have rejected a ban"


def test_offices_are_looked_up_for_the_day_told_of() -> None:
    names = Names(day=date(1990, 12, 1))
    assert names.person("Gro Harlem Brundtland", "NOR") == "Norwegian Prime Minister Gro Harlem Brundtland"
    assert Names().person("Kari Olsen", "NOR", "acting prime minister") == "Acting Norwegian Prime Minister Kari Olsen"
    assert Names().person("Kari Olsen", "NOR", "former prime minister") == "former Norwegian Prime Minister Kari Olsen"


def test_issues_in_a_sentence() -> None:
    assert [issue(n) for n in ("Cod dispute", "Status of Svalbard", "Fishing off Iceland", "Iceland's debt (2008)")] == [
        "the Cod dispute", "the status of Svalbard", "fishing off Iceland", "Iceland's debt",
    ]  # fmt: skip


def test_quotations_lose_dateline_and_source_list() -> None:
    text = 'OSLO, Feb. 3 (NTB) -- The minister said "never" to that (NTB, February 3; Aftenposten, February 4).'
    assert shortened(text) == "The minister said ‘never’ to that"
    assert shortened("one two three four", 3) == "one two three …"


def test_steps_of_an_episode() -> None:
    t = shelf.told(shelf.meeting("m", date="2011-04-03"), "d", "2011-03-01", "Nordwire")
    put_off = shelf.step("2011-03-01", [t], **{"status": "postponed", "from": "2011-03", "for": "2011-04-03", "by": ["ISL"]})
    clause = clause_of_step(put_off, t, Names())
    assert clause is not None
    assert hedged(clause, "certain").endswith("in Bergen were put off from March to April 3, 2011 at the request of Iceland")
    paid = shelf.told(shelf.money("t"), "d", "2011-03-01", "Nordwire")
    total = shelf.step("2011-03-01", [paid], stage="disbursed", amount=30_000_000, sum="total")
    summed = clause_of_step(total, paid, Names())
    assert summed is not None
    assert hedged(summed, "certain") == "Norway paid out a loan of €30 million to Iceland in all"
    both = shelf.promise("c", promisor=[shelf.NORWAY, shelf.ICELAND], deadline="2011-12-31")
    t = shelf.told(both, "d", "2011-03-01", "Nordwire", sides=("ISL",))
    refused = clause_of_step(shelf.step("2011-03-01", [t], status="refused"), t, Names())
    assert refused is not None
    assert hedged(refused, "certain") == "Iceland refused to be bound by the commitment to sign a fishing treaty"
    before = [shelf.step("2011-01-10", [t], deadline="2011-12-31")]
    moved = clause_of_step(shelf.step("2011-04-03", [t], deadline="2012-12-31"), t, Names(), before)
    assert moved is not None
    text = "Iceland named the end of 2012 as the deadline of the commitment to sign a fishing treaty"
    assert hedged(moved, "certain") == text


def test_every_plover_type_has_words() -> None:
    assert {w.partition("/")[0] for w in event_words()} >= {
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
        "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    }  # fmt: skip


def test_sums() -> None:
    assert sum_in_words(1_500_000_000, "USD") == "US$1.5 billion"
    assert sum_in_words(120_000_000, "JPY", modifier="about") == "about 120 million yen"
    assert sum_in_words(2_000_000, "EUR", upper=3_000_000) == "€2 million to 3 million"
    assert sum_in_words(None, "USD") == ""
