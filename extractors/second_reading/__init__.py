"""The second reading: another library looks at the place of each number that a fit rests on.

It shares with the reader of PDFs only the place and the expected words: pdfplumber reads the page, and separate rules
tell which words stand on one line with a number, and which stand above it.
"""

from extractors.second_reading.reader import READER_VERSION, read_again

__all__ = ["READER_VERSION", "read_again"]
