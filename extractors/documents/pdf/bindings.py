"""The PDFium functions that are called once per character or object, bound for speed."""

from __future__ import annotations

import ctypes
from typing import Any

from pypdfium2 import raw


def _bind(function: Any, restype: Any, *argtypes: Any) -> Any:
    """Return a PDFium function that keeps the interpreter lock and takes addresses as plain integers.

    The bindings check and wrap every argument; at three calls per character that is most of the reader's time.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(restype, *argtypes)(address)


_P, _I, _D = ctypes.c_void_p, ctypes.c_int, ctypes.c_double
char_origin = _bind(raw.FPDFText_GetCharOrigin, _I, _P, _I, _P, _P)
char_box = _bind(raw.FPDFText_GetLooseCharBox, _I, _P, _I, _P)
char_unicode = _bind(raw.FPDFText_GetUnicode, ctypes.c_uint, _P, _I)
char_object = _bind(raw.FPDFText_GetTextObject, _P, _P, _I)
char_font_size = _bind(raw.FPDFText_GetFontSize, _D, _P, _I)
char_matrix = _bind(raw.FPDFText_GetMatrix, _I, _P, _I, _P)
object_font = _bind(raw.FPDFTextObj_GetFont, _P, _P)
font_name = _bind(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, _P, ctypes.c_char_p, ctypes.c_size_t)
page_object = _bind(raw.FPDFPage_GetObject, _P, _P, _I)
form_object = _bind(raw.FPDFFormObj_GetObject, _P, _P, ctypes.c_ulong)
form_object_count = _bind(raw.FPDFFormObj_CountObjects, _I, _P)
object_type = _bind(raw.FPDFPageObj_GetType, _I, _P)
object_bounds = _bind(raw.FPDFPageObj_GetBounds, _I, _P, _P, _P, _P, _P)
object_matrix = _bind(raw.FPDFPageObj_GetMatrix, _I, _P, _P)
path_segment_count = _bind(raw.FPDFPath_CountSegments, _I, _P)
path_segment = _bind(raw.FPDFPath_GetPathSegment, _P, _P, _I)
path_draw_mode = _bind(raw.FPDFPath_GetDrawMode, _I, _P, _P, _P)
segment_point = _bind(raw.FPDFPathSegment_GetPoint, _I, _P, _P, _P)
segment_type = _bind(raw.FPDFPathSegment_GetType, _I, _P)
segment_closes = _bind(raw.FPDFPathSegment_GetClose, _I, _P)
