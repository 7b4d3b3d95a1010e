-- The one row that tells readers whether anything changed.
CREATE TABLE directory_revision (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision BIGINT NOT NULL,
    lists_revision BIGINT NOT NULL,
    changed_at TIMESTAMP NOT NULL
);

CREATE TABLE associations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    area_code TEXT NOT NULL,
    prefecture TEXT NOT NULL,
    municipality TEXT NOT NULL,
    year_end TEXT,
    rank INTEGER NOT NULL
);

-- An id is never reused and never changes, so its row is never deleted.
CREATE TABLE pharmacies (
    id TEXT PRIMARY KEY,
    first_name TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE listings (
    id TEXT PRIMARY KEY,
    association_id TEXT NOT NULL REFERENCES associations (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'checked', 'published', 'superseded', 'withdrawn')),
    scope TEXT NOT NULL CHECK (scope IN ('whole', 'changes')),
    file_name TEXT NOT NULL,
    file_digest TEXT NOT NULL,
    valid_on DATE,
    base_lists_revision BIGINT NOT NULL,
    received_at TIMESTAMP NOT NULL,
    published_at TIMESTAMP,
    report TEXT NOT NULL
);

-- Readers can never see two lists of one association.
CREATE UNIQUE INDEX listings_one_published ON listings (association_id) WHERE state = 'published';
CREATE INDEX listings_by_association ON listings (association_id, received_at);

-- Every uploaded byte is kept.
CREATE TABLE listing_files (
    listing_id TEXT PRIMARY KEY REFERENCES listings (id) ON DELETE CASCADE,
    bytes BYTEA NOT NULL
);

-- The whole list as it would be or was published; never updated in place.
CREATE TABLE listing_rows (
    listing_id TEXT NOT NULL REFERENCES listings (id) ON DELETE CASCADE,
    pharmacy_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    facts TEXT NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (listing_id, pharmacy_id)
);

CREATE TABLE date_exceptions (
    id TEXT PRIMARY KEY,
    pharmacy_id TEXT NOT NULL REFERENCES pharmacies (id),
    on_date DATE NOT NULL,
    hours TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    withdrawn BOOLEAN NOT NULL
);
CREATE INDEX date_exceptions_by_pharmacy ON date_exceptions (pharmacy_id, on_date);

CREATE TABLE duty_shifts (
    id TEXT PRIMARY KEY,
    association_id TEXT NOT NULL REFERENCES associations (id),
    pharmacy_id TEXT NOT NULL REFERENCES pharmacies (id),
    starts_at TIMESTAMP NOT NULL,
    ends_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    CHECK (starts_at < ends_at)
);
CREATE INDEX duty_shifts_by_start ON duty_shifts (starts_at);

CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
);
