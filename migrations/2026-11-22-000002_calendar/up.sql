-- Each accepted copy of the Cabinet Office holiday table; the last one counts.
CREATE TABLE holiday_tables (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    refreshed_at TIMESTAMP NOT NULL,
    bytes BYTEA NOT NULL
);

-- Places people type, besides those compiled in.
CREATE TABLE gazetteer (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    kana TEXT NOT NULL,
    municipality_code TEXT NOT NULL,
    municipality TEXT NOT NULL,
    lat DOUBLE PRECISION NOT NULL,
    lon DOUBLE PRECISION NOT NULL
);

-- Counts the imports of places, so that other processes notice them.
CREATE TABLE gazetteer_version (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version BIGINT NOT NULL
);
