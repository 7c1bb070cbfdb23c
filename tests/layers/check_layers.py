"""Fails when a file of the product includes what its layer may not.

check_layers.py ROOT

The order is base, domain, db, queries, mutators, sync, ui: a folder may include those before it.
The tables below are the whole rule; docs/developer_notes.md gives the reasons.
"""

import pathlib
import re
import sys

SHARED_BELOW_SYNC = ["base", "domain", "db", "queries", "mutators"]

# Folder -> the folders that it may include, besides itself. A name that ends in "*" is a prefix of
# file paths.
MAY_INCLUDE = {
    "shared/base": [],
    "shared/domain": ["shared/base"],
    "shared/db": ["shared/base", "shared/domain"],
    "shared/queries": ["shared/base", "shared/domain", "shared/db"],
    "shared/mutators": ["shared/base", "shared/domain", "shared/db", "shared/queries"],
    "shared/platform": ["shared/base"],
    "shared/sync": [f"shared/{name}" for name in SHARED_BELOW_SYNC] + ["shared/platform"],
    "shared/qr": ["shared/base"],
    "shared/print": ["shared/base", "shared/qr"],
    "shared/images": ["shared/base"],
    "shared/i18n": ["shared/base"],
    "shared/ui": [f"shared/{name}" for name in SHARED_BELOW_SYNC]
    + ["shared/sync", "shared/platform", "shared/qr", "shared/print", "shared/i18n"],
    "server": [f"shared/{name}" for name in SHARED_BELOW_SYNC]
    + ["shared/sync/protocol*", "shared/qr", "shared/images", "shared/i18n"],
    "web": ["shared"],
    "native": ["shared"],
}

# Library header (a prefix of what stands in the include) -> the folders that may include it.
MAY_USE_LIBRARY = {
    "sqlite3": ["shared/db", "web", "native"],
    "imgui": ["shared/ui", "web", "native"],
    "SDL": ["web", "native"],
    "emscripten": ["web"],
    "httplib": ["server"],
    "curl/": ["server", "native"],
    "dbus/": ["native"],
    "fontconfig/": ["native"],
    "pango/": ["native"],
    "unicode/": ["native"],
    "phonenumbers/": ["native"],
    "openssl/": ["server", "native"],
    "argon2": ["server"],
    "date/tz": ["server", "native"],
    "qrencode": ["shared/qr"],
    "stb/": ["shared/images"],
    "libexif/": ["shared/images"],
}

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)
PLATFORM_CONDITION = re.compile(r"^\s*#\s*(?:if|elif).*__EMSCRIPTEN__", re.MULTILINE)


def folder_of(path: str) -> str | None:
    """The longest folder of the table that holds the path."""
    holders = [folder for folder in MAY_INCLUDE if path.startswith(folder + "/")]
    return max(holders, key=len, default=None)


def may_include(folder: str, included: str) -> bool:
    for allowed in [folder, *MAY_INCLUDE[folder]]:
        if allowed.endswith("*"):
            if included.startswith(allowed[:-1]):
                return True
        elif included.startswith(allowed + "/"):
            return True
    return False


def check_file(root: pathlib.Path, path: str, text: str) -> list[str]:
    folder = folder_of(path)
    if folder is None:
        return [f"{path}: lies in no folder that the layers know"]
    faults = []
    for match in INCLUDE.finditer(text):
        quote, included = match.groups()
        place = f"{path}:{text.count(chr(10), 0, match.start(2)) + 1}"
        for library, folders in MAY_USE_LIBRARY.items():
            if included.startswith(library) and folder not in folders:
                faults.append(f"{place}: {folder} may not use <{included}>")
        if quote == "<":
            continue
        if "/" not in included:
            # A generated header or a library's; own headers are named from the root.
            if (root / path).parent.joinpath(included).exists():
                faults.append(f'{place}: name "{included}" from the root of the repository')
        elif not (root / included).exists():
            faults.append(f'{place}: there is no "{included}" under the root of the repository')
        elif not may_include(folder, included):
            faults.append(f'{place}: {folder} may not include "{included}"')
    if folder.startswith("shared/") and PLATFORM_CONDITION.search(text):
        faults.append(f"{path}: shared code does not ask for the platform; CMake picks the file")
    return faults


def check_tree(root: pathlib.Path) -> tuple[int, list[str]]:
    """The number of files read, and what is wrong."""
    count = 0
    faults = []
    for top in ["shared", "server", "web", "native"]:
        for file in sorted((root / top).rglob("*")):
            if file.suffix in {".h", ".cpp", ".c", ".mm"}:
                count += 1
                path = file.relative_to(root).as_posix()
                faults += check_file(root, path, file.read_text(encoding="utf-8"))
    return count, faults


def main() -> int:
    count, faults = check_tree(pathlib.Path(sys.argv[1]))
    for fault in faults:
        print(fault)
    if count == 0:
        print("no source file was found: is the root right?")
        return 1
    print(f"{count} files read, {len(faults)} includes against the layers")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
