-- The same tables as migrations/OTHER/0003_places_and_known_browsers.sql; a test compares the two.

-- Browsers in which somebody signed in to an account: only a hash of the secret in the cookie is kept.
CREATE TABLE known_browser (
    secret_hash TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    used_at BIGINT NOT NULL
);
CREATE INDEX known_browser_account ON known_browser (account_id);

-- Networks from which somebody signed in to an account lately.
CREATE TABLE known_network (
    account_id TEXT NOT NULL REFERENCES account (id),
    network TEXT NOT NULL,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, network)
);

-- The instance's own regions, beside those of M49, which are in the program. Of two names that fold to one there is one here. The
-- program moves the regions that bodies have to this list when it starts, since SQL does not know which spellings are one.
CREATE TABLE region (
    name TEXT PRIMARY KEY NOT NULL,
    folded TEXT NOT NULL UNIQUE
);

-- Nobody has chosen a language for an account that nobody has opened yet: until then it follows the browser.
UPDATE account SET language = '' WHERE password_hash IS NULL;
