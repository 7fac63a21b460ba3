"""ninthpower as people install it: the built wheel in a fresh environment, outside the repository, offline."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("flows", "extractors", "warehouse", "analysis")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--wheel-dir",
        str(folder),
    ]
    subprocess.run([sys.executable, "-m", "pip", *build, str(ROOT)], check=True, capture_output=True)
    (found,) = folder.glob("ninthpower-*.whl")
    return found


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel; what it depends on is taken from the one that runs the tests."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    install = ["install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", "--python", str(python), *install], check=True)
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    # Lines of a .pth file extend the path, and leave .pth files that lie there, such as this repository's, alone.
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(packages) / "borrowed.pth").write_text("\n".join(sorted(borrowed)) + "\n")
    return folder


def run(environment: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    own = ("NINTHPOWER_", "PREFECT_", "PYTHON")
    outside = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return subprocess.run(
        [str(environment / "bin" / arguments[0]), *arguments[1:]],
        cwd=folder,
        env=outside,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_file_of_the_rooms_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.partition("/")[0] in ROOMS}
    here = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert here - packed == set()
    for needed in (
        "warehouse/migrations/0001_core.sql",
        "warehouse/dictionary.toml",
        "extractors/catalog/hardware.csv",
        "extractors/sources/relevance.toml",
        "analysis/report/templates/sections/quality.html",
    ):
        assert needed in packed
    assert any(name.startswith("extractors/samples/") and name.endswith(".pdf") for name in packed)


@pytest.mark.xdist_group("prefect")
def test_a_night_on_the_samples_and_the_doctor_run_outside_the_repository(
    environment: Path, tmp_path: Path
) -> None:
    where = run(environment, tmp_path, "python", "-c", "import flows; print(flows.__file__)")
    assert where.stdout.startswith(str(environment)), where.stderr
    night = run(environment, tmp_path, "ninthpower", "night", "--source", "samples", "--json")
    assert night.returncode == 0, night.stderr
    summary = json.loads(night.stdout)
    assert (summary["failed_count"], summary["loaded_count"] > 30) == (0, True)
    report = tmp_path / "data" / "reports" / "latest" / "index.html"
    assert report.stat().st_size > 100_000
    doctor = run(environment, tmp_path, "ninthpower", "doctor", "--offline", "--json")
    assert doctor.returncode == 0, doctor.stdout + doctor.stderr
    findings = {finding["what"]: finding for finding in json.loads(doctor.stdout)}
    assert findings["last night"]["message"] == "night 1 succeeded"
    assert findings["packages"]["health"] == "ok"
