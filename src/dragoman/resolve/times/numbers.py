"""Numbers as words, figures, or both: “two and a half”, “twenty-five”, “1,500”, “several”."""

from __future__ import annotations

from dragoman.resolve.times.vocabulary import Vocabulary

_LARGEST = 1e7


def number_of(words: list[str], vocabulary: Vocabulary) -> float | None:
    """The number that the words say; None for a vague one (“several”) and for one too large to reckon with."""
    total = current = 0.0
    half = False
    seen = False
    for word in words:
        if word == "half":
            half = True
        elif word in ("a", "an", "of", "and", "only") or not word[0].isalnum():
            continue
        elif (digits := word.replace(",", "")).replace(".", "", 1).isdigit():
            current, seen = float(digits), True
        elif (said := vocabulary.value("numword", word)) is not None:
            current, total, seen = *_add(current, total, float(said)), True
        elif (vague := vocabulary.value("vaguenum", word)) is not None:
            if vague == "X":
                return None
            current, seen = float(vague), True
        elif word in ("hundreds", "dozens"):
            return None
    if not seen and (half or words[:1] in (["a"], ["an"])):
        return 0.5 if half else 1.0
    number = total + current + (0.5 if half else 0.0)
    return number if number <= _LARGEST else None


def _add(current: float, total: float, value: float) -> tuple[float, float]:
    if value == 100 or (value == 12 and current):
        return (current or 1) * value, total
    if value >= 1000:
        return 0.0, total + (current or 1) * value
    return current + value, total
