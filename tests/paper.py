"""What `tests/judges` asks of a PDF: its words and pages as poppler reads them, its parts as pypdf does."""

import pathlib, re, subprocess, sys
from pypdf import PdfReader

TWOTRACK, ROOM = sys.argv[1], pathlib.Path(sys.argv[2])
BASE = pathlib.Path("tests/base")


def export(name, *options, playbook=BASE):
    file = ROOM / name
    call = [TWOTRACK, "-C", playbook, "export", "pdf", "--strict", "-o", file, *options]
    told = subprocess.run(call, check=True, capture_output=True, text=True).stdout
    assert "nothing was changed or left out" in told, told
    return file


def poppler(program, *options):
    return subprocess.run([program, *options], check=True, capture_output=True, text=True).stdout


def tight(text):
    """Without spaces: a line of a PDF may end anywhere."""
    return re.sub(r"\s+", "", text)


def sheets(file):
    return poppler("pdftotext", "-layout", file, "-").split("\f")[:-1]


def heads(sheet):
    return [line.strip() for line in sheet.splitlines() if line.strip()][0]


def outline(entries):
    for entry in entries:
        yield from outline(entry) if isinstance(entry, list) else [entry]


def texts(keys):
    """What the playbook's files say under these keys, in both languages."""
    for file in sorted(BASE.rglob("*.yaml")):
        pattern = rf"\b(?:{keys}): \{{en: (\"[^\"]*\"|[^,}}]*(?:, [^z][^,}}]*)*), zh: ([^}}]*)\}}"
        for en, zh in re.findall(pattern, file.read_text()):
            yield {"en": en.strip('"'), "zh": zh}


def is_sound(file):
    """What every PDF is: tagged, of A4, its fonts inside, made by nobody at no time of ours."""
    info = poppler("pdfinfo", file)
    assert re.search(r"^Tagged: +yes$", info, re.M), info
    assert "(A4)" in info and re.search(r"^Creator: +Twotrack$", info, re.M), info
    assert re.search(r"^CreationDate: .*Nov +2 00:00:00 2026", info, re.M), info
    fonts = [line.split()[-5] for line in poppler("pdffonts", file).splitlines()[2:]]
    assert fonts and set(fonts) == {"yes"}, poppler("pdffonts", file)
    return PdfReader(file, strict=True)


def is_book(file, lang):
    pdf, pages = is_sound(file), sheets(file)
    assert pdf.trailer["/Root"]["/Lang"].startswith(lang)
    assert pdf.page_labels == ["i", *map(str, range(2, len(pages) + 1))], pdf.page_labels

    # The contents name the sheet that carries the chapter first; the sheet carries that number too.
    contents = poppler("pdftotext", "-raw", "-f", "2", "-l", "2", file, "-")
    listed = re.findall(r"^([A-Z]\d*) (.*?(?:\n.*?)??) (\d+)$", contents, re.M)
    assert len(listed) >= 4 and listed[0][0] == "A", contents
    for code, title, number in listed:
        at = int(number) - 1
        named = tight(code + title)
        on = lambda n: named in tight(pages[n]) and heads(pages[n]).startswith(code[0])
        assert on(at) and not on(at - 1), (code, title, number)
        assert pages[at].split()[-1] == number, pages[at]

    # An outline leads to where the contents do, and every link inside to a place that is there.
    places = [(tight(entry.title), pdf.get_destination_page_number(entry) + 1)
              for entry in outline(pdf.outline)]
    for code, title, number in listed:
        name = tight(f"{code} {title}" if len(code) == 1 else title)
        assert any(name in head and at == int(number) for head, at in places), (name, places)
    links = [link.get_object() for page in pdf.pages for link in page.get("/Annots", [])]
    inside = [link["/Dest"] for link in links if "/Dest" in link]
    assert len(inside) > len(listed) and all(to in pdf.named_destinations for to in inside)
    for link in (link for link in links if "/A" in link):
        assert link["/A"]["/URI"].startswith("https://"), link
    return pages


for lang in ["en", "zh"]:
    file = export(f"book.{lang}.pdf", "--lang", lang)
    pages = is_book(file, lang)
    words = tight("".join(pages[2:]))
    found = [text[lang] for text in texts("text|line|evidence|feedback|stem|summary|goal|title|purpose")]
    assert len(found) > 20, found
    for text in found:
        assert tight(text) in words, text
    for text in [text[lang] for text in texts("feedback|summary|goal")]:
        assert words.count(tight(text)) == 1, text
assert export("again.pdf").read_bytes() == (ROOM / "book.en.pdf").read_bytes()

# A part is a book of its own; a path is read in its own order.
stage = "".join(is_book(export("s1.pdf", "--only", "s1"), "en"))
assert "The meeting has a time." in stage and "Both have signed." not in stage
assert "Politeness only." not in stage, "answers come along only if they are wanted"
path = is_book(export("path.pdf", "--only", "path.start", "--key"), "en")
order = [next(n for n, page in enumerate(path[2:]) if text in page)
         for text in ["Start here", "Your name, your firm", "After the call", "What ends stage 1?", "Politeness only."]]
assert order == sorted(order), order

# Sheets: a quiz alone gives nothing away, the key stands on a sheet of its own, a checklist on one.
quiz = export("q1.pdf", "--only", "q1")
assert is_sound(quiz).page_labels == ["1"] and "A smile" in sheets(quiz)[0]
assert "Politeness only." not in sheets(quiz)[0]
key = sheets(export("q1.key.pdf", "--only", "q1", "--key"))
assert [("Politeness only." in sheet, "Name" in sheet) for sheet in key] == [(False, True), (True, False)], key
lists = export("lists.pdf", "--checklist", "--lang", "zh")
is_sound(lists)
assert [text in sheet for sheet, text in zip(sheets(lists), ["客户有兴趣。", "文本已定稿。"])] == [True, True]
assert len(sheets(lists)) == 2

# A letter that no font has is told.
odd = ROOM / "odd"
subprocess.run(["cp", "-r", BASE, odd], check=True)
guide = odd / "content/guides/first-call.md"
guide.write_text(guide.read_text() + "\nA rare letter: \U0002FA1F\U000E0EEE\U0001F9FF.\n")
call = [TWOTRACK, "-C", odd, "export", "pdf", "--only", "first-call", "-o", ROOM / "odd.pdf"]
told = subprocess.run(call, check=True, capture_output=True, text=True).stdout
assert re.search(r"changed +letters .*no font here has .*boxes", told), told
