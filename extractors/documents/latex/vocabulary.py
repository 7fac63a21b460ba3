r"""Which commands the reader knows: those it does not know are reported as damage.

A command that comes from a style file which is not in the source prints something the reader cannot guess,
often the name of a model.
"""

from __future__ import annotations

from functools import cache

from pylatexenc.latex2text import get_default_latex_context_db
from pylatexenc.latexwalker import get_default_latex_context_db as get_default_walker_db

from extractors.documents.tex import commands as known
from extractors.documents.tex import siunitx
from extractors.documents.tex.symbols import ACCENTS, symbol

_STYLES = known.names("""
    tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge fontfamily fontseries fontshape
    selectfont bfseries mdseries itshape slshape scshape upshape rmfamily sffamily ttfamily normalfont
    bf it sl sc rm sf tt em cal underline uline uwave sout st hl ul uuline dashuline textul overline
    centering raggedright raggedleft flushleft arraybackslash noindent indent leavevmode null strut mathstrut
    displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits mathcal mathbb mathfrak mathscr mathrm
    mathit mathsf mathtt mathnormal mathds mathbbm operatorname boxed widehat widetilde
    left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm
    hfill hfil hss vfill newline linebreak nolinebreak pagebreak newpage clearpage allowbreak smallskip medskip
    bigskip unskip ignorespaces begin end item caption par linewidth textwidth columnwidth textheight hsize
    tabcolsep arraystretch arrayrulewidth doublerulesep extrarowheight cmidrulekern heavyrulewidth lightrulewidth
    multicolumn multirow multirowcell multirowthead SetCell hline toprule midrule bottomrule cline cmidrule
    rlap llap clap smash fbox frame xspace ensuremath textsuperscript textsubscript num SI si qty unit numrange
    SIrange qtyrange ding texorpdfstring hspace verb lstinline url nolinkurl path href footnotetext
    subfloat subfigure subtable subcaptionbox resizebox scalebox nobreak relax do
""")


def is_known(name: str) -> bool:
    """Tell whether the reader knows what a command prints, if anything."""
    return name in _names() or symbol(name) is not None


@cache
def _names() -> frozenset[str]:
    databases = (get_default_latex_context_db(), get_default_walker_db())
    published = (
        macro.macroname
        for database in databases
        for category in database.category_list
        for macro in database.iter_macro_specs([category])
    )
    return frozenset(published).union(
        _STYLES,
        ACCENTS,
        known.DROPPED_ARGUMENTS,
        known.TEXT_BOXES,
        known.BOLD,
        known.BOLD_SWITCHES,
        known.FRACTIONS,
        known.LIMITS,
        known.FUNCTIONS,
        known.SPACES,
        known.THIN_SPACES,
        siunitx.UNIT_COMMANDS,
    )
