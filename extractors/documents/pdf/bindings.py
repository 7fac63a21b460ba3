"""The PDFium functions that are called once per character or object, bound for speed."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

Address = ctypes.c_void_p
"""An address as PDFium's functions take it here: made once, handed over at every call."""


def _bind(function: Any, restype: Any) -> Any:
    """Return a PDFium function that keeps the interpreter lock and checks no argument.

    Checking and wrapping the arguments takes longer than what the functions do, and at three calls for each
    character that is most of a reader's time. Addresses have to be given as `Address`, other arguments as `int`.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(restype)(address)


_P, _I = ctypes.c_void_p, ctypes.c_int
char_origin = _bind(raw.FPDFText_GetCharOrigin, _I)
char_box = _bind(raw.FPDFText_GetLooseCharBox, _I)
char_unicode = _bind(raw.FPDFText_GetUnicode, ctypes.c_uint)
char_has_map_error = _bind(raw.FPDFText_HasUnicodeMapError, _I)
char_object = _bind(raw.FPDFText_GetTextObject, _P)
char_font_size = _bind(raw.FPDFText_GetFontSize, ctypes.c_double)
char_matrix = _bind(raw.FPDFText_GetMatrix, _I)
object_render_mode = _bind(raw.FPDFTextObj_GetTextRenderMode, _I)
object_font = _bind(raw.FPDFTextObj_GetFont, _P)
page_object = _bind(raw.FPDFPage_GetObject, _P)
form_object = _bind(raw.FPDFFormObj_GetObject, _P)
form_object_count = _bind(raw.FPDFFormObj_CountObjects, _I)
object_type = _bind(raw.FPDFPageObj_GetType, _I)
object_bounds = _bind(raw.FPDFPageObj_GetBounds, _I)
object_matrix = _bind(raw.FPDFPageObj_GetMatrix, _I)
path_segment_count = _bind(raw.FPDFPath_CountSegments, _I)
path_segment = _bind(raw.FPDFPath_GetPathSegment, _P)
path_draw_mode = _bind(raw.FPDFPath_GetDrawMode, _I)
segment_point = _bind(raw.FPDFPathSegment_GetPoint, _I)
segment_type = _bind(raw.FPDFPathSegment_GetType, _I)
segment_closes = _bind(raw.FPDFPathSegment_GetClose, _I)

_BATCH = 1024


class Results:
    """Memory into which functions write numbers, one row for each call; its addresses are made once.

    Only one thread of a process uses PDFium, and so this memory.
    """

    def __init__(self, dtype: type[np.floating[Any]], width: int, out_count: int) -> None:
        """Make memory for the results of functions of one kind.

        Args:
            dtype: What they write.
            width: How many numbers a call writes.
            out_count: How many addresses it takes: one for each number, or one for the whole row.
        """
        self._rows = np.empty((_BATCH, width), dtype=dtype)
        first, size, step = self._rows.ctypes.data, self._rows.itemsize, self._rows.strides[0]
        self._columns = [
            [Address(address) for address in range(first + column * size, first + self._rows.nbytes, step)]
            for column in range(out_count)
        ]

    def of(self, function: Any, *arguments: Sequence[Any]) -> NDArray[np.float64]:
        """Call a function many times and return what it wrote: rows of NaN where it failed.

        Args:
            function: One of those bound here. It writes through the addresses it is given last.
            arguments: The arguments before those: a sequence each, with one entry for every call.

        Returns:
            An array with one row for each call.
        """
        count = len(arguments[0])
        results = np.empty((count, self._rows.shape[1]))
        for first in range(0, count, _BATCH):
            batch = [argument[first : first + _BATCH] for argument in arguments]
            self._rows.fill(np.nan)
            # The fastest way through Python to call a function many times: no bytecode in between.
            deque(map(function, *batch, *self._columns), maxlen=0)
            results[first : first + _BATCH] = self._rows[: len(batch[0])]
        return results
