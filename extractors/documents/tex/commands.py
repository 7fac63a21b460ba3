r"""The commands papers use, by what they do to the text around them.

An argument pattern has one letter per argument in the order TeX reads them: ``*`` a star, ``o`` an optional
argument, ``m`` a mandatory one, ``l`` a length without braces. Arguments in the pattern are dropped; what
follows them, such as the content of ``\textcolor{red}{...}``, is text like any other. Commands that are in no
table here are dropped alone, and their arguments stay in the text.
"""

from __future__ import annotations


def names(text: str) -> frozenset[str]:
    """Return the names listed in a text, for tables too long to quote each."""
    return frozenset(text.split())


def _patterns(text: str) -> dict[str, str]:
    """Read ``pattern: name name`` lines."""
    lines = (line.partition(":") for line in text.strip().splitlines())
    return {name: pattern.strip() for pattern, _, names in lines for name in names.split()}


DROPPED_ARGUMENTS = _patterns("""
    m: adjustbox hyperlink hypertarget href linespread setstretch
    m: bibliographystyle hypersetup index input label pagenumbering pagestyle sisetup thispagestyle cline
    m: hphantom phantom vphantom thanks stepcounter refstepcounter urlstyle
    mm: addtocounter addtolength algnewcommand algrenewcommand fontsize multicolumn setcounter setlength
    mmm: addcontentsline definecolor specialrule
    o: addlinespace bottomrule hyperref midrule shortstack toprule
    oo: framebox makebox
    mo: scalebox
    moo: raisebox
    om: arrayrulecolor cellcolor color colorbox columncolor rowcolor textcolor
    om: bibitem captionsetup cmidrule footnote footnotetext marginpar todo
    om: pbox rotatebox
    omm: fcolorbox pdfbookmark rule
    ommm: rowcolors
    omomo: multirow
    ooom: parbox
    *m: tag vspace
    *mm: resizebox
    *o: makecell thead
    *oom: includegraphics
    l: hskip kern lower mkern mskip penalty raise vskip
    l: looseness parskip parindent baselineskip tabcolsep arraycolsep hsize textwidth columnwidth
    l: clubpenalty widowpenalty hyphenpenalty exhyphenpenalty tolerance emergencystretch
    l: abovecaptionskip belowcaptionskip abovedisplayskip belowdisplayskip floatsep textfloatsep intextsep
""")
TEXT_BOXES = names(
    "text mbox hbox textrm textbf textit texttt textsf textsc textnormal textup textmd fbox emph"
)
"""Commands whose argument is running text even inside a formula."""
BOLD = names("textbf mathbf boldsymbol bm pmb mathbfit")
"""Commands that set their argument in bold."""
BOLD_SWITCHES = names("bf bfseries boldmath")
"""Commands that set the rest of their group in bold."""
FRACTIONS = names("frac dfrac tfrac cfrac nicefrac sfrac textfrac flatfrac")
LIMITS = names("overset stackrel underset")
"""Commands that set their first argument small above or below the second."""
FUNCTIONS = names("""
    log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan max min sup inf lim limsup
    liminf argmax argmin det dim deg gcd hom ker arg Pr mod bmod pmod
""")
"""Functions printed under their own name."""
SPACES = names("""
    quad qquad enspace enskip : > ; medspace thickspace hfill hfil space nobreakspace
    newline linebreak tabularnewline par cr and And AND
""") | {" ", "\\"}
THIN_SPACES = names(", thinspace")
MATH_ENVIRONMENTS = names("""
    math displaymath equation eqnarray align alignat flalign gather multline dmath aligned alignedat gathered
    split array subarray matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases dcases rcases
""")
"""Environments that hold a formula, without the star of their unnumbered forms."""
PICTURE_ENVIRONMENTS = names("tikzpicture tikzcd picture pgfpicture axis pspicture overpic forest")
"""Environments that draw: what is written in them are instructions and labels, not text."""
TABULAR_ENVIRONMENTS = _patterns("""
    m: tabu longtabu supertabular mpsupertabular xtabular mpxtabular
    om: tabular longtable tblr longtblr NiceTabular array
    omm: xltabular
    mom: tabular* tabularx tabulary NiceTabular*
""")
"""Environments whose content is rows and columns; the last argument sets the columns."""
ENVIRONMENT_ARGUMENTS = TABULAR_ENVIRONMENTS | _patterns("""
    m: adjustbox alignat alignedat multicols spacing subarray thebibliography turn rotate
    mm: adjustwidth CJK CJK* list
    o: aligned algorithm algorithmic description enumerate figure figure* floatrow gathered itemize mdframed
    o: table table* tablenotes tcolorbox threeparttable
    om: subfigure subtable
    oo: SCtable SCtable* SCfigure SCfigure*
    omom: wrapfigure wraptable
    ooom: minipage
""")
r"""Argument patterns of environments, read after ``\begin{name}``."""
