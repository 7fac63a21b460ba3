import json
from pathlib import Path

import pytest

from extractors.records import Quantity
from tests.warehouse.builders import NOON, Nights, compute, read, result
from warehouse.imports.rows import ImportedModel, UnreadableSourceError, merge, number
from warehouse.imports.sources import read_source
from warehouse.store import Warehouse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("81.3", 81.3),
        ("1,014.45", 1014.45),
        ("5.38E+17", 5.38e17),
        ("$2000.00", 2000.0),
        ("79.9%", 79.9),
        (".5", 0.5),
        (76, 76.0),
        ("", None),
        ("-", None),
        ("4 days", None),
        (float("nan"), None),
        (None, None),
        (True, None),
    ],
    ids=str,
)
def test_numbers_in_other_peoples_tables(text, value: float | None):
    assert number(text) == value


@pytest.mark.parametrize(
    ("url", "paper_id"),
    [
        ("https://arxiv.org/abs/1512.03385", "arxiv:1512.03385"),
        ("http://arxiv.org/pdf/1512.03385v1.pdf", "arxiv:1512.03385"),
        ("https://arxiv.org/abs/cs/0102030", "arxiv:cs/0102030"),
        ("see https://example.org and\n\nhttps://arxiv.org/abs/2010.11929", "arxiv:2010.11929"),
        ("https://example.org/paper.pdf", None),
        (None, None),
    ],
)
def test_papers_are_recognised_by_their_arxiv_link(url: str | None, paper_id: str | None):
    assert ImportedModel("Net", paper_url=url).paper_id == paper_id


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture
def timm(tmp_path: Path) -> Path:
    folder = tmp_path / "timm"
    folder.mkdir()
    write(
        folder / "results-imagenet.csv",
        "model,img_size,top1,top1_err,top5,param_count",
        "net_a,224,80.1,19.9,95.2,25.56",
    )
    write(
        folder / "results-imagenet-real.csv",
        "model,img_size,top1,top5,param_count",
        "net_a,224,86.0,97.0,25.56",
    )
    write(
        folder / "benchmark-infer-amp.csv",
        "model,infer_img_size,infer_gmacs,param_count",
        "net_a,224,4.11,25.56",
        'net_b,384,60.3,"1,014.45"',
    )
    return folder


def figures(rows, name: str) -> set[tuple]:
    (model,) = (model for model in rows.models if model.model_name == name)
    return {(f.quantity, f.value, f.counts_macs) for f in model.compute}


def test_timm_tables_complete_each_other(timm: Path):
    rows = read_source("timm", timm)
    assert [model.model_name for model in rows.models] == ["net_a, 224px", "net_b, 384px"]
    assert figures(rows, "net_a, 224px") == {
        (Quantity.PARAMETERS, 25.56e6, False),
        (Quantity.FORWARD_FLOPS, 4.11e9, True),
    }
    assert (Quantity.PARAMETERS, 1014.45e6, False) in figures(rows, "net_b, 384px")


def test_openmmlab_models_inherit_from_their_collection(tmp_path: Path):
    path = write(
        tmp_path / "metafile.yml",
        "Collections:",
        "  - Name: Net",
        "    Metadata: {Training Resources: 8x V100 GPUs, Epochs: 300}",
        "    Paper: {Title: A Net, URL: 'https://arxiv.org/abs/2001.00001'}",
        "Models:",
        "  - Name: net-tiny",
        "    In Collection: Net",
        "    Metadata: {FLOPs: 4360000000, Parameters: 28290000}",
        "    Results:",
        "      - {Dataset: ImageNet-1k, Task: Image Classification,"
        " Metrics: {Top 1 Accuracy: 81.18, Top 5 Accuracy: null}}",
        "  - Name: net-raw",
        "    In Collection: Net",
        "    Results: null",
    )
    tiny, raw = read_source("openmmlab", path).models
    assert tiny.paper_id == "arxiv:2001.00001"
    assert [(r.dataset, r.metric, r.value) for r in tiny.results] == [
        ("ImageNet-1k", "Top 1 Accuracy", 81.18)
    ]
    assert {(f.quantity, f.value, f.counts_macs) for f in tiny.compute} == {
        (Quantity.PARAMETERS, 28290000, False),
        (Quantity.FORWARD_FLOPS, 4.36e9, True),
        (Quantity.EPOCHS, 300, False),
    }
    assert tiny.extra == {"training_resources": "8x V100 GPUs"}
    assert raw.results == ()


def test_papers_with_code_tables_are_read_with_subtasks_and_parts(tmp_path: Path):
    row = {
        "model_name": "Net",
        "paper_title": "A Net",
        "paper_url": "https://arxiv.org/abs/2001.00001",
        "paper_date": "2020-01-02",
        "metrics": {"EM": "85.10", "F1": 91.8, "Hardware Burden": "-"},
        "uses_additional_data": True,
    }
    dataset = {
        "dataset": "SQuAD1.1",
        "sota": {"rows": [row]},
        "subdatasets": [{"subdataset": "dev", "sota": {"rows": [row]}}],
    }
    task = {"task": "Language", "subtasks": [{"task": "Question Answering", "datasets": [dataset]}]}
    path = write(tmp_path / "tables.json", json.dumps([task]))
    (model,) = read_source("papers_with_code", path).models
    assert model.year == 2020
    assert [(r.dataset, r.metric, r.value) for r in model.results] == [
        ("SQuAD1.1", "EM", 85.1),
        ("SQuAD1.1", "F1", 91.8),
        ("SQuAD1.1 dev", "EM", 85.1),
        ("SQuAD1.1 dev", "F1", 91.8),
    ]
    assert model.extra == {"uses_additional_data": True, "Hardware Burden": "-"}


EPOCH_COLUMNS = (
    "Model,Publication date,Reference,Link,Parameters,Training compute (FLOP),Finetune compute (FLOP),"
    "Training dataset size (datapoints),Training time (hours),Training chip-hours,Hardware quantity,Epochs,"
    "Batch size,Training compute cost (2023 USD),Training hardware,Confidence"
)


def test_epoch_rows_become_compute_figures(tmp_path: Path):
    path = write(
        tmp_path / "all_ml_systems.csv",
        EPOCH_COLUMNS,
        "Net,2020-05-28,A Net,https://arxiv.org/abs/2005.00001,1.75e+11,3.14e+23,1e+20,,355.2,,10000,0.6,,$2000.50,"
        '"NVIDIA V100,Google TPU v3",Confident',
    )
    (model,) = read_source("epoch", path).models
    assert (model.paper_id, model.year, model.extra) == (
        "arxiv:2005.00001",
        2020,
        {"confidence": "Confident"},
    )
    assert {(f.quantity.value, f.stage.value, f.value, f.text_value) for f in model.compute} == {
        ("parameters", "training", 1.75e11, None),
        ("training_flops", "training", 3.14e23, None),
        ("training_flops", "finetuning", 1e20, None),
        ("wall_time_hours", "training", 355.2, None),
        ("device_count", "training", 10000, None),
        ("epochs", "training", 0.6, None),
        ("cost_usd", "training", 2000.5, None),
        ("hardware_model", "training", None, "NVIDIA V100"),
        ("hardware_model", "training", None, "Google TPU v3"),
    }


def test_thompson_tables_skip_their_header_rows(tmp_path: Path):
    stages = [
        f"{stage}_{column}"
        for stage in ("training", "pretraining", "finetuning")
        for column in (
            "epochs", "time_total_sec", "gpu_model", "gpu_amount", "tpu_model", "tpu_amount", "cpu_model",
            "cpu_amount",
        )
    ]  # fmt: skip
    columns = ["name", "year", "parameters", "title", "paper_link", "flops", "multiadds", *stages, "network_operations",
               "hardware_burden", "comments", "(EM score)", "(F1 score)"]  # fmt: skip
    row = dict.fromkeys(columns, "") | {
        "name": "\tNet (single model)",
        "year": "2019",
        "multiadds": "7.00E+08",
        "paper_link": "https://arxiv.org/pdf/1810.00001v2.pdf",
        "pretraining_time_total_sec": "3.6E+05",
        "pretraining_tpu_model": "Cloud TPU v3",
        "pretraining_tpu_amount": "16",
        "training_cpu_model": "4.20E+05",
        "hardware_burden": "2.32E+21",
        "(EM score)": "85.10",
    }
    path = write(
        tmp_path / "question-answering-on-squad-1-1.csv",
        ",".join(columns),
        *["," * (len(columns) - 1)] * 3,
        ",".join(row.values()),
    )
    (model,) = read_source("thompson", path).models
    assert (model.model_name, model.paper_id) == ("Net (single model)", "arxiv:1810.00001")
    assert [(r.dataset, r.metric, r.value) for r in model.results] == [("SQuAD1.1", "EM", 85.1)]
    assert {(f.quantity.value, f.stage.value, f.value or f.text_value) for f in model.compute} == {
        ("forward_flops", "training", 7e8),
        ("wall_time_hours", "pretraining", 100.0),
        ("hardware_model", "pretraining", "Cloud TPU v3"),
        ("device_count", "pretraining", 16.0),
    }
    assert model.extra == {"hardware_burden": "2.32E+21"}


@pytest.mark.parametrize(
    ("source", "name", "content", "complaint"),
    [
        ("timm", "a.csv", "a,b", "no table of timm"),
        ("epoch", "a.csv", "a,b", "no table of Epoch"),
        ("openmmlab", "a.yml", "a: [", "is not YAML"),
        ("openmmlab", "a.yml", "a: 1", "no OpenMMLab metafile"),
        ("papers_with_code", "a.json", "{", "is not JSON"),
        ("papers_with_code", "a.json", '{"a": 1}', "holds no evaluation tables"),
        ("thompson", "a.csv", "a,b", "none of the six tables"),
        ("nobody", "a.csv", "a,b", "there is no source nobody: known are epoch"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_name(
    tmp_path: Path, source: str, name: str, content: str, complaint: str
):
    with pytest.raises(UnreadableSourceError, match=complaint):
        read_source(source, write(tmp_path / name, content))


def test_a_folder_without_the_sources_files_says_where_they_come_from(tmp_path: Path):
    with pytest.raises(UnreadableSourceError, match=r"holds no results-\*\.csv.*github\.com/huggingface"):
        read_source("timm", tmp_path)


def test_rows_that_contradict_each_other_stay_apart():
    rows = [ImportedModel("Net", year=year) for year in (2019, 2019, 2020)]
    assert len(merge(rows)) == 2


def rows_of(warehouse: Warehouse, view: str) -> list[dict]:
    return warehouse.frame(f"SELECT * FROM {view} ORDER BY ALL").to_dict("records")


def test_importing_again_replaces_the_source_and_nothing_else(warehouse: Warehouse, timm: Path):
    warehouse.import_source(read_source("timm", timm), imported_at=NOON)
    before = rows_of(warehouse, "imported_results"), rows_of(warehouse, "imported_compute")
    assert [(row["dataset"], row["metric"], row["benchmark_id"]) for row in before[0][:2]] == [
        ("imagenet", "top1", "imagenet_top1"),
        ("imagenet", "top5", "imagenet_top5"),
    ]
    warehouse.import_source(read_source("timm", timm), imported_at=NOON)
    assert (rows_of(warehouse, "imported_results"), rows_of(warehouse, "imported_compute")) == before
    assert warehouse.frame("reported_results").empty


def test_imported_figures_are_compared_with_what_the_paper_says(nights: Nights, tmp_path: Path):
    nights.run(
        read(
            "a.html",
            result(81.2, model_name="Net (Tiny)"),
            result(81.18, model_name="Other", row=6),
            compute(Quantity.FORWARD_FLOPS, 8.72e9),
            paper_id="arxiv:2001.00001",
        )
    )
    metafile = write(
        tmp_path / "metafile.yml",
        "Models:",
        "  - Name: net-tiny",
        "    Paper: {URL: 'https://arxiv.org/abs/2001.00001'}",
        "    Metadata: {FLOPs: 4360000000, Parameters: 28290000}",
        "    Results: [{Dataset: ImageNet-1k, Metrics: {Top 1 Accuracy: 81.18, Top 5 Accuracy: 95.6}}]",
        "  - Name: net-of-a-paper-not-held",
        "    Paper: {URL: 'https://arxiv.org/abs/1999.00001'}",
        "    Results: [{Dataset: ImageNet-1k, Metrics: {Top 1 Accuracy: 70.0}}]",
    )
    nights.warehouse.import_source(read_source("openmmlab", metafile), imported_at=NOON)
    assert nights.rows(
        "SELECT subject, value, agreement, mined_value FROM import_agreement ORDER BY subject"
    ) == [
        ("forward_flops", 4.36e9, "agrees", 8.72e9),
        ("imagenet_top1", 81.18, "agrees", 81.2),
        ("imagenet_top5", 95.6, "not read", None),
        ("parameters", 28290000.0, "not read", None),
    ]


def agreement_of(nights: Nights, tmp_path: Path, name: str, value: float, *facts: object) -> list[tuple]:
    """Compare one imported top-1 score of a model with what its paper says."""
    nights.run(read("a.html", *facts, paper_id="file:a", title="A Title That No Other Work Here Has"))
    metafile = write(
        tmp_path / "metafile.yml",
        "Models:",
        f"  - Name: {name}",
        "    Paper: {URL: 'https://arxiv.org/abs/2001.00001', Title: 'A title that no other work here has.'}",
        f"    Results: [{{Dataset: ImageNet-1k, Metrics: {{Top 1 Accuracy: {value}}}}}]",
    )
    nights.warehouse.import_source(read_source("openmmlab", metafile), imported_at=NOON)
    return nights.rows("SELECT agreement, mined_model_name FROM import_agreement")


def test_a_work_whose_file_states_no_identifier_is_found_by_its_title(nights: Nights, tmp_path: Path):
    assert agreement_of(nights, tmp_path, "Net", 70.0, result(70.0, model_name="Net")) == [("agrees", "Net")]


def test_a_number_of_another_model_that_happens_to_agree_is_not_taken(nights: Nights, tmp_path: Path):
    facts = [result(70.0, model_name="Net-50"), result(75.0, model_name="Net-101", row=6)]
    assert agreement_of(nights, tmp_path, "net-5", 70.0, *facts) == [("not read", None)]


def test_where_several_models_could_be_meant_none_is_taken(nights: Nights, tmp_path: Path):
    facts = [result(70.0, model_name="Net-S"), result(75.0, model_name="Net-L", row=6)]
    assert agreement_of(nights, tmp_path, "Net", 75.0, *facts) == [("not read", None)]


def test_the_one_model_whose_name_holds_the_imported_one_is_taken(nights: Nights, tmp_path: Path):
    facts = [result(70.0, model_name="Net-XL (ours)"), result(75.0, model_name="Other", row=6)]
    assert agreement_of(nights, tmp_path, "net-xl", 75.0, *facts) == [("differs", "Net-XL (ours)")]


def test_a_name_that_leaves_most_of_the_imported_one_over_is_another_model(nights: Nights, tmp_path: Path):
    facts = [result(70.0, model_name="Net")]
    assert agreement_of(nights, tmp_path, "net-large-patch16-pre", 70.0, *facts) == [("not read", None)]


def test_one_bad_file_costs_itself_alone(tmp_path: Path):
    write(tmp_path / "good.yml", "Models:", "  - Name: net", "    Results: []")
    write(tmp_path / "broken.yml", "Models: [{")
    write(tmp_path / "strange.yml", "Models: [1, 2]")
    rows = read_source("openmmlab", tmp_path)
    assert [model.model_name for model in rows.models] == ["net"]
    assert [Path(said.split(" is not ")[0]).name for said in rows.refused] == ["broken.yml", "strange.yml"]


def test_files_that_are_all_bad_are_refused(tmp_path: Path):
    with pytest.raises(UnreadableSourceError, match="is not YAML"):
        read_source("openmmlab", write(tmp_path / "broken.yml", "Models: [{"))
