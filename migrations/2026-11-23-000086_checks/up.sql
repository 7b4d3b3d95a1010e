-- Checks that outlast the request they came with, so that every process can tell how far one is and what came of it.
CREATE TABLE office_checks (
    ticket TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    begun_at TIMESTAMP NOT NULL,
    -- When the process that does it last said that it does.
    seen_at TIMESTAMP NOT NULL,
    stage INTEGER NOT NULL,
    -- What came of it: a version, or why there is none (JSON); both empty while it goes on.
    listing_id TEXT,
    refused TEXT
);

CREATE INDEX office_checks_by_age ON office_checks (begun_at);
