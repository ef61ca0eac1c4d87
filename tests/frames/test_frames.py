"""Frames from hand-built trees with invented states."""

from dragoman.frames import Frame, Frames, read_frames
from dragoman.language.analysis import Analysis
from factory import analysis


def words(a: Analysis, frame: Frame, role: str) -> list[str]:
    return [a.tokens[h].text for arg in frame.all(role) for h in arg.heads]


def frame_of(frames: Frames, lemma: str) -> Frame:
    return next(f for f in frames if f.lemma == lemma)


def test_subject_control_and_to_infinitive() -> None:
    a = analysis("""
Arnor Arnor PROPN NNP 2 nsubj
agreed agree VERB VBD 0 root
to to PART TO 4 mark
give give VERB VB 2 xcomp
Gondor Gondor PROPN NNP 4 iobj
a a DET DT 7 det
loan loan NOUN NN 4 obj
. . PUNCT . 2 punct
""")
    frames = read_frames(a)
    give = frame_of(frames, "give")
    assert words(a, give, "subj") == ["Arnor"]
    assert words(a, give, "iobj") == ["Gondor"]
    assert give.form == "infinitive" and give.link == "xcomp"
    assert frames[give.governor].lemma == "agree"  # type: ignore[index]


def test_object_control_and_passive_agent() -> None:
    a = analysis("""
Gondor Gondor PROPN NNP 3 nsubj:pass
was be AUX VBD 3 aux:pass
urged urge VERB VBN 0 root
by by ADP IN 5 case
Arnor Arnor PROPN NNP 3 obl
to to PART TO 7 mark
withdraw withdraw VERB VB 3 xcomp
. . PUNCT . 3 punct
""")
    frames = read_frames(a)
    urge, withdraw = frame_of(frames, "urge"), frame_of(frames, "withdraw")
    assert urge.voice == "passive" and urge.tense == "past"
    assert words(a, urge, "subj") == ["Arnor"] and words(a, urge, "obj") == ["Gondor"]
    assert words(a, withdraw, "subj") == ["Gondor"]


def test_raising_hands_on_tense_and_hedge() -> None:
    a = analysis("""
Arnor Arnor PROPN NNP 2 nsubj
appeared appear VERB VBD 0 root
to to PART TO 4 mark
demur demur VERB VB 2 xcomp
. . PUNCT . 2 punct
""")
    demur = frame_of(read_frames(a), "demur")
    assert demur.tense == "past" and "seeming" in demur.phases and words(a, demur, "subj") == ["Arnor"]


def test_light_verb_and_event_noun() -> None:
    a = analysis("""
Arnor Arnor PROPN NNP 5 nsubj
and and CCONJ CC 3 cc
Gondor Gondor PROPN NNP 1 conj
will will AUX MD 5 aux
hold hold VERB VB 0 root
talks talk NOUN NNS 5 obj
in in ADP IN 8 case
Bree Bree PROPN NNP 5 obl
. . PUNCT . 5 punct
""")
    frames = read_frames(a)
    talk = frame_of(frames, "talk")
    assert talk.light == "hold" and talk.tense == "future"
    assert words(a, talk, "subj") == ["Arnor", "Gondor"] and words(a, talk, "obl:in") == ["Bree"]
    assert frames[talk.carried_by].lemma == "hold"  # type: ignore[index]


def test_event_noun_with_possessor_and_of() -> None:
    a = analysis("""
Gondor Gondor PROPN NNP 3 nmod:poss
's 's PART POS 1 case
demands demand NOUN NNS 9 nsubj
for for ADP IN 6 case
a a DET DT 6 det
return return NOUN NN 3 nmod
of of ADP IN 8 case
islands island NOUN NNS 6 nmod
failed fail VERB VBD 0 root
""")
    frames = read_frames(a)
    demand, back = frame_of(frames, "demand"), frame_of(frames, "return")
    assert words(a, demand, "subj") == ["Gondor"]
    assert words(a, back, "obj") == ["islands"]
    assert back.link == "obl:for"


def test_reduced_and_full_relative_clauses() -> None:
    a = analysis("""
a a DET DT 2 det
loan loan NOUN NN 6 nsubj
agreed agree VERB VBN 2 acl
in in ADP IN 5 case
1998 1998 NUM CD 3 obl
ended end VERB VBD 0 root

The the DET DT 2 det
boats boat NOUN NNS 6 nsubj
that that PRON WDT 4 nsubj
fished fish VERB VBD 2 acl:relcl
illegally illegally ADV RB 4 advmod
left leave VERB VBD 0 root
""")
    frames = read_frames(a)
    assert words(a, frame_of(frames, "agree"), "obj") == ["loan"]
    assert words(a, frame_of(frames, "fish"), "subj") == ["boats"]


def test_conjoined_verbs_share_subject_modal_and_negation() -> None:
    a = analysis("""
Arnor Arnor PROPN NNP 4 nsubj
will will AUX MD 4 aux
not not PART RB 4 advmod
sign sign VERB VB 0 root
or or CCONJ CC 6 cc
ratify ratify VERB VB 4 conj
the the DET DT 8 det
treaty treaty NOUN NN 4 obj
""")
    ratify = frame_of(read_frames(a), "ratify")
    assert ratify.tense == "future" and ratify.negated
    assert words(a, ratify, "subj") == ["Arnor"] and words(a, ratify, "obj") == ["treaty"]


def test_light_verb_after_its_noun() -> None:
    a = analysis("""
the the DET DT 2 det
trip trip NOUN NN 11 nsubj
that that PRON WDT 8 obj
Arnor Arnor PROPN NNP 6 nsubj:pass
is be AUX VBZ 6 aux:pass
scheduled schedule VERB VBN 2 acl:relcl
to to PART TO 8 mark
make make VERB VB 6 xcomp
to to ADP IN 10 case
Bree Bree PROPN NNP 8 obl
failed fail VERB VBD 0 root
""")
    trip = frame_of(read_frames(a), "trip")
    assert trip.light == "make"
    assert words(a, trip, "subj") == ["Arnor"]
    assert words(a, trip, "obl:to") == ["Bree"]
    assert "scheduled" in trip.phases


def test_conference_given_by() -> None:
    a = analysis("""
a a DET DT 3 det
press press NOUN NN 3 compound
conference conference NOUN NN 7 nsubj
given give VERB VBN 3 acl
by by ADP IN 6 case
Arnor Arnor PROPN NNP 4 obl
ended end VERB VBD 0 root
""")
    conference = frame_of(read_frames(a), "conference")
    assert words(a, conference, "subj") == ["Arnor"]


def test_negation_by_determiner_and_by_adverb() -> None:
    a = analysis("""
Arnor Arnor PROPN NNP 2 nsubj
made make VERB VBD 0 root
no no DET DT 4 det
promise promise NOUN NN 2 obj
""")
    assert frame_of(read_frames(a), "promise").negated


def test_hedge_modal_and_mark() -> None:
    a = analysis("""
if if SCONJ IN 5 mark
Arnor Arnor PROPN NNP 5 nsubj
apparently apparently ADV RB 5 advmod
might might AUX MD 5 aux
agree agree VERB VB 0 root
""")
    agree = frame_of(read_frames(a), "agree")
    assert agree.hedges == ("apparently",)
    assert agree.modals == ("might",)
    assert agree.mark == "if"


def test_between_names_both_doers() -> None:
    a = analysis("""
Talks talk NOUN NNS 6 nsubj
between between ADP IN 3 case
Arnor Arnor PROPN NNP 1 nmod
and and CCONJ CC 5 cc
Gondor Gondor PROPN NNP 3 conj
failed fail VERB VBD 0 root
""")
    assert words(a, frame_of(read_frames(a), "talk"), "subj") == ["Arnor", "Gondor"]
