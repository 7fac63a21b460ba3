"""A second pair of eyes: another library looks at the place of a number that the fit rests on.

It shares nothing with the reader of PDFs but the place and the words it is to find there: pdfplumber reads the page,
and rules of its own tell which words stand on one line with a number, and which above it.
"""

from extractors.second_reading.reader import READER_VERSION, read_again

__all__ = ["READER_VERSION", "read_again"]
