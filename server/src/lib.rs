//! The server: configuration, commands, router, middleware.

pub mod assets;
pub mod command;
pub mod config;
pub mod middleware;
pub mod router;
pub mod serve;
