//! Who people and organisations are, and who may do what.

pub mod audit;
pub mod organisation;
pub mod place;
pub mod policy;
