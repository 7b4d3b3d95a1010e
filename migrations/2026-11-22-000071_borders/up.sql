-- The borders of municipalities, as the operator gave them: GeoJSON geometry (MultiPolygon), longitude before latitude.
CREATE TABLE borders (
    area_code TEXT PRIMARY KEY,
    prefecture TEXT NOT NULL,
    municipality TEXT NOT NULL,
    outline TEXT NOT NULL,
    imported_at TIMESTAMP NOT NULL
);
