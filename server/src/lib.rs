//! The server: configuration, router, middleware.

pub mod assets;
pub mod config;
pub mod middleware;
pub mod router;
pub mod serve;
