"""Entries of bibliographies in the styles papers print them in."""

import pytest

from extractors.references.entries import references_of

STYLES = {
    "IEEE": (
        "[12] K. He, X. Zhang, S. Ren, and J. Sun. Deep residual learning for image recognition. In CVPR, 2016. 3, 7",
        "12", ("K. He", "X. Zhang", "S. Ren", "J. Sun"), "Deep residual learning for image recognition", 2016, "CVPR",
    ),
    "two initials": (
        "[3] V. Nair and G.E. Hinton. Rectified linear units improve restricted boltzmann machines. In ICML, 2010.",
        "3", ("V. Nair", "G.E. Hinton"), "Rectified linear units improve restricted boltzmann machines", 2010, "ICML",
    ),
    "LNCS": (
        "2. Ren, S., He, K., Girshick, R., Sun, J.: Faster R-CNN: Towards real-time object detection. In: NIPS. (2015)",
        "2", ("S. Ren", "K. He", "R. Girshick", "J. Sun"), "Faster R-CNN: Towards real-time object detection", 2015,
        "NIPS",
    ),
    "year behind the authors": (
        "Bach, F. and Moulines, E. (2011b). Non-asymptotic analysis of stochastic approximation. In NIPS.",
        "", ("F. Bach", "E. Moulines"), "Non-asymptotic analysis of stochastic approximation", 2011, "NIPS",
    ),
    "ACL": (
        "[Buck et al.2014] Christian Buck, Kenneth Heafield, and Bas van Ooyen. 2014. N-gram counts and language "
        "models. In LREC, pages 3579-3584.",
        "Buck et al.2014", ("Christian Buck", "Kenneth Heafield", "Bas van Ooyen"), "N-gram counts and language models",
        2014, "LREC",
    ),
    "given names in full, family first": (
        "Dean, Jeffrey, Corrado, Greg S., and Ng, Andrew Y. Large scale distributed deep networks. In NIPS, 2012.",
        "", ("Jeffrey Dean", "Greg S. Corrado", "Andrew Y. Ng"), "Large scale distributed deep networks", 2012, "NIPS",
    ),
    "initial without stop": (
        "[2] Tsung-Yi Lin, Piotr Dollár, and C Lawrence Zitnick. Microsoft COCO: Common objects in context. ECCV 2014.",
        "2", ("Tsung-Yi Lin", "Piotr Dollár", "C Lawrence Zitnick"), "Microsoft COCO: Common objects in context", 2014,
        "ECCV",
    ),
    "quoted title": (
        '[17] Hensrud, Donald D. "Diet and obesity." Current opinion 20.2 (2004): 119-124.',
        "17", ("Donald D. Hensrud",), "Diet and obesity", 2004, "Current opinion 20.2 (2004): 119-124",
    ),
    "question": (
        "[5] L. Beyer, O. J. Hénaff, and A. van den Oord. Are we done with ImageNet? arXiv:2006.07159, 2020.",
        "5", ("L. Beyer", "O. J. Hénaff", "A. van den Oord"), "Are we done with ImageNet?", 2020,
        "arXiv:2006.07159",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "key", "authors", "title", "year", "venue"), STYLES.values(), ids=STYLES)
def test_styles(text: str, key: str, authors: tuple[str, ...], title: str, year: int, venue: str):
    (reference,) = references_of([text])
    assert (reference.key, reference.authors, reference.title, reference.year, reference.venue) == (
        key, authors, title, year, venue,
    )  # fmt: skip
    assert reference.text == text


@pytest.mark.parametrize(
    ("text", "identifiers"),
    [
        ("[1] A. One. Title of it. arXiv preprint arXiv:1607.06450, 2016.", ("arxiv:1607.06450",)),
        ("[1] A. One. Title of it. CoRR, abs/1611.05725, 2016.", ("arxiv:1611.05725",)),
        ("[1] A. One. Title of it. URL http://arxiv.org/ abs/1901. 08634.", ("arxiv:1901.08634",)),
        ("[1] A. One. Title of it. Nature, 2015. doi: 10.1038/nature14539.", ("doi:10.1038/nature14539",)),
        ("[1] A. One. Title of it. In ACL. https://aclanthology.org/W19-8652.", ("acl:w19-8652",)),
        ("[1] A. One. Title of it. In CVPR, pages 1997-2005, 2017.", ()),
    ],
)
def test_identifiers(text: str, identifiers: tuple[str, ...]):
    (reference,) = references_of([text])
    assert reference.identifiers == identifiers


def test_pages_are_no_year():
    (reference,) = references_of(["[1] A. One. Title of it. Journal of Things, 12:1997-2005, 2017."])
    assert reference.year == 2017


def test_positions_count_from_one():
    assert [r.position for r in references_of(["[9] A. One. First title. 2001.", "odd"])] == [1, 2]
