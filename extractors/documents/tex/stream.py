"""Reading tokens the way TeX commands read their arguments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.documents.tex.commands import ENVIRONMENT_ARGUMENTS
from extractors.documents.tex.tokens import Kind, Token, group_of, source_of

_LENGTH = re.compile(r"=?[-+]?\d*\.?\d*(?:pt|mm|cm|in|em|ex|mu|bp|sp|pc|dd|cc|fil+)?")

_LONGEST_OPTIONAL = 2000
"""Tokens; a bracket not closed by then is a bracket of the text."""
_MOST_TRIED = 100_000
"""Tokens looked through for a bracket that never closes; then no bracket opens an argument any more."""


class TokenStream:
    """Tokens still to be read; tokens can be put back, such as those that a macro stands for."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._pending = list(reversed(tokens))
        self._tried = 0

    def __len__(self) -> int:
        return len(self._pending)

    def __bool__(self) -> bool:
        return bool(self._pending)

    def next(self) -> Token:
        """Take the next token.

        Returns:
            The token.

        Raises:
            IndexError: None is left.
        """
        return self._pending.pop()

    def character(self) -> Token:
        """Take the next token, of a text only its first character."""
        token = self.next()
        if token.kind is not Kind.TEXT:
            return token
        if len(token.text) > 1:
            self._pending.append(token._replace(text=token.text[1:]))
        return token._replace(text=token.text[:1])

    def peek(self) -> Token | None:
        """Return the next token without taking it; None at the end."""
        return self._pending[-1] if self._pending else None

    def is_next(self, kind: Kind, start: str = "") -> bool:
        """Tell whether the next token is of a kind, and begins with a text."""
        token = self.peek()
        return token is not None and token.kind is kind and token.text.startswith(start)

    def push(self, tokens: Sequence[Token]) -> None:
        """Put tokens in front of those still to be read."""
        self._pending.extend(reversed(tokens))

    def skip_spaces(self) -> None:
        """Drop spaces in front."""
        while self._pending and self._pending[-1].kind is Kind.SPACE:
            self._pending.pop()

    def star(self) -> bool:
        """Take the star of a starred command, if there is one."""
        has_star = self.is_next(Kind.TEXT, "*")
        if has_star:
            self.character()
        return has_star

    def argument(self) -> list[Token]:
        """Take a mandatory argument: the content of a group, or a single character or command."""
        while self._pending and self._pending[-1].kind in (Kind.SPACE, Kind.PARAGRAPH):
            self._pending.pop()
        token = self.peek()
        if token is None or token.kind is Kind.CLOSE:
            return []
        if token.kind is Kind.OPEN:
            self.next()
            return self.until_close()
        return [self.character()]

    def optional(self) -> list[Token] | None:
        """Take an optional argument in brackets; None where there is none."""
        spaces = self._take_spaces()
        if not self.is_next(Kind.TEXT, "[") or self._tried > _MOST_TRIED:
            self.push(spaces)
            return None
        opening, depth = self.next(), 0
        taken: list[Token] = []
        while self._pending and len(taken) < _LONGEST_OPTIONAL:
            token = self.next()
            depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
            if depth < 0 or token.kind is Kind.PARAGRAPH:
                self.push([token])
                break
            if depth == 0 and token.kind is Kind.TEXT and token.text == "]":
                return taken
            taken.append(token)
        # Never closed: a bracket of the text, not an argument.
        self._tried += len(taken)
        self.push([*spaces, opening, *taken])
        return None

    def drop(self, pattern: str) -> None:
        """Read and forget arguments by a pattern of `extractors.documents.tex.commands`."""
        for letter in pattern:
            match letter:
                case "*":
                    self.star()
                case "o":
                    self.optional()
                case "l":
                    self.skip_length()
                case _:
                    self.argument()

    def word(self) -> str:
        """Take a mandatory argument that is a name, such as an environment's or a file's."""
        return source_of(self.argument()).strip()

    def until_close(self) -> list[Token]:
        """Take everything up to the brace that closes the group we are in, and that brace."""
        taken: list[Token] = []
        depth = 0
        while self._pending:
            token = self._pending.pop()
            if token.kind is Kind.OPEN:
                depth += 1
            elif token.kind is Kind.CLOSE:
                if depth == 0:
                    break
                depth -= 1
            taken.append(token)
        return taken

    def until_end(self, environment: str) -> list[Token]:
        r"""Take everything up to the ``\end`` of the environment we are in, and that ``\end``."""
        taken: list[Token] = []
        depth = 0
        while self._pending:
            token = self._pending.pop()
            if token.is_command("begin", "end") and self._next_word() == environment:
                depth += 1 if token.text == "begin" else -1
                if depth < 0:
                    self.argument()
                    break
            taken.append(token)
        return taken

    def content_of(self, environment: str) -> list[Token]:
        r"""Take the content of the environment we are in, and its ``\end``; its arguments are dropped."""
        content = TokenStream(self.until_end(environment))
        content.drop(ENVIRONMENT_ARGUMENTS.get(environment, ""))
        return content.rest()

    def environment(self, name: str) -> list[Token]:
        r"""Take the environment we are in and return it as written, from the name after its ``\begin`` to its end."""
        return [*group_of(name), *self.until_end(name), Token(Kind.COMMAND, "end"), *group_of(name)]

    def until_command(self, *names: str) -> list[Token]:
        """Take everything up to one of the commands, outside of groups; the command stays."""
        taken: list[Token] = []
        depth = 0
        while self._pending:
            token = self._pending[-1]
            depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
            if depth < 0 or (depth == 0 and token.is_command(*names)):
                break
            taken.append(self._pending.pop())
        return taken

    def rest(self) -> list[Token]:
        """Take everything that is left."""
        taken = self._pending[::-1]
        self._pending.clear()
        return taken

    def skip_length(self) -> None:
        r"""Drop a length or number without braces, as after ``\vskip`` or ``\kern``."""
        self.skip_spaces()
        token = self.peek()
        if token is not None and token.kind is Kind.TEXT and (match := _LENGTH.match(token.text)):
            self.next()
            if rest := token.text[match.end() :]:
                self.push([token._replace(text=rest)])
        elif token is not None and token.kind is Kind.COMMAND:
            self.next()

    def _take_spaces(self) -> list[Token]:
        taken: list[Token] = []
        while self._pending and self._pending[-1].kind is Kind.SPACE:
            taken.append(self._pending.pop())
        return taken

    def _next_word(self) -> str:
        """Return the text of the group that comes next, as far as it is a plain name."""
        words = []
        for token in reversed(self._pending[-4:]):
            if token.kind is Kind.CLOSE:
                break
            if token.kind is Kind.TEXT:
                words.append(token.text)
        return "".join(words)
