DROP TABLE office_checks;
