"""Cells beside models that say of what kind they are, and cells that only look as if they did."""

from __future__ import annotations

import pytest

from tests.extractors.facts.results.papers import models, own, paper, table

CAPTION = "Top-1 accuracy (%) on the ImageNet validation set."


KINDS = [
    ("Conv Only", "Conv + TFM", "Conv + TFM (ours)"),
    ("CNN-based", "Transformer", "Proposed hybrid"),
    ("ConvNet", "SSM", "Ours"),
]


@pytest.mark.parametrize("kinds", KINDS)
@pytest.mark.parametrize("heads", ["Models | < ", "Architecture | Model", "| Model"])
def test_a_kind_beside_models_is_no_part_of_their_names_and_says_whose_they_are(
    heads: str, kinds: tuple[str, str, str]
) -> None:
    rows = (
        (("YNet-S", "79.8"), ("YNet-B", "80.3")),
        (("ZNet-T", "80.0"),),
        (("XNet-0", "80.9"), ("+ aug", "81.3")),
    )
    body = [
        f"{kind if not index else '^'} | {name} | {score}"
        for kind, of_kind in zip(kinds, rows, strict=True)
        for index, (name, score) in enumerate(of_kind)
    ]
    found = own(paper(table(CAPTION, "\n".join([f"{heads} | Top-1", "---", *body]))))
    assert list(found) == ["YNet-S", "YNet-B", "ZNet-T", "XNet-0", "XNet-0 + aug"]
    assert [name for name, is_own in found.items() if is_own] == ["XNet-0", "XNet-0 + aug"]


@pytest.mark.parametrize(
    ("heads", "kinds", "names"),
    [
        ("Method | Backbone", ("Mask R-CNN", "RetinaNet"), ("YNet-50", "YNet-101", "ZNet-T")),
        ("Attention | Model", ("Local", "Global"), ("YNet-50", "YNet-101", "YNet-50")),
        ("Attention | Window", ("Local", "Global"), ("w 3", "w 5", "all")),
    ],
)
def test_what_stands_beside_names_and_is_no_kind_is_a_part_of_them(
    heads: str, kinds: tuple[str, str], names: tuple[str, str, str]
) -> None:
    rows = f"{kinds[0]} | {names[0]} | 79.8\n^ | {names[1]} | 80.3\n{kinds[1]} | {names[2]} | 80.1"
    drawing = f"{heads} | Top-1\n---\n{rows}"
    found = models(paper(table(CAPTION, drawing)))
    assert all(kind in name for kind, name in zip((kinds[0], kinds[0], kinds[1]), found, strict=True))


def test_a_column_headed_as_kinds_names_the_rows_that_it_alone_tells_apart() -> None:
    drawing = (
        "Ablation | FFN | Norm | Top-1\n---\nXNet-T | MLP | LN | 73.8\n"
        "+ gate | SwiGLU | LN | 74.3\n+ norm | SwiGLU | RMS | 74.5"
    )
    found = models(paper(table(CAPTION, drawing)))
    assert [name.split(",")[0] for name in found] == ["XNet-T", "XNet-T + gate", "XNet-T + norm"]
