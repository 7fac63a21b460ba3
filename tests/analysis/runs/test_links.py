"""Whom a statement holds for, from the words of the statement to the row of the model."""

import json

import pytest

from analysis.runs import join
from tests.analysis.frames import compute, results
from tests.analysis.runs.stages import epochs, fact, stage


@pytest.mark.parametrize(
    "quote",
    [
        "All models are trained for 90 epochs.",
        "We train for 90 epochs.",
        "The networks are trained for 90 epochs.",
    ],
)
def test_a_name_that_the_sentence_does_not_print_takes_nothing_from_others(quote: str) -> None:
    runs = join(
        results({"model_name": "Net-S"}, {"model_name": "Net-L"}),
        compute(epochs(90.0, quote, model_name="Net-S")),
    )
    assert stage(runs, "Net-S")["epochs"]["value"] == stage(runs, "Net-L")["epochs"]["value"] == 90


def test_what_is_said_of_other_data_holds_for_nobody_here() -> None:
    runs = join(
        results({"model_name": "Net"}), compute(epochs(164.0, "On CIFAR-10 we train for 164 epochs."))
    )
    assert "epochs" not in stage(runs, "Net")


def test_rows_of_one_name_with_other_epochs_are_other_models() -> None:
    rows = [
        {"model_name": "Net", "table_label": "Table 1", "row_index": i, "value": 75.0 + i} for i in (1, 2)
    ]
    lengths = [epochs(100.0 * i, "", model_name="Net", table_label="Table 1", row_index=i) for i in (1, 2)]
    runs = join(results(*rows), compute(*lengths))
    assert sorted(runs["epochs"]) == [100, 200]


@pytest.mark.parametrize(("again", "lengths"), [(76.0, [100]), (75.0, [90, 100])])
def test_a_table_that_prints_a_result_again_has_the_same_model(again: float, lengths: list[float]) -> None:
    rows = [
        {"model_name": "Net", "table_label": f"Table {i}", "row_index": 1, "value": value}
        for i, value in ((1, 76.0), (2, again))
    ]
    runs = join(
        results(*rows),
        compute(
            epochs(100.0, "After 100 epochs.", table_label="Table 1"), epochs(90.0, "We train for 90 epochs.")
        ),
    )
    assert sorted(runs["epochs"]) == lengths


def test_the_flops_of_one_name_hold_for_its_longer_training_in_another_table() -> None:
    rows = [
        {"model_name": "Net-Det", "table_label": f"Table {i}", "row_index": 1, "value": 45.0 + i}
        | {"benchmark_id": "coco_box_ap"}
        for i in (1, 2)
    ]
    lengths = [
        epochs(12.0 * i, "", model_name="Net-Det", table_label=f"Table {i}", row_index=1) for i in (1, 2)
    ]
    flops = fact("forward_flops", 280e9, model_name="Net-Det", table_label="Table 1", row_index=1)
    runs = join(results(*rows), compute(*lengths, flops))
    assert dict(zip(runs["epochs"], runs["forward_flop"], strict=True)) == {12: 560e9, 24: 560e9}


@pytest.mark.parametrize("label", ["Complexity (MFLOPs) | 140", "140M | FLOPs", "Budget | 140 MFLOPs"])
def test_a_row_labelled_with_its_flops_prints_those_of_all_its_models(label: str) -> None:
    place = {"table_label": "Table 4", "row_index": 1}
    runs = join(
        results(*({"model_name": name, **place} for name in ("Plain-like", "ThinNet"))),
        compute(
            {"quantity": "forward_flops", "value": 140e6, "model_name": "ThinNet", "quote": label, **place}
        ),
    )
    for name in ("Plain-like", "ThinNet"):
        assert stage(runs, name, "model")["forward_flop"]["value"] == 280e6


def test_figures_of_one_cell_go_to_the_models_of_the_row_in_order() -> None:
    place = {"table_label": "Table 1", "row_index": 3}
    runs = join(
        results(
            {"model_name": "Net (two-stage)", "column_index": 6, **place},
            {"model_name": "Net (one-stage)", "column_index": 3, **place},
        ),
        compute(
            {"quantity": "forward_flops", "value": 239e9, "model_name": "Net", "column_index": 2, **place},
            {"quantity": "forward_flops", "value": 260e9, "model_name": "Net", "column_index": 2, **place},
        ),
    )
    assert stage(runs, "Net (one-stage)", "model")["forward_flop"]["value"] == 2 * 239e9
    assert stage(runs, "Net (two-stage)", "model")["forward_flop"]["value"] == 2 * 260e9


@pytest.mark.parametrize("added", ["our Quick", "the Quick", "Quick"])
def test_what_is_said_of_a_network_with_a_module_is_not_for_all(added: str) -> None:
    said = f"For training SmallNet with {added}, networks are trained for 400 epochs."
    runs = join(
        results({"model_name": "Quick, SmallNet"}, {"model_name": "Quick, LargeNet"}),
        compute(
            epochs(100.0, "All models are trained for 100 epochs."),
            epochs(400.0, said, model_name="SmallNet with Quick"),
        ),
    )
    assert stage(runs, "Quick, SmallNet")["epochs"]["value"] == 400
    assert stage(runs, "Quick, LargeNet")["epochs"]["value"] == 100


@pytest.mark.parametrize(
    "quote",
    [
        "We train our models on subsets of 5M and on all data.",
        "All models are trained on a subset of 5M as well.",
        "A subset of 5M serves for the study of data.",
    ],
)
def test_the_size_of_a_subset_holds_for_no_main_run(quote: str) -> None:
    size = {"quantity": "dataset_size", "value": 5e6, "quote": quote, "model_name": "5M subset"}
    runs = join(
        results({"model_name": "Net"}),
        compute(
            {**size, "stage": "pretraining"}, epochs(9.0, "We pre-train for 9 epochs.", stage="pretraining")
        ),
    )
    assert "dataset_size" not in stage(runs, "Net", "pretraining")


@pytest.mark.parametrize(
    ("name", "quote"),
    [
        ("supervised 100 epoch baseline", "All results are set beside the supervised 100 epoch baseline."),
        ("100-epoch baselines", "Our models use the recipe of the 100-epoch baselines."),
        ("supervised baseline", "The supervised baseline is trained for 100 epochs."),
    ],
)
def test_how_long_a_baseline_was_trained_holds_for_no_other_run(name: str, quote: str) -> None:
    runs = join(
        results({"model_name": "Net-S"}, {"model_name": f"Net-S ({name})"}),
        compute(epochs(100.0, quote, model_name=name)),
    )
    assert "epochs" not in stage(runs, "Net-S")
    assert stage(runs, f"Net-S ({name})")["epochs"]["value"] == 100


@pytest.mark.parametrize(
    "quote",
    [
        "The ImageNet experiments took about 3 days each.",
        "Our networks required 72 hours each.",
        "The runs lasted 3 days each.",
    ],
)
def test_what_each_took_holds_for_all(quote: str) -> None:
    runs = join(
        results({"model_name": "Net-S"}, {"model_name": "Net-L"}),
        compute({"quantity": "wall_time_hours", "value": 72.0, "quote": quote}),
    )
    assert [stage(runs, name)["wall_time_hours"]["how"] for name in ("Net-S", "Net-L")] == ["all_models"] * 2


@pytest.mark.parametrize("printed", ["B, PReLU", "Ours (B, PReLU)", "PReLU, model B"])
def test_a_net_that_goes_by_a_letter_takes_what_is_said_of_it(printed: str) -> None:
    quote = "Training A/B takes 3 weeks, training C takes 4."
    runs = join(
        results({"model_name": printed}, {"model_name": printed.replace("B", "C")}),
        compute(
            {
                "quantity": "wall_time_hours",
                "value": 504.0,
                "quote": quote,
                "model_name": "model A and model B",
            },
            {"quantity": "wall_time_hours", "value": 672.0, "quote": quote, "model_name": "model C"},
        ),
    )
    hours = [stage(runs, name)["wall_time_hours"]["value"] for name in (printed, printed.replace("B", "C"))]
    assert hours == [504, 672]


@pytest.mark.parametrize(
    ("row", "has_operations"),
    [
        ("OurNet, ReLU", True),
        ("OurNet, second norm", True),
        ("OurNet XL", False),
        ("OurNet (isotropic)", False),
        ("OurNet-nano", False),
    ],
)
def test_another_size_or_shape_has_not_the_operations_of_the_network_it_is_called_by(
    row: str, has_operations: bool
) -> None:
    runs = join(
        results({"model_name": row}, {"model_name": "OurNet, PReLU"}),
        compute(fact("forward_flops", 4e9, "OurNet takes 4 GFLOPs.", model_name="OurNet")),
    )
    assert ("forward_flop" in stage(runs, row, "model")) is has_operations


@pytest.mark.parametrize(
    ("row", "has_size"),
    [
        ("OurNet + additional data", True),
        ("OurNet (trained longer, larger batches)", True),
        ("OurNet with Blocks + Wings", False),
        ("OurNet + pretrain even longer", True),
        ("OurNet + second decoder", False),
    ],
)
def test_a_network_keeps_its_size_when_it_is_trained_otherwise(row: str, has_size: bool) -> None:
    runs = join(
        results({"model_name": row}, {"model_name": "OurNet + bells"}),
        compute(fact("parameters", 3e8, "OurNet has 300M parameters.", model_name="OurNet")),
    )
    assert ("parameters" in stage(runs, row, "model")) is has_size


@pytest.mark.parametrize(
    ("printed", "data"),
    [("Penn Treebank", "Penn Treebank"), ("MS COCO models", "MS COCO"), ("En-Vi", "En-Vi")],
)
def test_what_is_called_by_its_data_makes_no_model(printed: str, data: str) -> None:
    runs = join(
        results({"model_name": "Net"}),
        compute(
            fact("wall_time_hours", 20.0, "Training takes 20 hours.", model_name=printed, dataset_name=data)
        ),
    )
    assert set(runs.model_name) == {"Net"}


@pytest.mark.parametrize("printed", ["Weaver-Vi", "ViLoom", "Vi-Former"])
def test_what_only_holds_the_name_of_data_makes_one(printed: str) -> None:
    runs = join(
        results({"model_name": "Net"}),
        compute(
            fact("wall_time_hours", 20.0, f"{printed} takes 20 hours.", model_name=printed, dataset_name="Vi")
        ),
    )
    assert set(runs.model_name) == {"Net", printed}


def test_what_is_said_without_data_holds_for_both_pairs_of_languages() -> None:
    runs = join(
        results(
            {"model_name": "Net", "benchmark_id": "wmt14_en_de_bleu"},
            {"model_name": "Net", "benchmark_id": "wmt14_en_fr_bleu"},
            {"model_name": "Net-L", "benchmark_id": "wmt14_en_fr_bleu"},
        ),
        compute(
            fact("batch_size", 3e4, "Each batch has 30k tokens.", text_value="tokens"),
            fact(
                "steps",
                1e5,
                "WMT models: 100k steps on En-De.",
                model_name="WMT models",
                dataset_name="En-De",
            ),
            fact(
                "steps",
                3e5,
                "WMT models: 300k steps on En-Fr.",
                model_name="WMT models",
                dataset_name="En-Fr",
            ),
            fact(
                "steps",
                2e5,
                "WMT models: 200k steps on Zh-En.",
                model_name="WMT models",
                dataset_name="WMT Zh-En",
            ),
        ),
    )
    found = {
        row["benchmark_families"]: json.loads(row["facts"])["training"]
        for row in runs[runs.model_name == "Net"].to_dict("records")
    }
    assert {family: facts["batch_size"]["value"] for family, facts in found.items()} == {
        "wmt14_en_de": 3e4,
        "wmt14_en_fr": 3e4,
    }
    assert {family: facts["steps"]["value"] for family, facts in found.items()} == {
        "wmt14_en_de": 1e5,
        "wmt14_en_fr": 3e5,
    }


@pytest.mark.parametrize(
    "quote",
    [
        "The base model was trained for 20 epochs.",
        "Our base models take 20 epochs.",
        "Training of the Base model stops after 20 epochs.",
    ],
)
def test_the_base_model_is_the_only_own_one_of_that_size(quote: str) -> None:
    runs = join(
        results({"model_name": "GatedNet base"}, {"model_name": "GatedNet big"}),
        compute(epochs(20.0, quote, model_name="Gated Networks (base model)")),
    )
    assert stage(runs, "GatedNet base")["epochs"]["how"] == "only_match"
    assert "epochs" not in stage(runs, "GatedNet big")


@pytest.mark.parametrize("head", ["ADE20K FLOPs", "Cityscapes | FLOPs", "Kinetics-400 GFLOPs"])
def test_a_cost_below_other_data_is_not_that_of_the_results_beside_it(head: str) -> None:
    place = {"table_label": "Table 7", "row_index": 2}
    cost = {"quantity": "forward_flops", "value": 32e9, "model_name": "Net-Det", **place}
    for heads, is_taken in ((head, False), ("FLOPs", True), ("COCO FLOPs", True)):
        runs = join(
            results({"model_name": "Net-Det", "benchmark_id": "coco_box_ap", **place}),
            compute(cost | {"quote": f"Net-Det | {heads} | 32G"}),
        )
        assert ("forward_flop" in stage(runs, "Net-Det", "model")) is is_taken


@pytest.mark.parametrize("protocols", [("224px", "384px"), ("image size 224", "image size 384")])
def test_rows_of_one_name_at_other_resolutions_are_other_models(protocols: tuple[str, str]) -> None:
    rows = [
        {
            "model_name": "Net",
            "table_label": "Table 1",
            "row_index": i,
            "value": 75.0 + i,
            "protocol": protocol,
        }
        for i, protocol in enumerate(protocols, start=1)
    ]
    runs = join(results(*rows), compute(epochs(90.0, "We train for 90 epochs.")))
    assert [len(ids) for ids in runs["result_ids"]] == [1, 1]


def test_the_flops_of_a_network_at_one_side_hold_for_its_rows_with_more_data() -> None:
    rows = [
        {"model_name": name, "table_label": table, "row_index": i, "value": 75.0 + i, "protocol": f"{side}px"}
        for name, table, i, side in (
            ("Net-L", "Table 1", 1, 384),
            ("Net-L (21K)", "Table 2", 1, 384),
            ("Net-L (21K)", "Table 2", 2, 224),
        )
    ]
    flops = fact(
        "forward_flops",
        30e9,
        model_name="Net-L",
        quote="Net-L 384 | FLOPs | 30G",
        table_label="Table 1",
        row_index=1,
    )
    runs = join(results(*rows), compute(flops))
    with_more = runs[runs["model_name"] == "Net-L (21K)"]
    assert list(with_more["forward_flop"].dropna()) == [60e9]


def test_epochs_on_a_larger_set_are_of_the_training_before_whatever_else_the_sentence_names() -> None:
    quote = "We train on ImageNet-1K and JFT for 300 and 3 epochs respectively."
    runs = join(
        results({"model_name": "Net"}, {"model_name": "Net-L"}),
        compute(epochs(300.0, quote, dataset_name="ImageNet-1K"), epochs(3.0, quote, dataset_name="JFT")),
    )
    assert stage(runs, "Net")["epochs"]["value"] == 300
