"""The database behind an installation that is stopped, for what no door of the program offers (a second organisation, a flipped byte)."""
import sqlite3


class Database:
    """SQLite or PostgreSQL under one set of words; SQL has `?` placeholders. A context: committed at its end."""

    def __init__(self, installation):
        self.source = installation.environment["BACKBEAT_DATABASE"]
        if self.source:
            import psycopg2  # only a PostgreSQL run needs it
            self.connection = psycopg2.connect(self.source)
        else:
            self.connection = sqlite3.connect(next(path for path in installation.folder.iterdir() if path.suffix in (".db", ".sqlite")))

    def __enter__(self):
        return self

    def __exit__(self, fault, *_):
        if fault is None:
            self.connection.commit()
        self.connection.close()

    def run(self, statement, values=()):
        cursor = self.connection.cursor()
        cursor.execute(statement.replace("?", "%s") if self.source else statement, values)
        return cursor

    def rows(self, statement, values=()):
        return self.run(statement, values).fetchall()

    def tables(self):
        if self.source:
            return {name for name, in self.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")}
        return {name for name, in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def columns(self, table):
        if self.source:
            return [name for name, in self.rows("SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() "
                                                "AND table_name = ? ORDER BY ordinal_position", (table,))]
        return [row[1] for row in self.rows(f"PRAGMA table_info({table})")]
