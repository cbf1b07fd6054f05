"""What `tests/judges` asks of a workbook and of its way back."""

import csv, datetime, json, pathlib, re, shutil, subprocess, sys, zipfile
import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

TWOTRACK, ROOM = sys.argv[1], pathlib.Path(sys.argv[2])


def run(root, *arguments, code=0):
    done = subprocess.run([TWOTRACK, "-C", root, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == code, (arguments, done.stdout, done.stderr)
    return done


def emptied(name):
    """The playbook without its quizzes."""
    root = ROOM / name
    shutil.copytree("content", root / "content")
    shutil.copy("playbook.yaml", root)
    (root / "quizzes").mkdir()
    shutil.copy("quizzes/misconceptions.yaml", root / "quizzes")
    return root


def table(root, file):
    run(root, "export", "csv", "--strict", "-o", file)
    with open(file, encoding="utf-8-sig", newline="") as text:
        return list(csv.reader(text))


def whole():
    """What openpyxl reads is what CSV says, and what it saves comes back with what was edited."""
    wanted = table(".", ROOM / "was.csv")
    for name in ["one.xlsx", "two.xlsx"]:
        run(".", "export", "xlsx", "--strict", "-o", ROOM / name)
    assert (ROOM / "one.xlsx").read_bytes() == (ROOM / "two.xlsx").read_bytes()
    book = openpyxl.load_workbook(ROOM / "one.xlsx")
    sheet = book.worksheets[0]
    assert [s.sheet_state for s in book.worksheets] == ["visible", "visible", "hidden"]
    assert sheet.freeze_panes == "A2" and sheet.protection.sheet
    header = [cell.value for cell in sheet[1]]
    assert header == wanted[0]
    for cells, row in zip(sheet.iter_rows(min_row=2), wanted[1:], strict=True):
        for cell, name, text in zip(cells, header, row, strict=True):
            said = str(cell.value).lower() if cell.data_type == "b" else cell.value or ""
            if cell.data_type == "n" and cell.value is not None:
                assert float(text) == cell.value, cell
            else:
                # A cell that has a type needs no apostrophe before what could be a formula.
                bare = re.sub(r"(?m)(^|[,;])'(?=[-=+@])", r"\1", text)
                assert said == bare, (cell, said, text)
            if name.endswith("id") and text:
                assert cell.protection.locked, cell
    stem = sheet.cell(2, header.index("stem (en)") + 1)
    assert not stem.protection.locked and stem.alignment.wrap_text
    rules = {next(iter(rule.sqref.ranges)).min_col: rule for rule in sheet.data_validations.dataValidation}
    column = lambda name: rules[header.index(name) + 1]
    assert column("type").formula1.startswith('"single,multiple,')
    assert column("difficulty").formula1 == '"1,2,3"'
    ids, cells = column("option 1 misconception").formula1.split("!")
    known = [row[0].value for row in book[ids.strip("'")][cells.replace("$", "")]]
    assert "mis.pitch-early" in known
    explained = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows(min_row=2)}
    assert len(explained) > 40 and all(explained.values()), explained

    stem.value = "=Edited; 007"
    stem.data_type = "s"
    sheet.cell(3, header.index("difficulty") + 1).value = 3
    number = sheet.max_row + 1
    for name, value in {"type": "numeric", "stem (en)": "How many?", "answer": 0.1 + 0.2, "quiz": "q9"}.items():
        sheet.cell(number, header.index(name) + 1).value = value
    sheet.cell(number, header.index("stem (zh)") + 1).value = "多少？"
    book.save(ROOM / "edited.xlsx")
    root = emptied("back")
    run(root, "import", "xlsx", ROOM / "edited.xlsx")
    is_ = table(root, ROOM / "is.csv")
    at = {name: n for n, name in enumerate(is_[0])}
    rows = {row[at["id"]]: dict(zip(is_[0], row)) for row in is_[1:]}
    for n, row in enumerate(wanted[1:]):
        was, now = dict(zip(wanted[0], row)), rows[row[wanted[0].index("id")]]
        if n == 0:
            assert now["stem (en)"] == "'=Edited; 007", now["stem (en)"]
            was["stem (en)"] = now["stem (en)"]
        if n == 1:
            was["difficulty"] = "3"
        assert {k: v for k, v in now.items() if v} == {k: v for k, v in was.items() if v}
    new = [row for row in rows.values() if row["stem (en)"] == "How many?"]
    assert len(new) == 1 and new[0]["answer"] == "0.3" and new[0]["quiz"] == "q9", new


def odd():
    """What a spreadsheet program knows beyond what a person sees is told."""
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    sheet = book.create_sheet("Questions")
    sheet.append(["Type", "Stem", "Answer", "Bank", "Hint 1", "Explanation"])
    sheet.append(["numeric", "One?", 1, "1-2", "a", "b"])
    sheet.append(["numeric", "Two?", 2, 7, "a", "b"])
    sheet.append(["numeric", "Three?", 3, "x", "a", "=1+1"])
    sheet["D2"].value = datetime.date(2026, 1, 2)
    sheet["D3"].number_format = "000"
    sheet["E2"].value = CellRichText("Look ", TextBlock(InlineFont(b=True), "here"))
    sheet.row_dimensions[3].hidden = True
    sheet.merge_cells("E3:E4")
    book.save(ROOM / "odd.xlsx")
    root = emptied("odd")
    report = json.loads(run(root, "import", "xlsx", ROOM / "odd.xlsx", "--report", "json").stdout)
    told = {loss["id"]: (loss["line"], loss["why"]) for loss in report["losses"]}
    for place, line, why in [
        ("D2", 2, "made a date of it, 2026-01-02"),
        ("E2", 2, "how its words look"),
        ("F4", 4, "a formula without a value"),
        ("row 3", 3, "hidden"),
        ("E3:E4", 3, "merged"),
    ]:
        assert told[place][0] == line and why in told[place][1], (place, told)
    text = (root / "quizzes/odd.yaml").read_text()
    for piece in ["bank: 2026-01-02", "bank: '007'", "en: Look here", "answer: 3"]:
        assert piece in text, (piece, text)


def hostile():
    """Bombs and files that are something else are refused, in little memory."""
    root = emptied("hostile")
    plain = ROOM / "one.xlsx"
    huge = ROOM / "huge.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(huge, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            with new.open(part, "w", force_zip64=True) as out:
                out.write(old.read(part))
                for _ in range(300 if part.endswith("sheet1.xml") else 0):
                    out.write(b" " * (1 << 20))
    bomb = ROOM / "bomb.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            if part == "xl/workbook.xml":
                text = text.replace(b"<workbook ", b'<!DOCTYPE x [<!ENTITY a "aa">]><workbook ', 1)
            new.writestr(part, text)
    (ROOM / "old.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    (ROOM / "text.xlsx").write_text("a,b")
    for name, why in [
        ("huge.xlsx", "unpacks to more than 64 MB"),
        ("bomb.xlsx", "declares entities"),
        ("old.xlsx", "has a password"),
        ("text.xlsx", "is no workbook"),
    ]:
        limit = ["prlimit", f"--as={1 << 30}", TWOTRACK, "-C", root, "import", "xlsx", ROOM / name]
        done = subprocess.run(limit, capture_output=True, text=True)
        assert done.returncode == 2 and why in done.stderr, (name, done.returncode, done.stderr)


whole()
odd()
hostile()
print("workbook: openpyxl reads, edits and saves it, and it comes back")
