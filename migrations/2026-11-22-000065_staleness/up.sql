-- The count of list publications at which the list of an association last changed: a draft compared with an earlier count
-- than its own association's is stale. What was published before is taken as changed just now: that asks once too often.
CREATE TABLE list_changes (
    association_id TEXT PRIMARY KEY REFERENCES associations (id),
    lists_revision BIGINT NOT NULL
);
INSERT INTO list_changes (association_id, lists_revision)
SELECT associations.id, directory_revision.lists_revision FROM associations, directory_revision
WHERE directory_revision.lists_revision > 0;
