"""Patterns over word classes: how a rule's one-line pattern becomes a regular expression over class codes.

The lexer turns a text into one character per token, its class code; a pattern such as
``<mod>? {month} ,? {year}`` becomes a regular expression over these characters. The notation:

    word            that word, in any case                 ``{month}``      a word of the class, captured as ``month``
    ``{month:m2}``  captured as ``m2``                     ``{month:}``     not captured
    ``<date>``      a macro; ``<date:2>`` renames all that it captures (``month`` → ``month2``)
    ``( | )``       alternatives, ``(name: …)`` captured   ``? * +``        after any of these; at most eight times
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.errors import RuleError

_LEX = re.compile(
    r"\{(?P<cls>\w+)(?P<as>:\w*)?\}|<(?P<macro>\w+)(?::(?P<suffix>\w+))?>|\((?P<name>\w+):|(?P<punct>[()|?*+])|(?P<word>[^\s(){}<>|?*+]+)"
)


@dataclass(frozen=True, slots=True)
class Node:
    """`op` is seq, alt, group (named), opt, star, plus, class or word; `name` the class, word or capture name."""

    op: str
    items: tuple[Node, ...] = ()
    name: str = ""


def parse(pattern: str, macros: Mapping[str, str], file: str, rule: str) -> Node:
    """The tree of a pattern; raises RuleError where it is malformed."""
    return _Parser(pattern, macros, file, rule).whole()


class _Parser:
    def __init__(self, pattern: str, macros: Mapping[str, str], file: str, rule: str, suffix: str = "") -> None:
        self.lex = list(_LEX.finditer(pattern))
        self.macros, self.file, self.rule, self.suffix = macros, file, rule, suffix
        self.at = 0

    def fail(self, what: str) -> RuleError:
        return RuleError(self.file, self.rule, what, "see the notation in resolve/times/patterns.py")

    def whole(self) -> Node:
        node = self.alternatives()
        if self.at < len(self.lex):
            raise self.fail("closes a parenthesis that it never opened")
        return node

    def peek(self) -> str | None:
        return self.lex[self.at]["punct"] if self.at < len(self.lex) else None

    def alternatives(self) -> Node:
        branches = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.sequence())
        return branches[0] if len(branches) == 1 else Node("alt", tuple(branches))

    def sequence(self) -> Node:
        items: list[Node] = []
        while self.at < len(self.lex) and self.peek() not in ("|", ")"):
            item = self.item()
            while (sign := self.peek()) in ("?", "*", "+"):
                self.at += 1
                item = Node({"?": "opt", "*": "star", "+": "plus"}[sign or "?"], (item,))
            items.append(item)
        return Node("seq", tuple(items))

    def item(self) -> Node:
        m = self.lex[self.at]
        self.at += 1
        if m["cls"]:
            node = Node("class", name=m["cls"])
            name = m["cls"] if m["as"] is None else m["as"][1:]
            return Node("group", (node,), name + self.suffix) if name else node
        if m["macro"]:
            return self.expand(m["macro"], m["suffix"] or "")
        if m["name"] or m["punct"] == "(":
            inner = self.alternatives()
            if self.peek() != ")":
                raise self.fail("leaves a parenthesis open")
            self.at += 1
            return Node("group", (inner,), m["name"] + self.suffix) if m["name"] else inner
        if m["punct"]:
            raise self.fail(f"has a stray “{m['punct']}”")
        return Node("word", name=m["word"].lower())

    def expand(self, macro: str, suffix: str) -> Node:
        if macro not in self.macros:
            raise self.fail(f"names an unknown macro “{macro}”")
        return _Parser(self.macros[macro], self.macros, self.file, self.rule, self.suffix + suffix).whole()


def literals(node: Node) -> Iterator[str]:
    """The words that a pattern names."""
    if node.op == "word":
        yield node.name
    for item in node.items:
        yield from literals(item)


def to_regex(
    node: Node, codes: Mapping[str, str], phrases: Mapping[str, list[list[str]]], groups: dict[str, list[str]]
) -> str:
    """The regular expression; `codes` maps ``{class}`` and word names to the class codes that count as them.

    A name may be captured in several alternatives; `groups` takes for each name the groups that stand for it.
    """
    inner = [to_regex(item, codes, phrases, groups) for item in node.items]
    if node.op == "seq":
        return "".join(inner)
    if node.op == "alt":
        return "(?:" + "|".join(inner) + ")"
    if node.op == "group":
        group = f"{node.name}__{len(groups.setdefault(node.name, []))}"
        groups[node.name].append(group)
        return f"(?P<{group}>{inner[0]})"
    if node.op in ("opt", "star", "plus"):
        return f"(?:{inner[0]})" + {"opt": "?", "star": "{0,8}", "plus": "{1,8}"}[node.op]
    if node.op == "word":
        return f"[{codes[node.name]}]"
    runs = ["".join(f"[{codes[w]}]" for w in run) for run in phrases.get(node.name, [])]
    own = [f"[{codes['{' + node.name + '}']}]"] if codes.get("{" + node.name + "}") else []
    return "(?:" + "|".join(runs + own) + ")"


def first(node: Node, codes: Mapping[str, str], phrases: Mapping[str, list[list[str]]]) -> tuple[set[str], bool]:
    """The codes with which a match can begin, and whether the pattern can match nothing."""
    if node.op == "word":
        return set(codes[node.name]), False
    if node.op == "class":
        starts = {c for run in phrases.get(node.name, []) for c in codes[run[0]]}
        return starts | set(codes.get("{" + node.name + "}", "")), False
    if node.op == "alt":
        parts = [first(item, codes, phrases) for item in node.items]
        return set().union(*(p[0] for p in parts)), any(p[1] for p in parts)
    out: set[str] = set()
    for item in node.items:
        starts, empty = first(item, codes, phrases)
        out |= starts
        if not empty:
            return out, node.op in ("opt", "star")
    return out, True
