"""Makes the folder that the server gives to browsers out of the programs that were built.

assemble_site.py --output SITE --worker service_worker.js --esbuild esbuild PROGRAM_FOLDER...

    SITE/portal/index.html              the page; names its version
    SITE/portal/service_worker.js       keeps that version on the device
    SITE/portal/3f9a01c2ab12/portal.*   everything, that page too; never changes under this name

The version is the hash of all files of a program and of its worker, so that a browser can never mix two versions. Scripts
are minified by esbuild (licences stay); what compresses well lies there as brotli and gzip too.
"""

import argparse
import base64
import gzip
import hashlib
import json
import pathlib
import shutil
import subprocess

import brotli

PAGES = {"portal": ["/", "/c/"], "admin": ["/admin", "/admin/"]}
PLACEHOLDER = "__VERSION__"
SMALLEST_WORTH_COMPRESSING = 1000
FETCHED_LATER = {"phone_numbers_library.js"}  # when the program runs already


def files_of(program: pathlib.Path) -> list[pathlib.Path]:
    return sorted(path for path in program.iterdir() if path.is_file() and path.name != "index.html")


def version_of(program: pathlib.Path, worker: str) -> str:
    digest = hashlib.sha256(worker.encode())
    for path in [program / "index.html", *files_of(program)]:
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


class Minifier:
    def __init__(self, esbuild: pathlib.Path) -> None:
        # The loader is written for old browsers, and esbuild must not modernise it.
        self.command = [str(esbuild), "--minify", "--legal-comments=inline", "--log-level=warning"]

    def __call__(self, script: bytes, is_for_old: bool) -> bytes:
        target = "--target=es5" if is_for_old else "--target=es2020"
        return subprocess.run([*self.command, target], input=script, capture_output=True, check=True).stdout


def integrity_of(content: bytes) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode()


def write(path: pathlib.Path, content: bytes) -> int:
    """Returns how many bytes a browser is sent."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if len(content) < SMALLEST_WORTH_COMPRESSING:
        return len(content)
    compressed = brotli.compress(content, quality=11)
    path.with_name(path.name + ".br").write_bytes(compressed)
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
    return len(compressed)


def assemble(program: pathlib.Path, site: pathlib.Path, worker: str, minified: Minifier) -> None:
    name = program.name
    version = version_of(program, worker)
    folder = site / name
    page = (program / "index.html").read_text(encoding="utf-8").replace(PLACEHOLDER, version)
    sent = write(folder / "index.html", page.encode())
    # The worker keeps the page under an address of this version, so that its set is never of two versions.
    write(folder / version / "index.html", page.encode())
    files = []
    later = 0
    for path in files_of(program):
        content = path.read_bytes()
        if path.suffix == ".js":
            content = minified(content, path.name == "loader.js")
        size = write(folder / version / path.name, content)
        later, sent = (later + size, sent) if path.name in FETCHED_LATER else (later, sent + size)
        files.append({"address": f"/{name}/{version}/{path.name}", "integrity": integrity_of(content)})
    filled = (
        worker.replace("@PROGRAM@", name)
        .replace("@VERSION@", version)
        .replace("@PAGES@", json.dumps(PAGES[name]))
        .replace("@PAGE@", f"/{name}/{version}/index.html")
        .replace("@FILES@", json.dumps(files))
    )
    write(folder / "service_worker.js", minified(filled.encode(), False))
    print(f"{name} {version}: {sent / 1024:.0f} KB on the wire, in brotli; {later / 1024:.0f} KB later")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--worker", type=pathlib.Path, required=True)
    parser.add_argument("--esbuild", type=pathlib.Path, required=True)
    parser.add_argument("programs", type=pathlib.Path, nargs="+")
    arguments = parser.parse_args()
    worker = arguments.worker.read_text(encoding="utf-8")
    minified = Minifier(arguments.esbuild)
    for program in arguments.programs:
        shutil.rmtree(arguments.output / program.name, ignore_errors=True)
        assemble(program, arguments.output, worker, minified)


if __name__ == "__main__":
    main()
