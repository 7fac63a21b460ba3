"""What the analysis has to know about a benchmark: which data its models are trained on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """Benchmarks that are scored on models trained on the same data."""

    family_id: str
    benchmark_ids: tuple[str, ...]
    training_set_size: float
    """Training examples of the standard training set."""
    source: str
    words: frozenset[str]
    """Words by which a model name, a sentence or a heading shows that it is about this data."""


FAMILIES = (
    Family(
        "imagenet",
        ("imagenet_top1", "imagenet_top5"),
        1_281_167,
        "Russakovsky et al. 2015 (arXiv 1409.0575), section 3.1: images in the ILSVRC-2012 training set",
        frozenset({"imagenet", "imagenet-1k", "ilsvrc", "ilsvrc-2012", "ilsvrc2012"}),
    ),
    Family(
        "coco",
        ("coco_box_ap",),
        118_287,
        "COCO train2017, cocodataset.org; the published study of Thompson et al. uses 118,000",
        frozenset({"coco", "mscoco", "coco-2017"}),
    ),
    Family(
        "wmt14_en_de",
        ("wmt14_en_de_bleu",),
        4_500_000,
        "Vaswani et al. 2017 (arXiv 1706.03762), section 5.1: about 4.5 million sentence pairs",
        frozenset({"en-de", "german"}),
    ),
    Family(
        "wmt14_en_fr",
        ("wmt14_en_fr_bleu",),
        36_000_000,
        "Vaswani et al. 2017 (arXiv 1706.03762), section 5.1: 36 million sentences",
        frozenset({"en-fr", "french"}),
    ),
    Family(
        "squad11",
        ("squad11_em", "squad11_f1"),
        87_599,
        "Rajpurkar et al. 2016 (arXiv 1606.05250), table 2 and file train-v1.1: training questions",
        frozenset({"squad"}),
    ),
    Family(
        "conll2003",
        ("conll2003_f1",),
        14_987,
        "Tjong Kim Sang and De Meulder 2003 (W03-0419), table 1: sentences in the English training set",
        frozenset({"conll", "conll-2003", "conll2003", "ner"}),
    ),
)

OTHER_DATA_WORDS = frozenset({
    "cifar", "cifar-10", "cifar-100", "svhn", "mnist", "cityscapes", "ade20k", "ade", "voc", "pascal",
    "places365", "kinetics", "gigaword", "glue", "race", "pos", "wsj", "romanian", "en-ro", "iwslt",
    "summarization", "dailymail", "mnli", "librispeech", "wikitext", "enwik8", "triviaqa", "swag", "sst-2",
    "downstream", "segmentation", "transfer",
})  # fmt: skip
"""Words that show a statement to be about data of no benchmark followed here."""

OTHER_DATA = "other"
"""Stands for such data where a set of families is expected."""

_FAMILY_OF = {benchmark_id: family for family in FAMILIES for benchmark_id in family.benchmark_ids}
_FAMILY_BY_ID = {family.family_id: family for family in FAMILIES}


def family_of(benchmark_id: str) -> str:
    """Return the family of a benchmark; a benchmark this module does not know is a family of its own."""
    family = _FAMILY_OF.get(benchmark_id)
    return family.family_id if family else benchmark_id


def training_set_size(family_id: str) -> float | None:
    """Return the number of examples in a family's standard training set, None where it is not known."""
    family = _FAMILY_BY_ID.get(family_id)
    return family.training_set_size if family else None


def families_mentioned(words: frozenset[str]) -> frozenset[str]:
    """Return the families whose data the words mention, `OTHER_DATA` included."""
    found = {family.family_id for family in FAMILIES if family.words & words}
    if OTHER_DATA_WORDS & words:
        found.add(OTHER_DATA)
    return frozenset(found)
