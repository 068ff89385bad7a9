//! Parts that several pages share, rendered on the server.

pub mod form;
pub mod layout;
