"""Work in processes of its own, which may be killed without harm to the one that asks for it."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any


def in_another_process(work: Callable[[], Any]) -> Any:
    """Return what `work` returns, as JSON knows it, from a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            with os.fdopen(writing, "w") as stream:
                json.dump(work(), stream, default=str)
            status = 0
        except BaseException as error:
            sys.excepthook(type(error), error, error.__traceback__)
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as stream:
        text = stream.read()
    if os.waitpid(child, 0)[1] != 0:
        raise SystemExit("a process that nobody killed has failed, see above")
    return json.loads(text)


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds some work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def counted(outcomes: list[str]) -> str:
    """Return how often each outcome came, in words."""
    return ", ".join(f"{kind} {outcomes.count(kind)} times" for kind in sorted(set(outcomes)))
