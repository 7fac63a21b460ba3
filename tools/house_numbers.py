"""Measures the code itself: sizes, decisions, patterns, names, and the way of one document through the reading.

    python -m tools.house_numbers [TREE ...]

Without a TREE the numbers of this one are printed; with several, such as checkouts of two commits, one column each.
The way is that of one sample paper through `extractors.extract`: the functions that run, each where it is first called.
A stay is a row of them in one file, a return a stay in a file that was left before. Readers of formats are left out.
"""

from __future__ import annotations

import argparse
import ast
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOMS = ("extractors", "warehouse", "analysis", "flows", "tests", "tools")
_ROOMS_OF_CLASSES = frozenset(ROOMS[:4])
_MANY_DECISIONS = 6
_SMALL, _LARGE = 65, 300
"""Lines below which a module may belong to another, and above which it may be two."""
_DECISIONS = (
    ast.If,
    ast.IfExp,
    ast.For,
    ast.While,
    ast.ExceptHandler,
    ast.comprehension,
    ast.BoolOp,
    ast.match_case,
)
_TRACE = """
import json, sys
from pathlib import Path
from extractors.extract import extract
root = Path.cwd() / "extractors"
paper = root / "samples" / "papers" / "sample-resnext-2016.html"
files, seen = [], set()
def first_calls(frame, event, argument):
    code = frame.f_code
    if event == "call" and code not in seen:
        seen.add(code)
        file = Path(code.co_filename)
        if root in file.parents and "documents" not in file.parts and (not files or files[-1] != str(file)):
            files.append(str(file))
sys.setprofile(first_calls)
extract(paper.read_bytes(), paper.stem)
sys.setprofile(None)
print(json.dumps(files))
"""


def numbers_of(tree: Path) -> dict[str, int]:
    """Return every number of one tree by what it counts."""
    modules = {path.relative_to(tree): path.read_text("utf-8") for path in _modules(tree)}
    return _sizes(modules) | _shapes(modules) | _way(tree)


def _modules(tree: Path) -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((tree / room).rglob("*.py"))


def _sizes(modules: Mapping[Path, str]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for room in ROOMS:
        lines = [text.count("\n") for path, text in modules.items() if path.parts[0] == room]
        counted |= {f"{room}: modules": len(lines), f"{room}: lines": sum(lines)}
    of_rooms = [text.count("\n") for path, text in modules.items() if path.parts[0] in _ROOMS_OF_CLASSES]
    return counted | {
        f"modules below {_SMALL} lines, tests and tools aside": sum(count < _SMALL for count in of_rooms),
        f"modules above {_LARGE} lines, tests and tools aside": sum(count > _LARGE for count in of_rooms),
        "test modules above 500 lines": sum(
            path.parts[0] == "tests" and text.count("\n") > 500 for path, text in modules.items()
        ),
    }


def _shapes(modules: Mapping[Path, str]) -> dict[str, int]:
    decided, patterns, homes = 0, 0, Counter[str]()
    for path, text in modules.items():
        if path.parts[0] not in _ROOMS_OF_CLASSES:
            continue
        nodes = list(ast.walk(ast.parse(text)))
        homes.update(node.name for node in nodes if isinstance(node, ast.ClassDef))
        patterns += sum(map(_is_pattern, nodes))
        functions = (node for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
        decided += sum(_decisions(function) > _MANY_DECISIONS for function in functions)
    return {
        f"functions with more than {_MANY_DECISIONS} decisions": decided,
        "compiled patterns": patterns,
        "names that several classes share": sum(count > 1 for count in homes.values()),
    }


def _decisions(function: ast.AST) -> int:
    """Count branches, loops, conditions of comprehensions, and each further part of an ``and`` or ``or``."""
    found = (node for node in ast.walk(function) if isinstance(node, _DECISIONS))
    return sum(len(node.values) - 1 if isinstance(node, ast.BoolOp) else 1 for node in found)


def _is_pattern(node: ast.AST) -> bool:
    """Tell a call that compiles a pattern: ``re.compile``, or the `any_of` of the recognisers."""
    if not isinstance(node, ast.Call):
        return False
    return ast.unparse(node.func) in {"re.compile", "any_of"}


def _way(tree: Path) -> dict[str, int]:
    run = subprocess.run(  # noqa: S603  the code above, run in the tree that is measured
        [sys.executable, "-c", _TRACE],
        cwd=tree,
        env={"PYTHONPATH": str(tree)},
        capture_output=True,
        check=True,
    )
    files = json.loads(run.stdout)
    return {
        "files one document passes through": len(set(files)),
        "stays of one document": len(files),
        "returns to a file that was left": len(files) - len(set(files)),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trees", nargs="*", type=Path, default=[Path()])
    trees = [tree.resolve() for tree in parser.parse_args().trees]
    columns = [numbers_of(tree) for tree in trees]
    print("| what | " + " | ".join(tree.name for tree in trees) + " |")
    print("|---|" + "---|" * len(trees))
    for what in columns[0]:
        print(f"| {what} | " + " | ".join(f"{column[what]:,}" for column in columns) + " |")


if __name__ == "__main__":
    main()
