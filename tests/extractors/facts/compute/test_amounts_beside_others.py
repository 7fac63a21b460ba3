"""Numbers that stand beside amounts of runs and are none, and amounts that print their unit in a way of their own."""

from __future__ import annotations

import pytest

from extractors.records import Quantity
from tests.extractors.facts.compute.papers import by_model, paper_of_table, paper_of_text, values


@pytest.mark.parametrize(
    ("text", "epochs"),
    [
        ("We train as in Figure 4, 200 epochs each.", [200]),
        ("Training is as in Table 2, 90 epochs in all.", [90]),
        ("We train NetA-B/16, 100 epochs on ImageNet.", [100]),
        (
            "We train NetA with a schedule of 60 epochs at 0.1, 40 epochs at 0.02, for a total of 100 epochs.",
            [100],
        ),
        ("We train NetA, 30 epochs at 1e-3 and 20 epochs at 1e-4, 50 epochs altogether.", [50]),
    ],
)
def test_numbers_before_epochs_that_are_none(text: str, epochs: list[float]) -> None:
    assert values(paper_of_text(text), Quantity.EPOCHS) == epochs


@pytest.mark.parametrize(
    ("text", "epochs"),
    [
        ("NetA is trained for 50, 100 and 200 epochs.", [50, 100, 200]),
        ("We train NetA for 90 epochs at a learning rate of 0.1.", [90]),
        ("We train the networks for 30/60 epochs.", [30, 60]),
    ],
)
def test_lists_of_epochs(text: str, epochs: list[float]) -> None:
    assert values(paper_of_text(text), Quantity.EPOCHS) == epochs


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Training NetA takes 133:30 hours on 4 GPUs.", [133.5]),
        ("The training of NetA took 02:15:00 h on one GPU.", [2.25]),
        ("On 8 GPUs the training time rises from 98:15 hours to 98:45 hours.", [98.25, 98.75]),
        ("Training NetA takes 13 hours on 4 GPUs (see Section 3:2).", [13]),
    ],
)
def test_hours_as_clocks_show_them(text: str, hours: list[float]) -> None:
    assert values(paper_of_text(text), Quantity.WALL_TIME_HOURS) == hours


@pytest.mark.parametrize(
    ("head", "cell", "quantity", "value"),
    [
        ("Epochs", "400ep", Quantity.EPOCHS, 400),
        ("Epochs", "300 epochs", Quantity.EPOCHS, 300),
        ("Epoch", "100e", Quantity.EPOCHS, 100),
        ("Steps", "160k iters", Quantity.STEPS, 160_000),
    ],
)
def test_a_cell_may_print_the_unit_of_its_head(
    head: str, cell: str, quantity: Quantity, value: float
) -> None:
    document = paper_of_table([["Model", head, "Top-1"], ["NetA + Norm", cell, "81.5"]])
    assert values(document, quantity) == [value]


@pytest.mark.parametrize(
    ("rows", "quantity"),
    [
        ([["Model", "#tokens", "#params"], ["NetA/8", "785", "21M"]], Quantity.DATASET_SIZE),
        ([["", "Arch.", "M", "H"], ["Sup. [4]", "R101+R-MAC", "49.8", "18.5"]], Quantity.FORWARD_FLOPS),
    ],
)
def test_what_is_no_cost_below_heads(rows: list[list[str]], quantity: Quantity) -> None:
    assert values(paper_of_table(rows), quantity) == []


@pytest.mark.parametrize(
    "text",
    [
        "NetA is trained on ImageNet with 1.28 million and 50 thousand training and validation images.",
        "We split it into about 1.28 million and 52 thousand training and test images, respectively.",
        "We use 1.28M and 50k training and val images of ImageNet.",
    ],
)
def test_training_data_come_first_where_they_are_named_first(text: str) -> None:
    assert values(paper_of_text(text), Quantity.DATASET_SIZE) == [1_280_000]


def test_a_family_is_trained_beside_the_variant_of_a_table() -> None:
    document = paper_of_table(
        [
            ["Hyper-parameter", "NetA-Large", "NetB-Large"],
            ["Epochs", "300", "80"],
            ["Weight decay", "0.1", "0.2"],
        ],
        text="We train NetA for 300 epochs on ImageNet.",
    )
    assert set(by_model(document, Quantity.EPOCHS)) == {"NetA", "NetA-Large", "NetB-Large"}
