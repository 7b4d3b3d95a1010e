DROP INDEX audit_by_subject;
DROP TABLE publishing_rules;
DROP TABLE column_hints;
DROP TABLE listing_origins;
