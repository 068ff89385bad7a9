-- What is ticked of the parts of a practice; NULL where it has none, or where they are open.
ALTER TABLE answer ADD COLUMN ticks TEXT;
-- How the practice changed since the version of the model from which this answer was taken over; NULL once somebody answered.
ALTER TABLE answer ADD COLUMN taken_over TEXT;
-- The assessment from which this one took answers over.
ALTER TABLE assessment ADD COLUMN follows TEXT REFERENCES assessment (id);
