-- What one person did is read for the list and for a copy of somebody's data.
CREATE INDEX audit_entry_actor ON audit_entry (actor, at, id);
CREATE INDEX audit_entry_object ON audit_entry (object_kind, object_id, at);
