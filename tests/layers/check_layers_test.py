"""Proves that check_layers.py refuses what it must and lets pass what it may."""

import pathlib
import tempfile
import unittest

import check_layers

HEADERS = [
    "shared/base/result.h",
    "shared/domain/customer.h",
    "shared/db/database.h",
    "shared/queries/customer_queries.h",
    "shared/mutators/mutator_table.h",
    "shared/platform/http_client.h",
    "shared/sync/protocol.h",
    "shared/sync/protocol_version.h",
    "shared/sync/sync_client.h",
    "shared/qr/encode.h",
    "shared/i18n/text.h",
    "shared/ui/theme.h",
    "server/writer.h",
    "web/canvas.h",
    "native/window.h",
]

ALLOWED = [
    ("shared/domain/customer.cpp", '#include "shared/base/result.h"'),
    ("shared/domain/customer.cpp", '#include "shared/domain/customer.h"'),
    ("shared/mutators/customer.cpp", '#include "shared/queries/customer_queries.h"'),
    ("shared/sync/sync_client.cpp", '#include "shared/mutators/mutator_table.h"'),
    ("shared/sync/sync_client.cpp", '#include "shared/platform/http_client.h"'),
    ("shared/ui/screens/home.cpp", '#include "shared/sync/sync_client.h"'),
    ("server/push.cpp", '#include "shared/sync/protocol_version.h"'),
    ("server/push.cpp", "#include <httplib.h>"),
    ("web/main.cpp", '#include "shared/ui/theme.h"'),
    ("web/main.cpp", "#include <emscripten/html5.h>"),
    ("shared/db/database.cpp", "#include <sqlite3.h>"),
    ("shared/db/migrate.cpp", '#include "generated_sql.h"'),
    ("shared/base/clock.cpp", "#include <chrono>"),
]

REFUSED = [
    ("shared/base/clock.cpp", '#include "shared/domain/customer.h"'),
    ("shared/domain/customer.cpp", '#include "shared/db/database.h"'),
    ("shared/db/database.cpp", '#include "shared/queries/customer_queries.h"'),
    ("shared/queries/customer.cpp", '#include "shared/mutators/mutator_table.h"'),
    ("shared/queries/customer.cpp", '#include "shared/sync/protocol.h"'),
    ("shared/mutators/customer.cpp", '#include "shared/sync/protocol.h"'),
    ("shared/sync/sync_client.cpp", '#include "shared/ui/theme.h"'),
    ("shared/platform/http_client.h", '#include "shared/domain/customer.h"'),
    ("shared/ui/theme.cpp", '#include "server/writer.h"'),
    ("shared/ui/theme.cpp", '#  include "web/canvas.h"'),
    ("server/push.cpp", '#include "shared/ui/theme.h"'),
    ("server/push.cpp", '#include "shared/platform/http_client.h"'),
    ("server/push.cpp", '#include "shared/sync/sync_client.h"'),
    ("web/main.cpp", '#include "server/writer.h"'),
    ("web/main.cpp", '#include "native/window.h"'),
    ("native/main.cpp", '#include "server/writer.h"'),
    ("shared/domain/customer.cpp", "#include <sqlite3.h>"),
    ("shared/ui/theme.cpp", "#include <SDL.h>"),
    ("shared/sync/sync_client.cpp", "#include <emscripten.h>"),
    ("shared/base/clock.cpp", '#include "result.h"'),
    ("shared/base/clock.cpp", '#include "../base/result.h"'),
    ("shared/base/clock.cpp", '#include "shared/base/missing.h"'),
    ("shared/base/clock.cpp", "#ifdef __EMSCRIPTEN__\n#endif"),
    ("shared/unknown/new.cpp", "// a folder that has no place among the layers"),
]


class CheckLayersTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for header in HEADERS:
            self.write(header, "#pragma once\n")

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def faults_with(self, path, text):
        before = (self.root / path).read_text() if (self.root / path).exists() else None
        self.write(path, text + "\n")
        _, faults = check_layers.check_tree(self.root)
        if before is None:
            (self.root / path).unlink()
        else:
            self.write(path, before)
        return faults

    def test_includes_along_the_layers_pass(self):
        for path, text in ALLOWED:
            with self.subTest(path=path, text=text):
                self.assertEqual(self.faults_with(path, text), [])

    def test_includes_against_the_layers_are_each_reported_once(self):
        for path, text in REFUSED:
            with self.subTest(path=path, text=text):
                faults = self.faults_with(path, text)
                self.assertEqual(len(faults), 1, faults)
                self.assertTrue(faults[0].startswith(path), faults)

    def test_the_line_is_named(self):
        faults = self.faults_with("shared/base/clock.cpp", '\n\n#include "web/canvas.h"')
        self.assertTrue(faults[0].startswith("shared/base/clock.cpp:3:"), faults)

    def test_an_empty_tree_is_not_a_success(self):
        with tempfile.TemporaryDirectory() as empty:
            count, _ = check_layers.check_tree(pathlib.Path(empty))
            self.assertEqual(count, 0)


if __name__ == "__main__":
    unittest.main()
