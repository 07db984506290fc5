#!/usr/bin/env python3
"""Planted faults for embed_assets.py."""
import gzip
import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).with_name("embed_assets.py")


class EmbedAssets(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.source = pathlib.Path(folder.name) / "dist"
        self.out = pathlib.Path(folder.name) / "out"

    def embed(self, files: dict[str, bytes]) -> tuple[int, str, str]:
        """Exit code, the C++ that it wrote, what it complained of."""
        for name, data in files.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        done = subprocess.run([sys.executable, TOOL, self.source, self.out], capture_output=True, text=True)
        written = self.out / "web_assets.cpp"
        return done.returncode, written.read_text() if written.exists() else "", done.stderr

    def test_a_folder_that_is_not_there_gives_an_empty_table(self):
        code, written, _ = self.embed({})
        self.assertEqual(code, 0)
        self.assertIn("AssetTable web_assets() { return {}; }", written)

    def test_only_what_is_bundled_under_a_hash_is_immutable(self):
        _, written, _ = self.embed({"index.html": b"<html>", "assets/app-1a2b3c4d.js": b"x", "assets/logo.svg": b"<svg/>"})
        rows = {line.split('"')[1]: "is_immutable = true" in line for line in written.splitlines() if "Asset{" in line}
        self.assertEqual(rows, {"/index.html": False, "/assets/app-1a2b3c4d.js": True, "/assets/logo.svg": False})

    def test_variants_unpack_to_the_file_and_are_left_out_where_they_are_larger(self):
        text = b"coaching " * 1000
        self.embed({"a.js": text, "b.js": b"x"})
        self.assertEqual((self.out / "0.identity").read_bytes(), text)
        self.assertEqual(gzip.decompress((self.out / "0.gzip").read_bytes()), text)
        unpacked = subprocess.run(["brotli", "-d", "-c", self.out / "0.brotli"], capture_output=True, check=True).stdout
        self.assertEqual(unpacked, text)
        self.assertFalse((self.out / "1.gzip").exists())

    def test_the_same_files_give_the_same_bytes(self):
        _, first, _ = self.embed({"a.js": b"x" * 100})
        blob = (self.out / "0.gzip").read_bytes()
        _, again, _ = self.embed({})
        self.assertEqual((first, blob), (again, (self.out / "0.gzip").read_bytes()))

    def test_a_file_of_an_unknown_kind_is_refused_by_name(self):
        code, _, complaint = self.embed({"a.exe": b"x"})
        self.assertEqual(code, 1)
        self.assertIn("a.exe", complaint)


if __name__ == "__main__":
    unittest.main()
