//! Parts that several pages share, rendered on the server.

pub mod dyke;
pub mod form;
pub mod heatmap;
pub mod layout;
pub mod list;
pub mod region;
pub mod table;
pub mod text;
