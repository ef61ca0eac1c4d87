"""Lemmas by rule and table: the Penn tag says what was added, the table holds what no rule undoes."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

_VOWELS = "aeiou"
_KEEPS_E = ("at", "iz", "is", "uc", "ag", "ud", "id", "ib", "ut", "yz", "ys", "iv", "av", "ov", "ev", "olv", "erv", "arg",
            "eg", "ng", "rc", "nc", "ur", "us", "eas", "ens", "ops", "pris", "ok", "ak", "ik", "uk", "ot", "ir", "ar", "or",
            "am", "om", "im", "um", "in", "un", "an", "on", "il", "ul", "ol", "al", "bl", "cl", "dl", "fl", "gl", "kl", "pl",
            "tl", "zl", "ap", "ip", "op", "up", "ad", "od", "ed", "as", "os", "es", "az", "oz", "ac", "ic", "ec", "it", "et",
            "u", "ob", "ab", "ub", "lg", "dg", "ieg", "eas", "aus", "ois", "ers", "urs", "ors", "anc", "tl", "th")  # fmt: skip
_NO_E = ("ait", "eat", "oot", "oat", "out", "eit", "uit", "oin", "ain", "een", "ean", "own", "oon", "eal", "ail", "eel",
         "oil", "ool", "owl", "ear", "air", "oor", "our", "eer", "eem", "oom", "oam", "aim", "eak", "ook", "eek", "oak",
         "eap", "eep", "oop", "oup", "eed", "ead", "oad", "oud", "aid", "ood", "eet", "isit", "imit", "ibit", "edit",
         "udit", "osit", "ofit", "efit", "ruit", "eris", "arget", "arket", "ocket", "udget", "licit", "ebut", "llot",
         "ivot", "pilot", "velop", "allop", "orship", "elop", "appen", "open", "sten", "eaten", "oken", "eaken", "icken",
         "ngthen", "iden", "arden", "aden", "ken", "eason", "ason", "rison", "ardon", "bandon", "ention", "ition",
         "ation", "ction", "ssion", "ision", "btain", "etain", "ntain", "gain", "esign", "sign", "nder", "ster", "ther",
         "ider", "over", "ever", "iver", "fer", "ter", "der", "ber", "mer", "ner", "ger", "ker", "per", "ser", "wer",
         "rder", "or", "nal", "ual", "eal", "cel", "bel", "vel", "nel", "tal", "gal", "val", "erform", "form", "irm",
         "arm", "orm", "alm", "ilm", "nd", "rd", "ld", "st", "nt", "rt", "lt", "ct", "pt", "ft", "xt", "ss", "sh", "ch",
         "ck", "rk", "nk", "lk", "sk", "ll", "ff", "zz", "tt", "rm", "lm", "rn", "wn", "gn", "mn", "mp", "lp", "rp", "sp",
         "w", "x", "y", "o", "h", "g", "lf", "rf", "mb", "rb", "lb")  # fmt: skip


@cache
def _table() -> dict[tuple[str, str], str]:
    path = files("dragoman").joinpath("data", "lexicon", "irregular_forms.tsv")
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return {(form, xpos): lemma for form, xpos, lemma in rows}


@lru_cache(maxsize=65536)
def lemma(form: str, xpos: str) -> str:
    """The lemma of a form with a Penn tag; names keep their case."""
    if xpos in ("NNP", "NNPS"):
        return form
    low = form.lower()
    held = _table().get((low, xpos)) or _table().get((form, xpos))
    if held is None and xpos in ("VBD", "VBN"):
        held = _table().get((low, "VBN" if xpos == "VBD" else "VBD"))
    if held is not None:
        return held
    if xpos == "NNS":
        return _singular(low)
    if xpos == "VBZ":
        return _third_person(low)
    if xpos in ("VBD", "VBN"):
        return _strip(low, "ed")
    if xpos == "VBG":
        return _strip(low, "ing")
    if xpos in ("JJR", "RBR"):
        return _strip(low, "er")
    if xpos in ("JJS", "RBS"):
        return _strip(low, "est")
    return low


def _singular(word: str) -> str:
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    if word.endswith("ss") or not word.endswith("s") or len(word) < 3:
        return word
    return word[:-1]


def _third_person(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _strip(word: str, suffix: str) -> str:
    if not word.endswith(suffix) or len(word) <= len(suffix) + 1:
        return word
    stem = word[: -len(suffix)]
    if suffix == "ed" and word.endswith("ied") or suffix in ("er", "est") and stem.endswith("i"):
        return (word[:-3] if suffix == "ed" else stem[:-1]) + "y"
    if not any(c in _VOWELS + "y" for c in stem):
        return word
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsfz":
        return stem[:-1]
    if len(stem) > 3 and stem.endswith("ll") and stem[-3] in "eo" and not stem.endswith(("sell", "tell", "roll", "spell", "poll",
                                                                                          "well", "quell", "toll", "yell")):  # fmt: skip
        return stem[:-1]
    return stem + "e" if _takes_e(stem) else stem


def _takes_e(stem: str) -> bool:
    if len(stem) >= 2 and stem[-1] not in _VOWELS + "y" and stem[-2] not in _VOWELS and stem.endswith(("lv", "rv", "rs", "ns", "ps",
                                                                                                       "nc", "rc", "rg", "lg", "dg", "ng",
                                                                                                       "bl", "cl", "dl", "fl", "gl", "kl",
                                                                                                       "pl", "tl", "zl")):  # fmt: skip
        return not stem.endswith(("ring", "bring", "hang", "long", "wrong", "belong", "bang", "gang", "kn"))
    if any(stem.endswith(e) for e in _NO_E):
        return False
    return any(stem.endswith(e) for e in _KEEPS_E) or stem[-1] in "uvcz" or stem[-1] in "s" and stem[-2:] != "ss"
