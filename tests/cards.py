"""What `tests/judges` asks of a package: imported twice by Anki itself."""

import json, pathlib, subprocess, sys
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

TWOTRACK, ROOM = sys.argv[1], pathlib.Path(sys.argv[2])


def export(name):
    file = ROOM / name
    call = [TWOTRACK, "export", "anki", "--strict", "--report", "json", "-o", file]
    report = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
    assert report["dropped"] == 0, report
    return file


def bring(collection, file):
    options = ImportAnkiPackageOptions(with_scheduling=False, with_deck_configs=False)
    request = ImportAnkiPackageRequest(package_path=str(file), options=options)
    return collection.import_anki_package(request).log


file = export("one.apkg")
assert file.read_bytes() == export("two.apkg").read_bytes()
collection = Collection(str(ROOM / "collection.anki2"))
first = bring(collection, file)
notes = collection.find_notes("")
assert len(notes) == len(first.new) == len(collection.find_cards("")) > 200, len(notes)

[id] = collection.find_notes("Id:s1.q1")
note = collection.get_note(id)
assert note.keys() == ["Question en", "Answer en", "Question zh", "Answer zh", "Id"], note.keys()
assert {"stage::s1", "quiz::q1", "bank::call"} <= set(note.tags), note.tags
assert "At what point is step 1 done?" in note["Question en"] and "第一步" in note["Question zh"]
[card] = note.cards()
assert collection.decks.name(card.did).startswith("Project Sales Playbook::Stage 1"), card.did
assert "At what point" in card.question() and "第一步" in card.question()
assert all(note.fields and note.fields[1] for note in map(collection.get_note, notes))

# A learner has begun; a second import adds nothing and leaves the card's day as it is.
collection.sched.set_due_date([card.id], "5")
due = collection.get_card(card.id).due
second = bring(collection, file)
assert not second.new and not second.updated and not second.conflicting, second
assert len(collection.find_notes("")) == len(notes) == len(collection.find_cards(""))
assert collection.get_card(card.id).due == due and collection.get_card(card.id).type == 2
problems, sound = collection.fix_integrity()
assert sound and "rebuilt and optimized" in problems, problems
collection.close()
print("cards: Anki imports them twice, and the second time changes nothing")
