"""Planted faults: each must be caught by tools/check_layers.py, and a clean tree must pass."""
import pathlib
import shutil
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import check_layers  # noqa: E402

MAP = """
[libraries]
base = []
sql = ["base"]
http = ["base"]
[features]
people = []
session = ["people"]
[roots]
server = "composition"
[roles.base]
libraries = ["base"]
third_party = ["date"]
[roles.sql]
libraries = ["base", "sql"]
third_party = ["sqlite3"]
[roles.http]
libraries = ["base", "http"]
third_party = ["boost"]
[roles.domain]
libraries = ["base"]
layers = ["domain"]
others = ["domain"]
[roles.store]
libraries = ["base", "sql"]
layers = ["domain", "store"]
others = ["domain"]
[roles.actions]
libraries = ["base", "sql"]
layers = ["domain", "store", "actions"]
others = ["domain", "actions"]
[roles.api]
libraries = ["base", "http"]
layers = ["domain", "actions", "api"]
others = ["domain", "actions"]
[third_party]
boost = ["boost/"]
sqlite3 = ["sqlite3.h"]
date = ["date/"]
[no_io]
headers = ["fstream"]
[folders]
top = ["src", "tools"]
[exceptions]
"""

CLEAN = {
    "src/base/id.hpp": "",
    "src/sql/sql.hpp": '#include "base/id.hpp"\n#include <sqlite3.h>\n',
    "src/http/api.hpp": "#include <boost/json.hpp>\n",
    "src/people/people.hpp": '#include "base/id.hpp"\n#include <string>\n',
    "src/people/people_store.hpp": '#include "people/people.hpp"\n#include "sql/sql.hpp"\n',
    "src/people/people_actions.hpp": '#include "people/people_store.hpp"\n',
    "src/people/people_api.cpp": '#include "people/people_actions.hpp"\n#include "http/api.hpp"\n',
    "src/session/session.hpp": '#include "people/people.hpp"\n',
    "src/session/session_actions.cpp": '#include "people/people_actions.hpp"\n',
    "src/server/main.cpp": '#include "people/people_store.hpp"\n',
}


class PlantedFaults(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        (self.root / "tools").mkdir()
        self.plant("tools/layers.toml", MAP)
        for name, text in CLEAN.items():
            self.plant(name, text)

    def plant(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def faults(self):
        return check_layers.House(self.root).check()

    def assert_caught(self, *words):
        faults = self.faults()
        self.assertEqual(len(faults), 1, faults)
        for word in words:
            self.assertIn(word, faults[0])

    def test_a_clean_house_has_no_fault(self):
        self.assertEqual(self.faults(), [])

    def test_a_domain_file_that_includes_sql_is_caught(self):
        self.plant("src/people/tenure.hpp", '#include "sql/sql.hpp"\n')
        self.assert_caught("tenure.hpp", "domain", "sql")

    def test_a_domain_file_that_includes_json_is_caught(self):
        self.plant("src/people/tenure.cpp", "#include <boost/json.hpp>\n")
        self.assert_caught("tenure.cpp", "boost")

    def test_a_domain_file_that_includes_http_is_caught(self):
        self.plant("src/people/tenure.cpp", '#include "http/api.hpp"\n')
        self.assert_caught("tenure.cpp", "http")

    def test_a_domain_file_that_reads_files_is_caught(self):
        self.plant("src/people/tenure.cpp", "#include <fstream>\n")
        self.assert_caught("tenure.cpp", "fstream")

    def test_an_api_file_that_includes_a_store_is_caught(self):
        self.plant("src/people/people_api.cpp", '#include "people/people_store.hpp"\n')
        self.assert_caught("people_api.cpp", "store")

    def test_another_features_store_is_caught(self):
        self.plant("src/session/session_store.cpp", '#include "people/people_store.hpp"\n')
        self.assert_caught("session_store.cpp", "another feature's store")

    def test_an_undeclared_use_is_caught(self):
        self.plant("src/people/people_actions.cpp", '#include "session/session.hpp"\n')
        self.assert_caught("people_actions.cpp", "does not declare")

    def test_a_declared_use_that_nothing_needs_is_caught(self):
        self.plant("src/session/session.hpp", "")
        self.plant("src/session/session_actions.cpp", "")
        self.assert_caught("session declares people")

    def test_a_cycle_is_caught(self):
        self.plant("tools/layers.toml", MAP.replace("people = []", 'people = ["session"]'))
        self.plant("src/people/people_actions.cpp", '#include "session/session.hpp"\n')
        self.assert_caught("cycle: people -> session -> people")

    def test_a_stray_folder_is_caught(self):
        self.plant("src/helpers/text.hpp", "")
        self.assert_caught("src/helpers", "does not know")

    def test_a_stray_top_folder_is_caught(self):
        self.plant("scratch/notes.txt", "")
        self.assert_caught("scratch")

    def test_a_web_feature_that_src_does_not_have_is_caught(self):
        self.plant("tools/layers.toml", MAP.replace('top = ["src", "tools"]', 'top = ["src", "tools", "web"]'))
        self.plant("web/src/features/dashboard/page.tsx", "")
        self.assert_caught("web/src/features/dashboard")

    def test_reading_the_system_clock_outside_base_is_caught(self):
        self.plant("src/people/people_actions.cpp", "auto now = std::chrono::system_clock::now();\n")
        self.assert_caught("clock")

    def test_an_unknown_third_party_is_caught(self):
        self.plant("src/people/people_store.cpp", "#include <nlohmann/json.hpp>\n")
        self.assert_caught("nlohmann")

    def test_a_third_party_of_another_layer_is_caught(self):
        self.plant("src/people/people_store.cpp", "#include <sqlite3.h>\n")
        self.assert_caught("people_store.cpp", "sqlite3")

    def test_a_file_above_the_longest_is_caught(self):
        self.plant("src/people/tenure.cpp", "\n" * 601)
        self.assert_caught("601 lines")

    def test_an_exception_serves_its_file_and_an_unused_one_is_caught(self):
        exception = '[exceptions]\n"src/people/tenure.cpp" = "boost/json.hpp: measured"\n'
        self.plant("tools/layers.toml", MAP.replace("[exceptions]\n", exception))
        self.assert_caught("not needed")
        self.plant("src/people/tenure.cpp", "#include <boost/json.hpp>\n")
        self.assertEqual(self.faults(), [])


if __name__ == "__main__":
    unittest.main()
