"""Fails when the texts of the interface and the sources do not fit together.

check_texts.py ROOT

A key is a string literal of the sources whose first part is one of AREAS ("portal.home.title"). A
literal that ends with a dot ("appointment.state.") stands for every key
that begins with it. "<key>.one", "<key>.other" and so on are the variants of a key that is asked for
with a number; which of them a language needs, tests/unit/translator_test.cpp asks the locale library.

The browser's portal carries no texts of the areas that no customer sees there (shared/i18n/CMakeLists.txt): only sources
that are not in it may ask for them.
"""

import json
import pathlib
import re
import sys

LANGUAGES = ["fr", "en", "de", "it"]
AREAS = {
    "admin", "agenda", "app", "appointment", "booking", "common", "customer", "desk", "display", "entry", "error", "field",
    "mail", "page", "palette", "portal", "session", "shortcuts", "sync", "vehicle",
}
SOURCES = ["shared", "server", "web", "native"]
# The categories of the Unicode CLDR. Every language has the last.
PLURALS = [".zero", ".one", ".two", ".few", ".many", ".other"]

# Comments are not asking. A string literal may hold "//", so both are matched in one pass.
TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
# What is asked for by these names is a key, whatever its area.
ASKING = re.compile(r'\b(?:text|plural)\(\s*"([a-z][a-z0-9_.]*)"')
KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*\.?")
PLACEHOLDER = re.compile(r"\{([a-z_]*)\}")

# What lies over the screens of the staff, in the library of all programs.
OVERLAYS_OF_STAFF = {"shared/ui/command_palette.cpp", "shared/ui/shortcut_list.cpp"}

# Labels of arguments are looked up by the name of the argument (Translator::field).
LOOKED_UP_BY_NAME = ("field.",)


def is_variant(key: str, keys: set[str]) -> bool:
    """A variant for a number that other languages may not know."""
    base, _, category = key.rpartition(".")
    return f".{category}" in PLURALS[:-1] and f"{base}.other" in keys


def keys_asked_for(text: str) -> set[str]:
    keys = set()
    for match in TOKEN.finditer(text):
        literal = match.group()
        if not literal.startswith('"'):
            continue
        literal = literal[1:-1]
        first = literal.split(".", 1)[0]
        if "." in literal and first in AREAS and KEY.fullmatch(literal):
            keys.add(literal)
    return keys | {key for key in ASKING.findall(text) if "." in key}


def check_files(texts: dict[str, dict[str, str]], order: dict[str, list[str]]) -> list[str]:
    faults = []
    french = texts["fr"]
    for code in LANGUAGES:
        if order[code] != sorted(order[code]):
            faults.append(f"{code}.json: the keys are not sorted")
        for key in sorted(french.keys() - texts[code].keys()):
            if is_variant(key, french.keys()):
                continue
            faults.append(f"{code}.json: {key} is missing")
        for key in sorted(texts[code].keys() - french.keys()):
            if is_variant(key, french.keys()):
                continue
            faults.append(f"{code}.json: {key} is not in fr.json")
        for key, text in texts[code].items():
            if key.split(".", 1)[0] not in AREAS:
                faults.append(f"{code}.json: {key} belongs to no area")
            if not text.strip() or text != text.strip():
                faults.append(f"{code}.json: {key} is empty, or has space around it")
            model = french.get(key, french.get(key.rpartition(".")[0] + ".other", text))
            wanted = sorted(set(PLACEHOLDER.findall(model)))
            given = sorted(set(PLACEHOLDER.findall(text)))
            if key.endswith(".one"):  # "one vehicle" needs no number
                wanted = [name for name in wanted if name != "count"]
                given = [name for name in given if name != "count"]
            if wanted != given:
                faults.append(f"{code}.json: {key} has the placeholders {given}, French {wanted}")
    return faults


def check_use(keys: set[str], asked: dict[str, str]) -> list[str]:
    """`asked` maps each key asked for to a place that asks."""
    faults = []
    used = set()
    for key, place in sorted(asked.items()):
        if key.endswith("."):
            found = {known for known in keys if known.startswith(key)}
        elif key in keys:
            found = {key}
        else:
            found = {key + variant for variant in PLURALS} & keys
            found = found if key + ".other" in keys else set()
        if not found:
            faults.append(f"{place}: {key} is in no language")
        used |= found
    for key in sorted(keys - used):
        if not key.startswith(LOOKED_UP_BY_NAME):
            faults.append(f"fr.json: {key} is asked for nowhere")
    return faults


def names_in(path: pathlib.Path, command: str) -> set[str]:
    """What stands in the CMake file between `command` and its closing bracket."""
    return set(path.read_text(encoding="utf-8").split(command, 1)[1].split(")", 1)[0].split())


def check_left_out(areas: set[str], of_staff: set[str], asked: dict[str, set[str]]) -> list[str]:
    """`areas` are not in the portal, `of_staff` are sources that are not either; `asked` maps each source to its keys."""
    return [
        f"{place}: {key} is a text that the portal does not carry"
        for place, keys in asked.items()
        if place not in of_staff and not place.startswith(("native/", "server/"))
        for key in sorted(keys)
        if key.split(".", 1)[0] in areas
    ]


def check(root: pathlib.Path) -> list[str]:
    texts, order = {}, {}
    for code in LANGUAGES:
        content = (root / "shared/i18n" / f"{code}.json").read_text(encoding="utf-8")
        pairs = json.loads(content, object_pairs_hook=list)
        order[code] = [key for key, _ in pairs]
        texts[code] = dict(pairs)
        if len(pairs) != len(texts[code]):
            return [f"{code}.json: a key stands there twice"]

    asked = {
        str(path.relative_to(root)): keys_asked_for(path.read_text(encoding="utf-8"))
        for folder in SOURCES
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in (".cpp", ".h")
    }
    first_place = {key: place for place in reversed(asked) for key in asked[place]}
    areas = names_in(root / "shared/i18n/CMakeLists.txt", "set(areas_without_customers ")
    screens = names_in(root / "shared/ui/screens/CMakeLists.txt", "add_library(portail_admin_screens STATIC")
    of_staff = {f"shared/ui/screens/{name}" for name in screens} | OVERLAYS_OF_STAFF
    return (
        check_files(texts, order)
        + check_use(set(texts["fr"]), first_place)
        + check_left_out(areas, of_staff, asked)
    )


def main() -> int:
    faults = check(pathlib.Path(sys.argv[1]))
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
