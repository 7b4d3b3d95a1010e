DROP TABLE emergency_numbers;
