#!/usr/bin/env python3
"""Packs the binary into a Python wheel, so that `pip install` of the file gives `twotrack`.

    .github/wheel.py target/dist/twotrack out/

The wheel holds no Python: an installer puts what lies under `data/scripts` on the user's PATH.
Equal input gives equal bytes. The system that it is for is read from the binary's own needs.
"""

import base64
import hashlib
import json
import platform
import re
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def wheel(binary: Path, folder: Path) -> Path:
    package = described()
    name, version = package["name"], package["version"]
    tag = f"py3-none-{system(binary.read_bytes())}"
    info = f"{name}-{version}.dist-info"
    licences = [ROOT / "LICENSE-APACHE", ROOT / "LICENSE-MIT"]
    files = {f"{name}-{version}.data/scripts/{name}": binary.read_bytes()}
    for licence in licences:
        files[f"{info}/licenses/{licence.name}"] = licence.read_bytes()
    files[f"{info}/METADATA"] = metadata(package, licences).encode()
    files[f"{info}/WHEEL"] = about(tag).encode()
    files[f"{info}/RECORD"] = record(files, f"{info}/RECORD").encode()

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, data in files.items():
            entry = zipfile.ZipInfo(inside)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if "/scripts/" in inside else 0o100644) << 16
            archive.writestr(entry, data)
    return path


def described() -> dict:
    """What Cargo.toml says of the package."""
    command = ["cargo", "metadata", "--no-deps", "--format-version", "1"]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    return json.loads(said)["packages"][0]


def system(binary: bytes) -> str:
    """The platform tag: what the binary asks of the C library, or of macOS."""
    machine = platform.machine().lower()
    if sys.platform == "darwin":
        # The oldest macOS that Rust's standard library runs on.
        oldest = "11_0" if machine == "arm64" else "10_12"
        return f"macosx_{oldest}_{machine}"
    asked = [tuple(map(int, v.split(b"."))) for v in re.findall(rb"GLIBC_(\d+\.\d+)", binary)]
    if not asked:
        raise SystemExit("this is no binary for Linux with the GNU C library")
    return "manylinux_{}_{}_{}".format(*max(asked), machine)


def metadata(package: dict, licences: list[Path]) -> str:
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {package['name']}",
        f"Version: {package['version']}",
        f"Summary: {package['description']}",
        f"License-Expression: {package['license']}",
        *(f"License-File: {licence.name}" for licence in licences),
        f"Keywords: {','.join(package['keywords'])}",
        "Requires-Python: >=3.8",
        "Description-Content-Type: text/markdown",
    ]
    return "\n".join(lines) + "\n\n" + f"{package['description']}.\n"


def about(tag: str) -> str:
    return f"Wheel-Version: 1.0\nGenerator: twotrack\nRoot-Is-Purelib: false\nTag: {tag}\n"


def record(files: dict[str, bytes], own: str) -> str:
    rows = []
    for path, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.append(f"{path},sha256={digest},{len(data)}")
    return "\n".join([*rows, f"{own},,", ""])


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("usage: .github/wheel.py BINARY FOLDER")
    print(wheel(Path(sys.argv[1]), Path(sys.argv[2])))
