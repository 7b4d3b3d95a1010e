-- Every revision that is still kept, with the lists it was made of (JSON): the oldest tells how far back can be asked.
CREATE TABLE publications (
    revision BIGINT PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    sources TEXT NOT NULL
);

-- A pharmacy as readers saw it from one revision on, until another; what holds now has no end.
CREATE TABLE pharmacy_states (
    pharmacy_id TEXT NOT NULL,
    since_revision BIGINT NOT NULL,
    until_revision BIGINT,
    digest TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (pharmacy_id, since_revision)
);
CREATE INDEX pharmacy_states_by_end ON pharmacy_states (until_revision, since_revision);

-- What each revision changed, in order and without gaps; the values before and after are in pharmacy_states.
CREATE TABLE changes (
    seq BIGINT PRIMARY KEY,
    revision BIGINT NOT NULL,
    at TIMESTAMP NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('revision', 'added', 'changed', 'removed')),
    pharmacy_id TEXT,
    field TEXT,
    source TEXT
);
CREATE INDEX changes_by_revision ON changes (revision, seq);
