-- What is open at the bodies that a closed round shows by name, to every donor (an empty recipient) or to one: made of their reports once, when a donor first asks.
CREATE TABLE round_needs (
    round_id TEXT NOT NULL REFERENCES round (id),
    recipient TEXT NOT NULL,
    needs TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (round_id, recipient)
);
