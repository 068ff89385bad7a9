-- Requests for help on one gap, offers to help, and what became of them. What a request shows is frozen with a digest when it is proposed.
CREATE TABLE help_request (
    id TEXT NOT NULL PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    -- The submitted assessment whose report has the gap, and its version of the model.
    assessment_id TEXT NOT NULL REFERENCES assessment (id),
    model_id TEXT NOT NULL,
    model_version BIGINT NOT NULL,
    practice_id TEXT NOT NULL,
    -- The kind of help that is wished for; empty: any.
    wanted TEXT NOT NULL,
    -- Whether every donor and partner sees it; else those of help_request_recipient.
    to_all BOOLEAN NOT NULL,
    content TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    -- The version of the text in which it was said what is shown.
    text_version BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    proposed_by TEXT NOT NULL REFERENCES account (id),
    proposed_at BIGINT NOT NULL,
    confirmed_by TEXT REFERENCES account (id),
    confirmed_at BIGINT,
    -- Taken back, declined by the second person, or withdrawn.
    ended_by TEXT REFERENCES account (id),
    ended_at BIGINT
);
CREATE INDEX help_request_body ON help_request (organisation_id, proposed_at, id);
CREATE INDEX help_request_state ON help_request (state, confirmed_at, id);
-- A gap is asked for once at a time.
CREATE UNIQUE INDEX help_request_once ON help_request (organisation_id, practice_id) WHERE state = 'proposed' OR state = 'open';

CREATE TABLE help_request_recipient (
    request_id TEXT NOT NULL REFERENCES help_request (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    PRIMARY KEY (request_id, organisation_id)
);

CREATE TABLE help_offer (
    id TEXT NOT NULL PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES help_request (id),
    -- The donor or partner.
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    -- The kind of help.
    help TEXT NOT NULL,
    who_delivers TEXT NOT NULL,
    words TEXT NOT NULL,
    -- A band; empty: not said.
    cost TEXT NOT NULL,
    state TEXT NOT NULL,
    offered_by TEXT NOT NULL REFERENCES account (id),
    offered_at BIGINT NOT NULL,
    -- Accepted or declined by the body.
    answered_at BIGINT,
    -- What the donor or partner last said of the delivery: the day (ISO) and words.
    delivered_on TEXT,
    delivery_words TEXT NOT NULL DEFAULT '',
    delivered_at BIGINT,
    -- What the body last said of it: what is missing, or nothing.
    missing TEXT NOT NULL DEFAULT '',
    checked_at BIGINT,
    -- What the next report says of the gap (JSON), frozen when the body closes the pledge.
    outcome TEXT,
    outcome_sha256 TEXT,
    closed_at BIGINT
);
CREATE INDEX help_offer_request ON help_offer (request_id, offered_at, id);
CREATE INDEX help_offer_organisation ON help_offer (organisation_id, offered_at, id);
-- Nobody offers twice at a time, and a request has one pledge.
CREATE UNIQUE INDEX help_offer_once ON help_offer (request_id, organisation_id) WHERE state = 'made';
CREATE UNIQUE INDEX help_offer_pledge ON help_offer (request_id)
    WHERE state = 'accepted' OR state = 'delivered' OR state = 'missing' OR state = 'confirmed' OR state = 'closed';
