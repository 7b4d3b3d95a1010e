-- What readers say is wrong with a pharmacy, for its association to look at. Nothing here is published.
CREATE TABLE corrections (
    id TEXT PRIMARY KEY,
    association_id TEXT NOT NULL REFERENCES associations (id) ON DELETE CASCADE,
    pharmacy_id TEXT NOT NULL,
    topic TEXT NOT NULL,
    message TEXT NOT NULL,
    contact TEXT,
    lang TEXT NOT NULL,
    received_at TIMESTAMP NOT NULL,
    settled_at TIMESTAMP,
    settled_by TEXT
);
CREATE INDEX corrections_by_association ON corrections (association_id, received_at);
CREATE INDEX corrections_by_pharmacy ON corrections (pharmacy_id, received_at);
