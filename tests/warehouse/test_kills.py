import subprocess
import sys


def test_a_night_killed_while_publishing_loses_nothing_and_the_next_one_finishes_its_work():
    """A few moments; ``python -m tools.kill_nights --steps 0 --moments 200`` tries many."""
    command = [sys.executable, "-m", "tools.kill_nights", "--steps", "4", "--moments", "1"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.count("nothing lost or doubled") == 2
