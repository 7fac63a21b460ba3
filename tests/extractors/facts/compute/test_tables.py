from __future__ import annotations

import pytest

from extractors.facts.compute import extract
from extractors.records import Quantity, Stage
from tests.extractors.facts.compute.papers import by_model, paper_of_table, stated, values


def test_columns_headed_by_a_cost_are_read_per_model() -> None:
    document = paper_of_table(
        [
            ["Model", "#Params", "FLOPs", "top-1"],
            ["NetA", "25.6M", "4.1G", "76.2"],
            ["NetB", "86M", "17.6G", "81.8"],
        ]
    )
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": 25.6e6, "NetB": 86e6}
    assert by_model(document, Quantity.FORWARD_FLOPS) == {"NetA": 4.1e9, "NetB": 17.6e9}


@pytest.mark.parametrize(
    ("head", "cell", "value"),
    [
        ("Params (M)", "25.6", 25.6e6),
        ("params ×10^6", "65", 65e6),
        ("Params", "15.3 M", 15.3e6),
        ("# Parameters (billions)", "1.5", 1.5e9),
        ("Params", "3.2 × 10^6", 3.2e6),
        ("Params", "1,250,000", 1.25e6),
    ],
)
def test_scales_of_parameters(head: str, cell: str, value: float) -> None:
    document = paper_of_table([["Model", head], ["NetA", cell]])
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": value}


@pytest.mark.parametrize(
    ("head", "cell", "quantity", "value"),
    [
        ("GFLOPs", "4.34", Quantity.FORWARD_FLOPS, 4.34e9),
        ("Complexity (MFLOPs)", "140", Quantity.FORWARD_FLOPS, 140e6),
        ("FLOPs", "142B", Quantity.FORWARD_FLOPS, 142e9),
        ("Mult-Adds (M)", "569", Quantity.FORWARD_FLOPS, 569e6),
        ("Training Cost (FLOPs)", "2.3 · 10^19", Quantity.TRAINING_FLOPS, 2.3e19),
        ("Train FLOPs", "7.1e20", Quantity.TRAINING_FLOPS, 7.1e20),
    ],
)
def test_scales_of_operations(head: str, cell: str, quantity: Quantity, value: float) -> None:
    document = paper_of_table([["Model", head], ["NetA", cell]])
    assert by_model(document, quantity) == {"NetA": value}


@pytest.mark.parametrize(
    ("parameters", "madds", "value"), [("5.4M", "219", 219e6), ("25.6M", "4.1", 4.1e9), ("63M", "142", 142e9)]
)
def test_bare_operations_are_scaled_to_fit_the_parameters(parameters: str, madds: str, value: float) -> None:
    document = paper_of_table([["Model", "Params", "MAdds"], ["NetA", parameters, madds]])
    assert by_model(document, Quantity.FORWARD_FLOPS) == {"NetA": value}


def test_the_caption_may_state_the_scale() -> None:
    document = paper_of_table(
        [["Model", "Params"], ["NetA", "1.5"]], caption="Table 1: Sizes. Parameters are in billions."
    )
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": 1.5e9}


def test_a_cell_with_two_costs() -> None:
    document = paper_of_table([["Model", "Train / Infer FLOPs"], ["NetA", "3.3e18 / 2.6e10"]])
    assert stated(document) == {(Quantity.TRAINING_FLOPS, 3.3e18), (Quantity.FORWARD_FLOPS, 2.6e10)}


def test_a_cell_in_words() -> None:
    document = paper_of_table([["Model", "Train Time + Hardware"], ["NetA", "14d on 3 GTX 1080 GPUs"]])
    assert stated(document) == {
        (Quantity.WALL_TIME_HOURS, 336),
        (Quantity.DEVICE_COUNT, 3),
        (Quantity.HARDWARE_MODEL, "GTX 1080"),
    }


def test_rows_of_a_hyper_parameter_table_are_read_per_column() -> None:
    document = paper_of_table(
        [
            ["Hyper-parameter", "NetA-Base", "NetA-Large"],
            ["Warmup Steps", "24k", "30k"],
            ["Batch Size", "256", "8k"],
            ["Max Steps", "500k", "1M"],
        ]
    )
    assert by_model(document, Quantity.BATCH_SIZE) == {"NetA-Base": 256, "NetA-Large": 8000}
    assert by_model(document, Quantity.STEPS) == {"NetA-Base": 500_000, "NetA-Large": 1_000_000}


def test_a_single_column_of_values_is_of_the_main_runs() -> None:
    document = paper_of_table([["Hyper-parameter", "Value"], ["Epochs", "90"], ["Batch size", "{16, 32}"]])
    assert by_model(document, Quantity.EPOCHS) == {None: 90}
    assert values(document, Quantity.BATCH_SIZE) == [16, 32]


def test_stages_as_columns() -> None:
    document = paper_of_table(
        [["Training Costs", "Pre-Training", "Post-Training"], ["in H800 GPU Hours", "2664K", "5K"]]
    )
    assert {
        (fact.stage, fact.value) for fact in extract(document) if fact.quantity is Quantity.DEVICE_HOURS
    } == {
        (Stage.PRETRAINING, 2_664_000),
        (Stage.FINETUNING, 5_000),
    }


def test_a_total_is_of_the_papers_own_model() -> None:
    document = paper_of_table(
        [["Training Costs", "Pre-Training", "Total"], ["in H800 GPU Hours", "2664K", "2788K"]],
        title="QuickNet: Small Networks",
    )
    assert {fact.model_name for fact in extract(document)} == {"QuickNet"}


def test_models_called_by_their_size() -> None:
    document = paper_of_table([["Model", "#L", "Batch"], ["125M", "12", "0.5M"], ["1.3B", "24", "1M"]])
    assert by_model(document, Quantity.PARAMETERS) == {"125M": 125e6, "1.3B": 1.3e9}
    assert by_model(document, Quantity.BATCH_SIZE) == {"125M": 500_000, "1.3B": 1_000_000}


def test_heads_inside_the_body_start_a_table_of_their_own() -> None:
    document = paper_of_table(
        [
            ["method", "", "", "error (%)"],
            ["OldNet [3]", "", "", "9.1"],
            ["", "# layers", "# params", ""],
            ["NetA", "110", "1.7M", "6.4"],
            ["NetB", "20", "0.27M", "8.7"],
        ]
    )
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": 1.7e6, "NetB": 270_000}


def test_a_number_that_runs_over_two_columns_is_one() -> None:
    document = paper_of_table(
        [
            ["Model", "Training Cost (FLOPs)", "Training Cost (FLOPs)"],
            ["Model", "EN-DE", "EN-FR"],
            ["NetA [4]", "2.3 · 10^19", "1.4 · 10^20"],
            ["NetB", "3.3 ·", "10^18"],
        ],
        header_rows=2,
    )
    assert values(document, Quantity.TRAINING_FLOPS) == [3.3e18, 2.3e19, 1.4e20]


def test_sizes_that_head_the_columns() -> None:
    document = paper_of_table([["#Params", "5 × 10^4", "1.1 × 10^6"], ["NetA", "0.448", "0.443"]])
    assert values(document, Quantity.PARAMETERS) == [50_000, 1_100_000]


def test_the_name_of_a_setting_may_stand_in_the_second_column() -> None:
    document = paper_of_table(
        [
            ["Layer", "Hyper-parameter", "POS", "NER"],
            ["CNN", "width", "3", "3"],
            ["", "batch size", "10", "16"],
        ]
    )
    assert by_model(document, Quantity.BATCH_SIZE) == {"POS": 10, "NER": 16}


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["Dataset", "", "NewsA", "NewsB"],
            ["Train", "SENT", "38,219", "14,987"],
            ["Dev", "SENT", "5,527", "3,466"],
        ],
        [["Corpus", "Train", "Dev"], ["NewsA", "38,219", "5,527"], ["NewsB", "14,987", "3,466"]],
        [["", "NewsA", "NewsB"], ["Train", "38,219", "14,987"], ["Test", "5,527", "3,466"]],
    ],
)
def test_statistics_of_data_sets_count_the_training_part(rows: list[list[str]]) -> None:
    document = paper_of_table(rows, caption="Table 1: Statistics of the corpora.")
    assert values(document, Quantity.DATASET_SIZE) == [14_987, 38_219]


def test_a_label_may_say_how_long_a_model_was_trained() -> None:
    document = paper_of_table(
        [["Model", "top-1"], ["NetA, 1000 epochs", "84.2"], ["NetB + 500k steps", "85.1"]]
    )
    assert values(document, Quantity.EPOCHS) == [1000]
    assert values(document, Quantity.STEPS) == [500_000]


def test_conditions_in_a_cell_are_no_heads() -> None:
    document = paper_of_table(
        [["Hyper-parameter", "Value"], ["Train Epochs", "10 for RTE and STS, 3 for other tasks"]]
    )
    assert values(document, Quantity.EPOCHS) == [3, 10]


def test_a_count_of_iterations_is_no_size_of_a_model() -> None:
    assert stated(paper_of_table([["#Iters", "AP"], ["12M", "36.1"]])) == {(Quantity.STEPS, 12e6)}


LOOK_ALIKES = {
    "scores after so many passes": [["Model", "300 epochs", "1000 epochs"], ["NetA", "81.8", "83.4"]],
    "seconds on a device": [["", "Time (s)"], ["NetA TPU", "384"]],
    "layers of one network": [
        ["type", "output size", "params", "ops"],
        ["convolution", "112×112", "2.7K", "34M"],
    ],
    "image sizes": [["Method", "Size", "AP"], ["NetA", "640", "46.2"]],
    "megabytes": [["Method", "Model size", "top-1"], ["NetA", "138 MB", "56.8"]],
    "speed": [["Method", "GFLOP/s", "FPS"], ["NetA", "591.3", "16"]],
    "factors": [["Method", "Params", "FLOPs"], ["NetA", "2.8×", "3.7×"]],
    "a head shared with a score": [["Method", "FLOPs Top-1 err. (%)"], ["NetA", "22.8"]],
}


@pytest.mark.parametrize("rows", LOOK_ALIKES.values(), ids=LOOK_ALIKES.keys())
def test_look_alikes_are_left_alone(rows: list[list[str]]) -> None:
    assert stated(paper_of_table(rows)) == set()


def test_a_cited_row_is_quoted_and_the_papers_own_is_not() -> None:
    document = paper_of_table(
        [["Model", "Params"], ["OldNet [12]", "60M"], ["NewNet (ours)", "20M"]],
        title="NewNet: Better Networks",
    )
    assert {fact.model_name: fact.is_own for fact in extract(document)} == {
        "OldNet": False,
        "NewNet (ours)": True,
    }


def test_columns_of_others_beside_the_papers_own_are_quoted() -> None:
    document = paper_of_table(
        [["", "NetB Base", "QuickNet Base"], ["# Activated Params", "21B", "37B"], ["Tokens", "1T", "2T"]],
        caption="Table 1: QuickNet compared with other models.",
        title="QuickNet: Small Networks",
    )
    sizes = [fact for fact in extract(document) if fact.quantity is Quantity.PARAMETERS]
    assert {fact.model_name: fact.is_own for fact in sizes} == {"NetB Base": False, "QuickNet Base": True}
    assert {fact.text_value for fact in sizes} == {"activated"}


def test_sizes_of_the_papers_own_model_are_completed_in_schedules() -> None:
    document = paper_of_table(
        [["Hyperparameter", "Small", "Large"], ["Batch Size", "128", "2048"]],
        title="QuickNet: Small Networks",
    )
    assert by_model(document, Quantity.BATCH_SIZE) == {"QuickNet-Small": 128, "QuickNet-Large": 2048}


def test_the_evidence_names_table_row_and_column() -> None:
    document = paper_of_table([["Model", "Params"], ["NetA", "60M"]])
    (fact,) = extract(document)
    assert fact.evidence.quote == "NetA | Params | 60M"
    assert (fact.evidence.table_label, fact.evidence.row, fact.evidence.column) == ("Table 1", 1, 1)


def test_a_size_in_the_text_gives_way_to_the_table_that_prints_it() -> None:
    document = paper_of_table(
        [["Model", "Params"], ["NetA-Base", "86M"]], text="Our reference model (86M parameters) is fast."
    )
    assert by_model(document, Quantity.PARAMETERS) == {"NetA-Base": 86e6}


def test_a_count_of_layers_beside_costs_is_no_table_of_layers() -> None:
    document = paper_of_table(
        [
            ["Model", "Layers", "Hidden Size", "Total GPUs"],
            ["NetA", "12", "768", "32"],
            ["NetB", "48", "2048", "256"],
        ]
    )
    assert by_model(document, Quantity.DEVICE_COUNT) == {"NetA": 32, "NetB": 256}


def test_the_layers_of_one_network_are_no_models() -> None:
    document = paper_of_table([["Layers", "Params"], ["conv1", "9408"], ["fc", "2048000"]])
    assert values(document, Quantity.PARAMETERS) == []


def test_ratings_of_a_platform_are_no_counts_of_devices() -> None:
    document = paper_of_table(
        [
            ["Platform", "Unit", "Memory (GB)", "Bandwidth (GB/s)"],
            ["GPU", "one card", "24", "900"],
            ["TPU", "one board", "8", "2100"],
        ]
    )
    assert values(document, Quantity.DEVICE_COUNT) == []


def test_kinds_of_models_are_no_part_of_their_names() -> None:
    document = paper_of_table(
        [
            ["Method Type", "Network", "#Param. (M)"],
            ["Transformers", "NetA-S [3][arXiv 2021]", "22"],
            ["Transformers", "Ours: NetB-13", "20"],
        ]
    )
    assert by_model(document, Quantity.PARAMETERS) == {"NetA-S": 22e6, "NetB-13": 20e6}


def test_rows_of_numbers_alone_go_by_the_size_they_state() -> None:
    document = paper_of_table(
        [["Layers", "Parameters", "width"], ["12", "117M", "768"], ["24", "345M", "1024"]]
    )
    assert by_model(document, Quantity.PARAMETERS) == {"117M": 117e6, "345M": 345e6}


def test_a_number_of_steps_is_no_model() -> None:
    document = paper_of_table([["#Iters", "#Epochs", "mAP"], ["12M", "1.3", "35.0"], ["24M", "2.6", "36.1"]])
    assert {fact.model_name for fact in extract(document)} == {None}
    assert values(document, Quantity.EPOCHS) == [1.3, 2.6]


def test_carbon_that_is_removed_is_no_emission() -> None:
    rows = [["Field", "Deep learning", "Vision"], ["CO_2 Removal", "6.3", "6.2"]]
    assert not values(paper_of_table(rows), Quantity.CO2E_KG)


@pytest.mark.parametrize(
    "banner", ["(a) Regular ImageNet-1K trained models", "(b) Models trained from scratch"]
)
def test_a_banner_over_operations_makes_no_training_of_them(banner: str) -> None:
    document = paper_of_table(
        [["", "", banner], ["Model", "#param.", "FLOPs"], ["NetA", "29M", "4.5G"]], header_rows=2
    )
    assert (Quantity.FORWARD_FLOPS, 4.5e9) in stated(document)
    assert not values(document, Quantity.TRAINING_FLOPS)


def test_operations_in_exa_are_those_of_a_training() -> None:
    document = paper_of_table([["Model", "Epochs", "exaFLOPs"], ["NetA", "7", "55"]])
    assert values(document, Quantity.TRAINING_FLOPS) == [5.5e19]


def test_speeds_in_tera_operations_are_no_operations() -> None:
    document = paper_of_table([["N", "msec", "TFLOPS"], ["1", "12.5", "3.1"], ["2", "20.4", "3.8"]])
    assert values(document, Quantity.FORWARD_FLOPS) == []


@pytest.mark.parametrize("head", ["Kernel size", "Stride", "Patch size"])
def test_rows_with_a_score_are_models_and_no_layers(head: str) -> None:
    document = paper_of_table([[head, "Top-1", "Params"], ["3", "82.1", "71.8M"], ["7", "82.7", "72.2M"]])
    assert values(document, Quantity.PARAMETERS) == [71.8e6, 72.2e6]


def test_a_detector_needs_more_operations_than_a_classifier() -> None:
    document = paper_of_table(
        [
            ["Backbone", "#Params", "FLOPs", "AP"],
            ["NetA", "82.0", "739", "46.3"],
            ["NetB", "86.0", "745", "50.5"],
        ],
        caption="Object detection on COCO.",
    )
    assert values(document, Quantity.FORWARD_FLOPS) == [739e9, 745e9]


def test_rows_that_share_a_name_go_by_their_size() -> None:
    document = paper_of_table(
        [
            ["Model", "Model size", "Number of GPUs", "Total batch size", "Batch size"],
            ["NetA", "1.5B", "400", "9600", "24"],
            ["NetA", "13B", "400", "1200", "12"],
        ]
    )
    assert by_model(document, Quantity.DEVICE_COUNT) == {"1.5B NetA": 400, "13B NetA": 400}
    assert by_model(document, Quantity.BATCH_SIZE) == {"1.5B NetA": 9600, "13B NetA": 1200}


def test_a_caption_may_spell_out_the_heads() -> None:
    document = paper_of_table(
        [["Task", "BSZ", "TS"], ["CoLA", "16", "5336"], ["RTE", "32", "800"]],
        caption="Hyperparameters. BSZ: Batch Size. TS: Training Steps.",
    )
    assert values(document, Quantity.STEPS) == [800, 5336]


def test_sizes_of_training_data_may_stand_below_the_tasks() -> None:
    document = paper_of_table(
        [["System", "MNLI 392k", "QQP 363k"], ["NetA", "84.6", "71.2"]],
        caption="The number below each task denotes the number of training examples.",
    )
    assert values(document, Quantity.DATASET_SIZE) == [363_000, 392_000]


def test_images_that_nothing_says_are_trained_on_are_no_training_data() -> None:
    document = paper_of_table([["Scene", "# images"], ["Alamo", "577"], ["Piccadilly", "2152"]])
    assert values(document, Quantity.DATASET_SIZE) == []


def test_iterations_are_no_ratio() -> None:
    document = paper_of_table([["Model", "Total Iterations", "Acc"], ["NetA", "80,000", "89.1"]])
    assert values(document, Quantity.STEPS) == [80_000]


@pytest.mark.parametrize(("head", "hours"), [("Training time", 228), ("Training time (speedup)", 228)])
def test_a_cell_may_have_the_unit_of_a_time(head: str, hours: float) -> None:
    document = paper_of_table([["Model", head], ["NetA", "9.5 days (1.0x)"]])
    assert values(document, Quantity.WALL_TIME_HOURS) == [hours]


@pytest.mark.parametrize("head", ["Pars.", "#Pars", "Pars"])
def test_parameters_may_be_shortened(head: str) -> None:
    document = paper_of_table([["Model", head, "FID"], ["NetA", "18.6M", "30.7"]])
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": 18.6e6}


@pytest.mark.parametrize(
    ("batch", "updates"),
    [("Batch (×4096)", "Updates (×100k)"), ("Batch [x4096]", "Updates [x100k]"), ("Batch", "Upd.")],
)
def test_a_head_may_say_how_many_one_stands_for(batch: str, updates: str) -> None:
    cells = ("8192", "50k") if batch == "Batch" else ("2", "0.5")
    document = paper_of_table([["Model", batch, updates, "BLEU"], ["NetA", *cells, "28.4"]])
    assert values(document, Quantity.BATCH_SIZE) == [8192]
    assert values(document, Quantity.STEPS) == [50_000]


@pytest.mark.parametrize(
    "label", ["NetA (12 layers, 38.6M params)", "NetA, 38.6M parameters", "NetA - 38.6M params"]
)
def test_a_label_that_tells_a_size_is_no_head(label: str) -> None:
    document = paper_of_table([["Method", "C10", "C100"], [label, "5.22", "23.30"], ["NetB", "6.61", "25.1"]])
    assert values(document, Quantity.PARAMETERS) == [38.6e6]


@pytest.mark.parametrize("cell", ["46.0 → 46.5", "46.0 -> 46.5", "46.0 --> 46.5"])
def test_two_counts_may_stand_before_and_behind_an_arrow(cell: str) -> None:
    document = paper_of_table([["Method", "#params (million)"], ["NetA", cell]])
    assert values(document, Quantity.PARAMETERS) == [46.0e6, 46.5e6]


@pytest.mark.parametrize("head", ["time/epoch [s]", "Epoch time", "images / epoch"])
def test_what_an_epoch_takes_is_no_number_of_epochs(head: str) -> None:
    assert values(paper_of_table([["Model", head], ["NetA", "1141"]]), Quantity.EPOCHS) == []


@pytest.mark.parametrize(
    ("energy", "emissions", "cells"),
    [
        ("Total power consumption", "Carbon emitted (tCO_{2}eq)", ("36 MWh", "14")),
        ("Energy (MWh)", "Carbon footprint (t)", ("36", "14")),
        ("Energy consumption", "CO2 (kg)", ("36 MWh", "14000")),
    ],
)
def test_energy_and_emissions_keep_their_units(energy: str, emissions: str, cells: tuple[str, str]) -> None:
    rows = [
        ["", "GPU Type", "GPU power consumption", energy, emissions],
        ["NetA", "A100-80GB", "400W", *cells],
    ]
    document = paper_of_table(rows)
    assert by_model(document, Quantity.ENERGY_KWH) == {"NetA": 36_000}
    assert by_model(document, Quantity.CO2E_KG) == {"NetA": 14_000}
    assert (Quantity.HARDWARE_MODEL, "A100-80GB") in stated(document)


@pytest.mark.parametrize("head", ["FLOPs / Params", "FLOPs/Params", "FLOPs (G) / Params (M)"])
def test_a_head_may_name_a_cost_for_each_number_of_a_cell(head: str) -> None:
    document = paper_of_table([["Model", head], ["NetA", "4.1 / 25.6"], ["NetB", "4.5 / 28.3"]])
    assert by_model(document, Quantity.FORWARD_FLOPS) == {"NetA": 4.1e9, "NetB": 4.5e9}
    assert by_model(document, Quantity.PARAMETERS) == {"NetA": 25.6e6, "NetB": 28.3e6}


@pytest.mark.parametrize("names", [("NetA", "NetB"), ("NetA-I", "OldNet-cont"), ("NetA", "NetA")])
def test_sizes_may_stand_beside_names_without_a_head(names: tuple[str, str]) -> None:
    document = paper_of_table([["", "", "Task"], [names[0], "7B", "61.1"], [names[1], "62B", "64.3"]])
    assert values(document, Quantity.PARAMETERS) == [7e9, 62e9]


@pytest.mark.parametrize(
    "text",
    [
        "We train on corpora of 1.6 billion tokens and of 6 billion tokens.",
        "One corpus has 1.6B words, the other is a 6 billion token corpus.",
        "There are 1.6 billion training examples, or 6 billion images.",
    ],
)
def test_sizes_that_the_text_counts_data_by_are_sizes_of_data(text: str) -> None:
    rows = [["Model", "Size", "Tot."], ["NetA", "1.6B", "60.3"], ["NetB", "6B", "71.7"]]
    assert values(paper_of_table(rows, text=text), Quantity.DATASET_SIZE) == [1.6e9, 6e9]
    assert values(paper_of_table(rows, text=text), Quantity.PARAMETERS) == []
    assert values(paper_of_table(rows, text="NetB is large."), Quantity.PARAMETERS) == [1.6e9, 6e9]


@pytest.mark.parametrize("head", ["Data/Size", "Data / Size", "Images/size"])
def test_a_size_beside_data_is_no_size_of_a_model(head: str) -> None:
    assert (
        values(paper_of_table([["Model", head, "Top-1"], ["NetA", "22K/384", "83.8"]]), Quantity.PARAMETERS)
        == []
    )


@pytest.mark.parametrize("head", ["update", "# Updates", "Iteration"])
def test_updates_are_steps(head: str) -> None:
    document = paper_of_table([["Model", head, "GLUE"], ["NetA", "1.45M", "75.1"], ["NetB", "500k", "86.4"]])
    assert values(document, Quantity.STEPS) == [500_000, 1_450_000]


@pytest.mark.parametrize("head", ["# Pretrain Images", "Pretrained images", "pre-training images"])
def test_images_of_pretraining_are_training_data(head: str) -> None:
    document = paper_of_table([["Model", head, "VQA"], ["NetA", "4M", "72.7"], ["NetB", "1.0B", "82.9"]])
    assert values(document, Quantity.DATASET_SIZE) == [4e6, 1e9]


@pytest.mark.parametrize("head", ["Critical Batch Size", "Critical batch size (start)"])
def test_a_critical_batch_is_measured_and_not_used(head: str) -> None:
    assert values(paper_of_table([["Task", head], ["NetA", "900"]]), Quantity.BATCH_SIZE) == []


@pytest.mark.parametrize("head", ["Peak FLOPS", "Peak FLOPs (T)", "peak flop/s"])
def test_what_a_machine_can_do_is_no_cost(head: str) -> None:
    assert values(paper_of_table([["Platform", head], ["TPU v3", "420T"]]), Quantity.FORWARD_FLOPS) == []


@pytest.mark.parametrize("head", ["# Training Tokens", "Train tokens", "Training tokens (B)"])
def test_own_models_trained_on_as_much_keep_their_data(head: str) -> None:
    cells = ("100", "100") if head.endswith("(B)") else ("100B", "100B")
    document = paper_of_table(
        [["Model", head], ["NewNet-Small", cells[0]], ["NewNet-Large", cells[1]]],
        title="NewNet: Better Networks",
    )
    assert by_model(document, Quantity.DATASET_SIZE) == {"NewNet-Small": 1e11, "NewNet-Large": 1e11}


@pytest.mark.parametrize("cell", ["C^2/16", "k / 8", "C/16"])
def test_a_formula_is_no_number_of_parameters(cell: str) -> None:
    rows = [["Method", "#.Param. (M)", "Top-1"], ["NetA", "12", "76.2"], ["NetB", cell, "77.1"]]
    assert values(paper_of_table(rows), Quantity.PARAMETERS) == [12e6]


@pytest.mark.parametrize("label", ["20M-60M", "40M–80M", "8B-16B"])
def test_a_range_that_names_a_row_is_no_size(label: str) -> None:
    rows = [["Model", "error"], [label, "1.02"], ["13B", "0.9"]]
    assert values(paper_of_table(rows), Quantity.PARAMETERS) == [13e9]
