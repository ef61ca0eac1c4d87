"""An answer of every view, written by hand as the contract fixes the rows."""

from __future__ import annotations

from typing import Any

from dragoman.desk.model import Answer

ACCOUNT: dict[str, Any] = {
    "document": "nw3", "evidence": [{"start": 10, "end": 42}], "voice": ["Kari Olsen"], "outlets": ["Nordwire"],
    "origin": "Nordwire", "certainty": "probable", "key": "nw3/mee-3",
}  # fmt: skip
OTHER: dict[str, Any] = {**ACCOUNT, "document": "rk4", "outlets": ["Reykjavik Post", "Evening Cod"], "key": "rk4/com-2"}
ROWS: dict[str, dict[str, Any]] = {
    "timeline": {
        "date": "2011-04-03", "kind": "meeting", "text": "Norway and Iceland held talks in Bergen on the fishing treaty",
        "certainty": "certain", "accounts": [ACCOUNT, OTHER],
    },
    "news": {
        "date": "2011-04-05", "change": "deadline moved", "kind": "commitment", "certainty": "probable",
        "text": "Norway undertook to sign a fishing treaty (now by June 30, 2012)", "accounts": [OTHER], "episode": "epi-1",
    },
    "promises": {
        "gist": "sign a fishing treaty", "issue": "fishing treaty", "promisor": ["NOR"], "beneficiary": ["ISL"],
        "made": "2011-01-10", "deadline": "2012-06-30", "status": "overdue", "slipped": 182, "episode": "epi-1",
        "history": [
            {"deadline": "2011-12-31", "said_by": ["NOR"], "date": "2011-01-10", "accounts": [ACCOUNT]},
            {"deadline": "2012-06-30", "said_by": ["NOR", "ISL"], "date": "2011-04-03", "accounts": [OTHER]},
        ],
    },
    "calendar": {
        "type": "talks", "participants": ["Kari Olsen", "ISL"], "place": "Bergen", "date": "2011-04-03", "status": "held",
        "episode": "epi-2", "history": [
            {"date": "2011-01-10", "status": "planned", "for": "2011-03", "accounts": [ACCOUNT]},
            {"date": "2011-03-01", "status": "postponed", "for": "2011-04-03", "accounts": [OTHER]},
            {"date": "2011-04-03", "status": "held", "for": "2011-04-03", "accounts": [ACCOUNT]},
        ],
    },
    "ledger": {
        "programme": "harbour loan", "provider": ["NOR"], "recipient": ["ISL"], "instrument": "loan", "currency": "EUR",
        "committed": 40_000_000, "disbursed": 10_000_000, "outstanding": 30_000_000, "suspended": True, "entries": [
            {"date": "2011-01", "stage": "pledged", "amount": 40_000_000, "certainty": "certain", "accounts": [ACCOUNT]},
            {"date": None, "stage": "suspended", "amount": None, "certainty": "possible", "accounts": [OTHER]},
        ],
    },
    "positions": {
        "holder": "ISL", "issue": "whaling",
        "stances": [
            {"date": "2011-01-08", "stance": "reject a ban", "polarity": "against", "certainty": "certain",
             "accounts": [OTHER]},
            {"date": "2011-04-03", "stance": "accept a ban", "polarity": "for", "certainty": "possible",
             "accounts": [ACCOUNT]},
        ],
        "reversals": [{"date": "2011-04-03", "from": "reject a ban", "to": "accept a ban", "certainty": "possible"}],
    },
    "versions": {
        "episode": "epi-2", "title": "Talks: Kari Olsen, Bergen", "field": "status", "accounts": [
            {"value": "the date was agreed", "side": "NOR", "certainty": "probable", "document": "nw3", "evidence": []},
            {"value": "no date was agreed", "side": "Reykjavik Post", "certainty": "certain", "document": "rk4",
             "evidence": []},
        ],
    },
    "sources": {
        "source": "Nordwire", "grade": "B", "meaning": "usually reliable", "why": "5 of 6 claims are confirmed",
        "documents": 3, "accounts": 7, "certainty": {"certain": 6, "probable": 1}, "information": {"1": 5, "4": 1},
        "confirmed": 5, "contradicted": 1, "voices": ["Kari Olsen"], "contradictions": [], "first": None, "last": None,
    },
    "relations": {
        "period": "2011-04", "between": ["ISL", "NOR"], "score": -2.0, "cooperation": 0, "conflict": 1, "events": [
            {"date": "2011-04-03", "plover": "ACCUSE", "actor": ["NOR"], "recipient": ["ISL"], "score": -2.0,
             "text": "Norway criticized Iceland", "certainty": "certain", "accounts": [ACCOUNT]},
        ],
    },
    "search": {
        "document": "nw3", "published": "2011-04-04", "publication": "Nordwire", "title": "Talks in Bergen",
        "passages": [{"start": 10, "end": 42, "text": "The ministers met for the third time."}], "score": 1.5,
    },
}  # fmt: skip


def answer(view: str, *rows: dict[str, Any]) -> Answer:
    """The answer of a view with its sample row, or with these rows."""
    return Answer(view, "2012-07-01", rows or (ROWS[view],))
