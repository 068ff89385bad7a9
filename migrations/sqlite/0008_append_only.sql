-- The audit is only ever added to. Each database says so in its own words; a test tries it on both.

CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
CREATE TRIGGER audit_entry_is_not_deleted BEFORE DELETE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
CREATE TRIGGER audit_seal_is_not_changed BEFORE UPDATE ON audit_seal
    BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
CREATE TRIGGER audit_seal_is_not_deleted BEFORE DELETE ON audit_seal
    BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
