"""A report's Excel file opened in LibreOffice (`make outside` installs it): what it takes each cell for."""

import shutil
import subprocess
from datetime import date

import pytest
from bs4 import BeautifulSoup

from cms.core.tables import Sheet, to_xlsx
from cms.projects.reports.report import report_of
from cms.projects.reports.tables import report_xlsx

pytestmark = pytest.mark.outside


@pytest.fixture
def opened(tmp_path):
    """Return a function that returns the sheets of an Excel file by name: rows of (type, value) as LibreOffice saves
    them, cells without a value left out.
    """
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is missing; `make outside` installs it")

    def open_file(content):
        path = tmp_path / "book.xlsx"
        path.write_bytes(content)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "fods", "--outdir", tmp_path, path]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        saved = BeautifulSoup(path.with_suffix(".fods").read_bytes(), "xml")
        return {
            sheet["table:name"]: [
                [value_of(cell) for cell in cells]
                for row in sheet.find_all("table:table-row")
                if (cells := row.find_all(attrs={"office:value-type": True}))
            ]
            for sheet in saved.find_all("table:table")
        }

    return open_file


def value_of(cell):
    """Return a cell's type and value; a formula is a type of its own."""
    kind = "formula" if cell.has_attr("table:formula") else cell["office:value-type"]
    text = "\n".join(line.get_text() for line in cell.find_all("text:p"))
    return kind, cell.get(f"office:{kind}-value") or cell.get("office:value") or text


def test_numbers_are_numbers_and_dates_are_dates(opened, project, debate):
    sheets = opened(report_xlsx(report_of(project, language="bg")))

    assert len(sheets) == 7
    assert sheets["Участници"][1:] == [
        [
            ("string", "Дебат"),
            ("date", "2015-05-31"),
            ("string", place),
            ("string", f"Община {place}"),
            ("float", count),
        ]
        for place, count in (("Щип", "132"), ("Стражица", "127"))
    ]
    assert sheets["Събития"][1][2:4] == [("date", "2015-05-31"), ("date", "2015-06-01")]
    assert sheets["Събития"][-1] == [("string", "Общо"), ("float", "259")]
    assert sheets["Показатели"][1][2:6] == [("float", "300"), ("float", "259"), ("float", "86"), ("date", "2015-06-01")]
    assert sheets["Публичност"][1][2:4] == [("float", "750"), ("float", "500")]


def test_three_thousand_rows_come_in_full(opened):
    rows = [["Дебат", date(2015, 5, 31), "Щип", "Община Щип", 2] for _number in range(3000)]

    (sheet,) = opened(to_xlsx(Sheet("Участници", rows))).values()

    assert len(sheet) == 3000
    assert sum(int(row[-1][1]) for row in sheet) == 6000


def test_every_text_stays_what_it_was(opened):
    texts = ["=1+1", '=HYPERLINK("https://example.org";"x")', "@SUM(A1)", "-1", "+359", "00123", "1e5", "2015-05-01"]
    texts += ["محمد عبد الرحمن", "Станислав Щърбанов", "ред 1\nред 2"]

    (rows,) = opened(to_xlsx(Sheet("1", [[text] for text in texts]))).values()

    assert rows == [[("string", text)] for text in texts]
