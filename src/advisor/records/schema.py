"""The tables of `advisor.sqlite`, as the steps that led to them."""

from __future__ import annotations

# A step is never changed once it was released: a change is another step.
MIGRATIONS = (
    """
    CREATE TABLE conversations (
        id TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        channel TEXT NOT NULL,
        created TEXT NOT NULL
    ) STRICT;
    CREATE INDEX conversations_of ON conversations (owner, created);

    CREATE TABLE answers (
        id TEXT PRIMARY KEY,
        conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        owner TEXT NOT NULL,
        channel TEXT NOT NULL,
        created TEXT NOT NULL,
        status TEXT NOT NULL,
        index_hash TEXT NOT NULL,
        asked TEXT NOT NULL,
        answer TEXT NOT NULL,
        UNIQUE (conversation, position)
    ) STRICT;
    CREATE INDEX answers_of ON answers (owner, created);
    CREATE INDEX answers_by_time ON answers (created);
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
    """,
)
