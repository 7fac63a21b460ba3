"""The local page that shows one item after the other and takes answers."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from importlib import resources
from typing import Any

import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError
from starlette.middleware.trustedhost import TrustedHostMiddleware

from extractors.inspection import DrawnPage, draw_page
from flows.errors import PortError
from flows.judging.answers import AnswerFile, Judgement
from flows.judging.items import Item
from warehouse.archive import Archive
from warehouse.errors import WarehouseError

HOST = "127.0.0.1"
PAGES_KEPT = 64
"""Drawn pages are kept in memory, because the next item is often on the same page."""


def judging_app(
    title: str,
    items: Sequence[Item],
    answered: Sequence[Judgement],
    file: AnswerFile,
    archive: Archive,
    on_answer: Callable[[Item, Judgement], str] = lambda *_: "",
) -> FastAPI:
    """Return the application behind the page.

    Args:
        title: What the page is called.
        items: What to judge, in order.
        answered: What this person has said before: the page goes on from there.
        file: Where answers go.
        archive: Holds the files that pages are drawn from.
        on_answer: Does what follows from an answer, and says what it did.
    """
    page = _JudgingPage(title, items, answered, file, archive, on_answer)
    app = FastAPI(title=title, docs_url=None, redoc_url=None, openapi_url=None)
    # Another site could point a host name of its own at this machine.
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])
    app.get("/")(page.html)
    app.get("/judging.js")(page.script)
    app.get("/items")(page.everything)
    app.get("/pages/{sha256}/{number}")(page.picture)
    app.post("/answers")(page.answer)
    return app


class _JudgingPage:
    """The routes of the page: what it shows, and the answers it sends back."""

    def __init__(
        self,
        title: str,
        items: Sequence[Item],
        answered: Sequence[Judgement],
        file: AnswerFile,
        archive: Archive,
        on_answer: Callable[[Item, Judgement], str],
    ) -> None:
        self._title = title
        self._items = {item.item_id: item for item in items}
        self._answers = {answer.item_id: answer for answer in answered if answer.who == file.who}
        self._file = file
        self._on_answer = on_answer
        self._sha256s = {place.sha256 for item in items for place in item.places if place.sha256}
        self._drawn = lru_cache(maxsize=PAGES_KEPT)(partial(_drawn, archive))

    def html(self) -> Response:
        return Response(_static("judging.html"), media_type="text/html; charset=utf-8")

    def script(self) -> Response:
        return Response(_static("judging.js"), media_type="text/javascript; charset=utf-8")

    def everything(self) -> dict[str, Any]:
        return {
            "title": self._title,
            "who": self._file.who,
            "items": [item.as_json() for item in self._items.values()],
            "answers": {
                key: {
                    "verdict": answer.verdict,
                    "wrong_parts": answer.wrong_parts,
                    "corrected": answer.corrected,
                }
                for key, answer in self._answers.items()
                if key in self._items
            },
        }

    def picture(self, sha256: str, number: int) -> Response:
        found = self._drawn(sha256, number) if sha256 in self._sha256s else None
        if found is None:
            raise HTTPException(404, "this page cannot be drawn")
        size = {"X-Page-Width": f"{found.width:.2f}", "X-Page-Height": f"{found.height:.2f}"}
        return Response(found.picture, media_type="image/webp", headers=size)

    async def answer(self, request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            raise HTTPException(415, "answers are JSON")
        given = await request.json()
        item = self._items.get(given.get("item_id"))
        if item is None:
            raise HTTPException(404, "there is no such item")
        whole = {
            **given,
            "kind": item.kind.value,
            "parts": [part.name for part in item.parts],
            "benchmark_id": item.benchmark_id,
            "confidence": item.confidence,
        }
        try:
            kept = self._file.add(whole)
        except ValidationError as error:
            raise HTTPException(422, error.errors(include_url=False)[0]["msg"]) from error
        self._answers[item.item_id] = kept
        answered_count = len(self._answers.keys() & self._items.keys())
        return JSONResponse({"answered": answered_count, "did": self._on_answer(item, kept)})


def _drawn(archive: Archive, sha256: str, page: int) -> DrawnPage | None:
    try:
        return draw_page(archive.read(sha256), page)
    except (WarehouseError, OSError):
        return None


def serve(app: FastAPI, port: int, on_start: Callable[[str], None]) -> None:
    """Serve the page until it is stopped with Ctrl-C.

    Args:
        app: From `judging_app`.
        port: Of 127.0.0.1; 0 takes any that is free.
        on_start: Told the address.

    Raises:
        PortError: The port is taken, or not ours to take.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except OSError as error:
            raise PortError(port, error) from None
        on_start(f"http://{HOST}:{listening.getsockname()[1]}/")
        config = uvicorn.Config(app, log_level="warning", lifespan="off")
        uvicorn.Server(config).run(sockets=[listening])


def _static(name: str) -> bytes:
    return (resources.files("flows.judging") / "static" / name).read_bytes()
