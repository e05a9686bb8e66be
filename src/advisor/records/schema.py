"""The tables of `advisor.sqlite`, as the steps that led to them."""

from __future__ import annotations

APPLICATION = 0x61647672  # "advr": tells the file from any other SQLite file

# A step is never changed once it was released: a change is another step.
MIGRATIONS = (
    """
    CREATE TABLE conversations (
        id TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        channel TEXT NOT NULL,
        created TEXT NOT NULL
    ) STRICT;
    CREATE INDEX conversations_of ON conversations (owner, created, id);
    CREATE INDEX conversations_by_time ON conversations (created, id);

    CREATE TABLE answers (
        id TEXT PRIMARY KEY,
        conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        owner TEXT NOT NULL,
        channel TEXT NOT NULL,
        created TEXT NOT NULL,
        status TEXT NOT NULL,
        index_hash TEXT NOT NULL,
        made_with TEXT NOT NULL,
        asked TEXT NOT NULL,
        answer TEXT NOT NULL,
        UNIQUE (conversation, position)
    ) STRICT;
    CREATE INDEX answers_of ON answers (owner, created);
    CREATE INDEX answers_by_time ON answers (created, id);
    CREATE INDEX answers_by_index ON answers (index_hash);

    CREATE TABLE feedback (
        answer TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
        owner TEXT NOT NULL,
        created TEXT NOT NULL,
        useful INTEGER NOT NULL,
        comment TEXT,
        PRIMARY KEY (answer, owner)
    ) STRICT;

    CREATE TABLE events (
        id TEXT PRIMARY KEY,
        seen TEXT NOT NULL
    ) STRICT;
    CREATE INDEX events_by_time ON events (seen);

    CREATE TABLE keys (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        hash TEXT NOT NULL,
        rights TEXT NOT NULL,
        created TEXT NOT NULL,
        used TEXT,
        revoked TEXT
    ) STRICT;

    CREATE TABLE switches (
        number INTEGER PRIMARY KEY,
        channel TEXT NOT NULL,
        is_on INTEGER NOT NULL,
        changed TEXT NOT NULL,
        changed_by TEXT NOT NULL
    ) STRICT;
    CREATE INDEX switches_of ON switches (channel, number);

    CREATE TABLE indexes (
        hash TEXT PRIMARY KEY,
        kept TEXT NOT NULL,
        manifest TEXT NOT NULL,
        files TEXT NOT NULL
    ) STRICT;

    CREATE TABLE purges (
        done TEXT NOT NULL,
        before TEXT NOT NULL,
        by TEXT NOT NULL,
        answers INTEGER NOT NULL,
        conversations INTEGER NOT NULL,
        feedback INTEGER NOT NULL,
        events INTEGER NOT NULL,
        indexes INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE sessions (
        id TEXT PRIMARY KEY,
        caller TEXT NOT NULL,
        name TEXT NOT NULL,
        rights TEXT NOT NULL,
        created TEXT NOT NULL,
        expires TEXT NOT NULL
    ) STRICT;
    CREATE INDEX sessions_by_end ON sessions (expires);
    """,
    # What answers cite, beside the answers: reading it from their JSON takes seconds once there are
    # many. An answer has a number here, and a citation its time in seconds, for the sake of size.
    """
    CREATE TABLE passages (
        id INTEGER PRIMARY KEY,
        source TEXT NOT NULL,
        begins INTEGER NOT NULL,
        ends INTEGER NOT NULL,
        quote TEXT NOT NULL,
        title TEXT NOT NULL,
        section TEXT NOT NULL,
        page INTEGER,
        language TEXT NOT NULL,
        UNIQUE (source, begins, ends, quote)
    ) STRICT;

    CREATE TABLE citing (
        number INTEGER PRIMARY KEY,
        answer TEXT NOT NULL UNIQUE REFERENCES answers (id) ON DELETE CASCADE,
        owner TEXT NOT NULL
    ) STRICT;
    CREATE INDEX citing_of ON citing (owner);

    CREATE TABLE citations (
        passage INTEGER NOT NULL REFERENCES passages (id),
        second INTEGER NOT NULL,
        number INTEGER NOT NULL REFERENCES citing (number) ON DELETE CASCADE,
        PRIMARY KEY (passage, second, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX citations_by_answer ON citations (number);

    CREATE VIEW cited AS
        SELECT a.id AS answer, a.owner, CAST(strftime('%s', a.created) AS INTEGER) AS second,
            json_extract(c.value, '$.source') AS source,
            json_extract(c.value, '$.start') AS begins,
            json_extract(c.value, '$.end') AS ends,
            json_extract(c.value, '$.quote') AS quote,
            json_extract(c.value, '$.title') AS title,
            json_extract(c.value, '$.section') AS section,
            json_extract(c.value, '$.page') AS page,
            json_extract(c.value, '$.language') AS language
        FROM answers AS a, json_each(a.answer, '$.statements') AS s,
            json_each(s.value, '$.citations') AS c;

    INSERT OR IGNORE INTO passages (source, begins, ends, quote, title, section, page, language)
        SELECT source, begins, ends, quote, title, section, page, language FROM cited;
    INSERT OR IGNORE INTO citing (answer, owner)
        SELECT answer, owner FROM cited;
    INSERT OR IGNORE INTO citations
        SELECT p.id, c.second, n.number
        FROM cited AS c JOIN passages AS p USING (source, begins, ends, quote)
        JOIN citing AS n ON n.answer = c.answer;

    CREATE TRIGGER answers_cite AFTER INSERT ON answers BEGIN
        INSERT OR IGNORE INTO passages (source, begins, ends, quote, title, section, page, language)
            SELECT source, begins, ends, quote, title, section, page, language FROM cited
            WHERE answer = NEW.id;
        INSERT OR IGNORE INTO citing (answer, owner)
            SELECT answer, owner FROM cited WHERE answer = NEW.id;
        INSERT OR IGNORE INTO citations
            SELECT p.id, c.second, n.number
            FROM cited AS c JOIN passages AS p USING (source, begins, ends, quote)
            JOIN citing AS n ON n.answer = c.answer WHERE c.answer = NEW.id;
    END;

    CREATE TRIGGER passages_go AFTER DELETE ON citations
    WHEN NOT EXISTS (SELECT 1 FROM citations WHERE passage = OLD.passage) BEGIN
        DELETE FROM passages WHERE id = OLD.passage;
    END;

    CREATE INDEX answers_by_outcome ON answers (created, status, channel);
    CREATE INDEX feedback_by_time ON feedback (created, useful, answer);
    """,
)
