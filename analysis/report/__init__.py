"""The HTML report of a published warehouse."""

from analysis.report.build import ReportData, render

__all__ = ["ReportData", "render"]
