//! Identity: accounts, sessions, one-time links, people and their roles, organisations.
