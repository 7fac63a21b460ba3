"""The HTML report of a published warehouse."""

from analysis.report.build import render
from analysis.report.data import DataTest, ReportData

__all__ = ["DataTest", "ReportData", "render"]
