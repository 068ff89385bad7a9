-- Every release from now on has a manifest, which holds the digest of the one before: the number of its closing, the bytes and their digest.
-- Nothing for releases that were published before.
ALTER TABLE round_release ADD COLUMN closing BIGINT;
ALTER TABLE round_release ADD COLUMN manifest TEXT;
ALTER TABLE round_release ADD COLUMN manifest_sha256 TEXT;
CREATE UNIQUE INDEX round_release_closing ON round_release (closing);
