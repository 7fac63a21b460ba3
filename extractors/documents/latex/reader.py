r"""A LaTeX source into a `Document`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.documents.checks import document_quality
from extractors.documents.latex.archive import unpack
from extractors.documents.latex.blocks import LatexBlockReader
from extractors.documents.latex.citations import read_bibliography
from extractors.documents.latex.expansion import Expansion, expand
from extractors.documents.latex.front import read_front_matter
from extractors.documents.latex.inline import LatexFindings, LatexInlineReader
from extractors.documents.latex.panels import FloatReader
from extractors.documents.model import Damage, Document, Format
from extractors.documents.tex.stream import TokenStream
from extractors.documents.tex.tokens import Kind, Token
from extractors.errors import FinalPaperError

_COST_OF_MISSING_FILE = 0.1
_COST_OF_UNKNOWN_COMMAND = 0.01
_WORST_COST = 0.5
_MOST_NAMED = 20


def read_latex(data: bytes, name: str) -> Document:
    """Read a paper's LaTeX source.

    Args:
        data: A tar archive, gzipped or not, one gzipped file, or plain TeX, as arXiv sends them.
        name: Paper id or file name, for error messages.

    Returns:
        The document.

    Raises:
        FinalPaperError: There is no paper in it: reason `too_large`, `damaged_archive`, `pdf_in_archive`,
            `no_latex` or `no_article_text`.
    """
    source = unpack(data, name)
    expansion = expand(source, source.main())
    bibliography = read_bibliography(expansion)
    findings = LatexFindings()
    front = read_front_matter(
        expansion.tokens, LatexInlineReader(expansion.labels, bibliography, LatexFindings())
    )
    inline = LatexInlineReader(expansion.labels, bibliography, findings)
    blocks = LatexBlockReader(inline, FloatReader(inline, expansion.column_types), expansion.theorems)
    preamble, body = _parts(expansion.tokens)
    blocks.read_abstract(_abstract_of(preamble))
    blocks.read(body)
    if not blocks.paragraphs and not blocks.tables:
        raise FinalPaperError(
            name, "no_article_text", "the source prints no text", "read the paper's PDF or HTML instead"
        )
    cost = _COST_OF_MISSING_FILE * expansion.missing_files
    cost += _COST_OF_UNKNOWN_COMMAND * len(findings.unknown)
    return Document(
        format=Format.LATEX,
        title=front.title,
        authors=front.authors,
        year=front.year,
        sections=tuple(blocks.sections),
        paragraphs=tuple(blocks.paragraphs),
        tables=tuple(blocks.tables),
        references=bibliography.texts,
        damage=(*source.damage, *_damage(expansion, findings)),
        quality=document_quality(blocks.tables, readable_share=1.0 - min(cost, _WORST_COST)),
    )


def _parts(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """Split a source where the document begins; an old source begins with its first line."""
    for index, token in enumerate(tokens):
        if token.is_command("begin") and [other.text for other in tokens[index + 2 : index + 3]] == [
            "document"
        ]:
            return tokens[:index], tokens[index + 4 :]
    return (), tokens


def _abstract_of(preamble: Sequence[Token]) -> list[Token]:
    """Return an abstract given before the document begins."""
    stream = TokenStream(preamble)
    while stream:
        token = stream.next()
        if token.is_command("abstract"):
            return stream.argument() if stream.is_next(Kind.OPEN) else []
        if token.is_command("begin") and stream.word() == "abstract":
            return stream.until_end("abstract")
    return []


def _damage(expansion: Expansion, findings: LatexFindings) -> Iterator[Damage]:
    yield from expansion.damage
    yield from _named("missing_reference", findings.missing)
    yield from _named("unknown_command", Counter({f"\\{name}": n for name, n in findings.unknown.items()}))


def _named(code: str, counts: Counter[str]) -> Iterator[Damage]:
    for what, count in counts.most_common(_MOST_NAMED):
        yield Damage(code, f"{what[:80]} ({count} times)" if count > 1 else what[:80])
    if len(counts) > _MOST_NAMED:
        yield Damage(code, f"and {len(counts) - _MOST_NAMED} more")
