"""The report of the small night, made once for each file of tests."""

import json

import pytest

from analysis.report import render
from tests.analysis.report.data import report_data, small_points


@pytest.fixture(scope="module")
def data():
    return report_data(small_points())


@pytest.fixture(scope="module")
def files(data):
    return render(data).files


@pytest.fixture(scope="module")
def page(files):
    return files["index.html"].decode()


@pytest.fixture(scope="module")
def script(files):
    text = files["assets/data.js"].decode()
    return json.loads(text.removeprefix("window.NINTHPOWER = ").removesuffix(";\n"))
