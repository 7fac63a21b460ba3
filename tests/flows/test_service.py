"""The unit of systemd that the documentation shows, and serving as it runs it: started, stopped, started again."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.stopping import GOODBYE_SECONDS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operating.md").read_text("utf-8")


@pytest.fixture
def unit() -> str:
    (text,) = re.findall(r"```ini\n(.*?)```", PAGE, re.S)
    return str(text)


def test_the_unit_holds_to_what_serve_promises(unit: str) -> None:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(unit)
    service = parser["Service"]
    # Prefect's server must outlive the night that tells it how it ended.
    assert service["KillMode"] == "mixed"
    assert float(service["TimeoutStopSec"]) > 2 * GOODBYE_SECONDS
    assert service["RestartPreventExitStatus"] == "2"
    program, *arguments = shlex.split(service["ExecStart"])
    assert Path(program).name == "ninthpower"
    # Without a contact: that the line can be typed is seen from what serve complains of.
    answer = CliRunner().invoke(app, arguments, env={"NINTHPOWER_CONTACT": ""})
    assert (answer.exit_code, "NINTHPOWER_CONTACT" in answer.output) == (2, True)
    # The page shows an address for examples, which whoever copies it is told to replace.
    shown = re.search(r"Environment=NINTHPOWER_CONTACT=(\S+)", unit)
    assert shown is not None
    answer = CliRunner().invoke(app, arguments, env={"NINTHPOWER_CONTACT": shown[1]})
    assert (answer.exit_code, "address for examples" in answer.output) == (2, True)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_understands_the_unit(unit: str, tmp_path: Path) -> None:
    here = str(Path(sys.executable).parent / "ninthpower")
    path = tmp_path / "ninthpower.service"
    path.write_text(unit.replace("/opt/ninthpower/bin/ninthpower", here))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(path)], capture_output=True, text=True, check=False
    )
    if "Failed to" in done.stderr and "ninthpower.service" not in done.stderr:
        pytest.skip(f"systemd-analyze does not work here: {done.stderr.splitlines()[0]}")
    assert (done.returncode, done.stderr) == (0, "")
    path.write_text(path.read_text().replace("KillMode=mixed", "KillMode=nonsense"))
    wrong = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(path)], capture_output=True, text=True, check=False
    )
    assert "kill mode" in wrong.stderr
