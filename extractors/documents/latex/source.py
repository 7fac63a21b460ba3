"""The files a LaTeX source consists of, their encodings, and which of them is the paper."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.documents.model import Damage

_DECLARED = re.compile(rb"\\usepackage\s*\[\s*([\w-]+)\s*\]\s*\{inputenc\}")
_ENCODINGS = {
    "latin1": "cp1252", "latin2": "iso8859_2", "latin5": "iso8859_9", "latin9": "iso8859_15",
    "ansinew": "cp1252", "cp1250": "cp1250", "cp1251": "cp1251", "koi8-r": "koi8_r", "applemac": "mac_roman",
    "utf8": "utf-8", "utf8x": "utf-8",
}  # fmt: skip
_COMMENT = re.compile(r"(?<!\\)%.*")
_CLASS = re.compile(r"\\document(?:class|style)\s*(?:\[[^\]]*\]\s*)?\{([^}]*)\}")
_BEGIN = re.compile(r"\\begin\s*\{document\}\s*")
_END = re.compile(r"\\end\s*\{document\}")
_INPUT = re.compile(
    r"\\(?:input|include|subfile|subfileinclude)\b\s*\{?\s*([^\s{}]+)"
    r"|\\(?:sub)?(?:import|inputfrom|includefrom)\*?\s*\{([^{}]*)\}\s*\{([^{}]*)\}"
)
_USUAL_NAMES = ("main", "paper", "ms", "article", "root", "arxiv")
_TEX_SUFFIXES = (".tex", ".ltx", ".latex")


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """The text files of a paper's source by their path in it."""

    files: Mapping[str, str]
    damage: tuple[Damage, ...] = ()
    _lower: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, files: Mapping[str, bytes], damage: tuple[Damage, ...] = ()) -> SourceFiles:
        """Decode the files."""
        named = {posixpath.normpath(path): text for path, text in files.items()}
        declared = next((match[1] for text in named.values() if (match := _DECLARED.search(text))), b"")
        encoding = _ENCODINGS.get(declared.decode("ascii", "replace").lower(), "utf-8")
        decoded = {path: _decode(text, encoding) for path, text in named.items()}
        return cls(decoded, damage, {path.lower(): path for path in decoded})

    def find(self, name: str, folder: str = "", suffixes: tuple[str, ...] = (".tex", "")) -> str | None:
        r"""Return the path of the file a command such as ``\input`` means, or None when it is not there.

        Args:
            name: As written in the command.
            folder: Where ``\import`` says that it is.
            suffixes: What TeX adds to the name, in this order.
        """
        name = name.strip().strip('"')
        for directory in dict.fromkeys((folder, "")):
            for suffix in suffixes:
                path = posixpath.normpath(posixpath.join(directory, name + suffix))
                if path in self.files:
                    return path
                if path.lower() in self._lower:
                    return self._lower[path.lower()]
        return None

    def main(self) -> str:
        """Return the path of the paper's own file: of those with a document class the one that reaches most.

        Old sources have no document class; then it is the longest TeX file.
        """
        bare = {path: _COMMENT.sub("", text) for path, text in self.files.items() if not _is_support(path)}
        if not bare:
            return max(self.files, key=lambda path: len(self.files[path]))
        classes = {path: match[1] for path, text in bare.items() if (match := _CLASS.search(text))}

        def rank(path: str) -> tuple[bool, bool, int, bool, int]:
            stem = posixpath.splitext(posixpath.basename(path))[0].lower()
            return (
                path in classes and classes[path] not in ("subfiles", "standalone"),
                _BEGIN.search(bare[path]) is not None,
                self._reach(path, bare, set()),
                stem in _USUAL_NAMES,
                -path.count("/"),
            )

        return max(sorted(bare), key=rank)

    def _reach(self, path: str, bare: Mapping[str, str], seen: set[str]) -> int:
        """Return the length of a file and of all it inputs."""
        seen.add(path)
        length, waiting = 0, [path]
        while waiting:
            current = waiting.pop()
            length += len(bare[current])
            for name, folder, imported in _INPUT.findall(bare[current]):
                found = self.find(name or imported, folder)
                if found is not None and found in bare and found not in seen:
                    seen.add(found)
                    waiting.append(found)
        return length

    def bibliography(self, main: str) -> str | None:
        """Return the path of the paper's formatted reference list, if it has one."""
        own = posixpath.splitext(main)[0] + ".bbl"
        if own in self.files:
            return own
        lists = [path for path in self.files if path.lower().endswith(".bbl")]
        return max(lists, key=lambda path: len(self.files[path]), default=None)


def body_of(text: str) -> str:
    """Return what is between the document's begin and end where a file that is input has its own.

    The lines before stay as comments, so that places remain true.
    """
    begin = _BEGIN.search(text)
    if begin is None or _CLASS.search(text) is None:
        return text
    end = _END.search(text, begin.end())
    lines_before = "%\n" * text.count("\n", 0, begin.end())
    return lines_before + text[begin.end() : end.start() if end else len(text)]


def _is_support(path: str) -> bool:
    return not path.lower().endswith(_TEX_SUFFIXES) and "." in posixpath.basename(path)


def _decode(text: bytes, encoding: str) -> str:
    for attempt in ("utf-8-sig", encoding):
        try:
            return text.decode(attempt)
        except UnicodeDecodeError:
            continue
    if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return text.decode("utf-16", errors="replace")
    return text.decode("cp1252", errors="replace")
