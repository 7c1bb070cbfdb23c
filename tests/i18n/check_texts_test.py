"""Proves that check_texts.py finds what it is for."""

import unittest

import check_texts


def files(**changes: dict[str, str]) -> tuple[dict, dict]:
    texts = {code: {"common.a.one": "un {name}", "common.a.other": "{count} {name}"} for code in check_texts.LANGUAGES}
    texts.update(changes)
    return texts, {code: list(entries) for code, entries in texts.items()}


class LeftOutTest(unittest.TestCase):
    def test_the_portal_asks_for_no_text_that_it_does_not_carry(self):
        asked = {
            "shared/ui/screens/portal_home.cpp": {"portal.home.title", "admin.clients.title"},
            "shared/ui/screens/admin_clients.cpp": {"admin.clients.title"},
            "server/web_program.cpp": {"admin.clients.title"},
        }
        self.assertEqual(
            check_texts.check_left_out({"admin"}, {"shared/ui/screens/admin_clients.cpp"}, asked),
            ["shared/ui/screens/portal_home.cpp: admin.clients.title is a text that the portal does not carry"],
        )


class FilesTest(unittest.TestCase):
    def test_equal_languages_pass(self):
        self.assertEqual(check_texts.check_files(*files()), [])

    def test_a_missing_key_is_found(self):
        self.assertEqual(check_texts.check_files(*files(de={"common.a.one": "ein {name}"})), ["de.json: common.a.other is missing"])

    def test_a_key_that_french_lacks_is_found(self):
        texts, order = files()
        texts["it"]["common.c"] = "ciao"
        self.assertEqual(check_texts.check_files(texts, order), ["it.json: common.c is not in fr.json"])

    def test_a_language_has_variants_of_its_own(self):
        texts, order = files()
        texts["it"]["common.a.many"] = "{count} di {name}"
        self.assertEqual(check_texts.check_files(texts, order), [])
        texts["it"]["common.a.many"] = "{count} di {nome}"
        self.assertEqual(len(check_texts.check_files(texts, order)), 1)

    def test_a_key_outside_the_areas_is_found(self):
        texts, order = files(**{code: {"zoo.lion": "lion"} for code in check_texts.LANGUAGES})
        self.assertIn("fr.json: zoo.lion belongs to no area", check_texts.check_files(texts, order))

    def test_other_placeholders_are_found(self):
        faults = check_texts.check_files(*files(en={"common.a.one": "one {nom}", "common.a.other": "{count} {name}"}))
        self.assertEqual(len(faults), 1)
        self.assertIn("common.a.one has the placeholders ['nom']", faults[0])

    def test_unsorted_keys_are_found(self):
        texts, order = files()
        order["fr"].reverse()
        self.assertEqual(check_texts.check_files(texts, order), ["fr.json: the keys are not sorted"])


class UseTest(unittest.TestCase):
    def test_literals_are_found_and_comments_are_not(self):
        source = (
            'text("app.b"); // "app.comment"\n/* "app.block" */ url("https://app.b/c"); other("zoo.b"); '
            'join("app.state.");'
        )
        self.assertEqual(check_texts.keys_asked_for(source), {"app.b", "app.state."})

    def test_a_key_outside_the_areas_is_asked_for_all_the_same(self):
        self.assertEqual(check_texts.keys_asked_for('words.text("zoo.lion"), file.text("lion")'), {"zoo.lion"})

    def test_plurals_and_prefixes_count_as_use(self):
        keys = {"a.n.one", "a.n.other", "a.state.x"}
        self.assertEqual(check_texts.check_use(keys, {"a.n": "x.cpp", "a.state.": "x.cpp"}), [])

    def test_an_unknown_key_is_found(self):
        self.assertEqual(check_texts.check_use(set(), {"a.b": "x.cpp"}), ["x.cpp: a.b is in no language"])

    def test_a_key_with_one_variant_alone_is_found(self):
        self.assertIn("x.cpp: a.n is in no language", check_texts.check_use({"a.n.one"}, {"a.n": "x.cpp"}))

    def test_a_leftover_is_found(self):
        self.assertEqual(check_texts.check_use({"a.b"}, {}), ["fr.json: a.b is asked for nowhere"])


if __name__ == "__main__":
    unittest.main()
