-- Answers of the geocoder that the operator switched on, by a digest of what was asked; sealed with a key made of the text
-- itself, which is not kept: what people type is in no row.
CREATE TABLE geocoded (
    digest TEXT PRIMARY KEY,
    sealed BYTEA NOT NULL,
    asked_at TIMESTAMP NOT NULL
);

CREATE INDEX geocoded_by_age ON geocoded (asked_at);
