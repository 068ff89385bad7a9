-- What is submitted, handed in or read is kept as it was. A step of `polder serve` fills in what older versions did not keep.

-- The report of a submitted assessment: its value with every text that it shows, and beside it the scores alone, so that closing a round
-- reads small rows. Written in the transaction of the submission, and never changed.
CREATE TABLE submitted_report (
    assessment_id TEXT PRIMARY KEY NOT NULL REFERENCES assessment (id),
    model_id TEXT NOT NULL,
    model_version BIGINT NOT NULL,
    -- The version of what computed it.
    engine BIGINT NOT NULL,
    report TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    score TEXT NOT NULL,
    score_sha256 TEXT NOT NULL
);

-- The digest of the copy of that report which donors see by name.
ALTER TABLE contribution ADD COLUMN report_sha256 TEXT;

-- How the model called its domains and practices when the round was closed, in every language: what the release is shown with.
CREATE TABLE round_names (
    round_id TEXT PRIMARY KEY NOT NULL REFERENCES round (id),
    names TEXT NOT NULL,
    sha256 TEXT NOT NULL
);

-- The texts of the model as they were when the assessment was started.
ALTER TABLE assessment ADD COLUMN model_digest TEXT;

-- The questions of an attempt as they were when it was opened, with the key, in every language.
ALTER TABLE quiz_attempt ADD COLUMN asked TEXT;

-- Which revision of the lesson was read.
ALTER TABLE lesson_progress ADD COLUMN revision TEXT;
