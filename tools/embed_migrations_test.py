#!/usr/bin/env python3
"""Planted faults for embed_migrations.py."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).with_name("embed_migrations.py")


def embed(files: dict[str, str]) -> tuple[int, str, str]:
    """Exit code, what it wrote, what it complained of."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for file, text in files.items():
            (folder / file).write_text(text)
        output = folder / "out.cpp"
        done = subprocess.run([sys.executable, TOOL, folder, output], capture_output=True, text=True)
        return done.returncode, output.read_text() if output.exists() else "", done.stderr


class EmbedMigrations(unittest.TestCase):
    def test_files_are_written_in_order_of_their_numbers(self):
        code, written, _ = embed({"0002_b.sql": "B;\n", "0001_a.sql": "A;\n"})
        self.assertEqual(code, 0)
        self.assertIn('{1, "0001_a.sql", std::nullopt, R"sql(A;\n)sql"}', written)
        self.assertLess(written.index("0001_a"), written.index("0002_b"))

    def test_each_engine_may_have_its_own_file(self):
        code, written, _ = embed({"0001_a.sqlite.sql": "A;\n", "0001_a.postgres.sql": "B;\n"})
        self.assertEqual(code, 0)
        self.assertIn("Engine::sqlite", written)
        self.assertIn("Engine::postgres", written)

    def test_a_name_that_is_none_is_refused(self):
        for name in ["1_a.sql", "0001-a.sql", "0001_A.sql", "0001_a.mysql.sql"]:
            code, written, complaint = embed({name: "A;\n"})
            self.assertEqual((code, written), (1, ""), name)
            self.assertIn(name, complaint)

    def test_a_number_that_is_taken_is_refused(self):
        for other in ["0001_b.sql", "0001_b.sqlite.sql"]:
            code, _, complaint = embed({"0001_a.sql": "A;\n", other: "B;\n"})
            self.assertEqual(code, 1)
            self.assertIn("number 0001 is taken", complaint)


if __name__ == "__main__":
    unittest.main()
