-- The same as migrations/OTHER/0002_credentials.sql; a test compares the two.

-- Who gave out the link with which the present password was set, in whose name, when; and when it was set. Nothing is known
-- of a password that is older than these columns: an account that comes to more rights then gets a new one.
ALTER TABLE account ADD COLUMN credential_by TEXT;
ALTER TABLE account ADD COLUMN credential_for TEXT;
ALTER TABLE account ADD COLUMN credential_given_at BIGINT;
ALTER TABLE account ADD COLUMN credential_set_at BIGINT;
-- The person was removed: what others need stays under the account's id, without a name.
ALTER TABLE account ADD COLUMN removed_at BIGINT;

-- In whose name the link was given out.
ALTER TABLE password_link ADD COLUMN organisation_id TEXT;
-- A link that was used and one that a newer link or password made worthless are two things.
ALTER TABLE password_link ADD COLUMN replaced_at BIGINT;
UPDATE password_link SET replaced_at = used_at, used_at = NULL
    WHERE EXISTS (SELECT 1 FROM password_link AS newer
        WHERE newer.account_id = password_link.account_id AND newer.created_at = password_link.used_at);

-- Whoever only ever had links from the server's own console has the password from there.
UPDATE account SET credential_by = 'console',
        credential_given_at = (SELECT MAX(l.created_at) FROM password_link AS l WHERE l.account_id = account.id)
    WHERE password_hash IS NOT NULL
        AND EXISTS (SELECT 1 FROM password_link AS l WHERE l.account_id = account.id)
        AND NOT EXISTS (SELECT 1 FROM password_link AS l
            WHERE l.account_id = account.id AND l.created_by <> 'console');
