"""A brief → Markdown, HTML, PDF. What comes from texts is escaped for each; only the templates hold markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from dragoman.briefs.model import Brief
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from jinja2 import Template

FORMATS = ("md", "html", "pdf")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_TYPST = re.compile(r"([\\`*_{}\[\]<>#$@~=/+\-\"'])")
# A full stop after digits at the start of a line would make a list of it.
_LISTED = re.compile(r"^(\s*\d+)([.)])")


class BriefError(DragomanError):
    """A brief cannot be made or written."""


def to_markdown(brief: Brief) -> str:
    """CommonMark with pipe tables; every number leads to an anchor in the appendix."""
    return _render("brief.md.j2", brief, _markdown).strip() + "\n"


def to_html(brief: Brief) -> str:
    """One page that needs nothing else: styles inside, no script."""
    return _render("brief.html.j2", brief, None)


def to_typst(brief: Brief) -> str:
    """The source that the PDF is set from."""
    return _render("brief.typ.j2", brief, _typst)


def to_pdf(brief: Brief) -> bytes:
    """The PDF, set by typst with the fonts that it carries. Raises BriefError where it cannot be set."""
    import typst

    try:
        made = typst.compile(to_typst(brief).encode(), format="pdf", ignore_system_fonts=True, timestamp=0)
    except Exception as error:  # typst has no exception of its own for sources that it refuses
        raise BriefError(f"the PDF cannot be set ({error}); write .html instead and report this") from None
    return bytes(made)


def _render(name: str, brief: Brief, escape: Callable[[str], str] | None) -> str:
    return _template(name, escape).render(brief=brief)


@cache
def _template(name: str, escape: Callable[[str], str] | None) -> Template:
    """A template whose every expression is escaped; compiled once."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def finalize(value: Any) -> Any:
        """Words are escaped, numbers and what a macro has made already are not."""
        if escape is None or isinstance(value, (Markup, int)) or value is None:
            return value
        return Markup(escape(str(value)))

    environment = Environment(
        loader=PackageLoader("dragoman.briefs"), autoescape=True, undefined=StrictUndefined, finalize=finalize,
        keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["string_literal"] = lambda text: Markup(str(text).replace("\\", "\\\\").replace('"', '\\"'))
    return environment.get_template(name)


def _markdown(text: str) -> str:
    flat = re.sub(r"\s*\n\s*", " ", text)
    return _LISTED.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", flat)).replace("&", "&amp;")


def _typst(text: str) -> str:
    return _TYPST.sub(r"\\\1", re.sub(r"\s*\n\s*", " ", text))
