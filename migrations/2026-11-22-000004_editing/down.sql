DROP TABLE listing_schedules;
DROP INDEX listing_confirmations_by_listing;
DROP TABLE listing_confirmations;
DROP INDEX failed_sign_ins_by_time;
DROP TABLE failed_sign_ins;
DROP INDEX sessions_by_user;
DROP TABLE sessions;
DROP TABLE users;
