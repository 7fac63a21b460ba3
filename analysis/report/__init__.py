"""The HTML report of a published warehouse."""

from analysis.report.build import Report, render
from analysis.report.data import DataTest, ReportData
from analysis.report.scores import Scores, ScoresError, own_scores, read_scores

__all__ = ["DataTest", "Report", "ReportData", "Scores", "ScoresError", "own_scores", "read_scores", "render"]
