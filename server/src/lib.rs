//! The server: configuration, commands, router, middleware.

pub mod assets;
pub mod command;
pub mod config;
pub mod connections;
pub mod keeping;
mod memory;
pub mod middleware;
pub mod origin;
pub mod router;
pub mod serve;
pub mod work;
