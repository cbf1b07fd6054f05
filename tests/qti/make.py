"""Makes the packages in this folder, with `pip install qti-package-maker`."""

from qti_package_maker.package_interface import QTIPackageInterface

maker = QTIPackageInterface("road", allow_mixed=True)
maker.add_item("MC", ("<p>What does <b>red</b> mean?</p>", ["Stop", "Go", "Turn"], "Stop"))
maker.add_item("MA", ("Which are lights?", ["Red", "Green", "Plaid"], ["Red", "Green"]))
maker.add_item("MATCH", ("Match each.", ["Red", "Green"], ["Stop", "Go"]))
maker.add_item("NUM", ("How fast?", 50.0, 2.0, True))
maker.add_item("FIB", ("It turns _____.", ["red", "crimson"]))
maker.add_item("MULTI_FIB", ("[a] then [b].", {"a": ["red"], "b": ["green", "lime"]}))
for engine in ["canvas_qti_v1_2", "blackboard_qti_v2_1"]:
    maker.save_package(engine, f"road.{engine}.zip")
