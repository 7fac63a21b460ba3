"""The command line repeats a few lists, so as not to load what they stand in only to print its help."""

from extractors.documents.model import Format
from extractors.sources.registry import SOURCES
from flows.cli.inspecting import PaperFormat
from flows.cli.running import SourceName


def test_every_registered_source_can_be_asked_for():
    assert list(SourceName) == list(SOURCES)


def test_every_format_of_documents_can_be_asked_for():
    assert set(PaperFormat) == set(Format)
