"""Turns LaTeX sources of the project's own into the two other formats, with the programs of a TeX distribution."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROGRAMS = ("latexmlc", "pdflatex")
SOURCES = Path(__file__).parent / "typeset_sources"
_LONGEST_SECONDS = 120
_UNKNOWN_TO_LATEXML = ("nicematrix", "tabularray")
"""Packages that LaTeXML has no definitions for: it leaves their code in the page, as it does on arXiv."""


def missing_programs() -> list[str]:
    """Return the programs that are not installed."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


def typeset(names: Iterable[str], folder: Path, *, pages: bool) -> None:
    """Write ``NAME.pdf`` for each source and, where asked for, ``NAME.html``.

    What a program cannot do is not there afterwards.
    """
    for package in _UNKNOWN_TO_LATEXML:
        (folder / f"{package}.sty.ltxml").write_text("package LaTeXML::Package::Pool;\n1;\n", "utf-8")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda name: _typeset(SOURCES / f"{name}.tex", folder, pages), names))


def _typeset(source: Path, folder: Path, pages: bool) -> None:
    # Twice, for the numbers of tables that the text refers to.
    pdf = ["pdflatex", "-interaction=batchmode", f"-output-directory={folder}", str(source)]
    page = [
        "latexmlc",
        "--format=html5",
        f"--path={folder}",
        f"--dest={folder / source.stem}.html",
        str(source),
    ]
    for command in (pdf, pdf, page) if pages else (pdf, pdf):
        try:
            subprocess.run(command, cwd=folder, capture_output=True, timeout=_LONGEST_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return
