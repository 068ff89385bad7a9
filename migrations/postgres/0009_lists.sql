-- Lists that can be long are read a page at a time, in an order that both databases have: by the name as it is folded, byte by byte.
-- What there was before is folded by the program at its next start, since SQL does not know how.

ALTER TABLE organisation ADD COLUMN folded TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX organisation_folded ON organisation (folded, id);
CREATE INDEX organisation_kind ON organisation (kind, folded, id);
CREATE INDEX organisation_region ON organisation (region);

ALTER TABLE account ADD COLUMN folded TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX account_unfolded ON account (id) WHERE folded = '' AND name <> '';

-- Whether the account belongs to no organisation. Kept by the database itself, whichever statement gives or takes a role.
ALTER TABLE account ADD COLUMN is_alone BOOLEAN NOT NULL DEFAULT TRUE;
UPDATE account SET is_alone = FALSE WHERE id IN (SELECT account_id FROM membership);
CREATE INDEX account_alone ON account (folded, id) WHERE is_alone AND removed_at IS NULL;
CREATE FUNCTION membership_is_given() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE account SET is_alone = FALSE WHERE id = NEW.account_id AND is_alone;
    RETURN NULL;
END
$$;
CREATE FUNCTION membership_is_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE account SET is_alone = TRUE WHERE id = OLD.account_id
        AND NOT EXISTS (SELECT 1 FROM membership WHERE account_id = OLD.account_id);
    RETURN NULL;
END
$$;
CREATE TRIGGER membership_is_given AFTER INSERT ON membership
    FOR EACH ROW EXECUTE FUNCTION membership_is_given();
CREATE TRIGGER membership_is_taken AFTER DELETE ON membership
    FOR EACH ROW EXECUTE FUNCTION membership_is_taken();

-- What is asked of one body, among many.
CREATE INDEX assessment_use_assessment ON assessment_use (assessment_id);
CREATE INDEX named_grant_organisation ON named_grant (organisation_id);
CREATE INDEX round_opened ON round (opened_at, id);
CREATE INDEX round_closed ON round (closed_at, id);

-- What a start of the program looks for, and mostly does not find.
CREATE INDEX quiz_attempt_unasked ON quiz_attempt (id) WHERE asked IS NULL;
CREATE INDEX lesson_progress_unrevised ON lesson_progress (lesson_id) WHERE revision IS NULL;
