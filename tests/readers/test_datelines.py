"""Datelines of many shapes, and prose that only looks like one."""

import pytest

from dragoman.readers.datelines import find_dateline

_DATELINES = [
    ("ARNOR, Feb. 11, 2000 (AN) -- The king spoke.", "ARNOR", "AN", "2000-02-11"),
    ("Minas Tirith, 20 Aug 88 (GNA)\nThe steward spoke.", "Minas Tirith", "GNA", "1988-08-20"),
    ("EDORAS (AP) — Riders left.", "EDORAS", "AP", None),
    ("MINAS TIRITH, 9 JAN 90 (DPA) -- [REPORT] [TEXT] THE ARMY", "MINAS TIRITH", "DPA", "1990-01-09"),
    ("BREE, 12 March (Reuters) - The inn", "BREE", "Reuters", None),
    ("DALE — The merchants said", "DALE", None, None),
    ("DALE. Jan 15 (Interfax) - The merchants", "DALE", "Interfax", None),
    ("DALE, January 15, 1999 /TASS/. The merchants", "DALE", "TASS", "1999-01-15"),
    ("ANNUMINAS, D.C., Feb 2, 2003 /PRNewswire/ -- The", "ANNUMINAS, D.C.", "PRNewswire", "2003-02-02"),
    ("EDORAS (ROHAN), 14 SEP 89 (RADIO MARK) -- [TEXT] THE", "EDORAS, ROHAN", "RADIO MARK", "1989-09-14"),
    ("EDORAS (ROHAN), NO DATE -- [SPEECH] [THEODEN] [TEXT] THE", "EDORAS, ROHAN", None, None),
    ("PELARGIR (ROHAN), JUNE 11 89 (AFP) -- [TEXT] THE", "PELARGIR, ROHAN", "AFP", "1989-06-11"),
    ("EDORAS, Rohan (AP) -- Riders", "EDORAS, Rohan", "AP", None),
    ("BREE, Monday (Reuters) - The inn", "BREE", "Reuters", None),
    ("Bree, 3 May 1991 (dpa) - The inn", "Bree", "dpa", "1991-05-03"),
    ("BREE (3 March 2011) – The inn", "BREE", None, "2011-03-03"),
    ("(Reuters) - The inn", None, "Reuters", None),
    ("OSGILIATH: The prince said", "OSGILIATH", None, None),
]
_PROSE = [
    "Talks between Arnor and Gondor in Bree ended.",
    "Bree, March 3, 2001, was a cold place. -- So they said.",
    "In May 2000 - the month of the treaty - they met.",
    "ZUG–PF, the ruling party, endorsed the king.",
    "ARN – GON treaty talks begin",
    "UNOG: Ministers met in Bree",
    "Outbreak of March 2–3, 2020",
    "By the end of the year, Arnor will pay.",
    "Arnor, Gondor (Rohan) said no.",
    "",
]


@pytest.mark.parametrize(("text", "place", "agency", "date"), _DATELINES)
def test_datelines_are_read(text: str, place: str | None, agency: str | None, date: str | None) -> None:
    found = find_dateline(text)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert (str(found.date) if found.date else None) == date
    assert text[found.end : found.end + 3] in ("The", "THE", "Rid")


@pytest.mark.parametrize("text", _PROSE)
def test_prose_has_no_dateline(text: str) -> None:
    assert find_dateline(text) is None


def test_year_comes_from_outside() -> None:
    found = find_dateline("BREE, Feb. 30 (AN) -- The", year=2000)
    assert found is not None
    assert found.date is None, "a day that no calendar has is no date"
    found = find_dateline("BREE, Feb. 29 (AN) -- The", year=2000)
    assert found is not None
    assert str(found.date) == "2000-02-29"
