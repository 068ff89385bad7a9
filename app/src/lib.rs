//! Pages and components. They are rendered on the server; what runs in the browser are the few islands of the crate `islands`.

pub mod address;
pub mod components;
pub mod compress;
pub mod context;
pub mod error;
pub mod form;
pub mod fragment;
pub mod page_cache;
pub mod pages;
pub mod resend;
pub mod routes;
pub mod shell;
#[cfg(test)]
mod testing;
