from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from extractors.catalog.hardware import Hardware, catalog, find, find_all


def failing(holds: Callable[[Hardware], bool]) -> list[str]:
    return [hardware.hardware_id for hardware in catalog() if not holds(hardware)]


def test_catalog_is_large_enough_and_ids_are_unique() -> None:
    ids = [hardware.hardware_id for hardware in catalog()]
    assert len(ids) >= 150
    assert len(set(ids)) == len(ids)


def test_no_alias_names_two_products() -> None:
    names = Counter(
        alias.lower() for hardware in catalog() for alias in hardware.aliases + hardware.ambiguous_aliases
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_every_row_has_a_source_a_name_and_a_plausible_release() -> None:
    assert failing(lambda h: bool(h.source)) == []
    assert failing(lambda h: bool(h.aliases or h.ambiguous_aliases)) == []
    assert failing(lambda h: 2008 <= h.released_on.year <= 2026) == []


def test_peaks_rise_as_precision_falls() -> None:
    def peaks_are_ordered(hardware: Hardware) -> bool:
        printed = [
            peak
            for peak in (
                hardware.peak_fp32_flop_per_s,
                hardware.peak_tf32_flop_per_s,
                hardware.peak_fp16_flop_per_s,
                hardware.peak_fp8_flop_per_s,
            )
            if peak is not None
        ]
        return printed == sorted(printed)

    assert failing(peaks_are_ordered) == []


FP32_LIMIT_FLOP_PER_S = {2010: 3e12, 2014: 9e12, 2017: 20e12, 2020: 65e12, 2026: 300e12}
"""No device released up to a year computes faster in FP32 than this."""


def test_fp32_peak_fits_the_year_of_release() -> None:
    def fits(hardware: Hardware) -> bool:
        limit = next(v for year, v in FP32_LIMIT_FLOP_PER_S.items() if hardware.released_on.year <= year)
        return hardware.peak_fp32_flop_per_s is None or 0.05e12 <= hardware.peak_fp32_flop_per_s <= limit

    assert failing(fits) == []


def test_power_is_plausible() -> None:
    def fits(hardware: Hardware) -> bool:
        limit = 25_000 if hardware.manufacturer == "Cerebras" else 1500
        return hardware.tdp_watts is None or 1 <= hardware.tdp_watts <= limit

    assert failing(fits) == []


def test_memory_is_in_bytes() -> None:
    assert failing(lambda h: h.memory_bytes is None or 0.1e9 <= h.memory_bytes <= 300e9) == []


def test_tpu_boards_fill_a_pod() -> None:
    assert failing(lambda h: (h.devices_per_pod or 0) % (h.devices_per_board or 1) == 0) == []


@pytest.mark.parametrize(
    ("text", "name", "hardware_id"),
    [
        ("eight NVIDIA P100 GPUs", "NVIDIA P100", "tesla-p100-sxm2"),
        ("two GTX 580 3GB GPUs", "GTX 580 3GB", "geforce-gtx-580"),
        ("a machine with 8xV100", "V100", "tesla-v100-sxm2"),
        ("64 V100s", "V100s", "tesla-v100-sxm2"),
        ("one V100S card", "V100S", "tesla-v100s-pcie"),
        ("V100-SXM2-32GB", "V100-SXM2-32GB", "tesla-v100-sxm2-32gb"),
        ("NVIDIA A100 (80GB)", "NVIDIA A100 (80GB)", "a100-sxm4-80gb"),
        ("512 TPU v3 cores", "TPU v3", "tpu-v3"),
        ("2.5k TPUv3-core-days", "TPUv3", "tpu-v3"),
        ("a pod of v3 TPUs", "v3 TPUs", "tpu-v3"),
        ("Cloud TPUs v2", "Cloud TPUs v2", "tpu-v2"),
        ("GTX-1080ti", "GTX-1080ti", "geforce-gtx-1080-ti"),
        ("RTX2080Ti", "RTX2080Ti", "geforce-rtx-2080-ti"),
        ("a Titan X (Pascal) card", "Titan X (Pascal)", "titan-x-pascal"),
        ("GeForce GTX TITAN X", "GeForce GTX TITAN X", "titan-x-maxwell"),
        ("Intel(R) Xeon(R) CPU E5-2680 v4", "Intel(R) Xeon(R) CPU E5-2680 v4", "intel-xeon-e5-2680-v4"),
        ("one T4 GPU", "T4", "tesla-t4"),
    ],
)
def test_names_are_found_as_papers_write_them(text: str, name: str, hardware_id: str) -> None:
    mention = next(find_all(text))
    assert mention.text == name
    assert mention.hardware.hardware_id == hardware_id
    assert text[mention.start : mention.end] == name


@pytest.mark.parametrize(
    "text", ["the T4 bacteriophage", "1080p video", "the SV100 corpus", "a pixel", "Table A10", "GPU memory"]
)
def test_look_alikes_are_not_hardware(text: str) -> None:
    assert find(text) is None


def test_several_names_are_found_in_printed_order() -> None:
    text = "We time a GTX-1080ti, an M40 and an older K40 card."
    assert [mention.text for mention in find_all(text)] == ["GTX-1080ti", "M40", "K40"]


def test_every_alias_finds_its_product() -> None:
    wrong = [
        (alias, hardware.hardware_id)
        for hardware in catalog()
        for alias in hardware.aliases
        if find(alias) is not hardware
    ]
    assert wrong == []


@pytest.mark.parametrize("text", ["32G NVIDIA V100 GPUs", "a 16G Tesla V100 card", "8 32G V100 GPUs"])
def test_the_unit_of_a_memory_begins_no_name(text: str) -> None:
    assert [mention.text.removeprefix("NVIDIA ").removeprefix("Tesla ") for mention in find_all(text)] == [
        "V100"
    ]


@pytest.mark.parametrize("text", ["a Quadro GV100 GPU", "GV100 GPUs", "two GV100 cards"])
def test_a_letter_that_is_part_of_a_name_stays(text: str) -> None:
    assert [mention.text.removeprefix("Quadro ") for mention in find_all(text)] == ["GV100"]
