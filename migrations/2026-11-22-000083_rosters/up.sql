-- Rosters as they were sent: the file, who entered it when, and the shifts it spoke of, so that one can be taken back.
CREATE TABLE roster_entries (
    id TEXT PRIMARY KEY,
    association_id TEXT NOT NULL REFERENCES associations (id),
    state TEXT NOT NULL CHECK (state IN ('tried', 'entered', 'undone')),
    actor TEXT NOT NULL,
    entered_at TIMESTAMP NOT NULL,
    file_name TEXT NOT NULL,
    file_digest TEXT NOT NULL,
    replaces BOOLEAN NOT NULL,
    until_date DATE,
    -- The days it speaks of, first and last.
    first_day DATE,
    last_day DATE,
    -- A digest of what it was shown to do.
    shown TEXT NOT NULL,
    added INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    undone_at TIMESTAMP,
    undone_by TEXT
);

CREATE INDEX roster_entries_of ON roster_entries (association_id, state, entered_at);

CREATE TABLE roster_files (
    entry_id TEXT PRIMARY KEY REFERENCES roster_entries (id),
    bytes BYTEA NOT NULL
);

CREATE TABLE roster_entry_shifts (
    entry_id TEXT NOT NULL REFERENCES roster_entries (id),
    shift_id TEXT NOT NULL REFERENCES duty_shifts (id),
    kind TEXT NOT NULL CHECK (kind IN ('added', 'removed', 'kept')),
    PRIMARY KEY (entry_id, shift_id)
);

CREATE INDEX roster_entry_shifts_of ON roster_entry_shifts (shift_id);
